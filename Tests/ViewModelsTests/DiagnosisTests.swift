import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import ViewModels

/// What the doctor says.
@Suite struct DiagnosisTests {
  private func checkup(
    _ status: GrantStatus = World.signedIn,
    _ reach: Checkup.Reach = .answered(milliseconds: 23, clockAhead: 0.4),
    refusal: String? = nil
  ) -> Checkup {
    Checkup(status, reach: reach, refusal: refusal, keptIn: "the keyring", remarks: ["by the way"])
  }

  /// A finding, and a part of each problem that it has.
  static let findings: [(GrantStatus.Standing, Checkup.Reach, String?, [String])] = [
    (.signedIn(until: nil), .answered(milliseconds: 1, clockAhead: nil), nil, []),
    (.keyed, .answered(milliseconds: 1, clockAhead: 60), nil, []),
    (.keyed, .answered(milliseconds: 1, clockAhead: -61), nil, ["61 s behind"]),
    (.keyed, .answered(milliseconds: 1, clockAhead: 3_600), nil, ["60 min ahead of"]),
    (.signedOut, .answered(milliseconds: 1, clockAhead: 0), nil, ["accounts login work"]),
    (.expired("Gone."), .answered(milliseconds: 1, clockAhead: 0), "Gone.", ["Gone."]),
    (.expired("Gone."), .silent("No network."), nil, ["Gone.", "No network."]),
    (.unknown("Locked."), .silent("No network."), "No.", ["Locked.", "No.", "No network."]),
  ]

  @Test("Everything that needs a user is a problem, and is said once", arguments: findings)
  func problems(
    _ standing: GrantStatus.Standing,
    _ reach: Checkup.Reach,
    _ refusal: String?,
    _ says: [String]
  ) {
    let found = checkup(GrantStatus(World.work, at: .google, standing), reach, refusal: refusal)
    #expect(found.problems.count == says.count, "\(found.problems)")
    for (problem, part) in zip(found.problems, says) { #expect(problem.contains(part)) }
    #expect(Diagnosis([found], Directory()).isHealthy == says.isEmpty)
  }

  @Test("A host that cannot host is a problem, as the screen of accounts has it")
  func hosts() {
    let directory = World.directory(grants: [World.google, World.expired])
    let diagnosis = Diagnosis([checkup()], directory)
    #expect(!diagnosis.isHealthy)
    let marked = AccountRow.all(directory, [World.signedIn], now: World.now)
      .filter { $0.row.kind == .problem }.map(\.row.label)
    #expect(diagnosis.otherProblems == marked)
    let rows = diagnosis.rows(now: World.now, clock: WallClock(World.zone))
    #expect(rows.contains { $0.kind == .problem && $0.label.contains("gone@acme.example") })
    #expect(!rows.contains { $0.label == "All is well." })
    #expect(Diagnosis([checkup()], World.directory()).isHealthy)
  }

  @Test("What cannot be read is a problem, and keeps nobody out")
  func defects() {
    var found = checkup()
    found.defects = ["work/a.ics is not shown."]
    let diagnosis = Diagnosis([found], World.directory())
    #expect(found.problems.isEmpty && !diagnosis.isHealthy)
    let rows = diagnosis.rows(now: World.now, clock: WallClock(World.zone))
    #expect(rows.contains { $0.kind == .problem && $0.label.contains("work/a.ics") })
    #expect(!rows.contains { $0.label == "All is well." })
    var directory = World.directory()
    directory.syncStatus[World.work] = SyncStatus(lastSuccess: World.now)
    directory.syncStatus[World.work]?.unreadable = (1...5).map { "\($0).ics is not shown." }
    let marked = AccountRow.all(directory, [World.signedIn], now: World.now)
      .filter { $0.row.kind == .problem }.map(\.row.label)
    #expect(marked.contains { $0.contains("3.ics") } && !marked.contains { $0.contains("4.ics") })
    #expect(marked.contains { $0.contains("2 more cannot be read; the doctor names all.") })
  }

  @Test("What is wrong with the configuration is a problem, also without an account")
  func configuration() {
    let diagnosis = Diagnosis([], Directory(), warnings: ["Others can read it: chmod 600 f"])
    #expect(!diagnosis.isHealthy)
    let rows = diagnosis.rows(now: World.now, clock: WallClock(World.zone))
    #expect(rows.contains { $0.kind == .problem && $0.label.hasSuffix("chmod 600 f") })
  }

  @Test("A scope that lacks is named with the way to grant it")
  func scopes() {
    var status = World.signedIn
    status.missingScopes = ["meeting:update:meeting"]
    let problem = checkup(status).problems.first ?? ""
    #expect(problem.contains("Lacks meeting:update:meeting. Allow it in the Google app"))
    #expect(problem.hasSuffix("convene accounts login work"))
  }

  @Test("Teams hosting that a Microsoft account was not asked for is no problem")
  func hostingThatWasNotAskedFor() {
    let teams = Grant(
      id: GrantID("work"),
      provider: .microsoft,
      email: "ada@acme.example",
      scopes: ["Calendars.ReadWrite"],
      isDirect: true
    )
    let asked = Diagnosis([checkup()], World.directory(grants: [World.google, teams]))
    #expect(asked.otherProblems == [])
    var zoom = World.lacking
    zoom.isDirect = true
    let lacking = Diagnosis([checkup()], World.directory(grants: [World.google, zoom]))
    #expect(lacking.otherProblems.count == 1)
  }

  @Test("An account that was never read is not taken for one that cannot be written")
  func notReadYet() {
    var directory = World.directory(grants: [World.google])
    directory.calendars = []
    let diagnosis = Diagnosis([checkup()], directory)
    #expect(!diagnosis.hosting.isEmpty)
    #expect(
      diagnosis.hosting.allSatisfy {
        $0.answer == .nobody("its calendars were not read yet (convene sync)")
      }
    )
  }

  @Test("The lines are aligned, fit, and name what is well and what is not")
  func rows() {
    let diagnosis = Diagnosis(
      [checkup(), checkup(World.expiredHost, .silent("zoom.example cannot be reached."))],
      World.directory(grants: [World.google, World.expired])
    )
    for width in [31, 72, 1_000] {
      let rows = diagnosis.rows(now: World.now, clock: WallClock(World.zone), width: width)
      #expect(rows.allSatisfy { $0.kind != .entry || $0.value.count <= max(8, width - 16) })
      #expect(
        rows.allSatisfy { $0.kind == .entry || $0.kind == .heading || $0.label.count <= width }
      )
    }
    let rows = diagnosis.rows(now: World.now, clock: WallClock(World.zone))
    func value(_ label: String) -> String? { rows.first { $0.label == label }?.value }
    #expect(value("work") == "Google, ada@acme.example")
    #expect(value("sign-in") == "holds; this token until 15:00, then renewed")
    #expect(value("may") == "calendar.events")
    #expect(value("service") == "answers in 23 ms")
    #expect(value("clock") == "right")
    #expect(value("tokens") == "the keyring")
    #expect(rows.contains { $0.kind == .problem && $0.label.contains("cannot be reached") })
    #expect(rows.last?.label == "Items marked ! need attention.")
  }

  @Test("Who hosts what where: the account itself, a host, or nobody with the reason")
  func hosting() {
    let hosting = Diagnosis([], World.directory()).hosting
    // Of this machine it is told, since a grant of the other account might be thought to host there.
    #expect(hosting.map(\.account) == [World.work, .local].flatMap { [$0, $0, $0] })
    func answer(_ grants: [Grant], _ provider: AutocreateProvider) -> Diagnosis.Hosting.Answer? {
      Diagnosis([], World.directory(grants: grants)).hosting.first { $0.provider == provider }?
        .answer
    }
    #expect(answer([World.google], .googleMeet) == .itself)
    #expect(answer([World.google, World.zoom], .zoomMeeting) == .hosts(["ops@acme.example"]))
    #expect(answer([World.google], .zoomMeeting) == .nobody("no Zoom grant"))
    #expect(
      answer([World.google, World.expired], .zoomMeeting) == .nobody("its sign-in has expired")
    )
    #expect(
      answer([World.google, World.lacking], .zoomMeeting) == .nobody("its scopes do not allow it")
    )
  }

  @Test("The page opens at once and is filled when the services have answered")
  func page() {
    var app = AppViewModel(now: World.now, zone: World.zone, newIDs: NewIDs(seed: 7))
    _ = app.handle(.resized(columns: 80, rows: 24))
    _ = app.handle(.command(.accounts))
    #expect(app.handle(.command(.doctor)) == [.examine])
    #expect(app.context == .reading)
    _ = app.handle(.examined(Diagnosis([checkup()], World.directory())))
    guard let reading = app.screens.last as? ReadingViewModel else {
      Issue.record("The page is gone.")
      return
    }
    #expect(reading.rows.first?.label == "work")
    #expect(app.grants == [World.signedIn])
  }
}

import ConferencingCore
import ArgumentParser
import CalendarCore
import Foundation
import Testing

@testable import convene

/// A collision for the tests of commands.
enum ConflictSample {
  static let base = Event(
    id: EventID("ours"),
    remoteID: RemoteEventID("r1"),
    account: AccountID("work"),
    calendar: CalendarID("team"),
    title: "Planning",
    time: .timed(
      start: Date(timeIntervalSince1970: 1_796_115_600),
      end: Date(timeIntervalSince1970: 1_796_119_200),
      zone: "Europe/Berlin"
    )
  )

  static let conflict: EventConflict = {
    var mine = base
    mine.title = "Mine"
    mine.isBusy = false
    var theirs = base
    theirs.title = "Theirs"
    theirs.isBusy = true
    theirs.time = .allDay(first: Day(daysSinceEpoch: 20_000), last: Day(daysSinceEpoch: 20_001))
    return EventConflict(base: base, mine: mine, theirs: theirs, fields: [.title, .time, .isBusy])
  }()

  static func change(_ standing: PendingChange.Standing, attempts: Int = 0) -> PendingChange {
    PendingChange(
      id: 12,
      account: base.account,
      title: "Planning",
      time: base.time,
      edit: EventEdit(event: base.id, change: .update(EventPatch(title: "Planning"))),
      submittedAt: Date(timeIntervalSince1970: 1_796_115_600),
      attempts: attempts,
      standing: standing
    )
  }
}

/// What is typed to decide a collision.
@Suite struct ResolutionOptionsTests {
  private func resolve(_ options: ResolutionOptions) throws -> ConflictResolution {
    try options.resolution(of: ConflictSample.conflict)
  }

  @Test("Fields and sides are read")
  func decisions() throws {
    #expect(
      try resolve(ResolutionOptions(mine: ["time"], theirs: ["Busy"], both: ["title"]))
        == .fields([.time: .mine, .isBusy: .theirs, .title: .both])
    )
    #expect(try resolve(ResolutionOptions(all: "mine")) == .side(.mine))
    #expect(try resolve(ResolutionOptions(all: "theirs")) == .side(.theirs))
    var deleted = ConflictSample.conflict
    deleted.theirs = nil
    #expect(try ResolutionOptions(all: "mine").resolution(of: deleted) == .side(.mine))
  }

  static let wrong: [(ResolutionOptions, says: String)] = [
    (ResolutionOptions(mine: ["title"]), "Not decided yet: time, busy."),
    (
      ResolutionOptions(mine: ["location"]),
      "\"location\" does not collide here. What does: title, time, busy."
    ), (ResolutionOptions(mine: ["colour"]), "\"colour\" does not collide here."),
    (ResolutionOptions(both: ["time"]), "Of time only one can be kept"),
    (ResolutionOptions(mine: ["title"], theirs: ["title"]), "title is decided twice."),
  ]

  @Test("What is wrong is named", arguments: wrong)
  func mistakes(_ row: (ResolutionOptions, says: String)) throws {
    let error = #expect(throws: CommandError.self) { try resolve(row.0) }
    #expect(error?.status == .badInput)
    #expect(error?.message.contains(row.says) == true, "\(error?.message ?? "")")
  }

  @Test("A deletion is decided as a whole")
  func deletion() {
    var deleted = ConflictSample.conflict
    (deleted.mine, deleted.fields) = (nil, [])
    let error = #expect(throws: CommandError.self) {
      try ResolutionOptions(mine: ["title"]).resolution(of: deleted)
    }
    #expect(error?.message.contains("--all mine or --all theirs") == true)
  }

  static let refused = [
    ["changes", "resolve", "3"], ["changes", "resolve", "3", "--all", "both"],
    ["changes", "resolve", "3", "--all", "mine", "--mine", "title"], ["changes", "retry"],
    ["changes", "retry", "3", "--all"], ["changes", "discard"], ["changes", "discard", "x"],
  ]

  @Test("What cannot be meant is refused before anything is read", arguments: refused)
  func typed(_ arguments: [String]) {
    #expect(throws: (any Error).self) { try Convene.parseAsRoot(arguments) }
  }
}

/// Edits as commands print them.
@Suite struct ChangeOutputTests {
  private let format = ChangeJSON(zone: .gmt) { "shown-\($0)" }

  private func read(_ change: PendingChange) throws -> [String: Any] {
    let text = format.object(change).rendered()
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8))
    return try #require(object as? [String: Any])
  }

  @Test("A change has exactly the promised members")
  func members() throws {
    let next = Date(timeIntervalSince1970: 1_796_115_700)
    let object = try read(
      ConflictSample.change(.waiting(reason: "No route.", next: next), attempts: 2)
    )
    #expect(
      Set(object.keys) == [
        "id", "account", "event", "title", "kind", "state", "reason", "attempts", "submitted_at",
        "next_attempt", "conflict",
      ]
    )
    #expect(object["id"] as? Int == 12)
    #expect(object["event"] as? String == "shown-ours")
    #expect(object["kind"] as? String == "update")
    #expect(object["state"] as? String == "waiting")
    #expect(object["reason"] as? String == "No route.")
    #expect(object["attempts"] as? Int == 2)
    #expect(object["submitted_at"] as? String == "2026-12-01T09:00:00Z")
    #expect(object["next_attempt"] as? String == "2026-12-01T09:01:40Z")
    #expect(object["conflict"] is NSNull)
  }

  @Test("A collision has its fields with all three values")
  func conflict() throws {
    let object = try read(ConflictSample.change(.conflict(ConflictSample.conflict)))
    #expect(object["state"] as? String == "conflict")
    let conflict = try #require(object["conflict"] as? [String: Any])
    #expect(Set(conflict.keys) == ["fields", "deleted"])
    #expect(conflict["deleted"] is NSNull)
    let fields = try #require(conflict["fields"] as? [[String: Any]])
    #expect(fields.map { $0["field"] as? String } == ["title", "time", "busy"])
    for field in fields { #expect(Set(field.keys) == ["field", "base", "mine", "theirs"]) }
    #expect(fields[0]["base"] as? String == "Planning")
    #expect(fields[0]["mine"] as? String == "Mine")
    #expect(fields[0]["theirs"] as? String == "Theirs")
    let time = try #require(fields[1]["mine"] as? [String: Any])
    #expect(time["start"] as? String == "2026-12-01T10:00:00+01:00")
    #expect((fields[1]["theirs"] as? [String: Any])?["all_day"] as? Bool == true)
    #expect(fields[2]["mine"] as? Bool == false)
  }

  @Test("A deletion says on which side")
  func deletion() throws {
    var states = ConflictSample.conflict
    (states.theirs, states.fields) = (nil, [])
    var object = try read(ConflictSample.change(.conflict(states)))
    #expect((object["conflict"] as? [String: Any])?["deleted"] as? String == "there")
    (states.mine, states.theirs) = (nil, ConflictSample.conflict.theirs)
    object = try read(ConflictSample.change(.conflict(states)))
    #expect((object["conflict"] as? [String: Any])?["deleted"] as? String == "here")
  }

  @Test(
    "Every standing has its word",
    arguments: [
      (PendingChange.Standing.sending, "sending"), (.refused("No."), "refused"),
      (.waiting(reason: nil, next: nil), "waiting"),
    ]
  )
  func states(_ row: (PendingChange.Standing, String)) throws {
    #expect(try read(ConflictSample.change(row.0))["state"] as? String == row.1)
  }

  @Test("For people: what, where it stands, why, and what to type next")
  func text() {
    let text = ChangeText(clock: WallClock(.gmt), now: Date(timeIntervalSince1970: 1_796_115_660))
    #expect(
      text.lines(of: ConflictSample.change(.refused("No."), attempts: 1))
        == """
        12   not accepted  Rename to “Planning”  (work, 1 min ago)
             No.
             Tried once. Try again, or discard it.
        """.components(separatedBy: "\n")
    )
    let conflict = text.lines(of: ConflictSample.change(.conflict(ConflictSample.conflict)))
      .joined(separator: "\n")
    for line in [
      "12   conflict      Rename to", "title was    Planning", "title theirs Theirs",
      "busy mine   free", "convene changes resolve 12 --help",
    ] { #expect(conflict.contains(line), "\(conflict)") }
  }

  @Test("Every field has a word that is read again", arguments: EventField.allCases)
  func keywords(_ field: EventField) {
    #expect(EventField(keyword: field.keyword) == field)
    #expect(EventField(keyword: field.keyword.uppercased()) == field)
  }
}

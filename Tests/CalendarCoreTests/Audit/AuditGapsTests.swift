import CalendarCore
import ConferencingCore
import Foundation
import Testing

/// What an audit cannot look at is counted and named, and never said to be as it should be.
@Suite struct AuditGapsTests {
  private static let now = Date(timeIntervalSince1970: 1_795_000_000)
  private static let own = Grant(id: GrantID("g"), provider: .google, email: "ada@acme.example")

  private func event(
    _ account: String = "goo",
    _ code: String = "42424242424",
    asked: Autocreate? = Autocreate(provider: .zoomMeeting, hostGrant: GrantID("z")),
    meeting: HostedMeeting? = nil
  ) -> Event {
    let start = Self.now.addingTimeInterval(7_200)
    var event = Event(
      id: EventID("\(account)-\(code)-\(UUID())"),
      account: AccountID(account),
      calendar: CalendarID("main"),
      title: code,
      time: .timed(start: start, end: start.addingTimeInterval(3_600), zone: nil)
    )
    let url = code.isEmpty ? "" : "https://zoom.us/j/\(code)"
    event.conferencing = .details(ConferencingDetails(provider: .zoomMeeting, url: url))
    (event.autocreated, event.meeting) = (asked, meeting)
    return event
  }

  private func facts(
    _ events: [Event],
    _ change: (inout Directory) -> Void = { _ in }
  ) -> AuditFacts {
    let accounts = [("goo", ServiceKind.nylas), ("home", .google)].map {
      Account(id: AccountID($0), service: $1, grant: Self.own.id)
    }
    var directory = Directory(
      accounts: accounts,
      grants: Dictionary(uniqueKeysWithValues: accounts.map { ($0.id, [Self.own]) })
    )
    change(&directory)
    return AuditFacts(events: events, directory: directory, now: Self.now)
  }

  private func report(
    _ facts: AuditFacts,
    _ answers: [GrantID: HostAnswer] = [:]
  ) -> AuditReport { AuditRules(facts, answers: answers).report }

  @Test("Links that Nylas made at other hosts are counted, each once")
  func unlisted() {
    let found = report(facts([event(), event(), event("goo", "7"), event("goo", "8")]))
    #expect(found.unlisted == [UnlistedMeetings(service: "Nylas", count: 3)])
    #expect(found.unaskedMeetings == 3 && found.meetings == 0 && found.unasked.isEmpty)
    #expect(found.gaps.map { $0.hasPrefix("3 links made by Nylas: not asked") } == [true])
    #expect(report(facts([event()])).gaps[0].hasPrefix("1 link made by Nylas: not asked"))
  }

  @Test("What is looked at otherwise is not among them")
  func others() {
    let meet = Autocreate(provider: .googleMeet)
    let hosted = HostedMeeting(provider: .zoomMeeting, host: GrantID("zoom"), id: "1")
    for event in [
      // On the event itself; by a host that can be asked; not made here; not there yet; not by Nylas.
      event(asked: meet), event(asked: Autocreate(provider: .googleMeet, hostGrant: Self.own.id)),
      event(meeting: hosted), event(asked: nil), event("goo", ""), event("home", asked: meet),
    ] {
      #expect(report(facts([event])).unlisted == [], "\(event)")
    }
    // A Meet of another host is elsewhere.
    let elsewhere = event(asked: Autocreate(provider: .googleMeet, hostGrant: GrantID("other")))
    #expect(report(facts([elsewhere])).unlisted.map(\.count) == [1])
  }

  @Test("An account that could not be read is named with the reason")
  func unread() {
    let found = report(
      facts([]) { directory in
        directory.syncStatus[AccountID("goo")] = SyncStatus(failure: "It cannot be reached.")
        directory.syncStatus[AccountID("home")] = SyncStatus(lastSuccess: Self.now)
        directory.syncStatus[AccountID("former")] = SyncStatus(failure: "It is not configured.")
      }
    )
    #expect(found.unasked == ["Account \"goo\" could not be read: It cannot be reached."])
  }

  @Test("Meetings count as looked at only where their host answered", arguments: [true, false])
  func asked(_ answers: Bool) {
    let zoom = GrantID("zoom")
    let events = ["1", "2"].map {
      event("home", $0, meeting: HostedMeeting(provider: .zoomMeeting, host: zoom, id: $0))
    }
    let answer: HostAnswer = answers ? .inventory(MeetingInventory()) : .failure("It is silent.")
    let found = report(facts(events), [zoom: answer])
    #expect(found.meetings == (answers ? 2 : 0) && found.unaskedMeetings == (answers ? 0 : 2))
    #expect(
      found.unasked == (answers ? [] : ["Host \"zoom\" could not be asked: It is silent."])
    )
  }
}

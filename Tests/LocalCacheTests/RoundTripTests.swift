import CalendarCore
import ConferencingCore
import Foundation
import GRDB
import Testing

@testable import LocalCache

@Suite struct RoundTripTests {
  let fixture: CacheFixture

  init() throws { fixture = try CacheFixture() }

  private static func full() -> Event {
    var event = CacheFixture.remote("full", title: "\u{1b}[31m 会議 \u{202e}x")
    event.location = "Room; DROP TABLE event"
    event.description = String(repeating: "Long text. ", count: 20_000)
    event.ownDescription = "Long"
    event.status = .tentative
    event.visibility = .private
    event.isBusy = false
    event.participants = [Participant(name: "Ann", email: "ann@acme.example", response: .maybe)]
    event.organizer = Person(name: "Bob", email: "bob@acme.example")
    event.isReadOnly = true
    event.conferencing = .details(
      ConferencingDetails(
        provider: .unknown,
        url: "https://meet.example/x",
        meetingCode: "1",
        accessCode: "2",
        pin: "3",
        phones: ["+1 555 0100", "+1 555 0101"]
      )
    )
    event.meeting = HostedMeeting(
      provider: .zoomMeeting,
      host: GrantID("zoom"),
      id: "42"
    )
    event.version = "\"etag\""
    event.occurrence = OccurrenceKey(
      series: .remote(RemoteEventID("master")),
      originalStart: .moment(Date(timeIntervalSince1970: 1_800_000_000))
    )
    event.isException = true
    event.updatedAt = Date(timeIntervalSince1970: 1_800_000_001)
    event.kind = .focusTime
    return event
  }

  @Test func everythingOfAnEventIsKept() throws {
    try fixture.receive(Self.full())
    #expect(try fixture.cache.event(EventID("full")) == Self.full())
    #expect(try fixture.reopened().event(EventID("full")) == Self.full())
  }

  /// People are written without the encoder, and as it would write them.
  @Test(arguments: [
    "", "Ann \"A\" \\ /", "\u{1}\u{8}\u{c}\n\r\t\u{1f}\u{7f}", "田中\u{2028}e\u{301}👩‍👩‍👧",
  ])
  func peopleAreWrittenAsTheEncoderDoes(name: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let participants = [
      Participant(name: name, email: "ann@acme.example", response: .yes),
      Participant(name: "Bob", email: name),
      Participant(email: "cid@acme.example", undelivered: "5.1"),
    ]
    let person = Person(name: name, email: "ann@acme.example")
    #expect(try Data(StoredJSON.text(participants).utf8) == encoder.encode(participants))
    #expect(try Data(StoredJSON.text(person).utf8) == encoder.encode(person))
    #expect(StoredJSON.text([Participant]()) == "[]")
    #expect(try Data(StoredJSON.text([name, "", name]).utf8) == encoder.encode([name, "", name]))
  }

  @Test(arguments: [
    Reminders([]), Reminders([.init(minutes: 10)]),
    Reminders([.init(minutes: 0, isMail: true), .init(minutes: 1_440)]),
  ])
  func remindersAreWrittenAsTheEncoderDoes(_ reminders: Reminders) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    #expect(try Data(StoredJSON.text(reminders).utf8) == encoder.encode(reminders))
  }

  @Test func anEventThatAPageNamesTwiceIsAsItWasNamedLast() throws {
    let events = [
      CacheFixture.remote("a", title: "First"), CacheFixture.remote("b"),
      CacheFixture.remote("a", title: "Last"),
    ]
    try fixture.cache.sync.apply(events, readAfter: fixture.cache.sync.mark())
    #expect(try fixture.cache.event(EventID("a"))?.title == "Last")
    #expect(try fixture.cache.event(EventID("b")) == events[1])
  }

  @Test func everythingThatWaitsIsKept() throws {
    try fixture.receive(Self.full())
    let settings = ConferencingSettings(["waiting_room": .flag(true), "password": .text("a@b")])
    let patch = EventPatch(
      time: .allDay(first: Day(daysSinceEpoch: 1), last: Day(daysSinceEpoch: 2)),
      conferencing: .autocreate(
        Autocreate(provider: .zoomMeeting, hostGrant: GrantID("z"), settings: settings)
      )
    )
    try fixture.submit("full", .update(patch))
    let next = try fixture.next()
    #expect(next.first?.edit.change == .update(patch))
    #expect(next.first?.base == Self.full())
  }

  /// A later version may add members to what is kept as JSON.
  @Test func membersOfLaterVersionsAreSkipped() throws {
    try fixture.receive(Self.full())
    try fixture.submit("full", .update(EventPatch(location: "Room 3")))
    let queue = try DatabaseQueue(path: fixture.path)
    try queue.write { db in
      for (table, column) in [
        ("operation", "edit"), ("event_base", "base"), ("event_detail", "organizer"),
        ("event_detail", "conferencing"),
      ] {
        try db.execute(
          sql: "UPDATE \(table) SET \(column) = json_set(\(column), '$.wonder', json('[1]'))"
        )
      }
    }
    #expect(try fixture.next().first?.edit.change == .update(EventPatch(location: "Room 3")))
    #expect(try fixture.next().first?.base == Self.full())
    #expect(try fixture.cache.event(EventID("full"))?.organizer == Self.full().organizer)
  }

  @Test func anEventWithAnEmptyIDDoesNotLoseItsPage() throws {
    try fixture.receive(CacheFixture.remote(""), CacheFixture.remote("r1"))
    #expect(try fixture.title("r1") == "Review")
  }

  /// Broken dates and texts of a service are cut to what the file can hold, and are the same when
  /// they come again.
  @Test(arguments: HostileTime.allCases)
  func hostileTimesAreHeld(hostile: HostileTime) throws {
    let time = hostile.time
    var event = CacheFixture.remote("hostile", title: "a\0b")
    event.time = time
    event.updatedAt = Date(timeIntervalSince1970: 0.3)
    try fixture.receive(event)
    let kept = try #require(try fixture.cache.event(EventID("hostile")))
    #expect(kept.title == "ab")
    #expect(kept.time.end(in: .gmt) >= kept.time.start(in: .gmt))
    _ = try fixture.cache.agenda.window(
      days: Day(daysSinceEpoch: .min)...Day(daysSinceEpoch: .max),
      in: .gmt
    )
    _ = try fixture.cache.agenda.window(
      around: Day(daysSinceEpoch: .max),
      before: .max,
      after: .min,
      in: .gmt
    )
    try fixture.retitle("hostile", "mine")
    #expect(try fixture.next().first?.base == kept)
  }

  @Test func theProviderIsOfTheFieldOrOfALink() throws {
    let fixture = try CacheFixture { $0.location.contains("zoom") ? .zoomMeeting : nil }
    var (linked, plain) = (CacheFixture.remote("linked"), CacheFixture.remote("plain"))
    linked.location = "https://zoom.us/j/1"
    plain.conferencing = .details(
      ConferencingDetails(provider: .webEx, url: "https://acme.webex.com/x")
    )
    plain.location = "https://zoom.us/j/1"
    try fixture.receive(linked, plain, CacheFixture.remote("none"))
    let today = Day(CacheFixture.now, in: .gmt)
    let events = try fixture.cache.agenda.window(days: today...today, in: .gmt).events
    #expect(events.map(\.id.rawValue) == ["linked", "none", "plain"])
    #expect(events.map(\.provider) == [.zoomMeeting, nil, .webEx])
    #expect(events.map(\.conferencingState) == [.none, .none, .ready])
  }
}

/// Times as only a broken service has them; named, for Foundation cannot print some of them.
enum HostileTime: String, CaseIterable {
  case eternal, notANumber, beyondReckoning, halfSeconds, backwardDays, allDays

  var time: EventTime {
    func timed(_ start: Double, _ end: Double) -> EventTime {
      .timed(
        start: Date(timeIntervalSince1970: start),
        end: Date(timeIntervalSince1970: end),
        zone: "No\0where"
      )
    }
    return switch self {
    case .eternal: .timed(start: .distantPast, end: .distantFuture, zone: nil)
    case .notANumber: timed(.nan, -.infinity)
    case .beyondReckoning: timed(1e300, 5)
    case .halfSeconds: timed(1.75, 1.25)
    case .backwardDays: .allDay(first: Day(daysSinceEpoch: .max), last: Day(daysSinceEpoch: .min))
    case .allDays: .allDay(first: Day(daysSinceEpoch: .min), last: Day(daysSinceEpoch: .max))
    }
  }
}

import CalendarCore
import ConferencingCore
import Foundation
import Synchronization
import Testing

@testable import CalendarServices

/// Calendar files that somebody publishes.
@Suite struct SubscriptionTests {
  private static let calendar = CalendarInfo(
    id: CalendarID("subscription"),
    account: AccountID("holidays"),
    name: "holidays",
    isPrimary: true,
    isReadOnly: true
  )
  private static let window = DateInterval(
    start: Date(timeIntervalSince1970: 0),
    duration: 4_000_000_000
  )
  private static let holidays = """
    BEGIN:VCALENDAR
    VERSION:2.0
    REFRESH-INTERVAL;VALUE=DURATION:PT12H
    BEGIN:VEVENT
    UID:easter@example.org
    DTSTART;VALUE=DATE:20270328
    SUMMARY:Easter
    END:VEVENT
    BEGIN:VEVENT
    UID:broken@example.org
    DTSTART:someday
    SUMMARY:Broken
    END:VEVENT
    BEGIN:VEVENT
    UID:choir@example.org
    DTSTART:20261201T180000Z
    DTEND:20261201T190000Z
    RRULE:FREQ=WEEKLY;COUNT=4
    SUMMARY:Choir
    END:VEVENT
    BEGIN:VEVENT
    UID:choir@example.org
    RECURRENCE-ID:20261208T180000Z
    DTSTART:20261209T180000Z
    DTEND:20261209T190000Z
    SUMMARY:Choir on Wednesday
    END:VEVENT
    END:VCALENDAR
    """

  private static func answer(
    _ text: String,
    _ headers: [(String, String)] = [],
    status: Int = 200
  ) -> StubServer.Answer {
    StubServer.Answer(
      status: status,
      headers: [("Content-Type", "text/calendar; charset=utf-8")] + headers,
      body: Array(text.utf8)
    )
  }

  private static func service(
    _ url: String,
    user: String? = nil,
    now: @escaping @Sendable () -> Date = { Date(timeIntervalSince1970: 1_796_000_000) }
  ) throws -> SubscriptionService {
    SubscriptionService(
      calendar,
      source: try SubscriptionSource(url),
      user: user,
      password: { _ in "open sesame" },
      zone: .gmt,
      transport: HTTPTransport(
        settings: TransportSettings(bodyLimit: 4 << 20),
        clock: ServiceClock(now: now, sleep: { _ in })
      )
    )
  }

  /// All events, and the token that the last page has.
  private static func read(
    _ service: SubscriptionService
  ) async throws -> (events: [Event], token: String?) {
    var events: [Event] = []
    var cursor: String?
    repeat {
      let page = try await service.events(in: calendar.id, window: window, cursor: cursor)
      events += page.events
      if page.next == nil { return (events, page.syncToken) }
      cursor = page.next
    } while true
  }

  private static func changes(
    _ service: SubscriptionService,
    since token: String?
  ) async throws -> EventPage {
    try await service.changes(
      in: calendar.id,
      window: window,
      since: SyncMark(moment: Date(timeIntervalSince1970: 0), token: token),
      cursor: nil
    )
  }

  @Test("Series come as masters with exceptions; a broken event hides no other")
  func reads() async throws {
    try await StubServer.run { _ in
      Self.answer(Self.holidays)
    } _: { server in
      let (events, token) = try await Self.read(Self.service(server.url + "/secret/h.ics?k=1"))
      #expect(events.map(\.title) == ["Easter", "Choir", "Choir on Wednesday"])
      #expect(events.allSatisfy { $0.isReadOnly && $0.remoteID?.rawValue == $0.id.rawValue })
      #expect(events[1].recurrence != nil && events[1].occurrence == nil)
      #expect(events[2].isException)
      #expect(events[2].masterID == events[1].remoteID)
      #expect(token != nil)
      #expect(server.requests.all.map(\.target) == ["/secret/h.ics?k=1"])
      #expect(server.requests.all[0].headers["accept"]?.hasPrefix("text/calendar") == true)
    }
  }

  @Test("A text that is known is not fetched again; another is fetched once")
  func etag() async throws {
    let version = Mutex(1)
    try await StubServer.run { request in
      let tag = "\"v\(version.withLock { $0 })\""
      return request.headers["if-none-match"] == tag
        ? Self.answer("", status: 304)
        : Self.answer(
          version.withLock { $0 } == 1
            ? Self.holidays : Self.holidays.replacing("Easter", with: "Easter Sunday"),
          [("ETag", tag)]
        )
    } _: { server in
      let now = Mutex(Date(timeIntervalSince1970: 1_796_000_000))
      let service = try Self.service(server.url, now: { now.withLock { $0 } })
      let token = try await Self.read(service).token
      // A process that goes on asks only when its time has come: twelve hours here.
      #expect(try await Self.changes(service, since: token).events.isEmpty)
      #expect(server.requests.all.count == 1)
      now.withLock { $0 += 12 * 3_600 }
      #expect(try await Self.changes(service, since: token).events.isEmpty)
      #expect(server.requests.all.count == 2)
      version.withLock { $0 = 2 }
      now.withLock { $0 += 12 * 3_600 }
      let error = await failure { _ = try await Self.changes(service, since: token) }
      #expect(error?.kind == "sync expired")
      // What could not be kept of it, because the disk is full, is not passed over.
      let again = await failure { _ = try await Self.changes(service, since: token) }
      #expect(again?.kind == "sync expired")
      let (events, next) = try await Self.read(service)
      #expect(events.first?.title == "Easter Sunday" && next != token)
      #expect(server.requests.all.count == 4)
      // Another process asks at once.
      #expect(try await Self.changes(Self.service(server.url), since: next).events.isEmpty)
      #expect(server.requests.all.count == 5)
    }
  }

  @Test(
    "A text that cannot be used is no answer: it is asked for again, and fails until it is whole"
  )
  func failsAgain() async throws {
    let text = Mutex(Self.holidays)
    try await StubServer.run { _ in
      Self.answer(text.withLock { $0 })
    } _: { server in
      let now = Mutex(Date(timeIntervalSince1970: 1_796_000_000))
      let service = try Self.service(server.url, now: { now.withLock { $0 } })
      let token = try await Self.read(service).token
      now.withLock { $0 += 12 * 3_600 }
      for broken in [String(Self.holidays.dropLast(13)), "", "hello"] {
        text.withLock { $0 = broken }
        for _ in 1...2 {
          let error = await failure { _ = try await Self.changes(service, since: token) }
          #expect(error?.kind == "malformed")
          now.withLock { $0 += 15 }
        }
      }
      text.withLock { $0 = Self.holidays }
      #expect(try await Self.changes(service, since: token).events.isEmpty)
      #expect(server.requests.all.count == 8)
      // A clock that was set back does not make it wait for the time that it showed.
      now.withLock { $0 -= 30 * 86_400 }
      #expect(try await Self.changes(service, since: token).events.isEmpty)
      #expect(server.requests.all.count == 9)
    }
  }

  @Test("Without a version the bytes tell")
  func sum() async throws {
    try await StubServer.run { _ in
      Self.answer(Self.holidays)
    } _: { server in
      let token = try await Self.read(Self.service(server.url)).token
      #expect(try await Self.changes(Self.service(server.url), since: token).events.isEmpty)
      let error = await failure {
        _ = try await Self.changes(Self.service(server.url), since: "of another version")
      }
      #expect(error?.kind == "sync expired")
    }
  }

  @Test("Large files come in pages")
  func pages() async throws {
    let events = (0..<4_500).map { number in
      "BEGIN:VEVENT\nUID:e\(number)\nDTSTART:20261201T180000Z\nSUMMARY:\(number)\nEND:VEVENT\n"
    }
    let text = "BEGIN:VCALENDAR\n" + events.joined() + "END:VCALENDAR\n"
    try await StubServer.run { _ in
      Self.answer(text)
    } _: { server in
      let events = try await Self.read(Self.service(server.url)).events
      #expect(Set(events.map(\.title)).count == 4_500)
      #expect(server.requests.all.count == 1)
    }
  }

  @Test("What cannot be read keeps its place; a cursor of another text is refused")
  func unreadable() async throws {
    try await StubServer.run { _ in
      Self.answer(Self.holidays)
    } _: { server in
      let service = try Self.service(server.url)
      let page = try await service.events(in: Self.calendar.id, window: Self.window, cursor: nil)
      #expect(page.unreadable == [RemoteEventID("broken@example.org")] && !page.hasUnnamed)
      let error = await failure {
        _ = try await service.events(in: Self.calendar.id, window: Self.window, cursor: "old 2000")
      }
      #expect(error?.kind == "rejected")
    }
  }

  @Test(
    "What goes wrong is said without the address, which may hold a key",
    arguments: [
      (401, "text/plain", "no", "forbidden", "or add user and password_command"),
      (403, "text/plain", "no", "forbidden", "rejected the credentials"),
      (404, "text/plain", "no", "not found", "no calendar at this address"),
      (410, "text/plain", "no", "not found", "no calendar at this address"),
      (500, "text/plain", "no", "unavailable 500", "answered with an error"),
      (503, "text/plain", "no", "unavailable 503", "Try again later"),
      (200, "text/html", "<html>Sign in</html>", "malformed", "sign in"),
      (200, "text/html", "<html>Sign in</html>", "malformed", "which often ends in .ics"),
      (
        200, "text/calendar", String(repeating: "BEGIN:VCALENDAR\n", count: 300_000), "malformed",
        "larger than the 4 MB that Convene reads. Fetch it with another program"
      ),
      (200, "text/calendar", "hello", "malformed", "is not a calendar"),
      (200, "text/calendar", "", "malformed", "is empty"),
      (200, "text/calendar", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\n", "malformed", "cut off"),
    ]
  )
  func failures(
    _ status: Int,
    _ type: String,
    _ body: String,
    _ kind: String,
    _ says: String
  ) async throws {
    try await StubServer.run { _ in
      StubServer.Answer(
        status: status,
        headers: [("Content-Type", type)],
        body: Array(body.utf8)
      )
    } _: { server in
      let error = await failure {
        _ = try await Self.read(Self.service(server.url + "/private-key/basic.ics"))
      }
      #expect(error?.kind == kind)
      #expect(error?.message.contains(says) == true, "\(error?.message ?? "")")
      #expect(error?.message.contains("private-key") == false)
      // Nothing was read, and the account may be one that is about to be added.
      for words in ["read before", "next sync", "configuration", "url of account"] {
        #expect(error?.message.contains(words) == false)
      }
      let later = await failure {
        _ = try await Self.changes(Self.service(server.url), since: #"{"sum":"x"}"#)
      }
      #expect(status < 500 || later?.message.contains("What was read before is kept;") == true)
    }
  }

  @Test(
    "What stands behind the end of a calendar is no reason to refuse it",
    arguments: [String(repeating: "\r\n", count: 300), "\n<!-- served in 0.03 s -->\n", ""]
  )
  func tails(_ tail: String) async throws {
    try await StubServer.run { _ in
      Self.answer(Self.holidays + tail)
    } _: { server in
      let (events, _) = try await Self.read(Self.service(server.url))
      #expect(events.count == 3)
    }
  }

  @Test("A file that cannot be read says why", arguments: ["large", "pipe", "folder"])
  func unreadableFiles(_ kind: String) async throws {
    let path = NSTemporaryDirectory() + "convene-feed-\(UUID().uuidString).ics"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let reason: String
    switch kind {
    case "large":
      _ = FileManager.default.createFile(atPath: path, contents: Data(Self.holidays.utf8))
      #expect(truncate(path, 200 << 20) == 0)
      reason = "it is larger than 128 MB"
    case "pipe":
      #expect(mkfifo(path, 0o600) == 0)
      reason = "it is a device or a pipe"
    default:
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      reason = "it is a folder"
    }
    let error = await failure { _ = try await Self.read(Self.service(path)) }
    #expect(error?.kind == "not found" && error?.message.contains(reason) == true)
  }

  @Test("A user and a password let it in, in the configuration or in the address")
  func password() async throws {
    try await StubServer.run { _ in
      Self.answer(Self.holidays)
    } _: { server in
      _ = try await Self.read(Self.service(server.url, user: "Aladdin"))
      let url = server.url.replacing("http://", with: "webcal://Aladdin:open%20sesame@")
      _ = try await Self.read(Self.service(url))
      #expect(
        server.requests.all.map { $0.headers["authorization"] }
          == Array(repeating: "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", count: 2)
      )
    }
  }

  @Test("A file of this machine is read like one at a server")
  func file() async throws {
    let path = NSTemporaryDirectory() + "convene-feed-\(UUID().uuidString).ics"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let missing = await failure { _ = try await Self.read(Self.service(path)) }
    #expect(missing?.kind == "not found" && missing?.message.contains(path) == true)
    try Self.holidays.write(toFile: path, atomically: true, encoding: .utf8)
    let (events, token) = try await Self.read(Self.service(path))
    #expect(events.count == 3)
    #expect(try await Self.changes(Self.service(path), since: token).events.isEmpty)
    try Self.holidays.replacing("Easter", with: "Pasqua")
      .write(toFile: path, atomically: true, encoding: .utf8)
    let error = await failure { _ = try await Self.changes(Self.service(path), since: token) }
    #expect(error?.kind == "sync expired")
  }

  @Test("Nothing is changed there")
  func readOnly() async throws {
    let service = try Self.service("/nowhere.ics")
    let event = Event(
      id: EventID("a"),
      account: Self.calendar.account,
      calendar: Self.calendar.id,
      title: "A",
      time: .allDay(first: Day(daysSinceEpoch: 1), last: Day(daysSinceEpoch: 1))
    )
    for attempt in [
      {
        _ = try await service.create(
          EventDraft(event),
          conferencing: .keep,
          id: event.id,
          notify: false
        )
      },
      {
        try await service.delete(
          RemoteEventID("a"),
          in: Self.calendar.id,
          current: nil,
          notify: false
        )
      },
      { try await service.respond(to: RemoteEventID("a"), in: Self.calendar.id, with: .yes) },
    ] as [() async throws -> Void] {
      let error = await failure(attempt)
      #expect(error?.message.contains("can be read and not changed") == true)
    }
  }
}

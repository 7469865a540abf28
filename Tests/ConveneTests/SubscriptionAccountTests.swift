import CalendarCore
import CalendarServices
import CalendarSync
import ConferencingCore
import Foundation
import LocalCache
import Testing
import ViewModels

@testable import convene

/// An account that is a published calendar file: from the configuration to the agenda.
@Suite struct SubscriptionAccountTests {
  private static let account = AccountID("holidays")
  private static let zone = TimeZone.gmt
  private static let now = Date(timeIntervalSince1970: 1_795_600_000)  // 2026-11-25T10:26:40Z

  private static let old = """
    BEGIN:VCALENDAR
    BEGIN:VEVENT
    UID:advent
    DTSTART;VALUE=DATE:20261129
    SUMMARY:Advent
    END:VEVENT
    BEGIN:VEVENT
    UID:choir
    DTSTART:20201201T180000Z
    DTEND:20201201T190000Z
    RRULE:FREQ=WEEKLY
    SUMMARY:Choir
    END:VEVENT
    BEGIN:VEVENT
    UID:choir
    RECURRENCE-ID:20261201T180000Z
    DTSTART:20261202T180000Z
    DTEND:20261202T190000Z
    SUMMARY:Choir on Wednesday
    END:VEVENT
    END:VCALENDAR
    """

  /// A session on a file, in a home that stays from one to the next.
  private static func session(_ home: String) throws -> Session {
    let text = """
      [accounts.holidays]
      service = "subscription"
      url = "\(home)/holidays.ics"
      name = "Holidays"
      color = "#3a86ff"
      """
    return try Session(
      LiveEnvironment(variables: [:], zone: zone, now: { now }),
      paths: Paths(under: home),
      configuration: ConfigurationFile(path: "config.toml", text: text, .standard).parse(),
      keepsTokensInFiles: true
    )
  }

  private static func run(
    _ body: (_ home: String, _ sync: (String) async throws -> Session) async throws -> Void
  ) async throws {
    let home = NSTemporaryDirectory() + "convene-subscription-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: home) }
    try await body(home) { text in
      try text.write(toFile: home + "/holidays.ics", atomically: true, encoding: .utf8)
      let session = try session(home)
      #expect(await session.sync.refreshAll()[account]?.failure == nil)
      return session
    }
  }

  private static func agenda(_ session: Session) throws -> [String] {
    let day = Day(now, in: zone)
    return try session.cache.agenda.window(days: day...day.advanced(by: 14), in: zone).events
      .map { "\($0.time.days(in: zone).lowerBound) \($0.title)" }
  }

  @Test("Occurrences and exceptions are in the agenda, and follow the file")
  func agenda() async throws {
    try await Self.run { _, sync in
      var session = try await sync(Self.old)
      let first = try Self.agenda(session)
      #expect(
        first == [
          "2026-11-29 Advent", "2026-12-02 Choir on Wednesday", "2026-12-08 Choir",
        ]
      )
      let calendar = try #require(try session.cache.directory().calendars.first)
      #expect(calendar.name == "Holidays" && calendar.color == "#3a86ff" && calendar.isReadOnly)

      // The exception alone is gone: the occurrence of the rule takes its place.
      let parts = Self.old.components(separatedBy: "BEGIN:VEVENT")
      session = try await sync(
        parts.dropLast().joined(separator: "BEGIN:VEVENT") + "END:VCALENDAR\n"
      )
      #expect(
        try Self.agenda(session) == [
          "2026-11-29 Advent", "2026-12-01 Choir", "2026-12-08 Choir",
        ]
      )

      // The exception is an event of its own, and the series is on Thursdays.
      let moved = Self.old
        .replacing("20201201T180000Z", with: "20201203T180000Z")
        .replacing("20201201T190000Z", with: "20201203T190000Z")
        .replacing("RECURRENCE-ID:20261201T180000Z", with: "X-OLD:1")
        .replacing("UID:choir\nX-OLD", with: "UID:once\nX-OLD")
      session = try await sync(moved)
      #expect(
        try Self.agenda(session) == [
          "2026-11-26 Choir", "2026-11-29 Advent", "2026-12-02 Choir on Wednesday",
          "2026-12-03 Choir",
        ]
      )

      // Of a series that began long ago nothing is left once it is gone.
      session = try await sync("BEGIN:VCALENDAR\nEND:VCALENDAR\n")
      #expect(try Self.agenda(session) == [])
      #expect(
        try session.cache.agenda.search(
          "choir",
          around: Day(Self.now, in: Self.zone),
          in: Self.zone
        ).count
          == 0
      )
      session = try await sync(Self.old)
      #expect(try Self.agenda(session) == first)
    }
  }

  @Test("An occurrence knows its series; nothing of it can be changed")
  func series() async throws {
    try await Self.run { _, sync in
      let session = try await sync(Self.old)
      let day = Day(Self.now, in: Self.zone)
      let window = try session.cache.agenda.window(days: day...day.advanced(by: 14), in: Self.zone)
      for title in ["Choir", "Choir on Wednesday"] {
        let summary = try #require(window.events.first { $0.title == title })
        #expect(summary.isReadOnly)
        #expect(try session.cache.series.series(of: summary.id)?.master.title == "Choir")
      }
    }
  }

  @Test("An event that cannot be read is said until it is repaired or gone, by the doctor too")
  func broken() async throws {
    try await Self.run { _, sync in
      let bad = Self.old.replacing("DTSTART;VALUE=DATE:20261129", with: "DTSTART:soon")
      let gone = Self.old.replacing(
        "BEGIN:VEVENT\nUID:advent\nDTSTART;VALUE=DATE:20261129\nSUMMARY:Advent\nEND:VEVENT\n",
        with: ""
      )
      for (text, count) in [(bad, 1), (Self.old, 0), (bad, 1), (gone, 0)] {
        let session = try await sync(text)
        let directory = try session.cache.directory()
        #expect(directory.syncStatus[Self.account]?.unreadable.count ?? 0 == count)
        let diagnosis = await Doctor(session.grants).examine(directory)
        #expect(diagnosis.isHealthy == (count == 0))
        let account = try #require(session.configuration.accounts.first)
        #expect(await Doctor(session.grants).examine(account, directory).defects.count == count)
      }
    }
  }

  @Test("What is wrong in the configuration is said with what to write")
  func configuration() throws {
    for (lines, says) in [
      ("", "The account needs url."), ("url = \"http://example.org/x\"", "Write https://"),
      ("url = \"nonsense\"", "is not a valid address of a calendar file"),
      ("url = \"/x.ics\"\ncolor = \"blue\"", "Write one like color"),
      ("url = \"/x.ics\"\nuser = \"ann\"", "user and password go together"),
    ] {
      let error = #expect(throws: ConfigurationError.self) {
        try ConfigurationFile(
          path: "c",
          text: "[accounts.holidays]\nservice = \"subscription\"\n" + lines,
          .standard
        ).parse()
      }
      #expect(error?.description.contains(says) == true, "\(error?.description ?? "nothing")")
    }
  }
}

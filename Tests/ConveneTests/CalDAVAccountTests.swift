import CalendarCore
import CalendarServices
import CalendarSync
import ConferencingCore
import Foundation
import LocalCache
import Sandbox
import Testing
import ViewModels

@testable import convene

/// An account at a CalDAV server: from the configuration to the agenda, and back.
@Suite struct CalDAVAccountTests {
  private static let account = AccountID("home")
  private static let zone = TimeZone.gmt
  private static let now = Date(timeIntervalSince1970: 1_795_600_000)  // 2026-11-25T10:26:40Z

  private static let plan = """
    BEGIN:VCALENDAR
    VERSION:2.0
    PRODID:-//other//EN
    BEGIN:VEVENT
    UID:plan
    DTSTAMP:20261101T080000Z
    DTSTART:20261126T100000Z
    DTEND:20261126T110000Z
    SUMMARY:Plan
    X-OTHER:kept
    ORGANIZER:mailto:ben@acme.example
    ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:mara@acme.example
    END:VEVENT
    END:VCALENDAR

    """

  private static func configuration(_ lines: String) throws -> Configuration {
    let text = "[accounts.home]\nservice = \"caldav\"\n" + lines
    return try ConfigurationFile(path: "config.toml", text: text, .standard).parse()
  }

  /// A session on a server of its own.
  private static func run(
    password: String = CalDAVServer.password,
    at url: String? = nil,
    _ body: (CalDAVServer, Session) async throws -> Void
  ) async throws {
    let server = try await CalDAVServer.start()
    let home = NSTemporaryDirectory() + "convene-caldav-" + UUID().uuidString
    let result: Result<Void, any Error>
    do {
      let session = try Session(
        LiveEnvironment(variables: [:], zone: zone, now: { now }),
        paths: Paths(under: home),
        configuration: try configuration(
          """
          url = "\(url ?? server.url + "/dav")"
          user = "\(CalDAVServer.user)"
          password = "\(password)"
          """
        ),
        keepsTokensInFiles: true
      )
      result = .success(try await body(server, session))
    } catch {
      result = .failure(error)
    }
    try? FileManager.default.removeItem(atPath: home)
    await server.stop()
    try result.get()
  }

  private static func events(_ session: Session) throws -> [String] {
    let day = Day(now, in: zone)
    return try session.cache.agenda.window(around: day, before: 5, after: 5, in: zone).events
      .map(\.title)
  }

  @Test func `events are read, edited and answered`() async throws {
    try await Self.run { server, session in
      await server.place(Self.plan, as: "plan.ics")
      let failure = await session.sync.refreshAll()[Self.account]?.failure
      #expect(failure == nil)
      #expect(try Self.events(session) == ["Plan"])
      let directory = try session.cache.directory()
      #expect(
        directory.calendars.filter { $0.account == Self.account }.map(\.name).sorted() == [
          "Private & more", "Work",
        ]
      )
      #expect(directory.ownGrant(of: Self.account)?.email == "mara@acme.example")

      let day = Day(Self.now, in: Self.zone)
      let event = try #require(
        try session.cache.agenda.window(around: day, before: 5, after: 5, in: Self.zone).events
          .first
      )
      for change in [EventChange.update(EventPatch(location: "Room 4")), .respond(.yes)] {
        let made = try session.cache.submit(
          EventEdit(event: event.id, change: change),
          at: Self.now
        )
        let outcome = try await session.sync.send(made)
        #expect(outcome == .delivered)
      }
      let text = try #require(await server.texts(of: "work")["plan.ics"])
      #expect(text.contains("LOCATION:Room 4\r\n") && text.contains("X-OTHER:kept\r\n"))
      #expect(text.contains("PARTSTAT=ACCEPTED"))

      await server.remove("plan.ics")
      let again = await session.sync.refreshAll()[Self.account]?.failure
      #expect(again == nil)
      #expect(try Self.events(session).isEmpty)
    }
  }

  @Test func `the doctor says what the server can do`() async throws {
    try await Self.run { server, session in
      await server.protect("private")
      let account = try #require(session.configuration.accounts.first)
      let checkup = await Doctor(session.grants).examine(account, Directory())
      #expect(checkup.problems.isEmpty)
      let rows = Diagnosis([checkup], Directory())
        .rows(now: Self.now, clock: WallClock(Self.zone))
      func value(_ label: String) -> String? { rows.first { $0.label == label }?.value }
      #expect(value("password") == "in config.toml" && value("key") == nil)
      #expect(value("sign-in") == "by user name and password")
      let told = DiagnosisJSON.object(checkup).rendered()
      #expect(told.contains(#""sign_in": "password""#), "\(told)")
      #expect(
        checkup.remarks == [
          "2 calendars (1 read-only), reads only changes, the server sends invitations"
        ]
      )
      await server.turn { quirks in
        quirks.supportsSyncCollection = false
        quirks.schedules = false
      }
      let other = await Doctor(session.grants).examine(account, Directory())
      #expect(
        other.remarks == [
          "2 calendars (1 read-only), lists all events at each sync, no invitations are sent"
        ]
      )
    }
  }

  @Test func `a wrong password keeps what was read and says what helps`() async throws {
    try await Self.run(password: "wrong") { _, session in
      let failure = await session.sync.refreshAll()[Self.account]?.failure
      #expect(failure?.contains("app password") == true)
      let account = try #require(session.configuration.accounts.first)
      let checkup = await Doctor(session.grants).examine(account, Directory())
      #expect(checkup.problems.count == 1)
      #expect(checkup.problems.first?.contains("rejected the user or the password") == true)
    }
  }

  /// A check asks once; adding an account does as well.
  @Test func `a server that is down is named, and nothing more is promised`() async throws {
    try await Self.run(at: "http://127.0.0.1:1") { _, session in
      let account = try #require(session.configuration.accounts.first)
      let checkup = await Doctor(session.grants).examine(account, Directory())
      #expect(
        checkup.problems == ["127.0.0.1 cannot be reached. Look at the network connection."]
      )
    }
  }

  @Test(arguments: [
    ("", "The account needs url."),
    ("url = \"https://dav.example\"", "The account needs user."),
    ("url = \"https://dav.example\"\nuser = \"m\"", "The account needs a password."),
    (
      "url = \"http://dav.example\"\nuser = \"m\"\npassword = \"x\"",
      "would send the password readable over the network"
    ),
    (
      "url = \"ftp://dav.example\"\nuser = \"m\"\npassword = \"x\"",
      "ftp:// leads to no CalDAV server"
    ),
    (
      "url = \"https://apidata.googleusercontent.com/caldav/v2/x/user\"\nuser = \"m\"\n"
        + "password = \"x\"",
      "convene accounts add google"
    ),
  ])
  func `what lacks in the configuration is named`(_ lines: String, _ says: String) {
    let error = #expect(throws: ConfigurationError.self) { try Self.configuration(lines) }
    #expect(error?.description.contains(says) == true, "\(error?.description ?? "nothing")")
  }

  @Test func `an address without a scheme is taken for https`() throws {
    let lines = "url = \"caldav.icloud.com\"\nuser = \"m\"\npassword = \"x\""
    #expect(try Self.configuration(lines).accounts.count == 1)
  }
}

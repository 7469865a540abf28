import CalendarCore
import ConferencingCore
import Foundation
import Sandbox
import Testing

@testable import CalendarServices

/// A stand-in for a CalDAV server, and a store that speaks to it over HTTP.
struct CalDAVBench: Sendable {
  let server: CalDAVServer
  let transport: HTTPTransport
  let store: CalDAVStore

  /// The calendar that the user may change.
  static let work = CalendarID("/dav/calendars/mara@acme.example/work/")

  /// Runs a test beside a server of its own.
  static func run(
    _ quirks: CalDAVQuirks = CalDAVQuirks(),
    path: String = "/dav/",
    password: String = CalDAVServer.password,
    wanted: Set<String> = [],
    _ body: (CalDAVBench) async throws -> Void
  ) async throws {
    let server = try await CalDAVServer.start(quirks)
    let transport = HTTPTransport(
      clock: ServiceClock(
        now: { Date(timeIntervalSince1970: 1_795_600_000) },
        random: { 0.5 },
        sleep: { _ in }
      )
    )
    let bench = CalDAVBench(
      server: server,
      transport: transport,
      store: try store(server.url + path, password: password, wanted: wanted, transport)
    )
    let result: Result<Void, any Error>
    do { result = .success(try await body(bench)) } catch { result = .failure(error) }
    await transport.shutdown()
    await server.stop()
    try result.get()
  }

  /// A store that knows nothing of the server yet.
  static func store(
    _ url: String,
    user: String = CalDAVServer.user,
    password: String = CalDAVServer.password,
    wanted: Set<String> = [],
    _ transport: HTTPTransport
  ) throws -> CalDAVStore {
    let account = AccountID("home")
    return CalDAVStore(
      account: account,
      url: try DAVAddress(of: ServiceURL(url)),
      client: DAVClient(
        account: account,
        authorizer: PasswordAuthorizer(account: account, user: user) { password },
        transport: transport
      ),
      wanted: wanted
    )
  }

  /// Another store at the same server, as of another process.
  func another() throws -> CalDAVStore {
    try Self.store(server.url + "/dav/", transport)
  }

  /// All changes since a token, part by part.
  static func changes(
    _ store: some ResourceStore,
    since token: String?,
    in calendar: CalendarID = work
  ) async throws -> ResourceChanges {
    var all = ResourceChanges()
    var cursor: String?
    var parts = 0
    repeat {
      let part = try await store.changes(in: calendar, since: token, cursor: cursor)
      all.changed.merge(part.changed) { $1 }
      all.removed += part.removed
      all.isFullListing = part.isFullListing
      all.token = part.token
      cursor = part.next
      parts += 1
      try #require(parts < 100)
    } while cursor != nil
    return all
  }

  /// An iCalendar stream of one event.
  static func event(_ uid: String, _ title: String = "Plan", _ more: String = "") -> String {
    """
    BEGIN:VCALENDAR
    VERSION:2.0
    PRODID:-//tests//EN
    BEGIN:VEVENT
    UID:\(uid)
    DTSTAMP:20261101T080000Z
    DTSTART:20261201T100000Z
    DTEND:20261201T110000Z
    SUMMARY:\(title)
    \(more.isEmpty ? "CLASS:PUBLIC" : more)
    END:VEVENT
    END:VCALENDAR

    """
  }

  static func bytes(_ text: String) -> [UInt8] {
    Array(text.replacing("\n", with: "\r\n").utf8)
  }
}

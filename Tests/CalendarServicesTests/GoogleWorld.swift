import CalendarCore
import ConferencingCore
import Foundation
import Logging
import Sandbox
import Testing

@testable import CalendarServices

/// Tokens that are there from the start.
struct FixedTokens: AccessTokens {
  let first: AccessToken
  /// What is given once the first is refused; `nil` when the sign-in does not hold any more.
  var second: AccessToken?

  func token() async throws(ServiceError) -> AccessToken { first }

  func token(insteadOf refused: AccessToken) async throws(ServiceError) -> AccessToken {
    guard let second else { throw .unauthorized("Sign in again.") }
    return second
  }
}

extension ServiceWorld {
  /// Runs a test in a world of its own, in which waiting lets the time of the sandbox pass.
  static func google(
    linkDelay: Duration = .zero,
    events: Int? = nil,
    settings: TransportSettings = TransportSettings(),
    _ body: (ServiceWorld) async throws -> Void
  ) async throws {
    let now = Date(timeIntervalSince1970: 1_795_599_000)
    let server = try await SandboxServer.start(
      SandboxConfiguration(
        googleEvents: events,
        linkDelay: linkDelay,
        now: now,
        timeZone: "Europe/Berlin"
      )
    )
    let waits = Recorder<Duration>()
    let log = Recorder<String>()
    let clock = ServiceClock(
      now: { now },
      random: { 0.5 },
      sleep: {
        waits.add($0)
        await server.advanceClock(by: $0)
      }
    )
    let world = ServiceWorld(
      server: server,
      transport: HTTPTransport(
        settings: settings,
        clock: clock,
        logger: Logger(label: "test", factory: { _ in RecordingLog(recorder: log) })
      ),
      controls: HTTPTransport(clock: clock),
      waits: waits,
      log: log,
      now: now
    )
    let result: Result<Void, any Error>
    do { result = .success(try await body(world)) } catch { result = .failure(error) }
    await world.transport.shutdown()
    await world.controls.shutdown()
    await server.stop()
    try result.get()
  }

  /// The sign-in at Google, as the configuration of an account.
  func googleConfiguration(tokens: FixedTokens? = nil) -> GoogleConfiguration {
    let signIn = server.signIns[0]
    let own = AccessToken(value: signIn.accessToken, scopes: Set(signIn.scopes))
    return GoogleConfiguration(
      url: server.url + "/calendar/v3",
      grant: GrantID("google-own"),
      email: signIn.email,
      tokens: tokens ?? FixedTokens(first: own),
      account: AccountID("work"),
      meetURL: server.url
    )
  }

  func google(tokens: FixedTokens? = nil) throws -> GoogleService {
    try GoogleService(googleConfiguration(tokens: tokens), transport: transport)
  }

  func meet() throws -> MeetConferencing {
    try MeetConferencing(googleConfiguration(), transport: transport)
  }

  /// The calendar with a name, or the primary one.
  func googleCalendar(_ name: String? = nil) async throws -> CalendarInfo {
    let calendars = try await google().calendars()
    return try #require(
      calendars.first { calendar in name.map { $0 == calendar.name } ?? calendar.isPrimary }
    )
  }

  /// An event with a title, as it is listed.
  func listed(_ title: String, in calendar: CalendarInfo) async throws -> Event {
    let page = try await google().events(in: calendar.id, window: window(), cursor: nil)
    return try #require(page.events.first { $0.title == title })
  }

  /// An event made on a calendar.
  func made(
    _ title: String = "Plan",
    on calendar: CalendarInfo,
    _ conferencing: ConferencingChange = .keep
  ) async throws -> Event {
    try await google().create(
      draft(calendar, title: title),
      conferencing: conferencing,
      id: EventID(title),
      notify: false
    )
  }

  /// A patch of an event.
  func patched(_ event: Event, _ patch: EventPatch) async throws -> Event {
    try await google().update(
      try #require(event.remoteID),
      in: event.calendar,
      patch: patch,
      current: event,
      notify: false
    )
  }

  /// The methods of the requests that something sends.
  func methods(of action: () async throws -> Void) async throws -> [String] {
    let before = try await exchanges("/calendar/v3").count
    try await action()
    return try await exchanges("/calendar/v3").dropFirst(before).compactMap {
      $0["method"] as? String
    }
  }

  /// The ids of the requests for a Meet that went out.
  func requestIDs() async throws -> [String] {
    try await exchanges("/calendar/v3").compactMap { exchange in
      let body = exchange["request"] as? [String: Any]
      let data = body?["conferenceData"] as? [String: Any]
      return (data?["createRequest"] as? [String: Any])?["requestId"] as? String
    }
  }

  /// The links of the meetings at Google that were made since the start and live.
  func liveMeets() async throws -> [String] {
    struct State: Decodable {
      struct Meeting: Decodable {
        let status: String
        let url: String
        let host_grant: String
        let event_id: String
      }
      let meetings: [Meeting]
    }
    let state = try JSONDecoder().decode(State.self, from: try await control(.get, "state").body)
    let host = "google-" + server.signIns[0].email
    return state.meetings
      .filter { $0.host_grant == host && $0.status == "live" && !$0.event_id.hasPrefix("seed") }
      .map(\.url)
  }
}

/// A request for a Meet of the account itself.
let ownMeet = ConferencingChange.autocreate(Autocreate(provider: .googleMeet))

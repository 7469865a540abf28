import CalendarServices
import CalendarSync
import CalendarCore
import ConferencingCore
import Foundation
import FoundationNetworking
import LocalCache
import Sandbox
import TestSupport
import Testing

extension SyncWorld {
  /// A meeting as the sandbox has it.
  struct Meeting: Decodable, Equatable {
    let provider: String
    let status: String
  }

  /// The meetings that the sandbox has had made since it started.
  func meetings() async throws -> [Meeting] {
    struct State: Decodable { let meetings: [Meeting] }
    return try JSONDecoder().decode(State.self, from: try await control("GET", "state")).meetings
  }

  /// The live meetings, each as the id of its event and its link.
  func liveMeetings() async throws -> [String] {
    struct State: Decodable {
      struct Meeting: Decodable {
        let event_id: String
        let url: String
        let status: String
      }
      let meetings: [Meeting]
    }
    return try JSONDecoder().decode(State.self, from: try await control("GET", "state"))
      .meetings.filter { $0.status == "live" }
      .map { "\($0.event_id) \($0.url)" }
  }

  /// How many requests with a method the sandbox has had.
  func requests(_ method: String) async throws -> Int {
    try await methods().count { $0 == method }
  }

  /// The methods of all requests that the sandbox has had, in order.
  func methods() async throws -> [String] {
    struct State: Decodable {
      struct Request: Decodable { let method: String }
      let requests: [Request]
    }
    return try JSONDecoder().decode(State.self, from: try await control("GET", "state"))
      .requests.map(\.method)
  }

  /// The paths and queries of all requests that read, in their order; of those alone that were
  /// answered with a status, when one is given.
  func reads(answered status: Int? = nil) async throws -> [String] {
    struct State: Decodable {
      struct Request: Decodable {
        let method: String
        let path: String
        let query: String?
        let status: Int
      }
      let requests: [Request]
    }
    return try JSONDecoder().decode(State.self, from: try await control("GET", "state"))
      .requests.filter { $0.method == "GET" && $0.status == status ?? $0.status }
      .map { $0.path + ($0.query.map { "?" + $0 } ?? "") }
  }

  /// Has something go wrong.
  func fault(_ json: String) async throws { _ = try await control("POST", "faults", json) }

  /// Ends what goes wrong.
  func clearFaults() async throws { _ = try await control("DELETE", "faults") }

  private func control(_ method: String, _ path: String, _ body: String? = nil) async throws -> Data
  {
    var request = URLRequest(url: try #require(URL(string: "\(server.url)/_sandbox/\(path)")))
    request.httpMethod = method
    request.httpBody = body.map { Data($0.utf8) }
    return try await URLSession.shared.data(for: request).0
  }

  /// The calendars of an account in the cache.
  func calendar(_ account: AccountID, named name: String? = nil) throws -> CalendarInfo {
    try #require(
      try cache.directory().calendars.first {
        $0.account == account && (name == nil ? $0.isPrimary : $0.name == name)
      }
    )
  }

  /// All events that the cache shows near now.
  func shown() throws -> [EventSummary] {
    let today = Day(TestClock.now, in: .gmt)
    return try cache.agenda.window(
      days: today.advanced(by: -31)...today.advanced(by: 60),
      in: .gmt
    ).events
  }

  /// All events of a calendar at the service near now.
  func stored(_ calendar: CalendarInfo) async throws -> [Event] {
    let service = try #require(services[calendar.account])
    let window = DateInterval(start: TestClock.now - 30 * 86_400, end: TestClock.now + 30 * 86_400)
    return try await service.events(in: calendar.id, window: window, cursor: nil).events
  }

  /// A draft an hour long, tomorrow.
  func draft(_ calendar: CalendarInfo, title: String = "Plan") -> EventDraft {
    let start = Date(
      timeIntervalSince1970: (TestClock.now.timeIntervalSince1970 + 86_400).rounded()
    )
    return EventDraft(
      account: calendar.account,
      calendar: calendar.id,
      title: title,
      time: .timed(start: start, end: start + 3600, zone: "Europe/Berlin"),
      description: "own words"
    )
  }

  /// Makes an event, as a form does.
  func create(
    _ draft: EventDraft,
    _ conferencing: ConferencingChange = .keep
  ) throws -> EventID {
    let id = EventID(UUID().uuidString)
    try sync.submit(
      EventEdit(
        event: id,
        change: .create(draft, conferencing: conferencing),
        notifiesParticipants: false
      )
    )
    return id
  }

  /// Changes an event, as a form does.
  func update(_ id: EventID, _ patch: EventPatch) throws {
    try sync.submit(EventEdit(event: id, change: .update(patch), notifiesParticipants: false))
  }

  /// The sync as a new process on the same file has it.
  func restarted() throws -> CalendarSync {
    let cache = try LocalCache(path: path, linkProvider: { _ in nil })
    try cache.configure(accounts: try self.cache.directory().accounts)
    return CalendarSync(cache: cache, services: services, clock: Self.clock, policy: Self.quick)
  }

  /// A cache of its own beside this one, with its sync.
  func separateCache() throws -> (cache: LocalCache, sync: CalendarSync) {
    let cache = try LocalCache(path: path + "-beside", linkProvider: { _ in nil })
    try cache.configure(accounts: try self.cache.directory().accounts)
    let sync = CalendarSync(
      cache: cache,
      services: services,
      clock: Self.clock,
      policy: Self.quick
    )
    return (cache, sync)
  }
}

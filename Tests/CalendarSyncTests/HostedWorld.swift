import CalendarServices
import CalendarSync
import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import Synchronization
import Testing

/// A calendar and hosts of meetings in memory, of which any request can be lost, and a cache with
/// the sync between them.
///
/// Real services over HTTP are tested elsewhere: here every request of every plan is lost in turn,
/// before and after it was carried out.
final class HostedWorld: Sendable {
  /// What becomes of a request.
  enum Fate: Hashable, Sendable {
    /// It never arrives, and nobody hears so.
    case lostBefore
    /// It is carried out, and its answer is lost.
    case lostAfter
    /// It is carried out and answered, and from then on nothing can be stored.
    case notStored
    /// It is answered with this.
    case refused(ServiceError)
  }

  /// A meeting at a host.
  struct Meeting: Hashable, Sendable {
    var host: GrantID
    var key: String
    var id: String
    var title: String
    var time: EventTime
    var isLive = true
    var settings = ConferencingSettings()
    var url: String { "https://\(host).example/\(id)" }
  }

  struct State: Sendable {
    var requests: [String] = []
    var fates: [Int: Fate] = [:]
    var events: [RemoteEventID: Event] = [:]
    var gone: [RemoteEventID] = []
    var madeHere: [EventID: RemoteEventID] = [:]
    var meetings: [Meeting] = []
    var count = 0
    /// What a request with a sync token hears; `nil` for the changes.
    var isTokenExpired = false
    var changed: Set<RemoteEventID> = []
    /// Whether attendees were told of each update.
    var notified: [Bool] = []
    /// Hosts that take requests for settings and never answer them.
    var silent: Set<GrantID> = []
    /// What keeps the cache from storing anything.
    var stop: WriteStop?
  }

  let state = Mutex(State())
  let kind: ServiceKind
  let cache: LocalCache
  let sync: CalendarSync
  let directory: URL
  let relay = Relay()

  static let work = AccountID("work")
  static let hosts = [GrantID("zoom"), GrantID("teams")]

  /// Makes a world.
  ///
  /// - Parameters:
  ///   - kind: What holds the calendar.
  ///   - meetingPatience: How long a task of a meeting is claimed.
  /// - Throws: What the cache throws.
  init(_ kind: ServiceKind, meetingPatience: Duration = .seconds(60)) throws {
    self.kind = kind
    directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("convene-hosted-\(UUID().uuidString)")
    cache = try LocalCache(
      path: directory.appendingPathComponent("cache.sqlite").path,
      linkProvider: { _ in nil }
    )
    var accounts = [Account(id: .local, service: .local)]
    if kind != .local { accounts.insert(Account(id: Self.work, service: kind), at: 0) }
    try cache.configure(accounts: accounts)
    var policy = SyncWorld.quick
    policy.arrivalPatience = .zero
    policy.sendBackoff = Backoff(first: .milliseconds(1), longest: .milliseconds(2))
    policy.unauthorizedDelay = .milliseconds(1)
    policy.meetingPatience = meetingPatience
    sync = CalendarSync(
      cache: cache,
      services: kind == .local ? [:] : [Self.work: MemoryCalendar(kind: kind, relay: relay)],
      hosts: MemoryHosts(relay: relay),
      clock: SyncWorld.clock,
      policy: policy
    )
    relay.link.withLock { $0.world = self }
  }

  deinit { try? FileManager.default.removeItem(at: directory) }

  /// The world that the services are of; they are made before it is.
  final class Relay: Sendable {
    struct Link { weak var world: HostedWorld? }
    let link = Mutex(Link())

    func world() throws(ServiceError) -> HostedWorld {
      guard let world = link.withLock(\.world) else { throw .unreachable("no world") }
      return world
    }
  }

  var account: AccountID { kind == .local ? .local : Self.work }
  var calendar: CalendarID { kind == .local ? CalendarID("local") : CalendarID("main") }

  /// The link that is there, whose meeting lives.
  var live: [Meeting] { state.withLock { $0.meetings.filter(\.isLive) } }
  /// The requests that were made.
  var requests: [String] { state.withLock { $0.requests } }
  /// The events at the service.
  var events: [Event] { state.withLock { Array($0.events.values) } }

  /// Carries out a request, or loses it.
  func request<Value: Sendable>(
    _ name: String,
    _ body: (inout State) throws(ServiceError) -> Value
  ) throws(ServiceError) -> Value {
    let result: Result<Value, ServiceError> = state.withLock { state in
      let index = state.requests.count
      state.requests.append(name)
      let fate = state.fates.removeValue(forKey: index)
      switch fate {
      case .lostBefore: return .failure(.answerLost("lost"))
      case .refused(let error): return .failure(error)
      case .lostAfter, .notStored, nil: break
      }
      do throws(ServiceError) {
        let value = try body(&state)
        if fate == .notStored { state.stop?.begin() }
        return fate == .lostAfter ? .failure(.answerLost("lost")) : .success(value)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// Forgets the requests so far, and decides what becomes of the next ones.
  func begin(_ fates: [Int: Fate] = [:]) {
    state.withLock { state in
      state.requests = []
      state.fates = fates
    }
  }

  /// Makes an edit and sends what is to be sent.
  func carryOut(_ edit: EventEdit) async throws -> SendOutcome {
    try sync.submit(edit)
    return try await settle(edit.event)
  }

  /// Sends until nothing waits any more, or what waits was refused.
  func settle(_ event: EventID) async throws -> SendOutcome {
    var outcome = try await sync.send(event)
    for _ in 0..<40 {
      guard case .waiting = outcome else {
        if try cache.meetings.meetingTasks().isEmpty { break }
        await sync.refreshAll(onlyChanges: true)
        outcome = try await sync.send(event)
        continue
      }
      await sync.refreshAll(onlyChanges: true)
      outcome = try await sync.send(event)
    }
    return outcome
  }

  static let start = Date(timeIntervalSince1970: 1_800_000_000)

  static func time(_ hour: Double) -> EventTime {
    .timed(
      start: start.addingTimeInterval(hour * 3_600),
      end: start.addingTimeInterval((hour + 1) * 3_600),
      zone: "Europe/Paris"
    )
  }

  static func ask(_ host: String) -> Autocreate {
    Autocreate(
      provider: host == "zoom" ? .zoomMeeting : .microsoftTeams,
      hostGrant: GrantID(host)
    )
  }

  /// Makes an event, with a link when a host is named.
  func make(_ host: String? = nil) async throws -> EventID {
    await sync.refreshAll()
    let id = EventID(UUID().uuidString.lowercased())
    let draft = EventDraft(
      account: account,
      calendar: calendar,
      title: "Plan",
      time: Self.time(0),
      description: "own words"
    )
    let made = EventEditor.create(
      draft: draft,
      conferencing: host.map { .autocreate(Self.ask($0)) } ?? .keep,
      service: kind
    )
    let outcome = try await carryOut(
      EventEdit(event: id, change: .create(made.draft, conferencing: made.change))
    )
    #expect(outcome == .delivered)
    return id
  }

  /// The edit that changes the meeting of an event as the form does.
  func edit(_ id: EventID, _ change: ConferencingChange) throws -> EventEdit {
    let event = try #require(try cache.event(id))
    return EventEdit(
      event: id,
      change: .update(
        EventEditor.patch(
          from: event,
          to: EventDraft(event),
          conferencing: change,
          service: kind
        )
      )
    )
  }
}

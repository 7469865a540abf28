import CalendarServices
import CalendarCore
import ConferencingCore
import Foundation
import Synchronization

/// The calendar of a service in memory.
struct MemoryCalendar: CalendarService {
  let kind: ServiceKind
  let relay: HostedWorld.Relay

  var isVersioned: Bool { kind != .nylas }
  var hasSyncTokens: Bool { kind != .nylas }
  func prepare() async throws(ServiceError) {}

  func grants() async throws(ServiceError) -> [Grant] { [] }

  func calendars() async throws(ServiceError) -> CalendarList {
    CalendarList([CalendarInfo(id: CalendarID("main"), account: HostedWorld.work, name: "Main")])
  }

  func events(
    in calendar: CalendarID,
    window: DateInterval,
    cursor: String?
  ) async throws(ServiceError) -> EventPage {
    let world = try relay.world()
    return world.state.withLock { state in
      var page = EventPage(events: Array(state.events.values))
      page.madeHere = state.madeHereByRemote
      if kind != .nylas { page.syncToken = "t\(state.count)" }
      return page
    }
  }

  func changes(
    in calendar: CalendarID,
    window: DateInterval,
    since mark: SyncMark,
    cursor: String?
  ) async throws(ServiceError) -> EventPage {
    let world = try relay.world()
    let page = world.state.withLock { state -> EventPage? in
      if mark.token != nil, state.isTokenExpired { return nil }
      var page = EventPage(
        events: state.events.filter { state.changed.contains($0.key) }.map(\.value)
      )
      page.madeHere = state.madeHereByRemote
      page.gone = state.gone
      if kind != .nylas { page.syncToken = "t\(state.count)" }
      return page
    }
    guard let page else { throw .syncExpired("too old") }
    return page
  }

  func event(_ id: RemoteEventID, in calendar: CalendarID) async throws(ServiceError) -> Event {
    try relay.world().request("read") { state throws(ServiceError) in
      guard let event = state.events[id] else { throw .notFound("no event") }
      return event
    }
  }

  func create(
    _ draft: EventDraft,
    conferencing: ConferencingChange,
    id: EventID,
    notify: Bool
  ) async throws(ServiceError) -> Event {
    try relay.world().request("create") { state throws(ServiceError) in
      if let known = state.madeHere[id], let event = state.events[known] { return event }
      state.count += 1
      let remote = RemoteEventID("r\(state.count)")
      var event = Event(creating: EventID(remote.rawValue), draft: draft, conferencing: .keep)
      event.remoteID = remote
      state.madeHere[id] = remote
      return state.store(event, conferencing, kind: kind)
    }
  }

  func find(
    _ id: EventID,
    in calendar: CalendarID,
    near window: DateInterval
  ) async throws(ServiceError) -> Event? {
    try relay.world().request("find") { state throws(ServiceError) in
      state.madeHere[id].flatMap { state.events[$0] }
    }
  }

  func update(
    _ id: RemoteEventID,
    in calendar: CalendarID,
    patch: EventPatch,
    current: Event,
    notify: Bool
  ) async throws(ServiceError) -> Event {
    try relay.world().request("update") { state throws(ServiceError) in
      guard let event = state.events[id] else { throw .notFound("no event") }
      guard event.isThe(current) else { throw .changed("412") }
      state.notified.append(notify)
      var fields = patch
      fields.conferencing = .keep
      return state.store(event.applying(fields), patch.conferencing, kind: kind)
    }
  }

  func delete(
    _ id: RemoteEventID,
    in calendar: CalendarID,
    current: Event?,
    notify: Bool
  ) async throws(ServiceError) {
    try relay.world().request("delete") { state throws(ServiceError) in
      guard let event = state.events[id] else { return }
      guard event.isThe(current) else { throw .changed("412") }
      state.events[id] = nil
    }
  }

  func respond(
    to id: RemoteEventID,
    in calendar: CalendarID,
    with response: ParticipantResponse
  ) async throws(ServiceError) {}
}

extension Event {
  /// Whether a write that builds on a state is let through.
  fileprivate func isThe(_ known: Event?) -> Bool {
    known?.version == nil || known?.version == version
  }
}

extension HostedWorld.State {
  var madeHereByRemote: [RemoteEventID: EventID] {
    Dictionary(madeHere.map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Stores an event as the service has it; its field holds what it can.
  mutating func store(_ event: Event, _ change: ConferencingChange, kind: ServiceKind) -> Event {
    var event = event
    count += 1
    event.version = kind == .nylas ? nil : "v\(count)"
    switch change {
    case .keep: break
    case .strip, .autocreate: event.conferencing = .none
    case .details(let details):
      event.conferencing =
        ServiceField.split(details, for: kind).field.map { .details($0) } ?? .none
    }
    (event.ownDescription, event.autocreated, event.meeting) = (nil, nil, nil)
    if let id = event.remoteID {
      events[id] = event
      changed.insert(id)
    }
    return event
  }
}

/// The hosts in memory.
struct MemoryHosts: ConferencingHosts {
  let relay: HostedWorld.Relay

  func grants() async -> [Grant] {
    [
      Grant(
        id: GrantID("zoom"),
        provider: .zoom,
        email: "zoom@acme.example",
        scopes: Set(ConferencingRules.zoomScopes),
        isDirect: true
      ),
      Grant(
        id: GrantID("teams"),
        provider: .microsoft,
        email: "teams@acme.example",
        scopes: ["OnlineMeetings.ReadWrite"],
        isDirect: true
      ),
    ]
  }

  func service(at grant: GrantID) -> (any ConferencingService)? {
    HostedWorld.hosts.contains(grant) ? MemoryHost(grant: grant, relay: relay) : nil
  }
}

/// A host in memory.
struct MemoryHost: ConferencingService {
  let grant: GrantID
  let relay: HostedWorld.Relay

  private func made(_ meeting: HostedWorld.Meeting) -> MadeMeeting {
    let provider: ConferencingProvider = grant == GrantID("zoom") ? .zoomMeeting : .microsoftTeams
    return MadeMeeting(
      id: meeting.id,
      details: ConferencingDetails(provider: provider, url: meeting.url, accessCode: "4711")
    )
  }

  func create(_ request: MeetingRequest) async throws(ServiceError) -> MadeMeeting {
    try relay.world().request("make") { state throws(ServiceError) in
      // As `createOrGet` at Microsoft: what is known under the key is the answer.
      if let known = state.meetings.first(where: {
        $0.isLive && $0.host == grant && $0.key == request.key
      }) {
        return made(known)
      }
      let meeting = HostedWorld.Meeting(
        host: grant,
        key: request.key,
        id: "m\(state.meetings.count + 1)",
        title: request.title,
        time: request.time
      )
      state.meetings.append(meeting)
      return made(meeting)
    }
  }

  func find(_ request: MeetingRequest) async throws(ServiceError) -> MadeMeeting? {
    try relay.world().request("find meeting") { state throws(ServiceError) in
      state.meetings.first { $0.isLive && $0.host == grant && $0.key == request.key }.map(made)
    }
  }

  func update(_ id: String, to request: MeetingRequest) async throws(ServiceError) {
    try relay.world().request("update meeting") { state throws(ServiceError) in
      guard let index = state.meetings.firstIndex(where: { $0.id == id && $0.isLive }) else {
        throw .notFound("no meeting")
      }
      state.meetings[index].title = request.title
      state.meetings[index].time = request.time
    }
  }

  func configure(
    _ meeting: MeetingAddress,
    to settings: ConferencingSettings
  ) async throws(ServiceError) {
    try relay.world().request("configure meeting") { state throws(ServiceError) in
      guard let index = state.meetings.firstIndex(where: { $0.id == meeting.id && $0.isLive })
      else {
        throw .notFound("no meeting")
      }
      state.meetings[index].settings.values.merge(settings.values) { $1 }
    }
  }

  func read(_ meeting: MeetingAddress) async throws(ServiceError) -> MeetingReading {
    let world = try relay.world()
    if world.state.withLock({ $0.silent.contains(meeting.host) }) {
      world.state.withLock { $0.requests.append("read meeting in vain") }
      // Nothing ever comes: it ends when it is cancelled.
      let never = AsyncStream(Void.self) { _ in }
      for await _ in never {}
      throw .cancelled
    }
    return try world.request("read meeting") { state throws(ServiceError) in
      guard let found = state.meetings.first(where: { $0.id == meeting.id && $0.isLive }) else {
        throw .notFound("no meeting")
      }
      return MeetingReading(settings: found.settings, details: made(found).details)
    }
  }

  func inventory(of ids: Set<String>) async throws(ServiceError) -> MeetingInventory {
    try relay.world().request("list meetings") { state throws(ServiceError) in
      let live = Set(state.meetings.filter(\.isLive).map(\.id))
      let marked = state.meetings.filter { $0.isLive && $0.host == grant && !ids.contains($0.id) }
      return MeetingInventory(
        gone: ids.subtracting(live),
        marked: marked.map { .init(id: $0.id, url: $0.url, title: $0.title) }
      )
    }
  }

  func delete(_ id: String) async throws(ServiceError) {
    try relay.world().request("delete meeting") { state throws(ServiceError) in
      guard let index = state.meetings.firstIndex(where: { $0.id == id }) else { return }
      state.meetings[index].isLive = false
    }
  }
}

import CalendarServices
import CalendarSync
import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import Sandbox
import TestSupport
import Testing

/// A sandbox with one account of a kind, and all hosts of meetings, over HTTP.
final class EightyWorld: Sendable {
  let server: SandboxServer
  let transport: HTTPTransport
  let kind: ServiceKind
  let cache: LocalCache
  let sync: CalendarSync
  /// What the account is at; `nil` for the calendar of this machine.
  let service: (any CalendarService)?
  let directory: URL

  static let work = AccountID("work")

  private init(
    _ kind: ServiceKind,
    through provider: GrantProvider,
    server: SandboxServer,
    directory: URL
  ) throws {
    self.server = server
    self.kind = kind
    self.directory = directory
    transport = HTTPTransport(settings: TransportSettings(attempts: 1), clock: SyncWorld.clock)
    cache = try LocalCache(
      path: directory.appendingPathComponent("cache.sqlite").path,
      linkProvider: { _ in nil }
    )
    let (account, service) = try Self.account(kind, through: provider, server, transport)
    self.service = service
    var accounts = [Account(id: .local, service: .local)]
    if let account { accounts.insert(account, at: 0) }
    try cache.configure(accounts: accounts)
    var policy = SyncWorld.quick
    policy.arrivalPatience = .milliseconds(20)
    policy.sendBackoff = Backoff(first: .milliseconds(5), longest: .milliseconds(20))
    sync = CalendarSync(
      cache: cache,
      services: service.map { [Self.work: $0] } ?? [:],
      hosts: try Self.hosts(server, transport),
      clock: SyncWorld.clock,
      policy: policy
    )
  }

  private static func account(
    _ kind: ServiceKind,
    through provider: GrantProvider,
    _ server: SandboxServer,
    _ transport: HTTPTransport
  ) throws -> (Account?, (any CalendarService)?) {
    switch kind {
    case .google:
      return (
        Account(id: work, service: .google, grant: GrantID(work.rawValue)),
        try GoogleService(google(GrantID(work.rawValue), server), transport: transport)
      )
    case .microsoft:
      return (
        Account(id: work, service: .microsoft, grant: GrantID(work.rawValue)),
        try MicrosoftService(microsoft(GrantID(work.rawValue), server), transport: transport)
      )
    case .nylas:
      let known = server.grants.first { $0.provider == provider.rawValue }
      let grant = GrantID(try #require(known).id)
      let key = server.apiKey
      let service = try NylasService(
        NylasConfiguration(url: server.url, grant: grant, apiKey: { key }, account: work),
        transport: transport
      )
      return (Account(id: work, service: .nylas, grant: grant), service)
    default: return (nil, nil)
    }
  }

  private static func hosts(
    _ server: SandboxServer,
    _ transport: HTTPTransport
  ) throws -> any ConferencingHosts {
    let (zoom, office, home) = (GrantID("zoom"), GrantID("office"), GrantID("home"))
    let signIn = try signIn(.zoom, server)
    return PluggedHosts(hosts: [
      (
        grant(zoom, signIn),
        try ZoomConferencing(
          grant: zoom,
          url: server.url,
          tokens: ServerTokens(signIn),
          transport: transport
        )
      ),
      (
        grant(office, try self.signIn(.microsoft, server)),
        try TeamsConferencing(microsoft(office, server), transport: transport)
      ),
      (
        grant(home, try self.signIn(.google, server)),
        try MeetConferencing(google(home, server), transport: transport)
      ),
    ])
  }

  private static func microsoft(
    _ grant: GrantID,
    _ server: SandboxServer
  ) throws -> MicrosoftConfiguration {
    MicrosoftConfiguration(
      url: server.url + "/v1.0",
      grant: grant,
      tokens: ServerTokens(try signIn(.microsoft, server)),
      account: work
    )
  }

  private static func google(
    _ grant: GrantID,
    _ server: SandboxServer
  ) throws -> GoogleConfiguration {
    let signIn = try signIn(.google, server)
    return GoogleConfiguration(
      url: server.url + "/calendar/v3",
      grant: grant,
      email: signIn.email,
      tokens: ServerTokens(signIn),
      account: work
    )
  }

  private static func signIn(
    _ provider: GrantProvider,
    _ server: SandboxServer
  ) throws -> SandboxServer.DirectSignIn {
    try #require(server.signIns.first { $0.provider == provider.rawValue })
  }

  private static func grant(_ id: GrantID, _ signIn: SandboxServer.DirectSignIn) -> Grant {
    Grant(
      id: id,
      provider: GrantProvider(rawValue: signIn.provider),
      email: signIn.email,
      scopes: Set(signIn.scopes),
      isDirect: true
    )
  }

  /// Runs a test in a world of its own; Nylas reaches a calendar of the provider.
  static func run(
    _ kind: ServiceKind,
    through provider: GrantProvider = .google,
    events: Int? = 0,
    linkDelay: Duration = .milliseconds(10),
    _ body: (EightyWorld) async throws -> Void
  ) async throws {
    let directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("convene-eighty-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: directory) }
    let server = try await SyncWorld.start(events: events, linkDelay: linkDelay)
    let world = try EightyWorld(
      kind,
      through: provider,
      server: server,
      directory: directory
    )
    let result: Result<Void, any Error>
    do { result = .success(try await body(world)) } catch { result = .failure(error) }
    await world.transport.shutdown()
    await server.stop()
    try result.get()
  }

  // MARK: Edits

  /// The change that puts a link, as the form makes it.
  func change(to link: EightyCase.Link) throws -> ConferencingChange {
    guard let provider = link.provider else {
      let details = ConferencingDetails(provider: .unknown, url: "https://meet.example/room")
      return .details(details)
    }
    let context = try context
    let hosts = ConferencingRules.hosts(for: provider, in: context)
    // A Nylas calendar has its application's host; the direct ones come behind it.
    let host: GrantID? =
      if case .required = hosts { try #require(hosts.usable.first).id } else { nil }
    let change = ConferencingChange.autocreate(Autocreate(provider: provider, hostGrant: host))
    #expect(ConferencingRules.violations(of: change, in: context).isEmpty)
    return change
  }

  var context: ConferencingContext {
    get throws {
      let directory = try cache.directory()
      let account = kind == .local ? AccountID.local : Self.work
      let calendar = try #require(
        directory.calendars.first { $0.account == account && !$0.isReadOnly }
      )
      return try #require(
        ConferencingContext(directory, account: account, calendar: calendar.id)
      )
    }
  }

  /// Makes an event with a link, or without one, and waits until both are there.
  func make(_ link: EightyCase.Link?) async throws -> EventID {
    let context = try context
    let id = EventID(UUID().uuidString.lowercased())
    let start = Date(
      timeIntervalSince1970: (TestClock.now.timeIntervalSince1970 + 86_400).rounded()
    )
    let made = EventEditor.create(
      draft: EventDraft(
        account: context.account.id,
        calendar: context.calendar.id,
        title: "Plan",
        time: .timed(start: start, end: start + 3_600, zone: "Europe/Berlin"),
        description: "own words"
      ),
      conferencing: try link.map(change) ?? .keep,
      service: kind
    )
    try await carryOut(
      EventEdit(event: id, change: .create(made.draft, conferencing: made.change))
    )
    return id
  }

  /// Does to an event what a case says.
  func carryOut(_ one: EightyCase, on id: EventID) async throws {
    try await carryOut(try edit(one, of: id))
  }

  /// Does to an event what a case says, once, and does not wait for its link.
  func send(_ one: EightyCase, on id: EventID) async throws -> SendOutcome {
    try sync.submit(try edit(one, of: id))
    return try await sync.send(id)
  }

  private func edit(_ one: EightyCase, of id: EventID) throws -> EventEdit {
    let event = try #require(try cache.event(id))
    var draft = EventDraft(event)
    var change = ConferencingChange.keep
    switch one.operation {
    case .add: change = try self.change(to: one.link)
    case .change: change = try self.change(to: one.link.next)
    case .strip: change = .strip
    case .time:
      guard case .timed(let start, let end, let zone) = event.time else { break }
      draft.time = .timed(start: start + 7_200, end: end + 7_200, zone: zone)
    case .delete: return EventEdit(event: id, change: .delete)
    }
    let patch = EventEditor.patch(
      from: event,
      to: draft,
      conferencing: change,
      service: kind
    )
    return EventEdit(event: id, change: .update(patch))
  }

  /// Makes an edit, and waits until all of it is done and its link is there.
  func carryOut(_ edit: EventEdit) async throws {
    try sync.submit(edit)
    for _ in 0..<100 {
      let outcome = try await sync.send(edit.event)
      if outcome == .delivered, try cache.meetings.meetingTasks().isEmpty { break }
      guard outcome == .delivered || outcome.isWaiting else {
        Issue.record("\(edit.change) ends with \(outcome)")
        return
      }
      await sync.refreshAll(onlyChanges: true)
    }
    _ = try await sync.waitForLink(edit.event, timeout: .seconds(20))
  }
}

extension SendOutcome {
  fileprivate var isWaiting: Bool { if case .waiting = self { true } else { false } }
}

import CalendarCore
import CalendarSync
import ConferencingCore
import Foundation
import LocalCache
import Sandbox
import Testing

@testable import CalendarServices

/// A cache with two calendars that are stores of resources, in one account or in two.
struct MoveWorld {
  /// One of the calendars.
  struct Place {
    let stand: any ResourceStand
    let account: AccountID

    init(_ stand: any ResourceStand, account: AccountID = ResourceWorld.account) {
      (self.stand, self.account) = (stand, account)
    }

    init(_ folder: FolderStand) { self.init(folder, account: folder.account) }

    var key: CalendarKey { CalendarKey(account: account, calendar: stand.calendar) }
  }

  private let from: Place
  private let into: Place
  private let cache: LocalCache
  private let sync: CalendarSync

  var source: any ResourceStand { from.stand }
  var target: any ResourceStand { into.stand }

  private init(from: Place, to into: Place, path: String) throws {
    (self.from, self.into) = (from, into)
    let clock = ServiceClock(now: { ResourceWorld.start }, random: { 0.5 }, sleep: { _ in })
    cache = try LocalCache(path: path + "/cache.sqlite", linkProvider: { _ in nil })
    let stands = Dictionary(
      [from, into].map { ($0.account, $0.stand) },
      uniquingKeysWith: { first, _ in first }
    )
    try cache.configure(
      accounts: stands.keys.map {
        Account(id: $0, service: VdirDescriptor.kind, grant: GrantID($0.rawValue))
      }
    )
    var services: [AccountID: any CalendarService] = [:]
    for (account, stand) in stands {
      services[account] = ResourceService(
        account: account,
        store: stand.store,
        zone: ResourceWorld.zone,
        clock: clock,
        formerTexts: CachedFormerTexts(cache)
      )
    }
    sync = CalendarSync(cache: cache, services: services, clock: clock)
  }

  /// Runs a test on two calendars.
  static func run(
    _ way: ResourceMoveTests.Way,
    _ body: (MoveWorld) async throws -> Void
  ) async throws {
    let path = NSTemporaryDirectory() + "convene-moves-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    func folder(_ name: String, of account: AccountID = ResourceWorld.account) throws -> Place {
      let root = "\(path)/\(account)"
      try FileManager.default.createDirectory(
        atPath: "\(root)/\(name)",
        withIntermediateDirectories: true
      )
      return Place(FolderStand(path: root, name: name, account: account))
    }
    let other = AccountID("other")
    switch way {
    case .folders:
      try await body(MoveWorld(from: folder("home"), to: folder("work"), path: path))
    case .accounts:
      try await body(MoveWorld(from: folder("home"), to: folder("home", of: other), path: path))
    case .server, .strictServer, .silentServer:
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      try await CalDAVStand.runTwo({ quirks in
        quirks.hasUserWideUIDs = way == .strictServer
        quirks.putsWithoutETag = way == .silentServer
      }) { one, two in
        try await body(MoveWorld(from: Place(one), to: Place(two), path: path))
      }
    case .folderToServer:
      try await CalDAVStand.run({ _ in }) { server in
        try await body(
          MoveWorld(from: folder("home", of: other), to: Place(server), path: path)
        )
      }
    case .serverToFolder:
      try await CalDAVStand.run({ _ in }) { server in
        try await body(
          MoveWorld(from: Place(server), to: folder("home", of: other), path: path)
        )
      }
    }
  }

  func refresh() async throws {
    for (account, status) in await sync.refreshAll(onlyChanges: true) {
      #expect(status.failure == nil, "\(account)")
    }
  }

  /// What shows on the day of the test: titles and calendars.
  private func shown() throws -> [EventSummary] {
    let day = try #require(Day("2026-11-26"))
    return try cache.agenda.window(days: day...day, in: ResourceWorld.zone).events
  }

  func event(_ title: String) throws -> Event {
    let id = try #require(try shown().first { $0.title == title }).id
    let event = try cache.event(id)
    return try #require(event)
  }

  /// Changes an event and has that sent.
  func edit(_ event: Event, _ patch: EventPatch) async throws {
    let edit = EventEdit(event: event.id, change: .update(patch))
    try cache.submit(edit, at: ResourceWorld.start)
    try await sendAll()
  }

  /// Stores the edits of a move.
  func submitMove(_ event: Event) throws {
    let plan = BulkPlan(
      .move(to: into.key),
      of: [BulkEvent(id: event.id, event: event, series: try cache.series.series(of: event.id))],
      in: try cache.directory(),
      viewer: .gmt,
      freshID: { EventID("fresh") }
    )
    try #require(plan.exclusions.isEmpty, "\(plan.exclusions)")
    try cache.submit(plan.edits, at: ResourceWorld.start)
  }

  /// Moves an event and has that sent.
  func move(_ event: Event) async throws {
    try submitMove(event)
    try await sendAll()
  }

  /// Has all edits sent: a deletion goes once its copy is there, which may be another account's.
  private func sendAll() async throws {
    for _ in 0..<3 where try !cache.outbox.operations().isEmpty { try await refresh() }
    #expect(try cache.outbox.operations().isEmpty)
  }

  /// Takes the last edits back and has that sent.
  func undo() async throws {
    let outcome = try cache.history.undo(
      .undo,
      freshID: EventID(UUID().uuidString),
      at: ResourceWorld.start
    )
    if case .impossible(let obstacle) = outcome { Issue.record("\(obstacle.message)") }
    try await sendAll()
  }

  /// Expects events in the two calendars, before another reading and after it.
  func expect(
    source: [String],
    target: [String],
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    for _ in 0..<2 {
      let events = try shown()
      for (place, titles) in [(from, source), (into, target)] {
        let own = events.filter { ($0.account, $0.calendar) == (place.account, place.key.calendar) }
        #expect(own.map(\.title).sorted() == titles, sourceLocation: sourceLocation)
      }
      try await refresh()
    }
  }
}

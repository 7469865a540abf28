import CalendarCore
import CalendarSync
import ConferencingCore
import Foundation
import LocalCache
import Sandbox
import Synchronization
import TestSupport
import Testing

@testable import CalendarServices

/// A store that the behaviour of resources is tested on: its texts can be read and written beside the
/// program, as another one would.
protocol ResourceStand: Sendable {
  /// The store as the service has it.
  var store: any ResourceStore { get }
  /// The calendar that is used.
  var calendar: CalendarID { get }
  /// All texts, by name.
  func texts() async throws -> [String: String]
  /// Writes a text as another program does.
  func put(_ text: String, as name: String) async throws
  /// Removes a text as another program does.
  func remove(_ name: String) async throws
}

/// The stands that the behaviour is tested on.
enum ResourceStandKind: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case memory, vdir, caldav, silentCalDAV, changingCalDAV, listedCalDAV, untaggedCalDAV
  case oldRadicale, radicale, xandikos
  case cyrus

  /// The stands of a test that takes each.
  ///
  /// Cyrus, for which the time of CI is too short, is among them with `CONVENE_CYRUS=all`, and the
  /// only one with `CONVENE_CYRUS=only`; else `CyrusTests` has the most telling tests on it.
  static let allCases: [ResourceStandKind] = {
    let others: [ResourceStandKind] = [
      .memory, .vdir, .caldav, .silentCalDAV, .changingCalDAV, .listedCalDAV, .untaggedCalDAV,
      .oldRadicale, .radicale, .xandikos,
    ]
    return switch ProcessInfo.processInfo.environment["CONVENE_CYRUS"] {
    case "all": others + [.cyrus]
    case "only": [.cyrus]
    default: others
    }
  }()

  /// Those that keep each byte of a text: the others, Cyrus among them, write it in their own way.
  static let keepingTexts = allCases.filter { $0 != .changingCalDAV && $0 != .cyrus }

  var testDescription: String { rawValue }

  /// Runs a test on a stand of its own.
  func run(_ body: (any ResourceStand) async throws -> Void) async throws {
    switch self {
    case .memory: try await body(MemoryStand())
    case .vdir:
      let path = NSTemporaryDirectory() + "convene-vdir-\(UUID().uuidString)"
      defer { try? FileManager.default.removeItem(atPath: path) }
      try FileManager.default.createDirectory(
        atPath: path + "/home",
        withIntermediateDirectories: true
      )
      try await body(FolderStand(path: path))
    case .caldav: try await CalDAVStand.run({ $0.spelling = .absolute }, body)
    case .silentCalDAV:
      try await CalDAVStand.run(
        { quirks in
          quirks.putsWithoutETag = true
          quirks.mostChanges = 1
          quirks.hasScheduleTags = false
          quirks.badTokenStatus = 410
        },
        body
      )
    case .changingCalDAV:
      try await CalDAVStand.run(
        { quirks in
          quirks.changesData = true
          quirks.spelling = .encoded
          quirks.hasUserWideUIDs = true
          quirks.badTokenStatus = 412
        },
        body
      )
    case .listedCalDAV:
      try await CalDAVStand.run(
        { quirks in
          quirks.supportsSyncCollection = false
          quirks.ignoresIfNoneMatch = true
        },
        body
      )
    case .untaggedCalDAV:
      try await CalDAVStand.run(
        { quirks in
          quirks.hasTags = false
          quirks.hasCollectionTags = false
          quirks.badTokenStatus = 409
        },
        body
      )
    case .oldRadicale: try await CalDAVStand.run(.oldRadicale, body)
    case .radicale: try await CalDAVStand.run(.radicale, body)
    case .xandikos: try await CalDAVStand.run(.xandikos, body)
    case .cyrus: try await CalDAVStand.run(.cyrus, body)
    }
  }
}

/// Resources in memory.
struct MemoryStand: ResourceStand {
  let memory = MemoryResources()
  var store: any ResourceStore { memory }
  var calendar: CalendarID { MemoryResources.calendar }

  func texts() -> [String: String] {
    memory.state.withLock { state in
      Dictionary(
        uniqueKeysWithValues: state.texts.map {
          ($0.key.rawValue, String(decoding: $0.value, as: UTF8.self))
        }
      )
    }
  }

  func put(_ text: String, as name: String) {
    memory.state.withLock { $0.put(Array(text.utf8), as: ResourceName(name)) }
  }

  func remove(_ name: String) { memory.state.withLock { $0.remove(ResourceName(name)) } }
}

/// A folder of calendars with one in it that is used.
struct FolderStand: ResourceStand {
  let path: String
  var name = "home"
  var account = ResourceWorld.account
  var store: any ResourceStore { VdirStore(account: account, path: path) }
  var calendar: CalendarID { CalendarID(name) }
  private var folder: String { "\(path)/\(name)" }

  func texts() throws -> [String: String] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    return try Dictionary(
      uniqueKeysWithValues: names.map {
        ($0, try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8))
      }
    )
  }

  func put(_ text: String, as name: String) throws {
    try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
  }

  func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
  }
}

/// A cache and a sync on a store.
struct ResourceWorld: Sendable {
  let stand: any ResourceStand
  let cache: LocalCache
  let sync: CalendarSync
  let clock: ServiceClock

  static let account = AccountID("files")
  static let owner = "me@example.org"
  static let zone = TimeZone(identifier: "Europe/Berlin") ?? .gmt
  static let start = Date(timeIntervalSince1970: 1_795_600_000)  // 2026-11-25T09:46:40Z

  /// Makes a world; a second one on the same stand is another computer.
  init(
    _ stand: any ResourceStand,
    path: String,
    hosts: any ConferencingHosts = NoHosts()
  ) throws {
    self.stand = stand
    let time = TickingClock()
    clock = ServiceClock(
      now: { time.now.withLock { $0 } },
      random: { 0.5 },
      sleep: { wait in time.now.withLock { $0 += Double(wait.components.seconds) + 0.05 } }
    )
    cache = try LocalCache(path: path, linkProvider: { _ in nil })
    try cache.configure(
      accounts: [Account(id: Self.account, service: VdirDescriptor.kind, grant: GrantID("files"))]
    )
    let service = ResourceService(
      account: Self.account,
      store: stand.store,
      email: Self.owner,
      zone: Self.zone,
      clock: clock,
      formerTexts: CachedFormerTexts(cache)
    )
    sync = CalendarSync(
      cache: cache,
      services: [Self.account: service],
      hosts: hosts,
      clock: clock
    )
  }

  private final class TickingClock: Sendable {
    let now = Mutex(ResourceWorld.start)
  }

  /// Runs a test on a stand.
  static func run(
    _ kind: ResourceStandKind,
    _ body: (ResourceWorld) async throws -> Void
  ) async throws {
    try await kind.run { stand in
      try await onDisk { path in try await body(ResourceWorld(stand, path: path)) }
    }
  }

  /// Runs a test on a stand that holds a series.
  static func onSeries(
    _ kind: ResourceStandKind,
    _ body: (ResourceWorld) async throws -> Void
  ) async throws {
    try await run(kind) { world in
      try await world.stand.put(ResourceTexts.series, as: "daily.ics")
      try await world.refresh()
      try await world.expect(ResourceTexts.all)
      try await body(world)
    }
  }

  static func onDisk(_ body: (String) async throws -> Void) async throws {
    let folder = NSTemporaryDirectory() + "convene-resources-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await body(folder + "/cache.sqlite")
  }

  /// Reads what changed, or everything.
  func refresh(everything: Bool = false) async throws {
    let failure = await sync.refreshAll(onlyChanges: !everything)[Self.account]?.failure
    #expect(failure == nil)
  }

  /// Makes an edit and has it sent.
  @discardableResult
  func edit(
    _ event: EventID,
    _ change: EventChange,
    scope: EditScope? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> EventID {
    let edit = EventEdit(event: event, change: change, scope: scope)
    let made = try cache.submit(edit, at: clock.now())
    let outcome = try await sync.send(made)
    #expect(outcome == .delivered, sourceLocation: sourceLocation)
    return made
  }

  /// Takes the last edit back and sends that.
  func undo(
    _ direction: UndoDirection = .undo,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let outcome = try cache.history.undo(
      direction,
      freshID: EventID(UUID().uuidString),
      at: clock.now()
    )
    if case .impossible(let obstacle) = outcome {
      Issue.record("\(obstacle.message)", sourceLocation: sourceLocation)
    }
    for operation in try cache.outbox.operations() {
      let outcome = try await sync.send(operation.edit.event)
      #expect(outcome == .delivered, sourceLocation: sourceLocation)
    }
  }

  /// What the cache shows in eight weeks from Monday 23 November on.
  func shown() throws -> [String] {
    let first = try #require(Day(year: 2026, month: 11, day: 23))
    let days = first...first.advanced(by: 55)
    return try cache.agenda.window(days: days, in: Self.zone).events.map { summary in
      let day = summary.time.days(in: Self.zone).lowerBound
      guard case .timed(let start, let end, _) = summary.time else {
        return "\(day) \(summary.title)"
      }
      let minutes = Int(start.timeIntervalSince(day.start(in: Self.zone)) / 60)
      let length = Int(end.timeIntervalSince(start) / 60)
      return "\(day) \(minutes / 60):\(minutes % 60) \(length) \(summary.title)"
    }
    .sorted()
  }

  /// What another computer shows, which reads all of it.
  func shownElsewhere() async throws -> [String] {
    var shown: [String] = []
    try await Self.onDisk { path in
      let other = try ResourceWorld(stand, path: path)
      try await other.refresh()
      shown = try other.shown()
    }
    return shown
  }

  /// Expects the cache, after another reading as well, and another computer to show the same.
  func expect(
    _ expected: [String],
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let before = try shown()
    #expect(before == expected, "before reading", sourceLocation: sourceLocation)
    try await refresh()
    let after = try shown()
    #expect(after == expected, "after reading", sourceLocation: sourceLocation)
    let elsewhere = try await shownElsewhere()
    #expect(elsewhere == expected, "elsewhere", sourceLocation: sourceLocation)
    #expect(try cache.outbox.operations().isEmpty, sourceLocation: sourceLocation)
  }

  /// The event that shows on a day.
  func event(_ day: String, _ title: String) throws -> Event {
    let date = try #require(Day(day))
    let summary = try cache.agenda.window(days: date...date, in: Self.zone).events
      .first { $0.title == title }
    let id = try #require(summary).id
    let event = try cache.event(id)
    return try #require(event)
  }
}

package import CalendarCore
package import ConferencingCore
import Dispatch
import Foundation
import GRDB
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The calendars on this computer: the only source of what the screen shows.
///
/// One SQLite file in WAL mode, which several processes may use at once. Reads never wait for
/// writes; a write waits until others are done, for ``WritePatience/current``. Every method may be called on any thread and blocks
/// it while it works; none may be called from within an observer's transaction. Every method throws
/// ``CacheError`` and then has changed nothing. A file that turns out to be damaged is rebuilt, and
/// what was asked is done on the new one: see ``takeRepair()`` and ``observeRepairs(_:)``.
///
/// A class because it owns the connections to the file.
package final class LocalCache: Sendable {
  /// `nil` where the file can only be read.
  let lock: LockFile?
  /// What is being sent here; `nil` where the file can only be read.
  let claims: OperationClaims?
  let path: String
  let linkProvider: @Sendable (Event) -> ConferencingProvider?
  let broadcast = ChangeBroadcast()
  let watching = Mutex(WatchState())
  private let current: Mutex<CacheFile>
  private let repair: Mutex<CacheRepair?>
  private let repairObserver = Mutex<(@Sendable (CacheRepair) -> Void)?>(nil)
  /// The accounts as they were configured last, for a file that takes the place of this one.
  let configured = Mutex<[Account]?>(nil)
  private let isSound: Atomic<Bool>

  /// Opens the cache, making its file (for the owner alone) and directory when needed.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - linkProvider: The provider of a link in an event's texts. Asked when an event is written
  ///     whose own field has no meeting.
  /// - Throws: ``CacheError``.
  package init(
    path: String,
    linkProvider: @escaping @Sendable (Event) -> ConferencingProvider?
  ) throws(CacheError) {
    let (file, lock) = try CacheFile.load(at: path)
    self.lock = lock
    claims = lock.map(OperationClaims.init)
    self.path = path
    self.linkProvider = linkProvider
    current = Mutex(file)
    repair = Mutex(file.repair)
    isSound = Atomic(!file.isCheckDue)
    if file.isCheckDue { checkSoon() }
  }

  deinit { close() }

  /// Notes that the program leaves the cache in order.
  ///
  /// It can still be used; a kill from now on is no reason to look through the file.
  package func close() { lock?.leave(isSound: isSound.load(ordering: .relaxed)) }

  /// What became of a damaged file since this was last asked; `nil` when there was none.
  package func takeRepair() -> CacheRepair? {
    repair.withLock { repair in
      defer { repair = nil }
      return repair
    }
  }

  /// Has an observer told of files that are rebuilt from now on; `nil` ends that, and then what
  /// became of them is kept for ``takeRepair()``.
  package func observeRepairs(_ observer: (@Sendable (CacheRepair) -> Void)?) {
    repairObserver.withLock { $0 = observer }
  }

  /// Whether the file can only be read: then every write throws ``CacheError/readOnly(path:)``.
  package var isReadOnly: Bool { lock == nil }

  /// The connections that write the file that stands in its place now.
  var pool: DatabasePool {
    get throws(CacheError) {
      guard let pool = current.withLock({ $0.writer }) else { throw .readOnly(path: path) }
      return pool
    }
  }

  /// The file that is open.
  var identity: FileIdentity { current.withLock { $0.identity } }

  /// Reads one consistent state of the file.
  func read<Value>(_ body: (Database) throws -> Value) throws(CacheError) -> Value {
    try patiently { () throws(CacheError) in try repairing { try $0.reader.read(body) } }
  }

  /// Makes one transaction: all of it or, when `body` throws, nothing.
  ///
  /// `body` is done again when the file was locked or replaced.
  func write<Value>(_ body: (Database) throws -> Value) throws(CacheError) -> Value {
    guard let lock else { throw .readOnly(path: path) }
    return try patiently { () throws(CacheError) in
      try repairing { try transact(body, in: $0, lock) }
    }
  }

  /// Tries again while the file is locked, as long as ``WritePatience/current`` says.
  private func patiently<Value>(_ body: () throws(CacheError) -> Value) throws(CacheError) -> Value
  {
    let deadline = ContinuousClock.now + WritePatience.current
    while true {
      do throws(CacheError) { return try body() } catch {
        guard case .busy = error, ContinuousClock.now < deadline else { throw error }
      }
      // Outside of the writer's queue: whoever waits there comes to it.
      usleep(UInt32.random(in: 1_000...20_000))
    }
  }

  private func transact<Value>(
    _ body: (Database) throws -> Value,
    in file: CacheFile,
    _ lock: LockFile
  ) throws -> Value {
    guard let writer = file.writer else { throw CacheError.readOnly(path: path) }
    return try writer.writeWithoutTransaction { db in
      try lock.whileWriting {
        guard FileIdentity(path) == file.identity else { throw FileReplaced() }
        var value: Value?
        try db.inTransaction(.immediate) {
          value = try body(db)
          try previews(db).renew()
          return .commit
        }
        guard let value else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
        return value
      }
    }
  }

  /// What writes events in a transaction.
  func writer(_ db: Database) -> EventWriter { EventWriter(db: db, linkProvider: linkProvider) }

  /// The queue of an event in a transaction.
  func queue(_ key: Int64, _ db: Database) -> EventQueue {
    EventQueue(db: db, writer: writer(db), table: operationTable(db), key: key)
  }

  /// What shows waiting edits of series in a transaction.
  func previews(_ db: Database) -> SeriesPreviews {
    SeriesPreviews(db: db, writer: writer(db), table: operationTable(db))
  }

  /// What passes meetings on in a transaction.
  func meetingOwners(_ db: Database) -> MeetingOwners {
    MeetingOwners(db: db, writer: writer(db), table: operationTable(db))
  }

  /// The outbox in a transaction.
  func operationTable(_ db: Database) -> OperationTable { OperationTable(db: db, claims: claims) }

  // MARK: Subjects

  /// The events of days, searches and invitations.
  package var agenda: AgendaReader { AgendaReader(cache: self) }
  /// Undo and redo.
  package var history: EditHistory { EditHistory(cache: self) }
  /// The operations that wait to be sent.
  package var outbox: OutboxStore { OutboxStore(cache: self) }
  /// How far operations are that are being sent.
  package var steps: StepStore { StepStore(cache: self) }
  /// What waits, as the user sees and decides it.
  package var pending: PendingChangeStore { PendingChangeStore(cache: self) }
  /// What hosts are asked about meetings.
  package var meetings: MeetingTaskStore { MeetingTaskStore(cache: self) }
  /// The settings of meetings.
  package var meetingSettings: MeetingSettingsStore { MeetingSettingsStore(cache: self) }
  /// What an audit of links goes by.
  package var audit: AuditStore { AuditStore(cache: self) }
  /// The imports of files.
  package var imports: ImportStore { ImportStore(cache: self) }
  /// The events with the texts of their files.
  package var exports: ExportReader { ExportReader(cache: self) }
  /// The links that events have and are joined by.
  package var links: LinkStore { LinkStore(cache: self) }
  /// What services say of their events.
  package var sync: SyncStore { SyncStore(cache: self) }
  /// The series that can be edited.
  package var series: SeriesStore { SeriesStore(cache: self) }
  /// The masters of series at services.
  package var masters: MasterStore { MasterStore(cache: self) }
  /// Who is told of changes.
  package var watch: CacheWatch { CacheWatch(cache: self) }
  /// What answers of services change.
  var news: NewsStore { NewsStore(cache: self) }

  // MARK: Care of the file

  /// Another process has put another file in the place of the one that is open.
  private struct FileReplaced: Error {}

  /// Uses the file; when it was replaced or turns out to be damaged, uses the one that then stands
  /// in its place, once.
  private func repairing<Value>(
    _ body: (CacheFile) throws -> Value
  ) throws(CacheError) -> Value {
    var isRepaired = false
    while true {
      let file = current.withLock { $0 }
      do {
        return try body(file)
      } catch is FileReplaced {
        try replace(file) { lock throws(CacheError) in try file.reopened(at: path, lock: lock) }
      } catch {
        guard (error as? DatabaseError)?.isDamage == true, !isRepaired, lock != nil else {
          throw CacheError(error, path: path)
        }
        isRepaired = true
        try replace(file) { lock throws(CacheError) in try file.replaced(at: path, lock: lock) }
        try reconfigure()
      }
    }
  }

  /// Shows the accounts in a rebuilt file as they were configured.
  private func reconfigure() throws(CacheError) {
    // Once: what configures may meet damage itself.
    let accounts = configured.withLock { configured in
      defer { configured = nil }
      return configured
    }
    guard let accounts else { return }
    try configure(accounts: accounts)
  }

  /// Takes another file in the place of an open one, unless another thread has done so meanwhile.
  private func replace(
    _ old: CacheFile,
    with make: (LockFile) throws(CacheError) -> CacheFile
  ) throws(CacheError) {
    guard let lock, let writer = old.writer else { throw .readOnly(path: path) }
    var made: CacheRepair?
    do {
      // Within the queue of its writer: nobody here writes the old file meanwhile.
      try writer.writeWithoutTransaction { _ in
        guard identity == old.identity else { return }
        let new = try make(lock)
        current.withLock { $0 = new }
        made = new.repair
      }
    } catch {
      throw CacheError(error, path: path)
    }
    isSound.store(true, ordering: .relaxed)
    watch.watchAgain()
    guard let made else { return }
    if let observer = repairObserver.withLock({ $0 }) {
      observer(made)
    } else {
      repair.withLock { $0 = made }
    }
  }

  /// Looks through a large file that was left in disorder, beside everything else.
  private func checkSoon() {
    // Not beside the first picture.
    DispatchQueue.global(qos: .utility).asyncAfter(deadline: .now() + .seconds(1)) { [weak self] in
      guard let self else { return }
      let isWhole = try? read { db in
        guard try CacheFile.isSound(db) else {
          throw DatabaseError(resultCode: .SQLITE_CORRUPT)
        }
        return true
      }
      if isWhole == true { isSound.store(true, ordering: .relaxed) }
    }
  }
}

extension DatabaseError {
  /// Whether it says that the file is damaged.
  fileprivate var isDamage: Bool {
    switch resultCode {
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: true
    default: false
    }
  }
}

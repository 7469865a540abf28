package import ConferencingCore
import GRDB
import Synchronization

/// The calendars on this computer: the only source of what the screen shows.
///
/// One SQLite file in WAL mode, which several processes may use at once. Reads never wait for
/// writes; a write waits for another for up to five seconds. Every method may be called on any
/// thread and blocks it while it works; none may be called from within an observer's transaction.
/// Every method throws ``CacheError`` and then has changed nothing.
///
/// A class because it owns the connections to the file.
package final class LocalCache: Sendable {
  let pool: DatabasePool
  let lock: LockFile
  let path: String
  let linkProvider: @Sendable (Event) -> ConferencingProvider?
  let broadcast = ChangeBroadcast()
  let watching = Mutex(WatchState())

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
    (pool, lock) = try CacheFile.openPool(at: path)
    self.path = path
    self.linkProvider = linkProvider
  }

  /// Reads one consistent state of the file.
  func read<Value>(_ body: (Database) throws -> Value) throws(CacheError) -> Value {
    do {
      return try pool.read(body)
    } catch {
      throw CacheError(error, path: path)
    }
  }

  /// Makes one transaction: all of it or, when `body` throws, nothing.
  func write<Value>(_ body: (Database) throws -> Value) throws(CacheError) -> Value {
    do {
      return try pool.write(body)
    } catch {
      throw CacheError(error, path: path)
    }
  }

  /// What writes events in a transaction.
  func writer(_ db: Database) -> EventWriter { EventWriter(db: db, linkProvider: linkProvider) }

  /// The queue of an event in a transaction.
  func queue(_ key: Int64, _ db: Database) -> EventQueue {
    EventQueue(db: db, writer: writer(db), table: outbox(db), key: key)
  }

  /// The outbox in a transaction.
  func outbox(_ db: Database) -> OperationTable { OperationTable(db: db, lock: lock) }
}

import GRDB
import Synchronization

/// Keeps an observer of the cache; it is gone when this is.
///
/// A class because its end is what ends the observation.
package final class CacheObservation: Sendable {
  private let broadcast: ChangeBroadcast
  private let id: Int

  fileprivate init(broadcast: ChangeBroadcast, id: Int) {
    self.broadcast = broadcast
    self.id = id
  }

  deinit { cancel() }

  /// Ends the observation; a call that has begun still comes.
  package func cancel() { broadcast.remove(id) }
}

extension LocalCache {
  /// Calls a closure after every change of what the cache shows, of whatever thread or process.
  ///
  /// It is called on a thread of its own, once for changes in quick succession, and may use the
  /// cache. Changes of other processes are seen by ``noticeChangesElsewhere()``.
  ///
  /// - Parameter onChange: What to do.
  /// - Returns: What keeps the observation.
  package func observe(_ onChange: @escaping @Sendable () -> Void) -> CacheObservation {
    let observation = CacheObservation(broadcast: broadcast, id: broadcast.add(onChange))
    watch()
    return observation
  }

  /// Looks whether another process has written, and calls the observers if so.
  ///
  /// Never waits: the look is taken when no write of this process is going on.
  package func noticeChangesElsewhere() {
    pool.asyncWriteWithoutTransaction { [weak self] db in
      // Source: https://www.sqlite.org/pragma.html#pragma_data_version – it changes when, and only
      // when, another connection than the one that asks has written.
      guard let self, let version = try? Int64.fetchOne(db, sql: "PRAGMA data_version") else {
        return
      }
      let before = watching.withLock { state in
        defer { state.dataVersion = version }
        return state.dataVersion
      }
      if let before, before != version { broadcast.send() }
    }
  }

  /// Has the database tell of its transactions; the first observer needs it.
  private func watch() {
    let isFirst = watching.withLock { state in
      defer { state.isWatching = true }
      return !state.isWatching
    }
    guard isFirst else { return }
    let observation = DatabaseRegionObservation(
      tracking: Table("event"),
      Table("event_detail"),
      Table("calendar"),
      Table("account")
    )
    let broadcast = broadcast
    let cancellable = observation.start(
      in: pool,
      onError: { _ in broadcast.send() },
      onChange: { _ in broadcast.send() }
    )
    let version = pool.unsafeReentrantWrite { db in
      try? Int64.fetchOne(db, sql: "PRAGMA data_version")
    }
    watching.withLock { state in
      state.cancellable = cancellable
      state.dataVersion = version
    }
  }
}

/// What the cache keeps in order to tell of changes.
struct WatchState: Sendable {
  /// Whether ``cancellable`` is there or is being made.
  var isWatching = false
  /// What keeps the database telling of its transactions.
  var cancellable: AnyDatabaseCancellable?
  /// The version of the file when other processes' changes were last looked for.
  var dataVersion: Int64?
}

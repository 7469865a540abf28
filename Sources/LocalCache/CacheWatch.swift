import Dispatch
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

/// Tells observers of changes of the cache, also of those that other processes make.
package struct CacheWatch: Sendable {
  let cache: LocalCache

  /// Calls a closure after every change of what the cache shows, of whatever thread or process.
  ///
  /// It is called on a thread of its own, once for changes in quick succession, and may use the
  /// cache. Changes of other processes are seen by ``noticeChangesElsewhere()``.
  ///
  /// - Parameter onChange: What to do.
  /// - Returns: What keeps the observation.
  package func observe(_ onChange: @escaping @Sendable () -> Void) -> CacheObservation {
    let observation = CacheObservation(
      broadcast: cache.broadcast,
      id: cache.broadcast.add(onChange)
    )
    watch()
    return observation
  }

  /// Whether a change is there that the observers were not told of yet.
  package var hasUntoldChange: Bool { cache.broadcast.isPending }

  /// Looks whether another process has written, and calls the observers if so.
  ///
  /// Never waits: the look is taken when no write of this process is going on.
  package func noticeChangesElsewhere() {
    guard FileIdentity(cache.path) == cache.identity else { return adoptReplacement() }
    guard let pool = try? cache.pool else { return }
    pool.asyncWriteWithoutTransaction { [weak cache] db in
      // Source: https://www.sqlite.org/pragma.html#pragma_data_version – it changes when, and only
      // when, another connection than the one that asks has written.
      guard let cache, let version = try? Int64.fetchOne(db, sql: "PRAGMA data_version") else {
        return
      }
      let before = cache.watching.withLock { state in
        defer { state.dataVersion = version }
        return state.dataVersion
      }
      if let before, before != version { cache.broadcast.send() }
    }
  }

  /// Notices changes of other processes soon, until the task is cancelled.
  ///
  /// Every writer appends to the log beside the file, so a look at the log's size and time tells
  /// whether there is anything to look at: one system call, and none to the disk.
  ///
  /// - Parameter pause: The time between two looks.
  package func noticeChangesElsewhere(every pause: Duration) async {
    var before: FileLook?
    while (try? await Task.sleep(for: pause)) != nil {
      let look = FileLook(cache.path)
      if look != before { noticeChangesElsewhere() }
      before = look
    }
  }

  /// Takes the file that another process has put in the place of the open one.
  private func adoptReplacement() {
    DispatchQueue.global(qos: .utility).async {
      // A write looks which file it is about to write.
      try? cache.write { _ in }
    }
  }

  /// Has the database tell of its transactions; the first observer needs it.
  private func watch() {
    let isFirst = cache.watching.withLock { state in
      defer { state.isWatching = true }
      return !state.isWatching
    }
    if isFirst { watchFile() }
  }

  /// Has another file, which took the place of the one that was watched, tell of its transactions.
  func watchAgain() {
    guard cache.watching.withLock({ $0.isWatching }) else { return }
    watchFile()
    cache.broadcast.send()
  }

  private func watchFile() {
    let observation = DatabaseRegionObservation(
      tracking: Table("event"),
      Table("event_detail"),
      Table("calendar"),
      Table("account"),
      Table("operation"),
      Table("meeting_task")
    )
    let broadcast = cache.broadcast
    guard let pool = try? cache.pool else { return }
    let cancellable = observation.start(
      in: pool,
      onError: { _ in broadcast.send() },
      onChange: { _ in broadcast.send() }
    )
    let version = pool.unsafeReentrantWrite { db in
      try? Int64.fetchOne(db, sql: "PRAGMA data_version")
    }
    cache.watching.withLock { state in
      state.cancellable = cancellable
      state.dataVersion = version
    }
  }
}

/// What can be seen of the file from outside: which one it is, and how long its log is.
private struct FileLook: Equatable {
  let file: FileIdentity?
  let size: Int64?
  let written: Int64?

  init(_ path: String) {
    file = FileIdentity(path)
    let log = FileIdentity(path + "-wal")
    size = log?.size
    written = log?.written
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

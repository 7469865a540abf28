import Dispatch
import Synchronization

/// Tells observers that the cache has changed: once for any number of changes in quick succession.
///
/// A class because observers come and go while it is shared.
final class ChangeBroadcast: Sendable {
  private struct State {
    var observers: [Int: @Sendable () -> Void] = [:]
    var nextID = 0
    var isScheduled = false
  }

  private let state = Mutex(State())
  /// Observers are called here and not in the transaction, so they may use the cache.
  private let queue = DispatchQueue(label: "LocalCache.changes")

  /// Adds an observer.
  ///
  /// - Returns: What ``remove(_:)`` takes it away by.
  func add(_ onChange: @escaping @Sendable () -> Void) -> Int {
    state.withLock { state in
      state.nextID += 1
      state.observers[state.nextID] = onChange
      return state.nextID
    }
  }

  /// Takes an observer away.
  func remove(_ id: Int) {
    state.withLock { _ = $0.observers.removeValue(forKey: id) }
  }

  /// Calls the observers soon.
  func send() {
    let isFirst = state.withLock { state in
      defer { state.isScheduled = true }
      return !state.isScheduled
    }
    guard isFirst else { return }
    queue.async { [weak self] in self?.deliver() }
  }

  private func deliver() {
    let observers = state.withLock { state in
      state.isScheduled = false
      return Array(state.observers.values)
    }
    for onChange in observers { onChange() }
  }
}

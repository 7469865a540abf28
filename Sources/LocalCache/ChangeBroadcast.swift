import Dispatch
import Synchronization

/// Tells observers that the cache has changed: at once when it was quiet before, and then at most
/// every ``pause``, so that a sync that stores page after page does not keep the screen busy.
///
/// A class because observers come and go while it is shared.
final class ChangeBroadcast: Sendable {
  /// The shortest time between two calls, in nanoseconds.
  private static let pause: UInt64 = 100_000_000

  private struct State {
    var observers: [Int: @Sendable () -> Void] = [:]
    var nextID = 0
    var isScheduled = false
    var isDelivering = false
    /// In nanoseconds of the system's uptime.
    var quietUntil: UInt64 = 0
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

  /// Whether a change was not told yet.
  var isPending: Bool { state.withLock { $0.isScheduled || $0.isDelivering } }

  /// Calls the observers soon.
  func send() {
    let due = state.withLock { state -> UInt64? in
      guard !state.isScheduled else { return nil }
      state.isScheduled = true
      return max(DispatchTime.now().uptimeNanoseconds, state.quietUntil)
    }
    guard let due else { return }
    queue.asyncAfter(deadline: DispatchTime(uptimeNanoseconds: due)) { [weak self] in
      self?.deliver()
    }
  }

  private func deliver() {
    let observers = state.withLock { state in
      state.isScheduled = false
      state.isDelivering = true
      state.quietUntil = DispatchTime.now().uptimeNanoseconds + Self.pause
      return Array(state.observers.values)
    }
    for onChange in observers { onChange() }
    state.withLock { $0.isDelivering = false }
  }
}

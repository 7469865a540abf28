import Synchronization

/// Tells whether refreshes are under way.
///
/// A class because the loops that refresh and the screen share it.
final class SyncActivity: Sendable {
  private struct State {
    var running = 0
    var observer: (@Sendable (Bool) -> Void)?
  }

  private let state = Mutex(State())

  /// Has changes told to an observer; only the last one hears of them.
  func observe(_ observer: (@Sendable (Bool) -> Void)?) {
    state.withLock { $0.observer = observer }
  }

  /// Counts a refresh while it goes on.
  func during<Value>(_ refresh: () async -> Value) async -> Value {
    change(by: 1)
    let value = await refresh()
    change(by: -1)
    return value
  }

  private func change(by step: Int) {
    let tell = state.withLock { state -> (@Sendable () -> Void)? in
      let before = state.running > 0
      state.running += step
      let isRunning = state.running > 0
      guard before != isRunning, let observer = state.observer else { return nil }
      return { observer(isRunning) }
    }
    tell?()
  }
}

import CalendarServices
import Synchronization

/// What a loop waits for between two rounds: a signal, a moment, or its end.
///
/// A class because the loop and those who wake it share it. One loop waits at a time.
final class Wake: Sendable {
  private struct State {
    var isSignalled = false
    var waiter: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  /// Wakes the loop, or keeps it from falling asleep.
  func signal() {
    let waiter = state.withLock { state in
      let waiter = state.waiter
      state.waiter = nil
      state.isSignalled = waiter == nil
      return waiter
    }
    waiter?.resume()
  }

  /// Waits until the signal is given, the time is over or the task is cancelled.
  ///
  /// - Parameters:
  ///   - time: The longest wait; `nil` for none.
  ///   - clock: What measures it.
  func wait(atMost time: Duration?, clock: ServiceClock) async {
    guard let time else { return await signalled() }
    if time <= .zero { return }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.signalled() }
      group.addTask { try? await clock.sleep(time) }
      await group.next()
      group.cancelAll()
    }
  }

  private func signalled() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          // A cancellation that came before the waiter was there found nobody to wake.
          if state.isSignalled || Task.isCancelled {
            state.isSignalled = false
            return true
          }
          state.waiter = continuation
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      let waiter = state.withLock { state in
        let waiter = state.waiter
        state.waiter = nil
        return waiter
      }
      waiter?.resume()
    }
  }
}

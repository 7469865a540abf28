import Dispatch
import Synchronization

/// Runs asynchronous work from a thread that has no event loop of its own, and waits for it.
///
/// The one bridge between the two: the work starts detached, for on Linux nothing runs on the main
/// actor while its thread waits.
func blocking<Value: Sendable>(
  _ work: @escaping @Sendable () async throws -> Value
) throws -> Value {
  let box = ResultBox<Value>()
  let done = DispatchSemaphore(value: 0)
  Task.detached {
    do {
      let value = try await work()
      box.result.withLock { $0 = .success(value) }
    } catch {
      box.result.withLock { $0 = .failure(error) }
    }
    done.signal()
  }
  done.wait()
  guard let result = box.result.withLock({ $0 }) else {
    throw CommandError(.software, "The work ended without a result. Please report this.")
  }
  return try result.get()
}

/// Holds a result while it crosses from one thread to another; a class so that both see it.
private final class ResultBox<Value: Sendable>: Sendable {
  let result = Mutex<Result<Value, any Error>?>(nil)
}

import Dispatch
import Foundation
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

/// Runs asynchronous work and waits for it; at a terminal it says once what it waits for, when that takes
/// some seconds.
func blocking<Value: Sendable>(
  saying words: String,
  _ work: @escaping @Sendable () async throws -> Value
) throws -> Value {
  guard isatty(STDERR_FILENO) == 1 else { return try blocking(work) }
  return try blocking {
    let note = Task {
      try await Task.sleep(for: .seconds(3))
      Console.say(words)
    }
    defer { note.cancel() }
    return try await work()
  }
}

/// Holds a result while it crosses from one thread to another; a class so that both see it.
private final class ResultBox<Value: Sendable>: Sendable {
  let result = Mutex<Result<Value, any Error>?>(nil)
}

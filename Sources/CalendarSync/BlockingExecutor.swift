import Foundation
import LocalCache
import Synchronization

/// Runs the tasks of the sync on threads of their own.
///
/// What they store in the cache may have to wait for other processes. The threads that run all other
/// tasks are as few as the machine has processors, and must not wait.
///
/// A class because tasks share its threads.
final class BlockingExecutor: TaskExecutor {
  /// That of the program, whose threads live as long as it: more than there can be loops that write
  /// at once, with some to spare for what reads.
  static let shared = BlockingExecutor(mostThreads: 16)

  private let mostThreads: Int

  private struct State {
    var jobs: [UnownedJob] = []
    var first = 0
    var idle = 0
    var threads = 0

    mutating func next() -> UnownedJob? {
      guard first < jobs.count else { return nil }
      let job = jobs[first]
      first += 1
      if first == jobs.count {
        jobs.removeAll(keepingCapacity: true)
        first = 0
      }
      return job
    }
  }

  /// Held while the state is looked at and waited for.
  private let condition = NSCondition()
  private let state = Mutex(State())

  /// Makes an executor with threads of its own.
  init(mostThreads: Int) { self.mostThreads = mostThreads }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    condition.lock()
    let needsThread = state.withLock { state in
      state.jobs.append(job)
      let waiting = state.jobs.count - state.first
      guard waiting > state.idle, state.threads < mostThreads else { return false }
      state.threads += 1
      return true
    }
    condition.signal()
    condition.unlock()
    if needsThread { Thread.detachNewThread { [self] in run() } }
  }

  private func run() {
    while true { nextJob().runSynchronously(on: asUnownedTaskExecutor()) }
  }

  private func nextJob() -> UnownedJob {
    condition.lock()
    defer { condition.unlock() }
    while true {
      if let job = state.withLock({ $0.next() }) { return job }
      state.withLock { $0.idle += 1 }
      condition.wait()
      state.withLock { $0.idle -= 1 }
    }
  }
}

/// Does something that stores in the cache, on threads that may wait for other processes.
///
/// - Parameters:
///   - executor: Whose threads do it.
///   - work: What is done.
/// - Returns: What it returns.
/// - Throws: What it throws.
func inBackground<Value, Failure: Error>(
  on executor: BlockingExecutor = .shared,
  _ work: () async throws(Failure) -> Value
) async throws(Failure) -> Value {
  try await withTaskExecutorPreference(executor) { () async throws(Failure) in
    let result = await WritePatience.$current.withValue(WritePatience.background) {
      () async -> Result<Value, Failure> in
      do throws(Failure) { return .success(try await work()) } catch { return .failure(error) }
    }
    return try result.get()
  }
}

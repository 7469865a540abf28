import Dispatch
import LocalCache
import Synchronization
import Testing

@testable import CalendarSync

/// What the sync stores may have to wait for other programs; no other task waits with it.
@Suite(.timeLimit(.minutes(1))) struct WaitingWriterTests {
  /// Writers that wait as SQLite does: their threads do nothing else.
  ///
  /// A class because all of them share it.
  private final class Writers: Sendable {
    private let gate = DispatchSemaphore(value: 0)
    private let waiting = Atomic(0)

    var count: Int { waiting.load(ordering: .relaxed) }

    func wait() {
      waiting.add(1, ordering: .relaxed)
      gate.wait()
    }

    func end() { gate.signal() }
  }

  @Test("Writers that wait keep no other task from its work")
  func others() async {
    let writers = Writers()
    // More than there are threads for tasks on the machines that this is built on.
    let most = 15
    // Threads of its own: other tests have theirs.
    let executor = BlockingExecutor(mostThreads: most)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<most {
        group.addTask { await inBackground(on: executor) { writers.wait() } }
      }
      while writers.count < most { await Task.yield() }
      await Task.detached { for _ in 0..<most { writers.end() } }.value
      await group.waitForAll()
    }
  }

  @Test("What nobody waits for is stored with more patience than what a user waits for")
  func patience() async {
    #expect(WritePatience.current == .seconds(10))
    #expect(await inBackground { WritePatience.current } == WritePatience.background)
    #expect(WritePatience.screen <= .seconds(1))
  }

  @Test("Tasks begun there stay there, and what they throw comes out")
  func children() async {
    struct Failure: Error {}
    await #expect(throws: Failure.self) {
      try await inBackground { () async throws(Failure) in throw Failure() }
    }
    let sum = await inBackground {
      await withTaskGroup(of: Int.self) { group in
        for number in 1...200 { group.addTask { number } }
        return await group.reduce(0, +)
      }
    }
    #expect(sum == 20_100)
  }
}

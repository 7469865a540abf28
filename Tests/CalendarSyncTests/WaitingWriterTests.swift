import Dispatch
import LocalCache
import Synchronization
import Testing

@testable import CalendarSync

/// What the sync stores may have to wait for other programs; no other task waits with it.
@Suite(.timeLimit(.minutes(1))) struct WaitingWriterTests {
  /// Waits as SQLite does: the thread does nothing else.
  private func waitAsAWriter(_ gate: DispatchSemaphore) { gate.wait() }

  @Test("Writers that wait keep no other task from its work")
  func others() async {
    let gate = DispatchSemaphore(value: 0)
    let waiting = Atomic(0)
    // More than there are threads for tasks on the machines that this is built on.
    let writers = 15
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<writers {
        group.addTask {
          await inBackground {
            waiting.add(1, ordering: .relaxed)
            waitAsAWriter(gate)
          }
        }
      }
      while waiting.load(ordering: .relaxed) < writers { await Task.yield() }
      await Task.detached { for _ in 0..<writers { gate.signal() } }.value
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

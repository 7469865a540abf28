import CalendarServices
import Foundation
import Synchronization
import Testing

@testable import convene

/// The user's programs, each run once for all who want the same of it.
@Suite struct ProgramRunnerTests {
  private let folder = NSTemporaryDirectory() + "convene-runner-" + UUID().uuidString.prefix(8)

  private func shell(_ line: String, _ input: String = "") -> ExternalCommand {
    ExternalCommand(program: "/bin/sh", arguments: ["-c", line], input: Data(input.utf8))
  }

  @Test("All who wait share one attempt, and the next one is another")
  func shared() async throws {
    let runner = ProgramRunner()
    // It goes on until all have asked.
    let line = "until [ -e '\(folder).go' ]; do :; done; echo key"
    defer { try? FileManager.default.removeItem(atPath: folder + ".go") }
    let command = shell(line)
    let outputs = try await withThrowingTaskGroup(of: Data.self) { group in
      for _ in 0..<5 { group.addTask { try await runner.run(command).output } }
      while await runner.waiting < 5 { await Task.yield() }
      _ = FileManager.default.createFile(atPath: folder + ".go", contents: nil)
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(outputs == Array(repeating: Data("key\n".utf8), count: 5))
    #expect(await runner.attempts == 1)
    _ = try await runner.run(command)
    #expect(await runner.attempts == 2)
  }

  @Test("What must begin now joins none that runs, and is joined itself")
  func afresh() async throws {
    let runner = ProgramRunner()
    // All go on until they are let.
    var command = shell("until [ -e '\(folder).go' ]; do :; done; printf key")
    defer { try? FileManager.default.removeItem(atPath: folder + ".go") }
    let first = Task { [command] in try await runner.run(command).output }
    while await runner.attempts < 1 { await Task.yield() }
    command.isAfresh = true
    let second = Task { [command] in try await runner.run(command).output }
    while await runner.attempts < 2 { await Task.yield() }
    command.isAfresh = false
    let third = Task { [command] in try await runner.run(command).output }
    while await runner.waiting < 3 { await Task.yield() }
    #expect(await runner.attempts == 2)
    _ = FileManager.default.createFile(atPath: folder + ".go", contents: nil)
    for task in [first, second, third] { #expect(try await task.value == Data("key".utf8)) }
    _ = try await runner.run(command)
    #expect(await runner.attempts == 3)
  }

  @Test("One that took too long is not waited for again at once")
  func rest() async {
    let now = Mutex(ContinuousClock.now)
    let runner = ProgramRunner(patience: .milliseconds(50), rest: .seconds(15)) {
      now.withLock { $0 }
    }
    let command = shell("sleep 300")
    for _ in 0..<3 {
      let failure = await #expect(throws: CommandFailure.self) { try await runner.run(command) }
      #expect(failure?.isTimeout == true)
    }
    #expect(await runner.attempts == 1)
    now.withLock { $0 += .seconds(16) }
    await #expect(throws: CommandFailure.self) { try await runner.run(command) }
    #expect(await runner.attempts == 2)
  }

  @Test("One that does not read what it is given ends as it likes")
  func unread() async throws {
    let runner = ProgramRunner()
    for _ in 0..<20 {
      #expect(try await runner.run(shell("exit 1", "a secret")).status == 1)
    }
    let failure = await #expect(throws: CommandFailure.self) {
      try await runner.run(ExternalCommand(program: "/nonexistent", arguments: []))
    }
    #expect(failure?.description == "cannot be started: there is no such program")
  }
}

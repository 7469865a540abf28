import Foundation
import Testing

/// Kills the program at one of its requests: the service holds the answer back until the program is gone.
struct Kills {
  let world: World
  /// What the paths of the requests begin with at which it is killed.
  let path: String
  /// How many programs were killed in the midst of their work.
  private(set) var count = 0

  /// Begins to count.
  init(in world: World, at path: String) { (self.world, self.path) = (world, path) }

  /// Runs a command that is killed at its first request, then another one that is killed at its second, and
  /// so on until one ends by itself and nothing is left to be sent.
  ///
  /// Every other request is done before the program is killed; those between are not. Minutes pass between
  /// two programs, so that none has to wait for what the one before it was about.
  ///
  /// - Parameters:
  ///   - first: The command that begins the work.
  ///   - next: The command that goes on with what is left of it.
  /// - Returns: How many programs were killed.
  /// - Throws: ``WorldError``.
  @discardableResult
  mutating func strike(_ first: [String], then next: [String] = ["sync"]) async throws -> Int {
    let before = count
    for number in 0..<60 {
      let isKilled = try await strike(number == 0 ? first : next, at: number)
      world.pass(minutes: 2)
      if !isKilled, try world.convene("changes").output.isEmpty { return count - before }
    }
    throw WorldError("\(next) never ended by itself")
  }

  /// Runs one command and kills it at a request.
  ///
  /// - Returns: Whether it was killed; `false` where it ended before.
  private mutating func strike(_ command: [String], at number: Int) async throws -> Bool {
    let held = try await hold(after: number)
    let program = try Child(
      Program.path,
      command,
      environment: world.environment,
      streams: Child.Streams(
        output: world.folder + "/victim",
        errors: world.folder + "/victim-errors"
      )
    )
    let hasEnded = try Waiting.until("request \(number) of \(command)") {
      (ended: program.hasEnded, held: try isHeld(held))
    } wanted: {
      $0.ended || $0.held
    }.ended
    let status = program.kill()
    try await world.service.clearFaults()
    if hasEnded { return false }
    // It was alive, and ended by nothing else.
    guard status == 137 else { throw WorldError("\(command), killed, ended with \(status)") }
    count += 1
    return true
  }

  /// Has the service hold back the answer to one of the next requests.
  ///
  /// - Parameter number: How many requests are answered before it.
  /// - Returns: How many requests there are once it has come.
  /// - Throws: ``WorldError``.
  func hold(after number: Int) async throws -> Int {
    let before = try requests()
    let kind = number.isMultiple(of: 2) ? #""lost-answer""# : #""status", "status": 503"#
    try await world.service.fault(
      #"{"kind": \#(kind), "delay_ms": 60000, "after": \#(number), "match": "\#(path)"}"#
    )
    return before + number + 1
  }

  /// Whether a request has come whose answer is held back.
  ///
  /// - Parameter requests: What ``hold(after:)`` has given.
  /// - Returns: Whether it has.
  /// - Throws: ``WorldError``.
  func isHeld(_ requests: Int) throws -> Bool { try self.requests() >= requests }

  private func requests() throws -> Int {
    try world.service.state()["requests"].list.count { $0["path"].text?.hasPrefix(path) == true }
  }

  /// Counts a program that was killed by others.
  mutating func note() { count += 1 }
}

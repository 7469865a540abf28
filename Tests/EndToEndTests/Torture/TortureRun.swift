import Foundation
import Testing

/// How a torture runs: `CONVENE_TORTURE` says how often something is killed, `CONVENE_TORTURE_SEED`
/// repeats the choices of a run; the moments are never quite the same.
struct TortureRun {
  /// How many kills are wanted.
  let kills: Int
  private let seed: UInt64

  /// Makes a run of so many kills where nothing else is said.
  init(kills standard: Int) {
    func variable(_ name: String) -> UInt64? {
      ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
    }
    kills = variable("CONVENE_TORTURE").map { Int($0) } ?? standard
    seed = variable("CONVENE_TORTURE_SEED") ?? .random(in: 0..<1_000_000)
  }

  /// Runs a torture with the seed; what it throws is told with that.
  func callAsFunction(_ torture: (UInt64) async throws -> Void) async {
    do { try await torture(seed) } catch {
      Issue.record("With CONVENE_TORTURE_SEED=\(seed): \(error)")
    }
  }
}

extension World {
  /// Runs a command and kills it after some milliseconds; gives how it ended, 137 for killed.
  func run(_ arguments: [String], killingAfter milliseconds: Int) throws -> Int32 {
    let victim = try Child(
      Program.path,
      arguments,
      environment: environment,
      streams: Child.Streams(output: folder + "/victim", errors: folder + "/errors")
    )
    _ = DispatchSemaphore(value: 0).wait(timeout: .now() + .milliseconds(milliseconds))
    return victim.kill()
  }
}

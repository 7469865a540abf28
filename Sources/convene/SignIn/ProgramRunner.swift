import CalendarServices
import Foundation
import Terminal

/// Runs the user's programs without a terminal: those that keep tokens, print secrets or copy.
///
/// An actor because all who want the same of the same program share one attempt.
actor ProgramRunner {
  /// The one for the whole process.
  static let shared = ProgramRunner()

  /// Runs a program to its end; a failure to come to that is a ``CommandFailure``.
  static let run: RunCommand = { command in try await shared.run(command) }

  private struct Attempt: Hashable {
    var program: String
    var arguments: [String]
    var input: Data
  }

  private typealias Outcome = Result<CommandOutcome, CommandFailure>

  private let patience: Duration
  /// How long after a program took too long it is not tried again: whoever asks next would wait for
  /// the same.
  private let rest: Duration
  private let now: @Sendable () -> ContinuousClock.Instant
  /// How many wait for a program now.
  private(set) var waiting = 0
  /// How many programs were started.
  private(set) var attempts = 0
  private var running: [Attempt: Task<Outcome, Never>] = [:]
  private var timeouts: [Attempt: (failure: CommandFailure, until: ContinuousClock.Instant)] = [:]

  /// Makes a runner.
  ///
  /// - Parameters:
  ///   - patience: How long a program may take.
  ///   - rest: How long after one took too long it is not tried again.
  ///   - now: Tells the time.
  init(
    patience: Duration = CapturedProgram().patience,
    rest: Duration = .seconds(15),
    now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
  ) {
    self.patience = patience
    self.rest = rest
    self.now = now
  }

  /// Runs a program, or joins who runs it already, unless it must begin now.
  ///
  /// - Throws: ``CommandFailure``.
  func run(_ command: ExternalCommand) async throws(CommandFailure) -> CommandOutcome {
    let attempt = Attempt(
      program: command.program,
      arguments: command.arguments,
      input: command.input
    )
    waiting += 1
    defer { waiting -= 1 }
    if !command.isAfresh, let task = running[attempt] { return try await task.value.get() }
    if let timeout = timeouts[attempt], now() < timeout.until { throw timeout.failure }
    let patience = patience
    let task = Task.detached { await Self.outcome(of: command, patience) }
    running[attempt] = task
    attempts += 1
    let outcome = await task.value
    // One that began later goes on.
    if running[attempt] == task { running[attempt] = nil }
    timeouts[attempt] = nil
    // What stores something has another input each time.
    if case .failure(let failure) = outcome, failure.isTimeout, command.input.isEmpty {
      timeouts[attempt] = (failure, now() + rest)
    }
    return try outcome.get()
  }

  /// Runs a program on a thread of its own, which waits for it.
  private static func outcome(of command: ExternalCommand, _ patience: Duration) async -> Outcome {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: outcome(of: command, patience)) }
    }
  }

  private static func outcome(of command: ExternalCommand, _ patience: Duration) -> Outcome {
    var captured = CapturedProgram()
    captured.patience = patience
    // What reads something stores it: cut short, it would leave half of that.
    if !command.input.isEmpty { captured.farewell = patience }
    do throws(ProgramError) {
      let output = try captured.run(
        ExternalProgram(command.program, command.arguments),
        input: Array(command.input)
      )
      return .success(
        CommandOutcome(
          status: output.ending.status,
          output: Data(output.output),
          complaint: String(decoding: output.errors, as: UTF8.self)
        )
      )
    } catch {
      var isTimeout = false
      if case .timedOut = error { isTimeout = true }
      return .failure(CommandFailure(error.description, isTimeout: isTimeout))
    }
  }

  /// Whether a program is found where programs are looked for.
  static func isPresent(_ name: String, _ environment: LiveEnvironment) -> Bool {
    (environment.variable("PATH") ?? "").split(separator: ":").contains { folder in
      FileManager.default.isExecutableFile(atPath: "\(folder)/\(name)")
    }
  }
}

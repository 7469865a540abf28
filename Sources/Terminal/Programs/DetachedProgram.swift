import Glibc

/// A program that goes on by itself, a browser say: it has a session of its own and outlives this
/// process.
package struct DetachedProgram: Sendable {
  private let started: StartedProgram

  /// Starts a program that neither reads nor writes anything.
  ///
  /// - Throws: `ProgramError.notStarted`.
  package init(_ program: ExternalProgram) throws(ProgramError) {
    let nothing = open("/dev/null", O_RDWR | O_CLOEXEC)
    guard nothing >= 0 else { throw .notStarted(errno) }
    defer { close(nothing) }
    started = try StartedProgram(
      program,
      .init(input: nothing, output: nothing, errors: nothing),
      hasTerminal: false,
      grace: -1
    )
  }

  /// Whether it has ended, after waiting for that; waits on this thread.
  package func hasEnded(within patience: Duration) -> Bool {
    started.hasEnded(within: KeyReader.milliseconds(patience))
  }

  /// Waits for its end on this thread; to be called once.
  package func ending() -> ProgramEnding { started.ending() }
}

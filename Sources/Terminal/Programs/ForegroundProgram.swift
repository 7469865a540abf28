/// A program that has the terminal while a command waits for it, as a shell would start it.
package enum ForegroundProgram {
  /// Runs a program to its end; waits on this thread.
  ///
  /// Keys and signals of the terminal are its own.
  ///
  /// - Parameter program: The program.
  /// - Returns: How it ended.
  /// - Throws: `ProgramError.notStarted`.
  package static func run(_ program: ExternalProgram) throws(ProgramError) -> ProgramEnding {
    try StartedProgram(program, .init(), hasTerminal: true, grace: 0).ending()
  }
}

package import Foundation

/// A program to run, with what it reads.
///
/// Secrets go over its standard input alone: arguments are seen by everybody (`ps`).
package struct ExternalCommand: Sendable, CustomStringConvertible, CustomReflectable {
  /// The program: a path, or a name that is looked up in `PATH`.
  package var program: String
  /// Its arguments.
  package var arguments: [String]
  /// What it reads from its standard input.
  package var input: Data
  /// Whether it must begin now: one that runs already may have read what has changed since.
  package var isAfresh = false

  /// Makes a command.
  package init(program: String, arguments: [String], input: Data = Data()) {
    self.program = program
    self.arguments = arguments
    self.input = input
  }

  /// What is run, without what it reads.
  package var description: String { "ExternalCommand(\(program) \(arguments))" }
  /// Without what it reads.
  package var customMirror: Mirror {
    Mirror(self, children: ["program": program, "arguments": arguments])
  }
}

/// How a program ended, and what it wrote.
package struct CommandOutcome: Sendable, CustomStringConvertible, CustomReflectable {
  /// Its exit status; anything but 0 is a failure.
  package var status: Int
  /// What it wrote to its standard output.
  package var output: Data
  /// What it wrote to its standard error.
  package var complaint: String

  /// Makes an outcome.
  package init(status: Int, output: Data = Data(), complaint: String = "") {
    self.status = status
    self.output = output
    self.complaint = complaint
  }

  /// How it ended, without what it wrote.
  package var description: String { "CommandOutcome(\(status))" }
  /// Without what it wrote.
  package var customMirror: Mirror { Mirror(self, children: ["status": status]) }
}

/// Why a program did not come to its end.
package struct CommandFailure: Error, Equatable, CustomStringConvertible {
  /// The reason, as the end of a sentence about the program: `did not end within 10 s`.
  package var description: String
  /// Whether it took too long: it may wait for a user who does not see it.
  package var isTimeout: Bool

  /// Makes a failure.
  package init(_ reason: String, isTimeout: Bool = false) {
    description = reason
    self.isTimeout = isTimeout
  }

  /// What was thrown by whatever ran a program.
  init(_ error: any Error) { self = error as? Self ?? Self("cannot be run") }
}

/// Runs a program to its end; throws a ``CommandFailure`` when it does not come to that.
package typealias RunCommand = @Sendable (ExternalCommand) async throws -> CommandOutcome

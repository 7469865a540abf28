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

/// A program did not end in time, so it was ended: it may wait for somebody who does not see it.
package struct CommandTimeout: Error {
  /// Makes it.
  package init() {}
}

/// Runs a program to its end; throws when it cannot be started, or ``CommandTimeout``.
package typealias RunCommand = @Sendable (ExternalCommand) async throws -> CommandOutcome

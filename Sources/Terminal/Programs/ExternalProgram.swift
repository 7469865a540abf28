import CNcurses
import Glibc

/// A program to start: its name and what it is told.
package struct ExternalProgram: Equatable, Sendable {
  /// A path, or a name that is looked up in `PATH`.
  package var name: String
  /// Its arguments, without its name.
  package var arguments: [String]

  /// Makes a program.
  package init(_ name: String, _ arguments: [String] = []) {
    self.name = name
    self.arguments = arguments
  }

  /// A line that a user wrote, for a shell to read.
  ///
  /// - Parameters:
  ///   - line: The line.
  ///   - arguments: What the line may use as `$1` and so on.
  /// - Returns: The shell that reads it.
  package static func shell(_ line: String, _ arguments: [String] = []) -> ExternalProgram {
    ExternalProgram("/bin/sh", ["-c", line, "sh"] + arguments)
  }
}

/// How a program ended.
package enum ProgramEnding: Equatable, Sendable, CustomStringConvertible {
  /// By itself, with this status; 0 says that all is well.
  case exited(Int)
  /// By this signal.
  case killed(Int)

  /// Whether it says that all is well.
  package var isSuccess: Bool { self == .exited(0) }

  /// As a shell has it: the status, or 128 and the number of the signal.
  package var status: Int {
    switch self {
    case .exited(let status): status
    case .killed(let signal): 128 + signal
    }
  }

  /// As a sentence goes on with it: `status 1`, `signal 15`.
  package var description: String {
    switch self {
    case .exited(let status): "status \(status)"
    case .killed(let signal): "signal \(signal)"
    }
  }
}

/// Why the end of a program is not known.
package enum ProgramError: Error, Equatable, CustomStringConvertible {
  /// It cannot be started, for a reason by its `errno`.
  case notStarted(Int32)
  /// It took longer than this, so it was ended with all that it started.
  case timedOut(Duration)
  /// It wrote more than this many bytes, so it was ended with all that it started.
  case tooMuchOutput(Int)

  /// The reason, as the end of a sentence about the program.
  package var description: String {
    switch self {
    case .notStarted(ENOENT): "cannot be started: there is no such program"
    case .notStarted(EACCES): "cannot be started: it may not be executed"
    case .notStarted(let code): "cannot be started: " + String(cString: strerror(code))
    case .timedOut(let limit): "did not end within \(limit.components.seconds) s"
    case .tooMuchOutput(let limit): "printed more than \(limit >> 10) KiB"
    }
  }
}

/// A program that was started; whoever has it waits for its end.
struct StartedProgram: Sendable {
  /// What a program gets.
  struct Streams {
    /// Descriptors; -1 for those of this process.
    var input: Int32 = -1
    var output: Int32 = -1
    var errors: Int32 = -1
  }

  let process: pid_t
  /// Readable when the program has ended; -1 when the system had no descriptor left.
  let watch: Int32

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - program: The program.
  ///   - streams: Its standard streams.
  ///   - hasTerminal: Whether it stays in this process's session; otherwise it leads its own.
  ///   - grace: How long it may go on when this process ends before it, in milliseconds; then it is
  ///     ended with all that it started. -1 for as long as it likes.
  /// - Throws: `ProgramError.notStarted`.
  init(
    _ program: ExternalProgram,
    _ streams: Streams,
    hasTerminal: Bool,
    grace: Int32
  ) throws(ProgramError) {
    var process: Int32 = 0
    let reason = program.name.withCString { name in
      let words = [program.name] + program.arguments
      var pointers = words.map { strdup($0) }
      pointers.append(nil)
      defer { pointers.forEach { free($0) } }
      return pointers.withUnsafeBufferPointer { arguments in
        var program = cn_program(
          name: name,
          arguments: arguments.baseAddress,
          input: streams.input,
          output: streams.output,
          errors: streams.errors,
          has_terminal: hasTerminal,
          grace: grace
        )
        return cn_program_start(&program, &process)
      }
    }
    guard reason == 0 else { throw .notStarted(reason) }
    self.process = process
    watch = cn_program_watch(process)
  }

  /// Waits for its end and gives its number back to the system.
  func ending() -> ProgramEnding {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    if watch >= 0 { close(watch) }
    let signal = status & 0x7F
    return signal == 0 ? .exited(Int(status >> 8) & 0xFF) : .killed(Int(signal))
  }

  /// Whether it has ended, after waiting for that.
  func hasEnded(within milliseconds: Int32) -> Bool {
    if cn_program_ended(process) { return true }
    guard milliseconds > 0 else { return false }
    var watched = pollfd(fd: watch, events: Int16(POLLIN), revents: 0)
    _ = poll(&watched, 1, milliseconds)
    return cn_program_ended(process)
  }
}

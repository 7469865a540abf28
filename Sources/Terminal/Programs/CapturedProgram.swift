import CNcurses
import Glibc

/// Runs a program without a terminal and keeps what it prints.
///
/// It leads a session of its own: it can neither write over the screen nor take keys from it, and it
/// is ended with all that it started.
package struct CapturedProgram: Sendable {
  /// What a program printed, and how it ended.
  package struct Output: Sendable {
    /// How it ended.
    package var ending: ProgramEnding
    /// What it wrote to its standard output.
    package var output: [UInt8]
    /// The beginning of what it wrote to its standard error.
    package var errors: [UInt8]
  }

  /// How long it may take.
  package var patience = Duration.seconds(10)
  /// The most bytes of its standard output.
  package var outputLimit = 64 << 10
  /// How long it may go on when this process ends before it; one that stores something needs a
  /// moment.
  package var farewell = Duration.zero

  /// How long it has for ending by itself when it is asked to, in milliseconds.
  private static let grace: Int32 = 200

  /// Makes it with the limits for programs of the user.
  package init() {}

  /// Runs a program to its end; waits on this thread.
  ///
  /// - Parameters:
  ///   - program: The program.
  ///   - input: What it can read.
  /// - Returns: What came of it.
  /// - Throws: `ProgramError`.
  package func run(_ program: ExternalProgram, input: [UInt8] = []) throws(ProgramError) -> Output {
    let deadline = ContinuousClock.now + patience
    let file = cn_memory_file(input, input.count)
    guard file >= 0 else { throw .notStarted(errno) }
    defer { close(file) }
    var output = try Capture(limit: outputLimit)
    defer { output.closeBoth() }
    var errors = try Capture(limit: outputLimit)
    defer { errors.closeBoth() }
    let started = try StartedProgram(
      program,
      .init(input: file, output: output.writing, errors: errors.writing),
      hasTerminal: false,
      grace: KeyReader.milliseconds(farewell)
    )
    output.closeWriting()
    errors.closeWriting()
    do throws(ProgramError) {
      try wait(for: started, &output, &errors, until: deadline)
    } catch {
      end(started)
      throw error
    }
    return Output(ending: started.ending(), output: output.bytes, errors: errors.bytes)
  }

  /// Reads until the program has ended, whoever else holds its output.
  private func wait(
    for started: StartedProgram,
    _ output: inout Capture,
    _ errors: inout Capture,
    until deadline: ContinuousClock.Instant
  ) throws(ProgramError) {
    var hasEnded = false
    while !hasEnded {
      let left = deadline - .now
      guard left > .zero else { throw .timedOut(patience) }
      // Where the system has no descriptor for the end of a program, it is looked at often.
      let tick = started.watch < 0 ? Duration.milliseconds(20) : left
      var watched = [started.watch, output.reading, errors.reading].map {
        pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
      }
      _ = poll(&watched, nfds_t(watched.count), KeyReader.milliseconds(min(left, tick)))
      hasEnded = started.hasEnded(within: 0)
      output.take()
      errors.take()
      if output.isOver { throw .tooMuchOutput(outputLimit) }
    }
  }

  /// Ends a program and what it started.
  private func end(_ started: StartedProgram) {
    kill(-started.process, SIGTERM)
    _ = started.hasEnded(within: Self.grace)
    // Not yet given back, so the number is still that of its group.
    kill(-started.process, SIGKILL)
    kill(started.process, SIGKILL)
    _ = started.ending()
  }
}

/// A pipe that a program writes to, and what came out of it.
private struct Capture {
  private(set) var reading: Int32 = -1
  private(set) var writing: Int32 = -1
  private(set) var bytes: [UInt8] = []
  /// Whether there was more than the limit.
  private(set) var isOver = false
  private let limit: Int

  init(limit: Int) throws(ProgramError) {
    self.limit = limit
    let reason = cn_pipe(&reading, &writing)
    guard reason == 0 else { throw .notStarted(reason) }
  }

  /// Takes what is there, as much as a pipe holds; what is beyond the limit is dropped.
  mutating func take() {
    var block = [UInt8](repeating: 0, count: 16 << 10)
    for _ in 0..<8 where reading >= 0 {
      let count = read(reading, &block, block.count)
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EAGAIN { return }
      guard count > 0 else {
        close(reading)
        reading = -1
        return
      }
      let room = limit - bytes.count
      bytes += block.prefix(min(count, room))
      if count > room { isOver = true }
    }
  }

  mutating func closeWriting() {
    if writing >= 0 { close(writing) }
    writing = -1
  }

  mutating func closeBoth() {
    closeWriting()
    if reading >= 0 { close(reading) }
    reading = -1
  }
}

import CNcurses
import Glibc

extension TerminalScreen {
  /// How long a program has for ending by itself when the terminal is gone, in milliseconds.
  private static let grace: Int32 = 300

  /// Gives the terminal to a program until that has ended, as a shell would.
  ///
  /// It stays in the group of this process, so that ^Z stops both and `fg` continues both. It is
  /// ended when the terminal is gone, or when this process is asked to end; the loop learns of that
  /// afterwards.
  ///
  /// - Parameter program: The program.
  /// - Returns: How it ended.
  /// - Throws: `ProgramError.notStarted`.
  package func lend(to program: ExternalProgram) throws(ProgramError) -> ProgramEnding {
    try lend { () throws(ProgramError) in
      let started = try StartedProgram(
        program,
        .init(),
        hasTerminal: true,
        grace: 0
      )
      if !waitForEnd(of: started) { end(started) }
      // The loop has to see the signals that were only looked at.
      cn_event_raise(signalDescriptor)
      return started.ending()
    }
  }

  /// Waits for the end of a program.
  ///
  /// - Returns: False when it goes on, but the terminal is gone or this process is asked to end.
  private func waitForEnd(of started: StartedProgram) -> Bool {
    while true {
      if started.hasEnded(within: 0) { return true }
      if cn_signals_ending() != 0 { return false }
      cn_event_clear(signalDescriptor)
      // A signal between the look and the clearing has made it readable again or is seen here.
      if cn_signals_ending() != 0 { return false }
      // Of the terminal only the end counts here: the keys are the program's.
      var watched = [
        pollfd(fd: started.watch, events: Int16(POLLIN), revents: 0),
        pollfd(fd: signalDescriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: STDIN_FILENO, events: 0, revents: 0),
      ]
      _ = poll(&watched, nfds_t(watched.count), started.watch < 0 ? 100 : -1)
      if Int32(watched[2].revents) & (POLLHUP | POLLERR | POLLNVAL) != 0 { return false }
    }
  }

  /// Ends a program, its guard and its children, which are in the group of this process.
  private func end(_ started: StartedProgram) {
    let all = [started.process] + ProcessTree.descendants(of: started.process)
    for process in all {
      kill(process, SIGHUP)
      kill(process, SIGCONT)
    }
    if started.hasEnded(within: Self.grace), all.count <= 2 { return }
    for process in all where process != started.process { kill(process, SIGKILL) }
    kill(started.process, SIGKILL)
  }
}

/// The children of processes, as `/proc` has them.
enum ProcessTree {
  /// The children of a process, their children and so on; none where the system does not tell.
  static func descendants(of process: pid_t) -> [pid_t] {
    let children = children(of: process)
    return children + children.flatMap(descendants)
  }

  private static func children(of process: pid_t) -> [pid_t] {
    let file = open("/proc/\(process)/task/\(process)/children", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return [] }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = max(0, read(file, &bytes, bytes.count))
    return String(decoding: bytes.prefix(count), as: UTF8.self).split(separator: " ")
      .compactMap { pid_t($0.filter { !$0.isWhitespace }) }
  }
}

import Foundation

/// The descriptors 0, 1 and 2, and what writing to any can come to.
enum StandardStreams {
  /// Opens those that the caller has closed.
  ///
  /// Else the first file that is opened, the cache's lock or log for one, gets their number, and
  /// what is printed goes into it. Standard output cannot be written then either, so that a command
  /// does not take for printed what nobody gets.
  static func fillGaps() {
    // The lowest number that is free is given: that of the gap.
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      _ = open("/dev/null", descriptor == STDOUT_FILENO ? O_RDONLY : O_RDWR)
    }
  }

  /// Has a limit on file sizes reported by the write that meets it, like a full disk, and not end
  /// the program.
  static func reportLimits() { signal(SIGXFSZ, SIG_IGN) }
}

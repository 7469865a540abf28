import Foundation
import Terminal

/// What commands print: data on standard output, talk on standard error.
enum Talk {
  /// Prints data; lines stay lines, and nothing in it is obeyed by a terminal.
  static func data(_ text: String) {
    print(SafeText.visibleLines(text))
  }

  /// Prints JSON, which has nothing in it that a terminal would obey.
  static func json(_ json: JSONText) {
    print(json.rendered())
  }

  /// Says something; where nobody can hear it, nothing can be done.
  static func say(_ text: String) {
    _ = put(SafeText.visibleLines(text) + "\n", on: STDERR_FILENO)
  }

  /// Prints on standard output.
  ///
  /// A script must not take half of the data for all of it, so the program ends when not all of it
  /// can be printed.
  private static func print(_ text: String) {
    let problem = put(text + "\n", on: STDOUT_FILENO)
    // A reader that has gone away has read what it wanted.
    guard problem != 0, problem != EPIPE else { return }
    say("convene: Standard output cannot be written: \(String(cString: strerror(problem))).")
    exit(CommandError.Status.cannotPrint.rawValue)
  }

  /// Writes all of a text.
  ///
  /// - Returns: 0, or the `errno` that kept it from being written.
  private static func put(_ text: String, on descriptor: Int32) -> Int32 {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno != EINTR { return errno }
      bytes = bytes.dropFirst(max(0, count))
    }
    return 0
  }
}

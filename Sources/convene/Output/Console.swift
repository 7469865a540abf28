import Foundation
import Terminal

/// What commands print: data on standard output, talk on standard error.
enum Console {
  /// Prints a line of data; nothing in it is obeyed by a terminal, or looks like another line.
  ///
  /// - Parameters:
  ///   - text: The line.
  ///   - otherwise: What is said when it cannot be printed or nobody reads it.
  static func data(_ text: String, otherwise: String? = nil) {
    print(SafeText.visible(text), otherwise: otherwise)
  }

  /// Prints lines of data, each of which stays one line whatever is in it.
  static func lines(_ lines: [String]) {
    print(lines.map { SafeText.visible($0) }.joined(separator: "\n"))
  }

  /// Prints a text that the program has made by itself, such as its help.
  static func plain(_ text: String) { print(text) }

  /// Prints JSON, which has nothing in it that a terminal would obey.
  ///
  /// - Parameters:
  ///   - json: The JSON.
  ///   - otherwise: What is said when it cannot be printed or nobody reads it.
  static func json(_ json: JSONText, otherwise: String? = nil) {
    print(json.rendered(), otherwise: otherwise)
  }

  /// Prints a file as it is; it is for other programs, as its user has asked.
  static func bytes(_ bytes: [UInt8]) { finish(put(bytes, on: STDOUT_FILENO)) }

  /// Says something; where nobody can hear it, nothing can be done.
  static func say(_ text: String) {
    _ = put(SafeText.visibleLines(text) + "\n", on: STDERR_FILENO)
  }

  /// Says sentences, each on a line of its own.
  static func say(_ sentences: [String]) {
    for sentence in sentences { say(SafeText.visible(sentence)) }
  }

  /// Prints on standard output.
  ///
  /// A script must not take half of the data for all of it, so the program ends when not all of it
  /// can be printed.
  private static func print(_ text: String, otherwise: String? = nil) {
    finish(put(text + "\n", on: STDOUT_FILENO), otherwise: otherwise)
  }

  /// Ends the program when what was to be printed could not be.
  private static func finish(_ problem: Int32, otherwise: String? = nil) {
    guard problem != 0 else { return }
    if let otherwise { say(SafeText.visible(otherwise)) }
    // A reader that has gone away has read what it wanted.
    guard problem != EPIPE else { return }
    say(
      "convene: Standard output cannot be written: \(String(cString: strerror(problem))). "
        + "Write it to another place."
    )
    exit(CommandError.Status.cannotPrint.rawValue)
  }

  /// Writes all of a text.
  ///
  /// - Returns: 0, or the `errno` that kept it from being written.
  private static func put(_ text: String, on descriptor: Int32) -> Int32 {
    put(Array(text.utf8), on: descriptor)
  }

  private static func put(_ all: [UInt8], on descriptor: Int32) -> Int32 {
    var bytes = all[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno != EINTR { return errno }
      bytes = bytes.dropFirst(max(0, count))
    }
    return 0
  }
}

import Foundation
import Terminal

/// What commands print: data on standard output, talk on standard error.
enum Talk {
  /// Prints data; lines stay lines, and nothing in it is obeyed by a terminal.
  static func data(_ text: String) {
    write(SafeText.visibleLines(text) + "\n", to: .standardOutput)
  }

  /// Prints JSON, which has nothing in it that a terminal would obey.
  static func json(_ json: JSONText) {
    write(json.rendered() + "\n", to: .standardOutput)
  }

  /// Says something.
  static func say(_ text: String) {
    write(SafeText.visibleLines(text) + "\n", to: .standardError)
  }

  private static func write(_ text: String, to handle: FileHandle) {
    // A reader that has gone away is no error of ours.
    try? handle.write(contentsOf: Data(text.utf8))
  }
}

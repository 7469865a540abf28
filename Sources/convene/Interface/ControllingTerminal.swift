import Foundation

/// The terminal that a command was started from, whatever its streams are.
enum ControllingTerminal {
  /// Puts a text on its clipboard (OSC 52), sent as base64, so that nothing in it is obeyed.
  ///
  /// Source: xterm control sequences, "Operating System Commands", 52.
  ///
  /// - Returns: Whether there is a terminal; whether it allows that cannot be told.
  static func copy(_ text: String) -> Bool {
    guard let terminal = FileHandle(forWritingAtPath: "/dev/tty") else { return false }
    let sequence = "\u{1B}]52;c;\(Data(text.utf8).base64EncodedString())\u{07}"
    return (try? terminal.write(contentsOf: Data(sequence.utf8))) != nil
  }
}

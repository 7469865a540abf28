import Foundation

/// Asks a user at the terminal.
enum TerminalQuestion {
  /// Whether there is somebody to ask.
  static var canAsk: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

  /// Asks for a line; `nil` when it is empty or the terminal is gone.
  static func line(_ question: String) -> String? {
    put(question + ": ")
    return readLine().map { $0.trimmingCharacters(in: .whitespaces) }
      .flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Asks for a secret, which is not shown while it is typed.
  ///
  /// - Returns: The secret; `nil` when it is empty.
  /// - Throws: ``CommandError`` when the user leaves with ^C or ^D.
  static func secret(_ question: String) throws(CommandError) -> String? {
    var before = termios()
    guard tcgetattr(STDIN_FILENO, &before) == 0 else { return nil }
    var silent = before
    // Without signals: else ^C would leave a terminal that shows nothing any more.
    silent.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
    defer {
      tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
      put("\n")
    }
    put(question + " (not shown): ")
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while read(STDIN_FILENO, &byte, 1) == 1 {
      switch byte {
      case 0x0A, 0x0D:
        let text = String(decoding: bytes, as: UTF8.self)
          .trimmingCharacters(in: .whitespacesAndNewlines)
        return text.isEmpty ? nil : text
      case 0x03, 0x04: throw CommandError(.later, "Cancelled. Nothing was saved.")
      case 0x08, 0x7F: if !bytes.isEmpty { bytes.removeLast() }
      case 0x15: bytes = []
      default: bytes.append(byte)
      }
    }
    return nil
  }

  private static func put(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }
}

/// Keys as a terminal sends them.
enum TypedKeys {
  /// What tmux sends for its names of keys to a program that asked for the keypad's own codes.
  private static let named: [String: String] = [
    "Enter": "\r", "Tab": "\t", "Escape": "\u{1B}", "Space": " ", "BSpace": "\u{7F}",
    "BTab": "\u{1B}[Z", "Up": "\u{1B}OA", "Down": "\u{1B}OB", "Right": "\u{1B}OC",
    "Left": "\u{1B}OD", "Home": "\u{1B}[1~", "IC": "\u{1B}[2~", "DC": "\u{1B}[3~",
    "End": "\u{1B}[4~", "PPage": "\u{1B}[5~", "NPage": "\u{1B}[6~", "F1": "\u{1B}OP",
  ]

  /// The bytes of a key.
  ///
  /// - Parameter key: A character, a name of tmux's, or one of them behind `C-` or `M-`.
  /// - Returns: The bytes.
  /// - Throws: ``WorldError`` for what is no key.
  static func bytes(of key: String) throws -> [UInt8] {
    if key.count == 1 { return Array(key.utf8) }
    if let text = named[key] { return Array(text.utf8) }
    if key.hasPrefix("M-") { return [0x1B] + (try bytes(of: String(key.dropFirst(2)))) }
    if key.hasPrefix("C-"), key.count == 3, let letter = key.utf8.last { return [letter & 0x1F] }
    throw WorldError("\(key) is no key that the driver knows")
  }
}

extension TerminalScreen {
  /// Tells a test by the terminal's title (OSC 2) whether the program waits with nothing under way.
  ///
  /// The title goes the way of the picture, so whoever sees it sees the picture drawn before it. It
  /// says how many bytes were read from the terminal: a test knows by that which keys were taken.
  ///
  /// Source: xterm control sequences, "Operating System Commands", 2.
  func tell(isIdle: Bool) {
    let title = isIdle ? "idle \(keys.bytesRead)" : "busy"
    guard title != toldTitle else { return }
    toldTitle = title
    send("\u{1B}]2;convene \(title)\u{1B}\\")
  }
}

import Glibc

extension TerminalScreen {
  /// Puts a text on the clipboard of the user's own terminal (OSC 52), which works over SSH too.
  ///
  /// Whether the terminal allows it cannot be told. The text is sent as base64, so nothing in it
  /// is obeyed.
  ///
  /// Source: xterm control sequences, "Operating System Commands", 52.
  ///
  /// - Parameter base64: The text in base64; anything else in it is left out.
  package func copy(base64: String) {
    let alphabet = base64.utf8.filter { byte in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"),
        UInt8(ascii: "="):
        true
      default: false
      }
    }
    send("\u{1B}]52;c;" + String(decoding: alphabet, as: UTF8.self) + "\u{07}")
  }

  /// Writes a control sequence behind what was drawn.
  func send(_ sequence: String) {
    var rest = Array(sequence.utf8)[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if written < 0 {
        guard errno == EINTR || errno == EAGAIN else { return }
        var ready = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
        guard poll(&ready, 1, 1_000) > 0 || errno == EINTR else { return }
        continue
      }
      rest = rest.dropFirst(written)
    }
  }
}

/// Why the program cannot use the terminal.
package enum TerminalError: Error, Equatable, CustomStringConvertible {
  /// Standard input or output is a file or a pipe.
  case notATerminal(String)
  /// `TERM` is not set.
  case noTerminalType
  /// terminfo does not know the type in `TERM`.
  case unknownTerminalType(String)
  /// The terminal cannot place its cursor.
  case unsuitableTerminal(String)
  /// A process has one terminal, and it is in use.
  case alreadyOpen
  /// The system refused a descriptor.
  case noDescriptor(Int32)

  /// The reason and the remedy, as sentences.
  package var description: String {
    switch self {
    case .notATerminal(let stream):
      "Standard \(stream) is not a terminal. Run it in one, without a pipe or redirection; over ssh, with ssh -t."
    case .noTerminalType:
      "TERM is not set, so the kind of terminal is unknown. Try: TERM=xterm-256color"
    case .unknownTerminalType(let type):
      "The terminal type \"\(SafeText.visible(type))\" in TERM is not known here. Install its description (on Debian: ncurses-term) or try: TERM=xterm-256color"
    case .unsuitableTerminal(let type):
      "The terminal type \"\(SafeText.visible(type))\" in TERM cannot place the cursor. Use another terminal, or the commands that print plain text."
    case .alreadyOpen:
      "The terminal is in use by this process already. Close its screen first."
    case .noDescriptor(let code):
      "The system gave no file descriptor (error \(code)). Close other programs or raise the limit: ulimit -n"
    }
  }
}

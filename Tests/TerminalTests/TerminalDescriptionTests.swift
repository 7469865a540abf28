import Testing

@testable import Terminal

@Suite("The descriptions that are tried")
struct TerminalDescriptionTests {
  static let substitutes: [(type: String, first: String?)] = [
    ("xterm-ghostty", "xterm-256color"), ("xterm-kitty", "xterm-256color"),
    ("xterm-direct", "xterm-256color"), ("alacritty", "xterm-256color"),
    ("foot-extra", "xterm-256color"), ("wezterm", "xterm-256color"), ("xterm-256color", "xterm"),
    ("tmux-256color", "screen-256color"), ("screen.xterm-256color", "screen-256color"),
    ("vt100", nil), ("dumb", nil), ("nosuch", nil),
  ]

  @Test("a missing one of a known family has a substitute", arguments: substitutes)
  func substitute(_ case: (type: String, first: String?)) {
    #expect(TerminalDescription.substitutes(for: `case`.type).first == `case`.first)
  }

  @Test("the terminal's own comes first, with direct colour before it where that is wanted")
  func order() {
    #expect(
      TerminalDescription.types(named: "xterm-kitty", colorTerm: nil)
        == ["xterm-kitty", "xterm-256color", "xterm"]
    )
    #expect(
      TerminalDescription.types(named: "xterm-256color", colorTerm: "truecolor")
        == ["xterm-direct", "xterm-256color", "xterm"]
    )
  }
}

import Testing

@testable import Terminal

@Suite("Colours on lesser terminals")
struct ColorTests {
  @Test(
    "the nearest colour",
    arguments: [
      (TerminalColor.rgb(255, 0, 0), ColorDepth.palette, TerminalColor.indexed(196)),
      (.rgb(0, 0, 0), .palette, .indexed(16)), (.rgb(255, 255, 255), .palette, .indexed(231)),
      (.rgb(128, 128, 128), .palette, .indexed(244)), (.rgb(40, 60, 120), .palette, .indexed(24)),
      (.rgb(255, 0, 0), .sixteen, .indexed(9)), (.rgb(205, 0, 0), .sixteen, .indexed(1)),
      (.rgb(200, 10, 10), .eight, .indexed(1)), (.rgb(255, 255, 255), .eight, .indexed(7)),
      (.rgb(1, 2, 3), .direct, .rgb(1, 2, 3)), (.rgb(1, 2, 3), .none, .standard),
      (.indexed(196), .palette, .indexed(196)), (.indexed(196), .sixteen, .indexed(9)),
      (.indexed(12), .sixteen, .indexed(12)), (.indexed(12), .eight, .indexed(4)),
      (.indexed(196), .direct, .rgb(255, 0, 0)), (.indexed(244), .direct, .rgb(128, 128, 128)),
      (.indexed(3), .direct, .indexed(3)), (.indexed(3), .none, .standard),
      (.standard, .palette, .standard), (.standard, .direct, .standard),
    ]
  )
  func nearest(color: TerminalColor, depth: ColorDepth, expected: TerminalColor) {
    #expect(color.nearest(in: depth) == expected)
  }

  @Test("text never takes the colour of its background", arguments: ColorDepth.allCases)
  func staysReadable(depth: ColorDepth) {
    let greys = stride(from: 0, through: 255, by: 15).map { UInt8($0) }
    for foreground in greys {
      for background in greys where abs(Int(foreground) - Int(background)) > 60 {
        let style = CellStyle(
          foreground: .rgb(foreground, foreground, foreground),
          background: .rgb(background, background, background)
        ).reduced(to: depth)
        #expect(style.foreground != style.background || style.foreground == .standard)
      }
    }
  }

  @Test("a dark grey is dim and not black where there are eight colours")
  func greyOnEight() {
    let style = CellStyle(foreground: .rgb(90, 90, 90)).reduced(to: .eight)
    #expect(style == CellStyle(attributes: .dim))
    let bright = CellStyle(foreground: .indexed(12)).reduced(to: .eight)
    #expect(bright == CellStyle(foreground: .indexed(4), attributes: .bold))
  }

  @Test(
    "direct colour is asked for by description, not by changing the palette",
    arguments: [
      ("xterm-256color", "truecolor", ["xterm-direct", "xterm-256color"]),
      ("xterm-256color", "24bit", ["xterm-direct", "xterm-256color"]),
      ("alacritty", "truecolor", ["alacritty-direct", "alacritty"]),
      ("xterm-direct", "truecolor", ["xterm-direct"]),
      ("xterm-256color", "yes", ["xterm-256color"]),
      ("linux", nil, ["linux"]),
    ]
  )
  func types(type: String, colorTerm: String?, expected: [String]) {
    let types = TerminalDescription.types(named: type, colorTerm: colorTerm)
    // Behind them come substitutes, for where all of these are missing.
    #expect(types == expected + TerminalDescription.substitutes(for: type))
  }
}

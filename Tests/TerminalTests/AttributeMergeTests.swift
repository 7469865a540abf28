import CNcurses
import Testing

/// Colours and attributes on their way to the terminal: fewer bytes for the same picture.
@Suite(.serialized) struct AttributeMergeTests {
  /// What is sent for a text, `^` being the escape character.
  private func merged(_ text: String) -> String {
    let bytes = text.replacing("^", with: "\u{1B}").utf8.map(CChar.init(bitPattern:))
    var out = [CChar](repeating: 0, count: 4 * bytes.count + 64)
    let count = cn_merge_attributes(bytes, bytes.count, &out, out.count)
    return String(decoding: out.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
      .replacing("\u{1B}", with: "^")
  }

  /// What ncurses sends, and what of it has to be sent where nothing is known of the terminal.
  static let rows = [
    ("plain", "^[mplain"),
    ("^[38;5;61m▍^[39m^(B^[mLunch", "^[0;38;5;61m▍^[mLunch"),
    ("^(B^[0;1m^[38;5;111m+1^(B^[0m^[38;5;29m▍", "^[0;1;38;5;111m+1^[0;38;5;29m▍"),
    ("^[38;5;61m▍^[38;5;246m12:00^[39m^(B^[m ", "^[0;38;5;61m▍^[38;5;246m12:00^[m "),
    ("^[1ma^[31mb^[39mc", "^[0;1ma^[31mb^[39mc"),
    ("^[31;44ma^[49mb", "^[0;31;44ma^[49mb"),
    // Moves need no colour, and what is erased takes the ground.
    ("^[31m^[5;8H^[ma", "^[5;8H^[ma"), ("^[44m^[K^[mx", "^[0;44m^[K^[mx"),
    ("^[44m\r^[ma\u{8}", "\r^[ma\u{8}"),
    // Direct colours, in both ways of writing them.
    ("^[38:2::1:2:3ma^[39m^[mb", "^[0;38:2::1:2:3ma^[mb"),
    ("^[38;2;1;2;3;48;5;7ma^[mb", "^[0;38;2;1;2;3;48;5;7ma^[mb"),
    // What comes at the end holds for what is sent next.
    ("a^[31m", "^[ma^[31m"), ("^[31ma^[m^[31mb", "^[0;31mab"),
    // Line drawing goes through, and what is not known does.
    ("a^(0q^(Bb", "^[ma^(0q^(Bb"), ("^[31m^[?25lx", "^[0;31m^[?25lx"),
    ("^[31m^[73ma^[1mb^[mc", "^[0;31m^[73ma^[1mb^[mc"), ("^[", "^[m^["), ("a^", "^[ma^"),
    ("^[4:3ma^[mb", "^[m^[4:3ma^[mb"), ("^[99999999999999ma", "^[m^[99999999999999ma"),
  ]

  @Test("Only what a character needs is sent", arguments: rows)
  func merges(_ sent: String, _ wanted: String) {
    cn_attributes_forget()
    #expect(merged(sent) == wanted)
  }

  @Test("What a frame leaves is known in the next one, until it is forgotten")
  func remembers() {
    cn_attributes_forget()
    #expect(merged("^[31ma") == "^[0;31ma")
    #expect(merged("b^[mc") == "b^[mc")
    #expect(merged("d") == "d")
    cn_attributes_forget()
    #expect(merged("e") == "^[me")
  }

  @Test("A long frame is as long as it says, and no more is written than there is room for")
  func room() {
    cn_attributes_forget()
    let text = String(repeating: "^[31ma^[32mb", count: 1_000)
    #expect(merged(text).count == 12_002)
    cn_attributes_forget()
    var out: [CChar] = [1, 1, 1, 9]
    #expect(cn_merge_attributes([97, 98, 99], 3, &out, 3) == 6)
    #expect(out[3] == 9)
  }
}

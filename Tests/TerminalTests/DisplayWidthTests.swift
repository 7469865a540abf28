import Testing

@testable import Terminal

@Suite("Display width")
struct DisplayWidthTests {
  @Test(
    "counts columns",
    arguments: [
      ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("会議", 4), ("ｱ", 1), ("Ａ", 2), ("한", 2),
      ("👍", 2), ("👍🏽", 2), ("👨‍👩‍👧", 2), ("🏳️‍🌈", 2), ("❤", 1), ("❤️", 2), ("1️⃣", 2), ("🇫🇷", 2),
      ("🇫🇷🇩🇪", 4), ("·…─│", 4), ("αβ", 2), ("🫩", 2), ("\u{200B}", 1), ("\u{1B}", 1), ("ไทยำ", 4),
      ("☎︎", 1), ("⌚︎", 2), ("\u{3000}", 2), ("\r\n", 1),
    ]
  )
  func columns(text: String, expected: Int) {
    #expect(DisplayWidth.columns(of: text) == expected)
    var buffer = CellBuffer(size: Size(columns: 20, rows: 1))
    #expect(buffer.write(text, at: Point(column: 0, row: 0)) == expected)
  }

  @Test(
    "cuts and pads to columns",
    arguments: [
      ("meeting", 7, "meeting", "meeting"), ("meeting", 4, "mee…", "mee…"), ("a", 3, "a", "a  "),
      ("会議室", 5, "会議…", "会議…"), ("会議室", 4, "会…", "会… "), ("会", 1, "…", "…"),
      ("", 2, "", "  "), ("abc", 0, "", ""), ("abc", -1, "", ""), ("👨‍👩‍👧👨‍👩‍👧", 3, "👨‍👩‍👧…", "👨‍👩‍👧…"),
      ("a\u{1B}b", 3, "a␛b", "a␛b"),
    ]
  )
  func cutsAndPads(text: String, width: Int, truncated: String, padded: String) {
    #expect(DisplayWidth.truncated(text, to: width) == truncated)
    #expect(DisplayWidth.padded(text, to: width) == padded)
  }

  @Test("without room for the ellipsis the text itself is cut")
  func longEllipsis() {
    #expect(DisplayWidth.truncated("abcdef", to: 2, ellipsis: "...") == "ab")
  }

  @Test("the tables are in order and do not overlap")
  func tables() {
    // A binary search finds nothing in a table out of order; these stand at both ends and in the middle.
    let wide: [UInt32] = [0x1100, 0x231A, 0x4E00, 0x9FFF, 0xFF60, 0x1F600, 0x20000, 0x3FFFD]
    let zero: [UInt32] = [0x300, 0x36F, 0x5BF, 0x1AB0, 0x20E3, 0xFE0F, 0xE0100, 0xE01EF]
    let one: [UInt32] = [0x41, 0x10FF, 0x1F1E6, 0x2500, 0xFF61, 0xD7A4, 0x10FFFF]
    func widths(_ values: [UInt32]) -> Set<Int> {
      Set(values.compactMap(Unicode.Scalar.init).map(ScalarWidth.columns))
    }
    #expect(widths(wide) == [2])
    #expect(widths(zero) == [0])
    #expect(widths(one) == [1])
  }
}

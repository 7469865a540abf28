import Testing

@testable import Terminal

@Suite("What differs between rows")
struct RowChangeTests {
  private func row(_ text: String) -> ArraySlice<Cell> {
    var buffer = CellBuffer(size: Size(columns: 8, rows: 1))
    buffer.write(text, at: Point(column: 0, row: 0))
    return buffer.row(0)
  }

  @Test(
    "is one run of whole characters",
    arguments: [
      ("abc", "abc", nil), ("abc", "abd", 2..<3), ("abcd", "xbcy", 0..<4), ("会議", "会議", nil),
      ("会議", "会室", 2..<4), ("会議", "会x", 2..<4), ("ab", "会", 0..<2), ("会", "ab", 0..<2),
      ("a会", "会議", 0..<4),
    ] as [(String, String, Range<Int>?)]
  )
  func runs(old: String, new: String, expected: Range<Int>?) {
    #expect(RowChange.run(from: row(old), to: row(new)) == expected)
  }

  @Test("is everything when nothing is known about the old row")
  func unknown() {
    #expect(RowChange.run(from: nil, to: row("a")) == 0..<8)
    #expect(RowChange.run(from: row("a").dropLast(), to: row("a")) == 0..<8)
    #expect(RowChange.run(from: nil, to: []) == nil)
  }

  @Test("flags are found, letters and other emoji are not")
  func flags() {
    #expect(RowChange.hasFlag(row("a 🇫🇷")))
    #expect(!RowChange.hasFlag(row("FR 👍 \u{1F1EB}")))
  }
}

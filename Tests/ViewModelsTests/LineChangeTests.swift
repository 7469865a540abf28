import Testing

@testable import ViewModels

@Suite struct LineChangeTests {
  static let texts: [(old: String, new: String, [LineChange])] = [
    ("", "", []), ("a", "a", [.skipped(1)]), ("", "a", [.added("a")]), ("a", "", [.removed("a")]),
    ("a\nb\nc", "a\nx\nc", [.same("a"), .removed("b"), .added("x"), .same("c")]),
    (
      "1\n2\n3\n4\n5", "1\n2\n3\n4\n5\n6", [.skipped(4), .same("5"), .added("6")]
    ),
    ("1\n2\n3\n4", "0\n1\n2\n3\n4", [.added("0"), .same("1"), .skipped(3)]),
    ("a\r\nb", "a\nb", [.skipped(2)]),
  ]

  @Test("The lines that differ are marked, with what is beside them", arguments: texts)
  func lines(_ row: (old: String, new: String, [LineChange])) {
    #expect(LineChange.between(row.old, row.new) == row.2)
  }

  @Test("Huge texts are compared as far as anybody reads")
  func huge() {
    let many = (0..<5_000).map { "line \($0)" }.joined(separator: "\n")
    let changes = LineChange.between(many, many + "\nmore")
    #expect(changes == [.skipped(LineChange.limits.lines), .cut])
    let wide = LineChange.between("", String(repeating: "x", count: 1_000_000))
    #expect(wide.count == 2)
    #expect(wide.last == .cut)
    #expect(wide.first == .added(String(repeating: "x", count: LineChange.limits.characters)))
  }
}

@Suite struct ColumnTextTests {
  static let texts: [(String, Int, [String])] = [
    ("", 8, [""]), ("one two", 8, ["one two"]), ("one two three", 8, ["one two", "three"]),
    ("abcdefghij", 4, ["abcd", "efgh", "ij"]), ("ab cdefghij", 4, ["ab", "cdef", "ghij"]),
    ("顧客との打", 4, ["顧客", "との", "打"]), ("“a” – b…", 8, ["“a” – b…"]), ("a  b", 8, ["a  b"]),
    ("é é é é", 3, ["é é", "é é"]), ("顧", 1, ["顧"]),
  ]

  @Test("Text is broken at spaces, and a long word anywhere", arguments: texts)
  func lines(_ row: (String, Int, [String])) {
    #expect(ColumnText.lines(row.0, width: row.1) == row.2)
  }
}

import Terminal
import Testing

@testable import TerminalUI

@Suite struct TextWrapTests {
  @Test(arguments: [
    ("one two three", 7, ["one two", "three"]), ("one two", 80, ["one two"]), ("", 10, [""]),
    ("a\n\nb", 10, ["a", "", "b"]), ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
    ("to abcdefgh", 4, ["to", "abcd", "efgh"]), ("顧客との打", 4, ["顧客", "との", "打"]),
    ("a  b", 10, ["a  b"]), ("one ", 3, ["one", ""]),
    ("a\n________\nb", 6, ["a", "______", "b"]), ("____ x", 3, ["___", "_ x"]),
  ])
  func breaksLines(_ text: String, _ width: Int, _ lines: [String]) {
    #expect(TextWrap.lines(text, width: width) == lines)
  }

  @Test func stopsAtALimit() {
    let text = String(repeating: "word ", count: 100_000)
    #expect(TextWrap.lines(text, width: 10, limit: 3).count == 3)
    #expect(
      TextWrap.lines(String(repeating: "x", count: 1_000_000), width: 10, limit: 2).count == 2
    )
    #expect(TextWrap.lines("text", width: 0) == [])
  }

  @Test func losesNothingAndStaysWithinItsWidth() {
    let text = "Ein längerer Satz, 顧客との打ち合わせ, mit https://example.com/a/very/long/path darin."
    for width in 2...90 {
      let lines = TextWrap.lines(text, width: width)
      #expect(lines.allSatisfy { DisplayWidth.columns(of: $0) <= width }, "\(width): \(lines)")
      #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
    }
  }
}

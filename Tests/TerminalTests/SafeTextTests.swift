import Testing

@testable import Terminal

@Suite("Safe text")
struct SafeTextTests {
  /// No literal can hold them.
  private static let noncharacters = [0xFFFE, 0xFDD0, 0x10FFFF]
    .compactMap(Unicode.Scalar.init as (UInt32) -> Unicode.Scalar?)
    .reduce(into: "") { $0.unicodeScalars.append($1) }

  @Test(
    "shows what would be obeyed or unseen, and keeps the rest",
    arguments: [
      ("plain", "plain"),
      ("Réunion 会議 👨‍👩‍👧 ❤️ 1️⃣", "Réunion 会議 👨‍👩‍👧 ❤️ 1️⃣"),
      ("می‌خواهم", "می‌خواهم"),
      ("\u{1B}]0;title\u{7}", "␛]0;title␇"),
      ("\u{0}\u{8}\u{1F}\u{7F}", "␀␈␟␡"),
      ("\u{9B}2J\u{85}", "·2J·"),
      ("a\u{202E}b\u{2066}c\u{2069}d\u{200E}e\u{200F}f\u{61C}g", "a·b·c·d·e·f·g"),
      ("a\u{2028}b\u{2029}c", "a·b·c"),
      ("a\u{200B}b\u{FEFF}c\u{2060}d", "a·b·c·d"),
      ("soft\u{AD}hyphen", "soft-hyphen"),
      ("a\u{200D}b\u{FE0F}c\u{200C}d", "a·b·c·d"),
      ("\u{200D}\u{200D}", "··"),
      ("\u{E0041}\u{E007F}", "··"),
      ("\u{E000}\u{F8FF}", "\u{FFFD}\u{FFFD}"),
      (noncharacters, "\u{FFFD}\u{FFFD}\u{FFFD}"),
      ("\u{3164}\u{115F}\u{FFA0}", "···"),
      ("a\nb\tc\r\nd\re", "a b c d␍e"),
    ]
  )
  func visible(text: String, expected: String) {
    #expect(Array(SafeText.visible(text).unicodeScalars) == Array(expected.unicodeScalars))
  }

  @Test(
    "keeps lines when asked, and fills up tabs",
    arguments: [
      ("a\nb", "a\nb"),
      ("a\r\nb\r\n", "a\nb\n"),
      ("a\tb", "a       b"),
      ("会\tb\n\tc", "会      b\n        c"),
      ("a\u{1B}\n", "a␛\n"),
    ]
  )
  func visibleLines(text: String, expected: String) {
    #expect(SafeText.visibleLines(text) == expected)
  }

  @Test("no code point gets through that a terminal would obey")
  func sweep() {
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let category = scalar.properties.generalCategory
      guard
        [.control, .format, .lineSeparator, .paragraphSeparator, .privateUse].contains(category)
      else { continue }
      let shown = SafeText.visible("\u{20AC}\(scalar)x").unicodeScalars
      // Joiners may follow a letter; everything else must have been replaced.
      let isJoiner = value == 0x200C || value == 0x200D
      #expect(shown.contains(scalar) == isJoiner, "U+\(String(value, radix: 16))")
    }
  }

  @Test("making safe text safe changes nothing")
  func settles() {
    let text = "a\u{1B}\u{202E}\u{200D}👍🏽\u{200D}\n\u{301}"
    #expect(SafeText.visible(SafeText.visible(text)) == SafeText.visible(text))
  }
}

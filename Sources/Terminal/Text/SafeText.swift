/// Makes text from outside safe to show: nothing in it can move the cursor, change a colour, reorder or hide text.
///
/// Every code point that a terminal would obey, or that shows nothing and so could hide or disguise something, is
/// replaced by something that is seen. https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
package enum SafeText {
  /// What stands for a code point without a picture of its own; one column.
  private static let mark: Unicode.Scalar = "·"
  /// Columns from one tab stop to the next.
  private static let tabStop = 8

  /// The text on one line: line breaks and tabs become spaces, other controls become visible.
  package static func visible(_ text: some StringProtocol) -> String {
    clean(text, keepingLines: false)
  }

  /// The text with its line breaks (as `\n`) and with tabs filled up with spaces, other controls made visible.
  package static func visibleLines(_ text: some StringProtocol) -> String {
    clean(text, keepingLines: true)
  }

  private static func clean(_ text: some StringProtocol, keepingLines: Bool) -> String {
    if text.utf8.allSatisfy({ 0x20...0x7E ~= $0 }) { return String(text) }
    var result = ""
    result.reserveCapacity(text.utf8.count)
    var previous: Unicode.Scalar?
    var column = 0  // columns since the line began, for tabs
    for scalar in text.unicodeScalars {
      defer { previous = scalar }
      var replacement = replacement(for: scalar, after: previous)
      if scalar == "\n", previous == "\r" {
        // The second half of CR LF: the CR was shown as ␍ and becomes the line break now.
        result.unicodeScalars.removeLast()
        replacement = nil
      }
      switch scalar {
      case "\n" where keepingLines:
        result.unicodeScalars.append("\n")
        column = 0
      case "\t" where keepingLines:
        let spaces = tabStop - column % tabStop
        result += String(repeating: " ", count: spaces)
        column += spaces
      case "\n", "\t":
        result.unicodeScalars.append(" ")
        column += 1
      default:
        result.unicodeScalars.append(replacement ?? scalar)
        column += ScalarWidth.columns(of: replacement ?? scalar)
      }
    }
    return result
  }

  /// What to show instead of a code point, or nil when it may stay.
  private static func replacement(
    for scalar: Unicode.Scalar,
    after previous: Unicode.Scalar?
  ) -> Unicode.Scalar? {
    switch scalar.value {
    case 0x20...0x7E: nil
    case 0..<0x20: Unicode.Scalar(0x2400 + scalar.value)  // Control Pictures
    case 0x7F: "␡"
    case 0xA0...0x2FF where scalar.value != 0xAD: nil
    case 0xAD: "-"  // a soft hyphen, which terminals show or not as they like
    // Joiners and variation selectors belong to the character before them: emoji, Persian, Indic scripts.
    case 0x200C, 0x200D, 0xFE00...0xFE0F: joins(previous) ? nil : mark
    // Letters and fillers that show nothing.
    case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0: mark
    default: replacementByCategory(scalar)
    }
  }

  private static func joins(_ previous: Unicode.Scalar?) -> Bool {
    guard let previous else { return false }
    // A digit, # or * may begin a keycap.
    if previous.value < 0x80 { return previous.properties.isEmoji }
    return replacementByCategory(previous) == nil
  }

  private static func replacementByCategory(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: mark
    case .privateUse, .surrogate: "\u{FFFD}"
    case .unassigned: scalar.properties.isNoncharacterCodePoint ? "\u{FFFD}" : nil
    default: nil
    }
  }
}

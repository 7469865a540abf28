/// The visible block that Convene writes into a description for what a service's field cannot hold.
///
/// Visible, because comments of HTML do not survive the editors of Outlook and Google. A rule line
/// above and below, and one line for each value:
///
///     ────────── Convene ──────────
///     Provider: Zoom Meeting
///     Join: https://zoom.us/j/123456789
///     Access code: 4711
///     ─────────────────────────────
public enum InvitationBlock {
  static let topRule = "────────── Convene ──────────"
  static let bottomRule = "─────────────────────────────"

  /// The words before each value, in the order of the lines.
  enum Label: String, CaseIterable {
    case provider = "Provider"
    case join = "Join"
    case meetingCode = "Meeting code"
    case accessCode = "Access code"
    case pin = "PIN"
    case phone = "Phone"
  }

  /// The block for details, as plain text without a newline at its end.
  public static func text(for details: ConferencingDetails) -> String {
    lines(for: details).joined(separator: "\n")
  }

  /// A user's own text with the block behind it; ``removed(from:)`` undoes it to the byte.
  ///
  /// In a text that is HTML the block is HTML too, for newlines are not seen there.
  public static func appended(to own: String, _ details: ConferencingDetails) -> String {
    guard HTMLText.looksLikeHTML(own) else {
      return own.isEmpty ? text(for: details) : own + "\n\n" + text(for: details)
    }
    return own + "<br><br>" + lines(for: details).map(escaped).joined(separator: "<br>")
  }

  /// The text without its block and without the blank line before it.
  ///
  /// The last block is ours where there are several: the others are older than the words around
  /// them. A text without a block comes back as it is.
  public static func removed(from text: String) -> String {
    let bytes = Array(text.utf8)
    guard let block = blocks(in: bytes).last else { return text }
    var range = TextLines(unsplit: bytes, isHTML: block.isHTML).withSeparator(block.range)
    // As we wrote it, the separator is two newlines, whatever the user's text ends with.
    let before = bytes[..<block.range.lowerBound]
    if before.reversed().starts(with: [0x0A, 0x0A]),
      !before.reversed().starts(with: [0x0A, 0x0D, 0x0A, 0x0D])
    {
      range = before.endIndex - 2..<block.range.upperBound
    }
    return String(decoding: bytes[..<range.lowerBound] + bytes[range.upperBound...], as: UTF8.self)
  }

  /// The block of a text: where it stands and what it says.
  ///
  /// Also reads a block whose newlines a service has turned into CR LF or into tags of HTML.
  public static func find(
    in text: String
  ) -> (range: Range<String.Index>, details: ConferencingDetails)? {
    guard let block = blocks(in: Array(text.utf8)).last else { return nil }
    return (text.range(ofBytes: block.range), block.details)
  }

  private static func lines(for details: ConferencingDetails) -> [String] {
    let provider = ConferenceValue.tidy(details.provider.rawValue)
    var lines = [topRule]
    func add(_ label: Label, _ value: String?) {
      guard let value = value.map(ConferenceValue.tidy), !value.isEmpty else { return }
      lines.append(label.rawValue + ": " + value)
    }
    // The block is mailed to guests, who can do nothing with a provider that is not known.
    if provider != ConferencingProvider.unknown.rawValue { add(.provider, provider) }
    add(.join, details.url)
    add(.meetingCode, details.meetingCode)
    add(.accessCode, details.accessCode)
    add(.pin, details.pin)
    for phone in details.phones { add(.phone, phone) }
    return lines + [bottomRule]
  }

  private static func escaped(_ line: String) -> String {
    line.map { character in
      switch character {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      default: String(character)
      }
    }.joined()
  }
}

/// A value of a meeting as it may stand on one line.
package enum ConferenceValue {
  /// A value without surrounding blanks, with spaces for what would begin a line or hide text.
  package static func tidy(_ value: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in value.unicodeScalars {
      switch scalar.value {
      // Marks of direction come along when numbers are copied; they are not seen and not meant.
      case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: continue
      case 0x00...0x1F, 0x7F...0xA0, 0x2028, 0x2029: scalars.append(" ")
      default: scalars.append(scalar)
      }
    }
    return TextLines.trimmed(Array(String(scalars).utf8)[...])
  }
}

extension String {
  /// The place of a stretch of bytes that begins and ends between scalars.
  func range(ofBytes range: Range<Int>) -> Range<String.Index> {
    let start = utf8.index(startIndex, offsetBy: range.lowerBound)
    return start..<utf8.index(start, offsetBy: range.count)
  }
}

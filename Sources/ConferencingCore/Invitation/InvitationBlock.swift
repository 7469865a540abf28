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

  // MARK: Reading

  /// A block that stands in a text.
  struct Found {
    /// From the first rule to the last, in bytes.
    var range: Range<Int>
    /// What it says.
    var details: ConferencingDetails
    /// Whether its lines are broken by tags.
    var isHTML: Bool
  }

  /// The blocks of a text, in order.
  static func blocks(in bytes: [UInt8]) -> [Found] {
    guard bytes.count > topRule.utf8.count else { return [] }
    // As plain text first: a value may look like a tag.
    let plain = blocks(in: TextLines(bytes, isHTML: false))
    guard HTMLText.looksLikeHTML(String(decoding: bytes, as: UTF8.self)) else { return plain }
    let tagged = blocks(in: TextLines(bytes, isHTML: true)).filter { block in
      !plain.contains { $0.range.overlaps(block.range) }
    }
    return (plain + tagged).sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  private static func blocks(in text: TextLines) -> [Found] {
    var found: [Found] = []
    var index = 0
    while index < text.lines.count {
      if isTopRule(text, text.lines[index]), let (block, next) = block(in: text, at: index) {
        found.append(block)
        index = next
      } else {
        index += 1
      }
    }
    return found
  }

  /// The block whose first rule is the line at `top`, and the line behind it.
  private static func block(in text: TextLines, at top: Int) -> (Found, Int)? {
    var details = ConferencingDetails(provider: .unknown, url: "")
    var last = top
    var index = top + 1
    while index < text.lines.count {
      let line = text.lines[index]
      let visible = text.visible(line)
      index += 1
      // Paragraphs of HTML leave empty lines between theirs.
      if visible.isEmpty, text.isHTML { continue }
      if isBottomRule(visible) {
        last = index - 1
        break
      }
      guard take(visible, into: &details) else {
        index -= 1
        break
      }
      last = index - 1
    }
    guard !details.url.isEmpty else { return nil }
    let start = edges(of: text.lines[top], in: text).lowerBound
    let end = edges(of: text.lines[last], in: text).upperBound
    return (Found(range: start..<end, details: details, isHTML: text.isHTML), last + 1)
  }

  /// Reads one line into details; `false` when it is no line of a block.
  private static func take(_ line: String, into details: inout ConferencingDetails) -> Bool {
    let bytes = Array(line.utf8)
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
      let label = Label(rawValue: String(decoding: bytes[..<colon], as: UTF8.self))
    else { return false }
    let value = TextLines.trimmed(bytes[(colon + 1)...])
    switch label {
    case .provider: details.provider = ConferencingProvider(value)
    case .join: details.url = value
    case .meetingCode: details.meetingCode = value
    case .accessCode: details.accessCode = value
    case .pin: details.pin = value
    case .phone: details.phones.append(value)
    }
    return !value.isEmpty
  }

  private static func isTopRule(_ text: TextLines, _ line: TextLines.Line) -> Bool {
    // The letter is looked for first: most lines are not worth more.
    text.bytes[line.content].contains(UInt8(ascii: "C")) && text.visible(line) == topRule
  }

  private static func isBottomRule(_ line: String) -> Bool {
    line.utf8.count >= 9 && line.unicodeScalars.allSatisfy { $0 == "─" }
  }

  /// The bytes of a line without the blanks at its ends.
  private static func edges(of line: TextLines.Line, in text: TextLines) -> Range<Int> {
    var range = line.content
    while let first = range.first, TextLines.isBlank(text.bytes[first]) { range.removeFirst() }
    while let last = range.last, TextLines.isBlank(text.bytes[last]) { range.removeLast() }
    return range
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
      case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: continue
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

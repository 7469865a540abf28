extension InvitationBlock {
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

/// A text as bytes and lines; the same for plain text and for HTML.
///
/// Bytes, because what a user wrote is kept to the byte: a `String` takes CR LF for one character
/// and compares texts by meaning.
package struct TextLines {
  /// A line, without the break behind it.
  struct Line {
    /// Its bytes.
    var content: Range<Int>
    /// Where its surroundings begin: behind the line before, with the tags in between.
    var outer: Int
  }

  let bytes: [UInt8]
  let isHTML: Bool
  let lines: [Line]

  /// Splits a text at its newlines and, when it is HTML, at the tags that begin lines.
  init(_ bytes: [UInt8], isHTML: Bool) {
    self.bytes = bytes
    self.isHTML = isHTML
    var lines: [Line] = []
    var start = 0
    var outer = 0
    var index = 0
    func end(at end: Int) {
      lines.append(Line(content: start..<end, outer: outer))
      outer = end
    }
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x0A {
        // "<br>" and the newline of its source are one break.
        let isOfTag = isHTML && start > 0 && bytes[start - 1] == UInt8(ascii: ">")
        if !isOfTag || !bytes[start..<index].allSatisfy(Self.isBlank) {
          end(at: index > start && bytes[index - 1] == 0x0D ? index - 1 : index)
        }
        index += 1
        start = index
      } else if byte == UInt8(ascii: "<"), isHTML, let tag = HTMLTag(in: bytes, at: index) {
        if tag.name == "br" || HTMLTag.blocks.contains(tag.name) {
          end(at: index)
          start = tag.range.upperBound
        }
        index = tag.range.upperBound
      } else {
        index += 1
      }
    }
    end(at: bytes.count)
    self.lines = lines
  }

  /// Takes a text of which only places are asked, and no lines.
  init(unsplit bytes: [UInt8], isHTML: Bool) {
    self.bytes = bytes
    self.isHTML = isHTML
    self.lines = []
  }

  /// The first line that begins at a place or behind it; the count of lines when none does.
  func line(from place: Int) -> Int {
    var (low, high) = (0, lines.count)
    while low < high {
      let middle = (low + high) / 2
      if lines[middle].content.lowerBound < place { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// What is seen of a line: without tags and surrounding blanks, entities decoded, and without marks
  /// that are not seen.
  ///
  /// Calendars put marks of direction around numbers and names: "PIN: U+202A 123 456 789 U+202C #".
  func visible(_ line: Line) -> String {
    let text = shown(line)
    guard text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
    let scalars = text.unicodeScalars
    guard scalars.contains(where: Self.isUnseen) else { return text }
    var seen = String.UnicodeScalarView()
    for scalar in scalars where !Self.isUnseen(scalar) { seen.append(scalar) }
    return Self.trimmed(Array(String(seen).utf8)[...])
  }

  private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x80
      && (scalar.properties.isDefaultIgnorableCodePoint
        || scalar.properties.generalCategory == .format)
  }

  private func shown(_ line: Line) -> String {
    guard isHTML else { return Self.trimmed(bytes[line.content]) }
    var text: [UInt8] = []
    var index = line.content.lowerBound
    while index < line.content.upperBound {
      if bytes[index] == UInt8(ascii: "<"), let tag = HTMLTag(in: bytes, at: index),
        tag.range.upperBound <= line.content.upperBound
      {
        index = tag.range.upperBound
      } else {
        text.append(bytes[index])
        index += 1
      }
    }
    return Self.trimmed(Array(HTMLEntities.decoded(text).utf8)[...])
  }

  /// A text of bytes without the blanks at its ends.
  static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
    var text = bytes
    while let first = text.first, isBlank(first) { text.removeFirst() }
    while let last = text.last, isBlank(last) { text.removeLast() }
    return String(decoding: text, as: UTF8.self)
  }

  /// Whether a byte is a blank or belongs to a break.
  package static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }
}

extension TextLines {
  /// A stretch of the text together with the one blank line that separates it from the words.
  ///
  /// The separator before it is taken; at the very beginning, the one behind it. Up to two breaks are
  /// one separator: the end of the words' last line, and the blank line.
  func withSeparator(_ range: Range<Int>) -> Range<Int> {
    if range.lowerBound > 0 {
      let near = separatorStart(before: range.lowerBound, takesTags: true)
      // Who breaks lines by tags does so twice: a tag before a bare newline is the user's own.
      let takesTags = near == range.lowerBound || bytes[near] == UInt8(ascii: "<")
      return separatorStart(before: near, takesTags: takesTags)..<range.upperBound
    }
    return range.lowerBound..<separatorEnd(after: separatorEnd(after: range.upperBound))
  }

  /// Where the one break begins that ends at a place; the place itself when none does.
  private func separatorStart(before end: Int, takesTags: Bool) -> Int {
    var start = end
    if start > 0, bytes[start - 1] == 0x0A {
      start -= 1
      if start > 0, bytes[start - 1] == 0x0D { start -= 1 }
    }
    guard isHTML, takesTags, start > 0, bytes[start - 1] == UInt8(ascii: ">"),
      let open = bytes[max(0, start - 8)..<start].lastIndex(of: UInt8(ascii: "<")),
      HTMLTag.name(in: bytes, at: open) == "br"
    else { return start }
    return open
  }

  /// Where the one break ends that begins at a place; the place itself when none does.
  private func separatorEnd(after start: Int) -> Int {
    var end = start
    if isHTML, end < bytes.count, bytes[end] == UInt8(ascii: "<"),
      HTMLTag.name(in: bytes, at: end) == "br", let tag = HTMLTag(in: bytes, at: end)
    {
      end = tag.range.upperBound
    }
    if end + 1 < bytes.count, bytes[end] == 0x0D, bytes[end + 1] == 0x0A { return end + 2 }
    return end < bytes.count && bytes[end] == 0x0A ? end + 1 : end
  }
}

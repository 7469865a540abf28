/// A content line: a property with its parameters (RFC 5545, section 3.1).
package struct ContentLine: Hashable, Sendable {
  /// A parameter, with its values as one text; quotes around values are not kept.
  package struct Parameter: Hashable, Sendable {
    /// Its name in capitals.
    package var name: String
    /// Its values, separated by commas, as they are meant (RFC 6868 is undone).
    package var value: String

    /// Makes a parameter.
    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Its name in capitals.
  package var name: String
  /// Its parameters, in their order.
  package var parameters: [Parameter]
  /// Its value as it is written, unfolded, without control characters.
  package var value: String
  /// The number of its first line in the file, from 1.
  package var number: Int
  /// Its bytes, with the end of its line.
  package var range: Range<Int>
  /// Whether it is not in UTF-8 and was read as Windows-1252.
  package var isLegacy = false

  /// Makes a line that stands nowhere yet.
  package init(_ name: String, _ parameters: [Parameter] = [], value: String) {
    self.name = name
    self.parameters = parameters
    self.value = value
    number = 0
    range = 0..<0
  }

  /// Reads a line; `nil` for one without a name or a colon.
  init?(_ content: ArraySlice<UInt8>, number: Int, range: Range<Int>) {
    var index = content.startIndex
    let end = content.endIndex
    while index < end, content[index] != Byte.colon, content[index] != Byte.semicolon { index += 1 }
    guard index < end, index > content.startIndex else { return nil }
    name = Self.capitals(content[..<index])
    guard !name.isEmpty else { return nil }
    parameters = []
    var legacy = false
    while index < end, content[index] == Byte.semicolon {
      let start = index + 1
      guard let stop = Self.end(ofParameter: content, from: start) else { return nil }
      let whole = content[start..<stop]
      let equals = whole.firstIndex(of: Byte.equals) ?? stop
      let value = CalendarText.text(whole[equals...].dropFirst())
      legacy = legacy || value.isLegacy
      parameters.append(
        Parameter(Self.capitals(whole[..<equals]), Self.unescaped(parameter: value.text))
      )
      index = stop
    }
    guard index < end else { return nil }
    let value = CalendarText.text(content[(index + 1)...])
    self.value = value.text
    self.number = number
    self.range = range
    isLegacy = legacy || value.isLegacy
    takeColonsOfZone()
  }

  /// Gives a time zone back what of its name was taken for the value: Exchange and others write
  /// names with colons, and no quotation marks around them: `TZID=tzone://Microsoft/Utc:20261201T090000`.
  private mutating func takeColonsOfZone() {
    guard parameters.last?.name == "TZID", let colon = value.lastIndex(of: ":") else { return }
    func isTime(_ text: Substring) -> Bool {
      text.split(separator: ",").first.flatMap { DateValue($0) } != nil
    }
    let rest = value[value.index(after: colon)...]
    guard !isTime(value[...]), isTime(rest) else { return }
    parameters[parameters.count - 1].value += ":" + value[..<colon]
    value = String(rest)
  }

  /// The value of a parameter.
  package func parameter(_ name: String) -> String? {
    parameters.first { $0.name == name }?.value
  }

  /// The value as a word in capitals, without the blanks that some programs end lines with.
  package var word: String { value.uppercased().filter { !$0.isWhitespace } }

  /// The value as a text: its escapes are undone (RFC 5545, section 3.3.11).
  package var text: String { Self.unescaped(value) }

  /// Where a parameter ends; a quotation mark that is never closed is an ordinary character.
  private static func end(ofParameter content: ArraySlice<UInt8>, from start: Int) -> Int? {
    for heedsQuotes in [true, false] {
      var isQuoted = false
      var index = start
      while index < content.endIndex {
        let byte = content[index]
        if byte == Byte.quote { isQuoted = heedsQuotes && !isQuoted }
        if !isQuoted, byte == Byte.colon || byte == Byte.semicolon { return index }
        index += 1
      }
    }
    return nil
  }

  private static func capitals(_ bytes: ArraySlice<UInt8>) -> String {
    String(unsafeUninitializedCapacity: bytes.count) { room in
      var count = 0
      for byte in bytes where Byte.isOfName(byte) {
        room[count] = Byte.upper(byte)
        count += 1
      }
      return count
    }
  }

  /// Undoes the escapes of a parameter's value, and takes its quotation marks away.
  ///
  /// Source: RFC 6868, section 3.
  private static func unescaped(parameter text: String) -> String {
    guard text.utf8.contains(where: { $0 == Byte.quote || $0 == UInt8(ascii: "^") }) else {
      return text
    }
    var result = ""
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if isEscaped {
        isEscaped = false
        switch scalar {
        case "n": result += "\n"
        case "'": result += "\""
        case "^": result += "^"
        default: result.unicodeScalars += ["^", scalar]
        }
      } else if scalar == "^" {
        isEscaped = true
      } else if scalar != "\"" {
        result.unicodeScalars.append(scalar)
      }
    }
    return isEscaped ? result + "^" : result
  }

  /// Undoes the escapes of a text; a backslash before anything else stays.
  package static func unescaped(_ text: String) -> String {
    guard var place = text.utf8.firstIndex(of: UInt8(ascii: "\\")) else { return text }
    var result = ""
    result.reserveCapacity(text.utf8.count)
    var rest = text[...]
    // What is between two of them goes over as a whole.
    while true {
      result += rest[..<place]
      let next = text.utf8.index(after: place)
      guard next < text.endIndex else { return result + "\\" }
      rest = text[text.utf8.index(after: next)...]
      switch text.utf8[next] {
      case UInt8(ascii: "n"), UInt8(ascii: "N"): result += "\n"
      case UInt8(ascii: "\\"): result += "\\"
      case UInt8(ascii: ";"): result += ";"
      case UInt8(ascii: ","): result += ","
      // Seen in files of calendars that escape too much.
      case UInt8(ascii: ":"): result += ":"
      case UInt8(ascii: "\""): result += "\""
      default:
        result += "\\"
        rest = text[next...]
      }
      guard let more = rest.utf8.firstIndex(of: UInt8(ascii: "\\")) else { return result + rest }
      place = more
    }
  }
}

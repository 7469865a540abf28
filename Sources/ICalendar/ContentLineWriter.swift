/// Writes content lines as RFC 5545, section 3.1 has them.
package enum ContentLineWriter {
  /// The most octets of a line, without its end.
  private static let limit = 75

  /// A text as the value of a property; control characters are left out, newlines escaped.
  package static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    var scalars = text.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\\", ";", ",": result.unicodeScalars += ["\\", scalar]
      case "\r":
        if scalars.first != "\n" { result += "\\n" }
      case "\n": result += "\\n"
      default: if !isControl(scalar) { result.unicodeScalars.append(scalar) }
      }
    }
    return result
  }

  /// A line as it stands before folding.
  package static func text(_ line: ContentLine) -> String {
    line.name
      + line.parameters.map { parameter in
        let name = parameter.name.filter { $0 != "\"" }
        // A name that is none would end the parameters; only a line that is broken has one.
        if name.isEmpty || name.contains(where: { ":;,=".contains($0) }) { return "" }
        // A list of words is no text with commas (RFC 7986, section 6.3).
        let isList =
          parameter.name == "FEATURE" && !parameter.value.contains { ":;\"".contains($0) }
        return ";\(name)=" + (isList ? parameter.value : quoted(parameter.value))
      }
      .joined() + ":" + cleaned(line.value)
  }

  /// The bytes of a line, folded, with its end.
  ///
  /// A fold never parts what is one character to a reader, unless that alone is longer than a line.
  ///
  /// - Parameters:
  ///   - text: The line, unfolded.
  ///   - lineEnd: What ends lines.
  /// - Returns: The bytes.
  package static func folded(_ text: String, lineEnd: [UInt8] = crlf) -> [UInt8] {
    if text.utf8.count <= limit { return Array(text.utf8) + lineEnd }
    var result: [UInt8] = []
    var count = 0
    func append(_ bytes: some Collection<UInt8>) {
      if count + bytes.count > limit {
        result += lineEnd
        result.append(Byte.blank)
        count = 1
      }
      result += bytes
      count += bytes.count
    }
    for character in text {
      let bytes = character.utf8
      if bytes.count < limit {
        append(bytes)
      } else {
        for scalar in character.unicodeScalars { append(Array(String(scalar).utf8)) }
      }
    }
    return result + lineEnd
  }

  /// The end of a line.
  package static let crlf: [UInt8] = [Byte.cr, Byte.lf]

  /// A value of a parameter; quotation marks and newlines are written as RFC 6868 has it.
  private static func quoted(_ value: String) -> String {
    var text = ""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "^'"
      case "\n": text += "^n"
      case "^": text += "^^"
      default: if !isControl(scalar) { text.unicodeScalars.append(scalar) }
      }
    }
    return text.contains(where: { ":;,".contains($0) }) ? "\"\(text)\"" : text
  }

  /// A value without what would end its line.
  private static func cleaned(_ value: String) -> String {
    guard value.unicodeScalars.contains(where: isControl) else { return value }
    return String(String.UnicodeScalarView(value.unicodeScalars.filter { !isControl($0) }))
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 && scalar != "\t" || scalar.value == 0x7F
  }
}

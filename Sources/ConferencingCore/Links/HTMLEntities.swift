/// The character references of HTML that stand in real descriptions.
enum HTMLEntities {
  /// Reads the reference that begins at an `&`; `nil` when none does.
  static func decode(_ bytes: ArraySlice<UInt8>) -> (text: String, next: Int)? {
    guard bytes.first == UInt8(ascii: "&"),
      let end = bytes.prefix(12).firstIndex(of: UInt8(ascii: ";"))
    else { return nil }
    let name = bytes[bytes.startIndex + 1..<end]
    guard let text = text(of: String(decoding: name, as: UTF8.self)) else { return nil }
    return (text, end + 1)
  }

  /// A text with its references replaced.
  static func decoded(_ bytes: some Sequence<UInt8>) -> String {
    let bytes = Array(bytes)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "&"), let (text, next) = decode(bytes[index...]) {
        result += text.utf8
        index = next
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// A link with its references read, also where a second program has escaped them again.
  ///
  /// `&amp;` and numbers are read; other names may be those of values in the query. The link ends
  /// where a bracket, a quote or a blank was escaped.
  static func decodedLink(_ link: String) -> String {
    var link = link
    for _ in 0..<4 where link.utf8.contains(UInt8(ascii: "&")) {
      let bytes = Array(link.utf8)
      var result: [UInt8] = []
      var index = 0
      while index < bytes.count {
        guard bytes[index] == UInt8(ascii: "&"), let (text, next) = decode(bytes[index...]) else {
          result.append(bytes[index])
          index += 1
          continue
        }
        let name = bytes[(index + 1)..<(next - 1)]
        if ["<", ">", "\"", " "].contains(text) { break }
        if name.first == UInt8(ascii: "#") || name.elementsEqual("amp".utf8) {
          result += text.utf8
        } else {
          result += bytes[index..<next]
        }
        index = next
      }
      guard result.count < bytes.count else { break }
      link = String(decoding: result, as: UTF8.self)
    }
    return link
  }

  /// Whether a link ends at the reference that stands at an `&`, also where it is escaped twice: at a
  /// bracket, a quote, a blank or a sign of a sentence, and at invisible characters only when
  /// nothing follows them.
  static func endsLink(_ bytes: ArraySlice<UInt8>) -> Bool {
    var name = bytes.dropFirst().prefix(40)
    while name.starts(with: "amp;".utf8) { name = name.dropFirst(4) }
    let reference = [UInt8(ascii: "&")] + name
    guard let (text, next) = decode(reference[...]) else { return false }
    guard let scalar = text.unicodeScalars.first,
      !scalar.properties.isDefaultIgnorableCodePoint
    else { return next == reference.count }
    return scalar.isASCII
      ? "<>\"' ".unicodeScalars.contains(scalar) : !scalar.properties.isAlphabetic
  }

  private static func text(of name: String) -> String? {
    guard name.first == "#" else { return named[name] }
    let digits = name.dropFirst()
    let isHex = digits.first == "x" || digits.first == "X"
    guard let value = UInt32(isHex ? digits.dropFirst() : digits, radix: isHex ? 16 : 10),
      let scalar = Unicode.Scalar(value)
    else { return nil }
    if scalar.value == 0xA0 { return " " }
    // A control character could not have been typed, and would not be shown as one.
    return scalar.value < 0x20 && scalar != "\n" && scalar != "\t" ? " " : String(scalar)
  }

  private static let named: [String: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "ndash": "–",
    "mdash": "—", "hellip": "…", "bull": "•", "middot": "·", "lsquo": "‘", "rsquo": "’",
    "ldquo": "“", "rdquo": "”", "laquo": "«", "raquo": "»", "copy": "©", "reg": "®", "trade": "™",
    "euro": "€", "pound": "£", "auml": "ä", "ouml": "ö", "uuml": "ü", "Auml": "Ä", "Ouml": "Ö",
    "Uuml": "Ü", "szlig": "ß", "eacute": "é", "egrave": "è", "agrave": "à", "ccedil": "ç",
    "ntilde": "ñ", "rarr": "→", "times": "×", "deg": "°", "shy": "", "zwnj": "", "zwj": "",
    "colon": ":", "sol": "/", "quest": "?", "equals": "=", "period": ".", "num": "#", "percnt": "%",
    "lowbar": "_", "hyphen": "-", "commat": "@", "AMP": "&", "LT": "<", "GT": ">", "QUOT": "\"",
  ]
}

/// The bytes of a calendar file, ready to be read.
package struct CalendarText: Sendable {
  /// How its characters were written.
  package enum Encoding: String, Sendable {
    case utf8 = "UTF-8"
    case utf16 = "UTF-16"
  }

  /// The bytes in UTF-8, save for single lines that are in Windows-1252: those are found when their
  /// components are read.
  package let bytes: [UInt8]
  /// How it was written as a whole.
  package let encoding: Encoding
  /// Whether lines end with CR alone.
  package let breaksAtReturn: Bool

  /// The most bytes of a content line, unfolded.
  package static let lineLimit = 1 << 20

  /// Takes the bytes of a file; a byte order mark is not kept.
  package init(_ file: [UInt8]) {
    if file.starts(with: [0xFF, 0xFE]) || file.starts(with: [0xFE, 0xFF]) {
      bytes = Self.decoded(file.dropFirst(2), isLittle: file[0] == 0xFF)
      encoding = .utf16
    } else {
      bytes = file.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(file.dropFirst(3)) : file
      encoding = .utf8
    }
    breaksAtReturn = !bytes.contains(Byte.lf) && bytes.contains(Byte.cr)
  }

  private static func decoded(_ bytes: ArraySlice<UInt8>, isLittle: Bool) -> [UInt8] {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var index = bytes.startIndex
    while index + 1 < bytes.endIndex {
      let (a, b) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      units.append(isLittle ? a | b << 8 : a << 8 | b)
      index += 2
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  /// The text of bytes that should be UTF-8, without control characters.
  ///
  /// - Returns: The text, and whether it had to be read as Windows-1252.
  static func text(_ bytes: ArraySlice<UInt8>) -> (text: String, isLegacy: Bool) {
    let clean =
      bytes.contains(where: Byte.isControl) ? bytes.filter { !Byte.isControl($0) }[...] : bytes
    if let text = String(validating: clean, as: UTF8.self) { return (text, false) }
    var text = ""
    for byte in clean {
      let scalar = 0x80...0x9F ~= byte ? windows1252[Int(byte) - 0x80] : UInt32(byte)
      text.unicodeScalars.append(Unicode.Scalar(scalar) ?? "\u{FFFD}")
    }
    return (text, true)
  }

  /// What Windows-1252 has where Latin-1 has controls; the places that are not assigned are replaced.
  ///
  /// Source: https://encoding.spec.whatwg.org/index-windows-1252.txt
  private static let windows1252: [UInt32] = [
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
  ]
}

/// Finds the content lines of a calendar file (RFC 5545, section 3.1).
///
/// A line ends with CR LF, as it should, or with LF; with CR alone only in files that have no LF.
/// Lines that begin with a blank or a tab continue the one before.
struct LineScanner {
  /// A line, with those that continue it.
  struct Line {
    /// All of its bytes, with the end of its last line.
    var range: Range<Int>
    /// The bytes of its first line, without its end.
    var first: Range<Int>
    /// The number of its first line in the file, from 1.
    var number: Int
    /// Whether others continue it.
    var isFolded: Bool
  }

  private let bytes: [UInt8]
  private let mark: UInt8
  private let end: Int
  private(set) var position: Int
  /// The number of the next line.
  private(set) var number: Int

  /// Begins at the first byte of a range.
  init(_ bytes: [UInt8], _ range: Range<Int>, line: Int, breaksAtReturn: Bool) {
    self.bytes = bytes
    mark = breaksAtReturn ? Byte.cr : Byte.lf
    end = range.upperBound
    position = range.lowerBound
    number = line
  }

  /// The next line; `nil` behind the last.
  mutating func next() -> Line? {
    guard position < end else { return nil }
    let start = position
    let first = number
    let content = start..<advance()
    var isFolded = false
    while position < end, bytes[position] == Byte.blank || bytes[position] == Byte.tab {
      isFolded = true
      _ = advance()
    }
    return Line(range: start..<position, first: content, number: first, isFolded: isFolded)
  }

  /// Goes behind the end of a line; answers where its content ends.
  private mutating func advance() -> Int {
    let start = position
    var index = start
    while index < end, bytes[index] != mark { index += 1 }
    var content = index
    position = min(index + 1, end)
    number += 1
    if mark == Byte.lf {
      while content > max(start, index - 2), bytes[content - 1] == Byte.cr { content -= 1 }
    }
    return content
  }

  /// The content of a line, unfolded.
  func content(_ line: Line) -> ArraySlice<UInt8> {
    guard line.isFolded else { return bytes[line.first] }
    var scanner = self
    scanner.position = line.range.lowerBound
    var content: [UInt8] = []
    content.reserveCapacity(line.range.count)
    while scanner.position < line.range.upperBound {
      let start = scanner.position
      let stop = scanner.advance()
      let begin = start > line.range.lowerBound ? start + 1 : start
      content += bytes[begin..<max(begin, stop)]
    }
    return content[...]
  }
}

/// Bytes with a meaning in content lines.
enum Byte {
  static let tab: UInt8 = 0x09
  static let lf: UInt8 = 0x0A
  static let cr: UInt8 = 0x0D
  static let blank: UInt8 = 0x20
  static let quote: UInt8 = 0x22
  static let colon: UInt8 = 0x3A
  static let semicolon: UInt8 = 0x3B
  static let equals: UInt8 = 0x3D
  static let delete: UInt8 = 0x7F

  /// Whether it is a control character that no value may have (RFC 5545, section 3.1, CONTROL).
  static func isControl(_ byte: UInt8) -> Bool { byte < blank && byte != tab || byte == delete }

  /// Whether it counts in a name; all others are passed over, as the marks of an encoding that stand
  /// where files were joined.
  static func isOfName(_ byte: UInt8) -> Bool { byte > blank && byte < delete }

  /// A small letter's capital.
  static func upper(_ byte: UInt8) -> UInt8 { 0x61...0x7A ~= byte ? byte - 0x20 : byte }
}

/// The text of a calendar file, ready to be read: held whole, or read in pieces.
package struct CalendarText: Sendable {
  /// How its characters were written.
  package enum Encoding: String, Sendable {
    case utf8 = "UTF-8"
    case utf16 = "UTF-16"
  }

  /// Where the bytes are.
  private enum Storage: Sendable {
    case memory([UInt8])
    case file(@Sendable (Range<Int>) -> [UInt8])
  }

  private let storage: Storage
  private let pieceSize: Int
  /// How many bytes it has.
  package let count: Int
  /// Where the first content line begins: behind a byte order mark, which is no part of it and stays
  /// in the file.
  package let start: Int
  /// How it was written as a whole.
  package let encoding: Encoding
  /// Whether lines end with CR alone.
  package private(set) var breaksAtReturn = false

  /// The most bytes of a content line, unfolded.
  package static let lineLimit = 1 << 20
  /// How many bytes of a file are looked through at once, unless another number is asked for.
  package static let pieceSize = 1 << 20

  /// Takes the bytes of a file.
  package init(_ file: [UInt8]) {
    if let isLittle = Self.byteOrder(file) {
      let bytes = Self.decoded(file[...], isLittle: isLittle)
      self.init(.memory(bytes), count: bytes.count, start: 0, .utf16)
    } else {
      self.init(.memory(file), count: file.count, start: Self.mark(file), .utf8)
    }
  }

  /// Takes a file that is too large to be held whole.
  ///
  /// - Parameters:
  ///   - count: How many bytes it has.
  ///   - pieceSize: How many bytes are looked through at once, at least 1.
  ///   - read: Reads some of them, from the first on; fewer where the file has become shorter or
  ///     cannot be read any more. Called on any thread.
  package init(
    count: Int,
    pieceSize: Int = CalendarText.pieceSize,
    reading read: @escaping @Sendable (Range<Int>) -> [UInt8]
  ) {
    let first = read(0..<min(4, count))
    guard Self.byteOrder(first) == nil else {
      self.init(read(0..<count))
      return
    }
    self.init(.file(read), count: count, start: Self.mark(first), .utf8, pieceSize)
  }

  private init(
    _ storage: Storage,
    count: Int,
    start: Int,
    _ encoding: Encoding,
    _ pieceSize: Int = CalendarText.pieceSize
  ) {
    (self.storage, self.count, self.start, self.encoding) = (storage, count, start, encoding)
    self.pieceSize = pieceSize
    breaksAtReturn = hasReturnsAlone
  }

  /// The bytes in UTF-8, save for single lines that are in Windows-1252: those are found when their
  /// components are read.
  package var bytes: [UInt8] { bytes(in: 0..<count) }

  /// Some of the bytes; fewer where a file has become shorter or cannot be read any more.
  package func bytes(in range: Range<Int>) -> [UInt8] {
    switch storage {
    case .memory(let bytes): range == 0..<count ? bytes : Array(bytes[range])
    case .file(let read): read(range)
    }
  }

  /// Whether nothing but blanks and line ends stands in it.
  package var isBlank: Bool { blocks.allSatisfy { $0.allSatisfy { $0 <= Byte.blank } } }

  private var hasReturnsAlone: Bool {
    var hasReturn = false
    for block in blocks {
      if block.contains(Byte.lf) { return false }
      hasReturn = hasReturn || block.contains(Byte.cr)
    }
    return hasReturn
  }

  /// The text from its first content line on in blocks, each read when it is asked for.
  private var blocks: some Sequence<[UInt8]> {
    stride(from: start, to: count, by: pieceSize).lazy.map { start in
      bytes(in: start..<min(count, start + pieceSize))
    }
  }

  /// Goes through the text in pieces, each of which ends where a content line ends.
  ///
  /// - Parameter body: Gets bytes, the range of the piece among them, and the place of the first byte
  ///   in the text.
  func forEachPiece(_ body: (_ bytes: [UInt8], _ range: Range<Int>, _ start: Int) -> Void) {
    if case .memory(let bytes) = storage { return body(bytes, start..<bytes.count, 0) }
    let mark = breaksAtReturn ? Byte.cr : Byte.lf
    var piece: [UInt8] = []
    var start = start
    for block in blocks {
      let known = piece.count
      piece += block
      // A line goes on where the next begins with a blank, which only the byte behind its end tells.
      let end = (max(1, known)..<max(1, piece.count)).last { index in
        piece[index - 1] == mark && piece[index] != Byte.blank && piece[index] != Byte.tab
      }
      guard let end else { continue }
      body(piece, 0..<end, start)
      start += end
      piece.removeSubrange(..<end)
    }
    body(piece, 0..<piece.count, start)
  }

  /// Whether a file in UTF-16 has the low bytes first; `nil` for another one.
  ///
  /// Some have no byte order mark, and begin with the B and E of BEGIN.
  private static func byteOrder(_ file: [UInt8]) -> Bool? {
    if file.starts(with: [0xFF, 0xFE]) { return true }
    if file.starts(with: [0xFE, 0xFF]) { return false }
    let first = file.prefix(4).map(Byte.upper)
    if first == [0x42, 0, 0x45, 0] { return true }
    return first == [0, 0x42, 0, 0x45] ? false : nil
  }

  /// How many bytes the byte order mark of UTF-8 has that a file begins with.
  private static func mark(_ file: [UInt8]) -> Int {
    file.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
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
    if units.first == 0xFEFF { units.removeFirst() }
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

  /// A text with its lines that are not in UTF-8 written in that; all other bytes stay as they are.
  ///
  /// - Parameter bytes: The text.
  /// - Returns: The text; `nil` where all of it is in UTF-8.
  package static func inUTF8(_ bytes: [UInt8]) -> [UInt8]? {
    // ASCII, or without a fold inside a character: as nearly all are.
    guard bytes.contains(where: { $0 >= 0x80 }), String(validating: bytes, as: UTF8.self) == nil
    else { return nil }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 8)
    var isChanged = false
    let breaksAtReturn = !bytes.contains(Byte.lf)
    // A line feed in a text without any would make one line of all of it.
    let fold =
      breaksAtReturn && bytes.contains(Byte.cr) ? [Byte.cr] : Array(ContentLineWriter.crlf)
    var scanner = LineScanner(bytes, 0..<bytes.count, line: 1, breaksAtReturn: breaksAtReturn)
    while let line = scanner.next() {
      let (text, isLegacy) = Self.text(scanner.content(line))
      guard isLegacy else {
        result += bytes[line.range]
        continue
      }
      isChanged = true
      let last = bytes[line.range].lastIndex { $0 != Byte.cr && $0 != Byte.lf }
      let lineEnd = Array(bytes[line.range].suffix(from: (last ?? line.range.lowerBound) + 1))
      // Behind control characters, which go, a blank would make it a part of the line before.
      let folded = ContentLineWriter.folded(
        String(text.drop { $0 == " " || $0 == "\t" }),
        lineEnd: lineEnd.isEmpty ? fold : lineEnd
      )
      result += lineEnd.isEmpty ? folded.dropLast(fold.count) : folded[...]
    }
    return isChanged ? result : nil
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

/// A stretch of running text in which nothing ends a link.
///
/// Letters, digits and marks of any script belong to a link once its path has begun (RFC 3987). An
/// invisible character inside belongs to it too: what stands before it may be another link, and the
/// whole is none. At the end it does not.
struct LinkToken {
  /// Its bytes.
  let bytes: ArraySlice<UInt8>
  /// Where words of a script without spaces, or what else may not belong to a link, begin.
  private let words: [Int]
  /// Whether it has a slash.
  let mayLead: Bool
  /// Where it stands.
  let range: Range<Int>
  /// Where an ellipsis stands that cuts it short; `nil` when none does.
  let cut: Int?

  /// Takes what begins at a place; nothing when that ends a link.
  init(in text: ArraySlice<UInt8>, at start: Int) {
    var end = start
    var visibleEnd = start
    var mayLead = false
    var words: [Int] = []
    var wordsEnd = start
    var isCutShort = false
    var cut: Int?
    var sawInvisible = false
    // An invisible character before the words makes it unsure what they belong to.
    func noteWords(_ index: Int, _ length: Int) {
      if wordsEnd != index, !sawInvisible, words.count < Self.wordsLimit { words.append(index) }
      wordsEnd = index + length
    }
    scan: while end < text.endIndex {
      let byte = text[end]
      if byte < 0x80 {
        if byte == UInt8(ascii: "'"), mayLead, Self.isLetter(text, end - 1),
          Self.isLetter(text, end + 1)
        {
          noteWords(end, 1)
        } else if Self.terminators[Int(byte)] {
          break
        }
        if byte == UInt8(ascii: "/"), !isCutShort { mayLead = true }
        end += 1
        // Behind an invisible mark of direction the sentence may end: that is not inside.
        if !sawInvisible || !Self.punctuation.contains(byte) { visibleEnd = end }
        continue
      }
      // What stands before a link is not part of it: "日本https://…".
      guard mayLead || isCutShort, let (scalar, length) = Self.scalar(in: text, at: end) else {
        break
      }
      switch Self.kind(of: scalar) {
      case .letter:
        if Self.isWrittenTogether(scalar) { noteWords(end, length) }
        visibleEnd = end + length
      case .symbol:
        noteWords(end, length)
        visibleEnd = end + length
      case .connector:
        guard Self.isLetter(text, end - 1), Self.isLetter(text, end + length) else { break scan }
        noteWords(end, length)
        visibleEnd = end + length
      // A program cut the link short: what is left of it leads elsewhere.
      case .ellipsis:
        if mayLead { cut = end }
        mayLead = false
        isCutShort = true
      case .invisible: sawInvisible = true
      case .end: break scan
      }
      end += length
    }
    bytes = text[start..<visibleEnd]
    range = start..<end
    self.mayLead = mayLead
    self.words = words
    self.cut = cut
  }

  /// Where the first such words begin behind a place.
  func words(behind index: Int) -> Int? { words.first { $0 > index } }

  /// More than there are in one token of real text.
  private static let wordsLimit = 64

  private enum Kind {
    case letter
    case symbol
    case connector
    case ellipsis
    case invisible
    case end
  }

  private static func kind(of scalar: Unicode.Scalar) -> Kind {
    let properties = scalar.properties
    if properties.isDefaultIgnorableCodePoint { return .invisible }
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
      return .letter
    case .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol: return .symbol
    case .format: return .invisible
    default: break
    }
    if scalar == "\u{2026}" { return .ellipsis }
    return connectors.contains(scalar) ? .connector : .end
  }

  /// Signs that stand inside words: apostrophes, hyphens, middle dots.
  private static let connectors: Set<Unicode.Scalar> = [
    "\u{2019}", "\u{B7}", "\u{30FB}", "\u{FF65}", "\u{2010}", "\u{2011}", "\u{2013}", "\u{2014}",
    "\u{5F3}", "\u{5F4}",
  ]

  /// Whether a letter is of a script that is written without spaces between words, or with words
  /// glued to what they follow.
  private static func isWrittenTogether(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // Thai to Khmer, Hangul, kana and ideographs.
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1100...0x11FF, 0x1780...0x17FF, 0x3005...0x3007,
      0x3040...0x30FF, 0x3130...0x318F, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7AF,
      0xF900...0xFAFF, 0x20000...0x3FFFF:
      true
    default: false
    }
  }

  /// Whether a letter or digit stands at a place, or a piece of one.
  private static func isLetter(_ text: ArraySlice<UInt8>, _ index: Int) -> Bool {
    guard text.indices.contains(index) else { return false }
    let byte = text[index]
    if byte < 0x80 { return (97...122).contains(byte | 0x20) || (48...57).contains(byte) }
    // The last byte of a letter, seen from behind, is not decoded: signs in a row are rare.
    guard byte >= 0xC0, let (scalar, _) = scalar(in: text, at: index) else { return byte < 0xC0 }
    return kind(of: scalar) == .letter
  }

  /// The scalar that begins at a place, and its length; `nil` when none does.
  private static func scalar(
    in text: ArraySlice<UInt8>,
    at index: Int
  ) -> (Unicode.Scalar, Int)? {
    let first = text[index]
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard first >= 0xC2, index + length <= text.endIndex else { return nil }
    var value = UInt32(first) & (length == 4 ? 0x07 : length == 3 ? 0x0F : 0x1F)
    for byte in text[(index + 1)..<(index + length)] {
      guard byte & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    return Unicode.Scalar(value).map { ($0, length) }
  }

  private static let punctuation = Array(".,;:!?*)".utf8)
  private static let terminators: [Bool] = (0..<0x80).map { byte in
    byte <= 0x20 || byte == 0x7F || "<>\"`'\\[]|^{}".utf8.contains(UInt8(byte))
  }
}

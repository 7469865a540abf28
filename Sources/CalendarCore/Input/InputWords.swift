/// A text that was typed, in words: what the readers of days, times and zones go through.
struct InputWords: Sendable {
  /// A word, or a dash between two.
  struct Word: Sendable {
    /// The word in small letters; `–` for every dash.
    let text: String
    /// Where it stands in the source.
    let range: Range<String.Index>
    /// Whether space, a comma or the end of the text is before and behind it.
    let starts: Bool
    let ends: Bool
    /// Whether the text says in other words what is written there.
    var isRewritten = false
  }

  static let dash = "–"

  let source: String
  let words: [Word]
  /// Where the text ends for who reads it; the words behind it belong to something else.
  var limit = Int.max

  /// Splits a text at space and commas, and ranges at their dash.
  init(_ source: String) {
    self.source = source
    var words: [Word] = []
    var index = source.startIndex
    while index < source.endIndex {
      guard !Self.isSpace(source[index]) else {
        index = source.index(after: index)
        continue
      }
      let end = source[index...].firstIndex(where: Self.isSpace) ?? source.endIndex
      words += Self.pieces(of: source[index..<end])
      index = end
    }
    self.words = words
  }

  /// Makes a text of words that are known, each at its place in it.
  init(_ source: String, words: [Word]) { (self.source, self.words) = (source, words) }

  var count: Int { min(words.count, limit) }

  /// The word at an index, in small letters; empty behind the last one.
  subscript(index: Int) -> String {
    index >= 0 && index < count ? words[index].text : ""
  }

  /// The words of a range as they were written.
  func written(_ range: Range<Int>) -> String {
    guard let first = range.first, let last = range.last else { return "" }
    return String(source[words[first].range.lowerBound..<words[last].range.upperBound])
  }

  /// The words of a range as they were written, but for those that stand for others.
  func spoken(_ range: Range<Int>) -> String {
    range.map { index in
      let word = words[index]
      let text = word.isRewritten ? word.text : String(source[word.range])
      guard index > range.lowerBound else { return text }
      return source[words[index - 1].range.upperBound..<word.range.lowerBound] + text
    }
    .joined()
  }

  /// Which words are within quotation marks; one mark alone is an inch or a slip.
  var quoted: [Bool] {
    let isPaired = source.count { $0 == "\"" }.isMultiple(of: 2)
    var isQuoted = false
    return words.map { word in
      let marks = source[word.range].count { $0 == "\"" }
      let wasQuoted = isQuoted
      if marks % 2 == 1 { isQuoted.toggle() }
      return isPaired && (wasQuoted || marks > 0)
    }
  }

  /// What is left of the text without some words: the stretches between those.
  func runs(without taken: [Bool]) -> [String] {
    var runs: [String] = []
    var index = 0
    while index < words.count {
      let end = taken[index...].firstIndex(of: true) ?? words.count
      if end > index {
        let start = index == 0 ? source.startIndex : words[index].range.lowerBound
        let stop = end == words.count ? source.endIndex : words[end - 1].range.upperBound
        runs.append(String(source[start..<stop]))
      }
      index = taken[end...].firstIndex(of: false) ?? words.count
    }
    return runs
  }

  /// Whether there is space between a word and the next one, or none follows.
  func isSpaced(after index: Int) -> Bool {
    between(index).map { $0.contains(where: \.isWhitespace) } ?? true
  }

  /// What is written between a word and the next one; `nil` behind the last word.
  func between(_ index: Int) -> Substring? {
    guard words.indices.contains(index), words.indices.contains(index + 1) else { return nil }
    return source[words[index].range.upperBound..<words[index + 1].range.lowerBound]
  }

  private static func isSpace(_ character: Character) -> Bool {
    character.isWhitespace || character == "," || character == ";"
  }

  private static func isDash(_ character: Character) -> Bool {
    character == "–" || character == "—" || character == "-"
  }

  private static func pieces(of token: Substring) -> [Word] {
    // 8-dec-2026
    guard CalendarWords.parts(ofDate: token).count == 1 else {
      return dates(in: token, starts: true, ends: true)
    }
    guard let at = split(token) else { return dates(in: token, starts: true, ends: true) }
    let after = token.index(after: at)
    let hasTail = after < token.endIndex
    // What follows the dash may hold a date with hyphens, but no second range.
    return dates(in: token[..<at], starts: true, ends: false)
      + [Word(text: dash, range: at..<after, starts: at == token.startIndex, ends: !hasTail)]
      + dates(in: token[after...], starts: false, ends: true)
  }

  /// A piece as one word, or as those of a date that is written without space; none of nothing.
  private static func dates(in piece: Substring, starts: Bool, ends: Bool) -> [Word] {
    guard !piece.isEmpty else { return [] }
    let parts = CalendarWords.parts(ofDate: piece)
    return parts.map { part in
      Word(
        text: small(part),
        range: part.startIndex..<part.endIndex,
        starts: starts && part.startIndex == piece.startIndex,
        ends: ends && part.endIndex == piece.endIndex
      )
    }
  }

  private static func small(_ text: Substring) -> String {
    text.count == 1 && text.allSatisfy(isDash) ? dash : text.lowercased()
  }

  /// Where the dash of a range is in a word; `nil` for a word without one.
  ///
  /// A hyphen is part of dates (`2026-12-01`, `2027-W07`), of a time with an offset in the form of
  /// ISO 8601 (`2026-12-01T10:00-08:00`), of signs (`-1`) and of the names of zones.
  private static func split(_ token: Substring) -> Substring.Index? {
    if let dash = token.firstIndex(where: { $0 == "–" || $0 == "—" }) { return dash }
    guard token.count > 1, token.first != "-", token.first != "+",
      !token.contains("/") || token.allSatisfy({ $0 == "/" || $0 == "-" || $0.isNumber }),
      let hyphen = token.firstIndex(of: "-"), token.index(after: hyphen) < token.endIndex
    else { return nil }
    // 24-12-2026
    let parts = token.split(separator: "-", omittingEmptySubsequences: false)
    if parts.count == 3, parts.allSatisfy({ InputDigits.are($0) }) { return nil }
    let head = token[..<hyphen].lowercased()
    // A year, or a whole time stamp.
    if head.utf8.count == 4, InputDigits.are(head), !isClock(token[token.index(after: hyphen)...]) {
      return nil
    }
    if head.utf8.count > 9, head.dropFirst(8).hasPrefix("t") { return nil }
    if head == "utc" || head == "gmt" || head.hasSuffix("utc") { return nil }
    return hyphen
  }

  /// Whether what follows four digits is a time: then they are one too, as in `1400-1530`.
  private static func isClock(_ text: Substring) -> Bool {
    !text.contains("-") && (text.contains(":") || text.hasSuffix("m"))
      || (text.utf8.count == 4 && InputDigits.are(text))
  }
}

/// Numbers as they are typed: ASCII digits alone.
enum InputDigits {
  /// Whether a text is ASCII digits, one at least.
  static func are(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) }
  }

  /// The number that a text is, of at most `length` digits.
  static func number(_ text: some StringProtocol, length: Int = 4) -> Int? {
    are(text) && text.utf8.count <= length ? Int(text) : nil
  }
}

/// Finds how long an event takes in a line: `for 2 hours`, `45m`, and `2 hours` behind a time.
struct LengthReader {
  let words: InputWords
  /// Whether a day or a repetition, and a time of day, were read.
  let hasDay: Bool
  let hasTime: Bool

  /// A length, or a time of day that is written like one.
  struct Match {
    /// The length, or the time past midnight, in seconds.
    var seconds: Int
    var next: Int
    var isClock = false
  }

  /// Reads a length.
  ///
  /// - Parameters:
  ///   - index: Where it may begin.
  ///   - isBehindPart: Whether a word directly before it was understood.
  /// - Returns: The length; `nil` where none begins there.
  func match(at index: Int, isBehindPart: Bool) -> Match? {
    if words[index] == "for" {
      return DurationInput.match(words, at: index + 1)
        .map { Match(seconds: $0.seconds, next: $0.next) }
    }
    // Without "for": hours and minutes in one word, and behind a time "2 hours", but not "2 days".
    guard let match = DurationInput.match(words, at: index),
      match.next == index + 1
        ? Self.isPiece(words, at: index) : hasTime && isBehindPart && match.seconds < 86_400
    else { return nil }
    // "Dentist fri 9h": whole days have no length in hours.
    let clock = LooseWords.clock(words[index])
    if index > 0, !hasTime, let clock, hasDay || clock >= 46_800 {
      return Match(seconds: clock, next: match.next, isClock: true)
    }
    // The race of "24h race sat"
    if !hasTime, match.seconds.isMultiple(of: 86_400) { return nil }
    return Match(seconds: match.seconds, next: match.next)
  }

  /// Whether a word is a length in hours and minutes: `45m`, `1h30`.
  static func isPiece(_ words: InputWords, at index: Int) -> Bool {
    words[index].contains { $0 == "h" || $0 == "m" }
      && DurationInput.match(words, at: index)?.next == index + 1
  }
}

package import Foundation

/// Reading lengths of time as they are typed.
package enum DurationInput {
  /// Reads a length of time: `30m`, `1h`, `1h30`, `1.5h`, `1,5h`, `2 hours`, `1h 30 min`, `2d`, `1w`, and
  /// minutes as a number alone: `90`.
  ///
  /// - Returns: Seconds, more than 0; `nil` when the text is no length of time.
  package static func read(_ text: String) -> TimeInterval? {
    let words = InputWords(text)
    if words.count == 1, let minutes = InputDigits.number(words[0], length: 6) {
      return minutes > 0 ? TimeInterval(minutes * 60) : nil
    }
    guard let match = match(words, at: 0), match.next == words.count else { return nil }
    return TimeInterval(match.seconds)
  }

  /// A length of time, and the index of the word behind it.
  struct Match {
    var seconds: Int
    var next: Int
  }

  /// Reads a length of time at a place in a text; a number needs its unit there.
  ///
  /// - Returns: The length; `nil` when the word at the index does not begin one.
  static func match(_ words: InputWords, at index: Int) -> Match? {
    var next = index
    var seconds = 0
    var last = Int.max
    if words[index] == "half", words[index + 1] == "an", words[index + 2] == "hour" {
      return Match(seconds: 1_800, next: index + 3)
    }
    if words[index] == "an" || words[index] == "a", words[index + 1].count > 2,
      let unit = unit(words[index + 1])
    {
      return Match(seconds: unit, next: index + 2)
    }
    while next < words.count, let part = part(words, at: next, below: last) {
      let (sum, overflows) = seconds.addingReportingOverflow(part.seconds)
      guard !overflows else { return nil }
      (seconds, next, last) = (sum, part.next, part.unit)
    }
    return next > index && seconds > 0 ? Match(seconds: seconds, next: next) : nil
  }

  private static func unit(_ word: some StringProtocol) -> Int? {
    switch word {
    case "w", "wk", "week", "weeks": 604_800
    case "d", "day", "days": 86_400
    case "h", "hr", "hrs", "hour", "hours": 3_600
    case "m", "min", "mins", "minute", "minutes": 60
    default: nil
    }
  }

  /// Reads a word that is one or more numbers with units smaller than the last one: `1h30m`, or a
  /// number whose unit is the next word: `30 min`.
  private static func part(
    _ words: InputWords,
    at index: Int,
    below limit: Int
  ) -> (seconds: Int, unit: Int, next: Int)? {
    let (text, end) = number(words, at: index)
    var rest = text[...]
    var seconds = 0
    var last = limit
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      guard let tenths = tenths(digits) else { return nil }
      rest = rest.dropFirst(digits.count)
      let letters = rest.prefix(while: \.isLetter)
      rest = rest.dropFirst(letters.count)
      let size: Int
      if letters.isEmpty {
        guard last == 3_600, seconds > 0 else {
          guard seconds == 0, rest.isEmpty, let named = unit(words[end]), named < last else {
            return nil
          }
          return (tenths * named / 10, named, end + 1)
        }
        // 1h30
        size = 60
      } else {
        guard let known = unit(letters) else { return nil }
        size = known
      }
      guard size < last, !digits.contains(".") || size >= 3_600 else { return nil }
      seconds += tenths * size / 10
      last = size
    }
    return (seconds, last, end)
  }

  /// A word, with the next one where a comma between their digits is that of a number: `1,5 hours`.
  private static func number(_ words: InputWords, at index: Int) -> (text: String, end: Int) {
    let (whole, part) = (words[index], words[index + 1])
    guard InputDigits.are(whole), let digit = part.first, digit.isASCII, digit.isNumber,
      words.between(index) == ","
    else { return (whole, index + 1) }
    return ("\(whole).\(part)", index + 2)
  }

  /// Ten times the number that `1` or `1.5` is.
  private static func tenths(_ digits: Substring) -> Int? {
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = parts.first.flatMap({ InputDigits.number($0, length: 6) }) else { return nil }
    switch parts.count {
    case 1: return whole * 10
    case 2:
      return InputDigits.number(parts[1], length: 1).map { whole * 10 + $0 }
    default: return nil
    }
  }
}

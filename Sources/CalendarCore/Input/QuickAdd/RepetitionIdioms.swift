/// Repetitions as people write them: `mo-fr`, `m/w/f`, `bi-weekly`, `once a week`.
enum RepetitionIdioms {
  /// An adverb that one or more words say.
  ///
  /// - Returns: The adverb, and how many words it takes.
  static func repetition(_ words: InputWords, at index: Int) -> (text: String, count: Int)? {
    let (word, next) = (words[index], words[index + 1])
    switch word {
    case "everyday": return ("daily", 1)
    case "every", "each":
      return next == "quarter" ? ("quarterly", 2) : nil
    case "bi" where next == InputWords.dash && words[index + 2] == "weekly": return ("biweekly", 3)
    case "once" where ["every", "each"].contains(next): return (next, 2)
    case "once" where next == "a": return units[words[index + 2]].map { ($0, 3) }
    default: return nil
    }
  }

  private static let units = [
    "day": "daily", "week": "weekly", "month": "monthly", "year": "yearly",
  ]

  /// Weekdays of one or two letters, several of them: `mo-fr`, `tu th`, `m/w/f`, `MWF`.
  ///
  /// - Returns: The same with names of three letters, as many words as there are; `nil` for others.
  static func weekdays(_ words: InputWords, at index: Int) -> [String]? {
    let word = words[index]
    if let known = groups[words.written(index..<index + 1)] { return [known] }
    let parts = word.split { $0 == "/" || $0 == "+" }.map(String.init)
    if parts.count > 1, parts.count > 2 || parts.contains(where: { $0.count > 1 }) {
      let names = parts.compactMap { part in
        short[part] ?? letters[part] ?? (CalendarWords.weekdays[part] == nil ? nil : part)
      }
      if names.count == parts.count { return [names.joined(separator: "/")] }
    }
    let next = words[index + 1]
    if word == "m", next == InputWords.dash, !words.isSpaced(after: index),
      let last = short[words[index + 2]] ?? (words[index + 2] == "f" ? "fri" : nil)
    {
      return ["mon", next, last]
    }
    guard let first = short[word] else { return nil }
    if [InputWords.dash, "to"].contains(next), let last = short[words[index + 2]] {
      return [first, next, last]
    }
    // "we sat down" is none.
    var names = [first]
    while let name = short[words[index + names.count]] { names.append(name) }
    if names.count == 1, ["and", "&"].contains(next), let last = short[words[index + 2]] {
      return [first, next, last]
    }
    return names.count > 1 ? names : nil
  }

  /// Weekdays of two letters, which are read where several stand together.
  static let short = [
    "mo": "mon", "tu": "tue", "we": "wed", "th": "thu", "fr": "fri", "sa": "sat", "su": "sun",
  ]
  private static let letters = ["m": "mon", "t": "tue", "w": "wed", "f": "fri"]
  private static let groups = [
    "MWF": "mon/wed/fri", "TTh": "tue/thu", "TTH": "tue/thu", "TuTh": "tue/thu",
  ]
}

/// Ranges of weekdays in the words of a recurrence: `mon-fri`, `sat to mon`.
enum WeekdayRange {
  /// The words with each range replaced by its days.
  static func expanded(_ words: [String]) -> [String] {
    var result: [String] = []
    for word in words.flatMap(pieces) {
      result.append(word)
      guard result.count >= 3, links.contains(result[result.count - 2].lowercased()),
        let first = day(result[result.count - 3]), let last = day(word)
      else { continue }
      result.removeLast(3)
      let length = (last - first + 7) % 7
      result += (0...length).map { RecurrenceNames.weekdays[(first + $0) % 7] }
    }
    return result
  }

  private static let links: Set<String> = ["-", "–", "to", "through"]

  private static func day(_ word: String) -> Int? {
    RecurrencePhrase.weekday(word.lowercased())?.index
  }

  /// The days of a range that is one word, with their dash.
  private static func pieces(of word: String) -> [String] {
    let parts = word.split(whereSeparator: { "-–".contains($0) }).map(String.init)
    guard parts.count == 2, parts.allSatisfy({ day($0) != nil }) else { return [word] }
    return [parts[0], "-", parts[1]]
  }
}

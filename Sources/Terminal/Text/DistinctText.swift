/// Cuts the lines of a list so that those which differ still do on the screen.
package enum DistinctText {
  /// Texts, made safe, cut to at most so many columns.
  ///
  /// Of those whose beginnings would look alike a part of the middle is left out, so that what tells them
  /// apart is seen.
  ///
  /// - Parameters:
  ///   - texts: The texts of a list.
  ///   - limit: The columns that each may take.
  /// - Returns: The texts in their order.
  package static func truncated(_ texts: [String], to limit: Int) -> [String] {
    let texts = texts.map { SafeText.visible($0) }
    var lines = texts.map { DisplayWidth.truncated($0, to: limit) }
    for alike in groups(of: lines, from: texts) {
      let members = alike.map { Array(texts[$0]) }
      // What all of them share is left out; where that does not do, what each shares with the next one;
      // where there is no room for that either, all but the end.
      let attempts: [[Int]] = [
        members.map { _ in shared(members) },
        members.map { one in
          members.filter { $0 != one }.map { shared([one, $0]) }.max() ?? 0
        },
        members.map(\.count),
      ]
      for starts in attempts {
        let cut = zip(members, starts).map { Self.cut($0, showing: $1, to: limit) }
        for (index, line) in zip(alike, cut) { lines[index] = line }
        if Set(cut).count == Set(members).count { break }
      }
    }
    return lines
  }

  /// Which lines look alike and are of different texts.
  private static func groups(of lines: [String], from texts: [String]) -> [[Int]] {
    Dictionary(grouping: lines.indices) { lines[$0] }.values
      .filter { group in Set(group.map { texts[$0] }).count > 1 }
  }

  /// How many characters texts begin with in common, those that are equal left aside.
  private static func shared(_ texts: [[Character]]) -> Int {
    guard let first = texts.first else { return 0 }
    return texts.filter { $0 != first }
      .map { zip(first, $0).prefix { $0 == $1 }.count }
      .min() ?? 0
  }

  /// A text with its beginning and what stands from a place on, or more where there is room.
  private static func cut(_ text: [Character], showing place: Int, to limit: Int) -> String {
    let head = DisplayWidth.truncated(String(text), to: limit / 3)
    let room = limit - DisplayWidth.columns(of: head)
    var start = min(place, text.count)
    var used = DisplayWidth.columns(of: String(text[start...]))
    while start > 0 {
      used += DisplayWidth.columns(of: text[start - 1])
      guard used <= room else { break }
      start -= 1
    }
    return head + DisplayWidth.truncated(String(text[start...]), to: room)
  }
}

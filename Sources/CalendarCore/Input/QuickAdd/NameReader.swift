/// Finds names that are known in a line: of rooms and of calendars.
struct NameReader {
  let words: InputWords

  /// Reads `room team`, `room:team` and `in room team`, where the room is known.
  ///
  /// - Returns: The name as it is known, and the index behind its words.
  func room(_ rooms: [String], at index: Int) -> (name: String, next: Int)? {
    guard !rooms.isEmpty else { return nil }
    let isLed = ["in", "via", "on"].contains(words[index])
    return name(of: rooms, from: isLed ? index + 1 : index) { text, room in
      text == "room:\(room)" || text == "room \(room)"
    }
  }

  /// Reads `in` and the name of a calendar.
  ///
  /// - Returns: The name as it is known, and the index behind its words.
  func calendar(_ calendars: [String], at index: Int) -> (name: String, next: Int)? {
    guard words[index] == "in" else { return nil }
    return name(of: calendars, from: index + 1) { $0 == $1 }
  }

  /// The name that the most words are.
  private func name(
    of names: [String],
    from start: Int,
    where isName: (_ text: String, _ name: String) -> Bool
  ) -> (name: String, next: Int)? {
    for length in (1...6).reversed() where start + length <= words.count {
      let text = words.written(start..<start + length).lowercased()
      if let name = names.first(where: { isName(text, $0.lowercased()) }) {
        return (name, start + length)
      }
    }
    return nil
  }
}

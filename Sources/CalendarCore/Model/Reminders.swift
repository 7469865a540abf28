/// When somebody is reminded of an event.
package struct Reminders: Hashable, Sendable, Codable {
  /// One reminder.
  package struct Reminder: Hashable, Sendable, Codable {
    /// How long before the event, in minutes.
    package var minutes: Int
    /// Whether it is a mail; otherwise it is shown on the screen.
    package var isMail: Bool
    /// Makes a reminder.
    package init(minutes: Int, isMail: Bool = false) {
      self.minutes = minutes
      self.isMail = isMail
    }
  }

  /// The most that an event can have, and the most minutes before it: four weeks.
  ///
  /// Source: Google Calendar API v3, `Event.reminders.overrides`.
  package static let limits = (count: 5, minutes: 40_320)

  /// The reminders; `nil` for those that the service gives its events.
  package var list: [Reminder]?

  /// Makes reminders, in the order of their times.
  package init(_ list: [Reminder]?) {
    self.list = list?.sorted { ($0.minutes, $0.isMail ? 1 : 0) < ($1.minutes, $1.isMail ? 1 : 0) }
  }

  /// What the service gives its events.
  package static let standard = Reminders(nil)

  /// Reads `10m, 1d email`, `default` or `none`; `nil` when the text is nothing like that.
  package init?(text: String) {
    let items = text.lowercased().split(separator: ",").map { item in
      item.split(whereSeparator: \.isWhitespace).map(String.init)
    }
    switch items {
    case [], [["default"]]: self = .standard
    case [["none"]]: self.init([])
    default:
      var list: [Reminder] = []
      for words in items {
        guard let minutes = words.first.flatMap(Self.minutes), minutes <= Self.limits.minutes,
          words.dropFirst().allSatisfy({ $0 == "email" }), words.count <= 2
        else { return nil }
        list.append(Reminder(minutes: minutes, isMail: words.count == 2))
      }
      guard list.count <= Self.limits.count else { return nil }
      self.init(list)
    }
  }

  /// The text that ``init(text:)`` reads.
  package var text: String {
    guard let list else { return "default" }
    guard !list.isEmpty else { return "none" }
    return list.map { Self.length($0.minutes) + ($0.isMail ? " email" : "") }
      .joined(separator: ", ")
  }

  private static let units: [(letter: Character, minutes: Int)] = [
    ("w", 10_080), ("d", 1_440), ("h", 60), ("m", 1),
  ]

  private static func length(_ minutes: Int) -> String {
    let unit = units.first { minutes > 0 && minutes.isMultiple(of: $0.minutes) } ?? ("m", 1)
    return "\(minutes / unit.minutes)\(unit.letter)"
  }

  /// The minutes that `1h30m` stands for; a number alone is minutes.
  private static func minutes(_ text: String) -> Int? {
    var sum = 0
    var digits = ""
    for character in text.allSatisfy(\.isNumber) ? text + "m" : text {
      if let unit = units.first(where: { $0.letter == character }) {
        guard let number = UInt(digits), number <= limits.minutes else { return nil }
        sum += Int(number) * unit.minutes
        digits = ""
      } else {
        digits.append(character)
      }
    }
    return digits.isEmpty && !text.isEmpty ? sum : nil
  }
}

extension KeyedDecodingContainer {
  /// Reads reminders; what was stored before events had them has those of its service.
  func decode(_ type: Reminders.Type, forKey key: Key) throws -> Reminders {
    try decodeIfPresent(type, forKey: key) ?? .standard
  }
}

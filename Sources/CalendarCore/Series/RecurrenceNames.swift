/// Ordinal numbers in digits.
package enum OrdinalWords {
  /// `1st`, `22nd`, `13th`.
  package static func short(_ number: Int) -> String { RecurrenceNames.numbered(number) }
}

/// The English names that recurrences are written in and read from.
enum RecurrenceNames {
  static let weekdays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]
  static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  /// From "first" on.
  static let ordinals = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
  ]
  /// From "one" on.
  static let numbers = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
  ]

  static func name(_ day: RecurrenceRule.Weekday) -> String { weekdays[day.index] }

  /// `5 Apr 2027`.
  static func date(_ day: Day) -> String {
    let (year, month, date) = day.parts
    return "\(date) \(months[month - 1].prefix(3)) \(year)"
  }

  /// `1st`, `22nd`, `13th`.
  static func numbered(_ number: Int) -> String {
    let ending =
      switch (number % 10, number % 100) {
      case (1, let rest) where rest != 11: "st"
      case (2, let rest) where rest != 12: "nd"
      case (3, let rest) where rest != 13: "rd"
      default: "th"
      }
    return "\(number)\(ending)"
  }

  /// `second`, `last`, `second to last`.
  static func ordinal(_ number: Int) -> String {
    switch number {
    case -1: "last"
    case ..<0: "\(ordinal(-number)) to last"
    case 1...ordinals.count: ordinals[number - 1]
    default: numbered(number)
    }
  }

  /// `a`, `a and b`, `a, b and c`.
  static func list(_ parts: [String], _ word: String = "and") -> String {
    guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + " \(word) \(last)"
  }
}

extension RecurrenceRule.Weekday {
  /// 0 for Monday to 6 for Sunday.
  var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// The day of the week of a day.
  package init(of day: CalendarCore.Day) { self = Self.allCases[day.weekday - 1] }

  /// Monday to Friday.
  static let workdays: Set<Self> = [.monday, .tuesday, .wednesday, .thursday, .friday]
  /// Saturday and Sunday.
  static let weekend: Set<Self> = [.saturday, .sunday]
}

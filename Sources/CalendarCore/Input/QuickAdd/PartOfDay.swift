import Foundation

/// A part of a day as people name it.
enum PartOfDay: String, CaseIterable, Sendable {
  case morning, afternoon, evening, night

  /// The part that a word names, and whether it is said of many days.
  static func named(_ word: String) -> (part: PartOfDay, isPlural: Bool)? {
    if let part = PartOfDay(rawValue: word) { return (part, false) }
    guard word.hasSuffix("s"), let part = PartOfDay(rawValue: String(word.dropLast())) else {
      return nil
    }
    return (part, true)
  }

  /// The hour that is taken where none is typed.
  var hour: Int {
    switch self {
    case .morning: 9
    case .afternoon: 14
    case .evening: 18
    case .night: 20
    }
  }

  /// The hours, from 1 to 11, that are meant after noon.
  var afternoonHours: ClosedRange<Int> {
    switch self {
    case .morning: 0...0
    case .afternoon: 1...8
    case .evening: 1...11
    case .night: 6...11
    }
  }

  /// Seconds past midnight of the hour, on a day that may be today: then no hour that is over, as long
  /// as an evening has one.
  func seconds(on day: Day?, _ context: InputContext) -> Int {
    guard self == .evening || self == .night, day == context.today else { return hour * 3_600 }
    let past = Day.wall(of: context.now, in: context.zone).second
    return min(max(hour, past / 3_600 + 1), 23) * 3_600
  }
}

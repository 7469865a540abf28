import Foundation

/// When an event takes place, in the three shapes that answers know.
enum EventWhen: Equatable, Sendable {
  /// Unix seconds and IANA zone names.
  case timespan(start: Int, end: Int, startZone: String?, endZone: String?)
  /// One whole day, `yyyy-MM-dd`.
  case date(String)
  /// Whole days, the last one included.
  case datespan(first: String, last: String)
}

extension EventWhen {
  /// The Unix seconds of the years 1 to 9999.
  ///
  /// Whatever is reckoned with times within them stays far from where numbers end.
  static let times = -62_135_596_800...253_402_300_799

  var json: JSON {
    switch self {
    case .timespan(let start, let end, let startZone, let endZone):
      var object: [String: JSON] = [
        "object": "timespan", "start_time": .int(start), "end_time": .int(end),
      ]
      if let startZone, let endZone {
        object["start_timezone"] = .string(startZone)
        object["end_timezone"] = .string(endZone)
      }
      return .object(object)
    case .date(let day): return ["object": "date", "date": .string(day)]
    case .datespan(let first, let last):
      return [
        "object": "datespan", "start_date": .string(first), "end_date": .string(last),
      ]
    }
  }

  /// First and one-past-last second; whole days are taken in the calendar's own zone.
  func interval(in zone: TimeZone) -> (start: Int, end: Int) {
    switch self {
    case .timespan(let start, let end, _, _): (start, end)
    case .date(let day): (CivilDay.start(of: day, in: zone), CivilDay.end(of: day, in: zone))
    case .datespan(let first, let last):
      (CivilDay.start(of: first, in: zone), CivilDay.end(of: last, in: zone))
    }
  }
}

/// Days written as `yyyy-MM-dd`.
enum CivilDay {
  /// The parts of a day that exists in the calendar; nil for anything else.
  static func components(_ text: String) -> DateComponents? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2],
      text.utf8.allSatisfy({ (48...57).contains($0) || $0 == 45 }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
      year > 0, (1...12).contains(month), (1...length(of: month, year)).contains(day)
    else { return nil }
    return DateComponents(year: year, month: month, day: day)
  }

  /// Unix second at which a day begins in a zone; 0 for text that is no day.
  static func start(of text: String, in zone: TimeZone, plusDays days: Int = 0) -> Int {
    guard var parts = components(text), let day = parts.day else { return 0 }
    parts.day = day + days
    let date = gregorian(zone).date(from: parts) ?? .distantPast
    return Int(date.timeIntervalSince1970)
  }

  /// Unix second at which the day after begins.
  static func end(of text: String, in zone: TimeZone) -> Int {
    start(of: text, in: zone, plusDays: 1)
  }

  /// The day that a moment falls on.
  static func text(_ date: Date, in zone: TimeZone) -> String {
    let parts = gregorian(zone).dateComponents([.year, .month, .day], from: date)
    return [(parts.year ?? 0, 4), (parts.month ?? 0, 2), (parts.day ?? 0, 2)]
      .map { number, width in
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
      }
      .joined(separator: "-")
  }

  static func gregorian(_ zone: TimeZone) -> Calendar {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    return calendar
  }

  private static func length(of month: Int, _ year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

import Foundation

/// How a series repeats: `patternedRecurrence`, checked and expanded.
///
/// Source: Microsoft Graph, resource types `recurrencePattern` and `recurrenceRange`.
struct GraphPattern: Equatable, Sendable {
  /// As it was sent, for answers.
  let json: JSON
  private let type: String
  private let interval: Int
  /// Sunday is 0.
  private let weekdays: Set<Int>
  private let firstWeekday: Int
  private let index: Int
  private let dayOfMonth: Int
  private let month: Int
  private let count: Int?
  private let firstDay: Int
  private let lastDay: Int?

  private static let days = [
    "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
  ]
  private static let indices = ["first", "second", "third", "fourth", "last"]

  /// Reads `recurrence`.
  ///
  /// - Throws: 400 that names the part.
  init(_ value: JSON) throws(GraphError) {
    guard let whole = value.object, let pattern = whole["pattern"]?.object,
      let range = whole["range"]?.object
    else { throw .invalid("recurrence needs a pattern and a range.") }
    func number(_ name: String, _ numbers: ClosedRange<Int>) throws(GraphError) -> Int {
      guard let number = pattern[name]?.int, numbers.contains(number) else {
        throw .invalid("\(name) of the recurrence pattern is missing or wrong.")
      }
      return number
    }
    json = value
    type = pattern["type"]?.string ?? ""
    interval = try number("interval", 1...999)
    let names = (pattern["daysOfWeek"]?.array ?? []).map { $0.string?.lowercased() ?? "" }
    let numbers = names.compactMap(Self.days.firstIndex)
    guard numbers.count == names.count else { throw .invalid("daysOfWeek") }
    weekdays = Set(numbers)
    let first = (pattern["firstDayOfWeek"]?.string ?? "sunday").lowercased()
    guard let firstWeekday = Self.days.firstIndex(of: first) else {
      throw .invalid("firstDayOfWeek")
    }
    self.firstWeekday = firstWeekday
    let name = pattern["index"]?.string ?? "first"
    guard let index = Self.indices.firstIndex(of: name) else { throw .invalid("index") }
    self.index = index
    let isWeekly = type == "weekly" || type.hasPrefix("relative")
    guard !isWeekly || !weekdays.isEmpty else { throw .invalid("daysOfWeek is required.") }
    dayOfMonth = type.hasPrefix("absolute") ? try number("dayOfMonth", 1...31) : 0
    month = type.hasSuffix("Yearly") ? try number("month", 1...12) : 0
    guard
      ["daily", "weekly", "absoluteMonthly", "relativeMonthly", "absoluteYearly", "relativeYearly"]
        .contains(type)
    else { throw .invalid("type of the recurrence pattern") }
    guard let start = range["startDate"]?.string, CivilDay.components(start) != nil else {
      throw .invalid("startDate")
    }
    firstDay = Self.number(of: start)
    switch range["type"]?.string {
    case "noEnd": (count, lastDay) = (nil, nil)
    case "numbered":
      guard let number = range["numberOfOccurrences"]?.int, number > 0 else {
        throw .invalid("numberOfOccurrences")
      }
      (count, lastDay) = (number, nil)
    case "endDate":
      guard let end = range["endDate"]?.string, CivilDay.components(end) != nil else {
        throw .invalid("endDate")
      }
      (count, lastDay) = (nil, Self.number(of: end))
    default: throw .invalid("type of the recurrence range")
    }
    if let zone = range["recurrenceTimeZone"]?.string, GraphZones.zone(zone) == nil {
      throw .invalid("recurrenceTimeZone", code: "TimeZoneNotSupportedException")
    }
  }

  /// The days of the series up to one, as `yyyy-MM-dd`; at most five years of them.
  func dates(through last: String) -> [String] {
    let end = min(lastDay ?? .max, Self.number(of: last), firstDay + 5 * 366)
    var found: [String] = []
    var day = firstDay
    while day <= end, found.count < count ?? .max {
      if matches(day) { found.append(Self.text(of: day)) }
      day += 1
    }
    return found
  }

  private func matches(_ day: Int) -> Bool {
    let (year, month, date, length) = Self.parts(of: day)
    let (firstYear, firstMonth, _, _) = Self.parts(of: firstDay)
    let months = (year - firstYear) * 12 + month - firstMonth
    switch type {
    case "daily": return (day - firstDay) % interval == 0
    case "weekly":
      return weekdays.contains(Self.weekday(day)) && (week(day) - week(firstDay)) % interval == 0
    case "absoluteMonthly":
      return months % interval == 0 && date == min(dayOfMonth, length)
    case "relativeMonthly":
      return months % interval == 0 && isNth(day, date, length)
    case "absoluteYearly":
      return (year - firstYear) % interval == 0 && month == self.month
        && date == min(dayOfMonth, length)
    default:
      return (year - firstYear) % interval == 0 && month == self.month
        && isNth(day, date, length)
    }
  }

  /// Whether a day is the one that `index` says of those of its month that fit.
  private func isNth(_ day: Int, _ date: Int, _ length: Int) -> Bool {
    let fitting = (1...length).filter { weekdays.contains(Self.weekday(day - date + $0)) }
    guard !fitting.isEmpty else { return false }
    let chosen = index == 4 ? fitting.last : fitting.dropFirst(index).first
    return chosen == date
  }

  private func week(_ day: Int) -> Int {
    let offset = (Self.weekday(day) - firstWeekday + 7) % 7
    return (day - offset + 7) / 7
  }

  private static func weekday(_ day: Int) -> Int { ((day + 4) % 7 + 7) % 7 }

  private static func number(of text: String) -> Int { CivilDay.start(of: text, in: .gmt) / 86_400 }

  private static func text(of day: Int) -> String {
    CivilDay.text(Date(timeIntervalSince1970: TimeInterval(day * 86_400)), in: .gmt)
  }

  private static func parts(of day: Int) -> (year: Int, month: Int, date: Int, length: Int) {
    let calendar = CivilDay.gregorian(.gmt)
    let moment = Date(timeIntervalSince1970: TimeInterval(day * 86_400))
    let parts = calendar.dateComponents([.year, .month, .day], from: moment)
    let length = calendar.range(of: .day, in: .month, for: moment)?.count ?? 31
    return (parts.year ?? 0, parts.month ?? 0, parts.day ?? 0, length)
  }
}

package import Foundation
private import ICalendar

/// A day of the proleptic Gregorian calendar, without a time or a time zone.
package struct Day: Hashable, Sendable, Strideable, Codable, CustomStringConvertible {
  /// Days since 1970-01-01; negative before it.
  package let daysSinceEpoch: Int

  /// The days there are, 0001-01-01 to 9999-12-31: those that `yyyy-MM-dd` can write.
  private static let known = -719_162...2_932_896

  /// Makes the day that lies `daysSinceEpoch` days after 1970-01-01, or the nearest there is.
  package init(daysSinceEpoch: Int) {
    self.daysSinceEpoch = min(max(daysSinceEpoch, Self.known.lowerBound), Self.known.upperBound)
  }

  /// Makes a day from its parts; `nil` when there is no such day.
  ///
  /// - Parameters:
  ///   - year: The year, 1 to 9999.
  ///   - month: The month, 1 to 12.
  ///   - day: The day of the month, 1 to 31.
  package init?(year: Int, month: Int, day: Int) {
    guard let days = CivilDay.day(year: year, month: month, day: day) else { return nil }
    self.init(daysSinceEpoch: days)
  }

  /// Makes a day from `yyyy-MM-dd`, or `nil` when the text is not exactly that.
  package init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2,
      parts[2].utf8.count == 2,
      parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// The day on which an instant falls in a time zone; the nearest there is for a broken instant.
  package init(_ date: Date, in zone: TimeZone) { self = Self.wall(of: date, in: zone).day }

  /// What a wall clock in a time zone shows at an instant.
  ///
  /// That is not how long the day has lasted, where the clocks change in between.
  ///
  /// - Parameters:
  ///   - date: The instant.
  ///   - zone: The zone of the wall clock.
  /// - Returns: The day, and the whole seconds past its midnight, 0 to 86,399; for an instant outside
  ///   the days there are, the first or the last second of them.
  package static func wall(of date: Date, in zone: TimeZone) -> (day: Day, second: Int) {
    let seconds = date.timeIntervalSince1970
    // Services have sent times of which an Int cannot be made.
    let span = Double(known.lowerBound) * 86_400..<Double(known.upperBound + 1) * 86_400
    guard span.contains(seconds) else {
      return seconds > 0
        ? (Day(daysSinceEpoch: .max), 86_399) : (Day(daysSinceEpoch: .min), 0)
    }
    let local = Int(seconds.rounded(.down)) + zone.secondsFromGMT(for: date)
    let day = Day(daysSinceEpoch: (local >= 0 ? local : local - 86_399) / 86_400)
    // The offset may lead beyond the first or the last day.
    return (day, min(max(local - day.daysSinceEpoch * 86_400, 0), 86_399))
  }

  /// Year, month and day of the month.
  package var parts: (year: Int, month: Int, day: Int) { CivilDay.date(of: daysSinceEpoch) }

  /// The day of the week, 1 for Monday to 7 for Sunday (ISO 8601).
  package var weekday: Int { CivilDay.weekday(of: daysSinceEpoch) }

  /// The day as `yyyy-MM-dd`.
  package var description: String {
    let (year, month, day) = parts
    return Self.padded(year, 4) + "-" + Self.padded(month, 2) + "-" + Self.padded(day, 2)
  }

  /// The number of days to another day, negative when it is before this one.
  package func distance(to other: Day) -> Int { other.daysSinceEpoch - daysSinceEpoch }

  /// The day `days` days later, or the nearest there is.
  package func advanced(by days: Int) -> Day {
    let (sum, overflows) = daysSinceEpoch.addingReportingOverflow(days)
    return Day(daysSinceEpoch: overflows ? (days > 0 ? .max : .min) : sum)
  }

  /// The first instant of the day in a time zone: midnight, or the end of the gap when the clocks
  /// go forward over midnight.
  package func start(in zone: TimeZone) -> Date { time(secondsFromMidnight: 0, in: zone) }

  /// The instant at which a wall clock in a time zone shows a time of this day.
  ///
  /// A time that the clocks skip is moved forward by the length of the gap; of one that they show
  /// twice, the first is taken.
  ///
  /// - Parameters:
  ///   - secondsFromMidnight: Seconds that the wall clock shows past midnight, 0 to 86,399.
  ///   - zone: The zone of the wall clock.
  /// - Returns: The instant.
  package func time(secondsFromMidnight: Int, in zone: TimeZone) -> Date {
    let wall = Double(daysSinceEpoch * 86_400 + secondsFromMidnight)
    // The offset in force a day earlier and a day later bracket any change in between.
    let before = zone.secondsFromGMT(for: Date(timeIntervalSince1970: wall - 86_400))
    let after = zone.secondsFromGMT(for: Date(timeIntervalSince1970: wall + 86_400))
    for offset in [before, after] {
      let candidate = Date(timeIntervalSince1970: wall - Double(offset))
      if zone.secondsFromGMT(for: candidate) == offset { return candidate }
    }
    return Date(timeIntervalSince1970: wall - Double(before))
  }

  /// Whether a day is before another.
  package static func < (a: Day, b: Day) -> Bool { a.daysSinceEpoch < b.daysSinceEpoch }

  /// The number of days of a month.
  package static func length(ofMonth month: Int, year: Int) -> Int {
    CivilDay.length(of: month, in: year)
  }

  /// Reads `yyyy-MM-dd`.
  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let day = Day(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "\"\(text)\" is not a day")
      )
    }
    self = day
  }

  /// Writes `yyyy-MM-dd`.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

import CalendarCore
import Foundation

/// Times as services write them.
///
/// RFC 3339, wall clocks without an offset, seconds since 1970, and the dates of HTTP. All are whole
/// seconds; fractions are cut off.
enum Timestamp {
  /// Reads a moment of RFC 3339.
  ///
  /// - Parameters:
  ///   - text: `2026-11-25T10:30:00+01:00`, with `Z`, with fractions, or without an offset.
  ///   - zone: Where its clock hangs when it has no offset; `nil` when it must have one.
  /// - Returns: The moment.
  static func date(_ text: String, in zone: TimeZone? = nil) -> Date? {
    guard let (day, seconds, suffix) = parts(text) else { return nil }
    if suffix.isEmpty { return zone.map { day.time(secondsFromMidnight: seconds, in: $0) } }
    guard let offset = offset(suffix) else { return nil }
    return Date(timeIntervalSince1970: Double(day.daysSinceEpoch * 86_400 + seconds - offset))
  }

  /// Reads what a wall clock shows: `2026-11-25T09:30:00.0000000`; an offset counts for nothing.
  static func wallClock(_ text: String) -> (day: Day, seconds: Int)? {
    guard let (day, seconds, _) = parts(text) else { return nil }
    // A leap second is the last second of its day, as clocks without it show it.
    return (day, min(seconds, 86_399))
  }

  /// Writes what a wall clock shows: `2026-11-25T09:30:00`.
  ///
  /// - Parameters:
  ///   - day: The day.
  ///   - seconds: Seconds since its midnight, below 86,400.
  /// - Returns: The text.
  static func wallClock(_ day: Day, _ seconds: Int) -> String {
    let clock = [seconds / 3_600, seconds / 60 % 60, seconds % 60]
    return "\(day)T" + clock.map { ($0 < 10 ? "0" : "") + "\($0)" }.joined(separator: ":")
  }

  /// Writes a moment in UTC: `2026-11-25T09:30:00Z`.
  static func text(_ date: Date) -> String {
    let (day, second) = Day.wall(of: date, in: .gmt)
    return wallClock(day, second) + "Z"
  }

  /// A moment as whole seconds since 1970, within the years 1 to 9999.
  static func seconds(_ date: Date) -> Int {
    let seconds = date.timeIntervalSince1970
    guard seconds.isFinite else { return 0 }
    return Int(min(max(seconds, -62_135_596_800), 253_402_300_799).rounded(.down))
  }

  /// A moment of seconds since 1970; `nil` outside the years 1 to 9999.
  static func date(seconds: Double) -> Date? {
    guard seconds.isFinite, (-62_135_596_800..<253_402_300_800).contains(seconds) else {
      return nil
    }
    return Date(timeIntervalSince1970: seconds.rounded(.down))
  }

  /// Reads an IMF-fixdate: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7), or a date of
  /// RFC 3339, which some services write in its place.
  static func httpDate(_ text: String) -> Date? {
    if text.first?.isNumber == true { return date(text) }
    let parts = text.split(separator: " ")
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    guard parts.count == 6, parts[5] == "GMT", let number = Int(parts[1]),
      let month = months.firstIndex(of: String(parts[2])), let year = Int(parts[3]),
      let day = Day(year: year, month: month + 1, day: number), let clock = clock(parts[4])
    else { return nil }
    return Date(timeIntervalSince1970: Double(day.daysSinceEpoch * 86_400 + clock))
  }

  /// Reads the header `Retry-After`: seconds, or a date (RFC 9110, section 10.2.3).
  ///
  /// - Returns: How long to wait from `now` on, at most a day; `nil` when the text says nothing.
  static func wait(_ text: String, now: Date) -> Duration? {
    let trimmed = text.trimmingCharacters(in: .whitespaces)
    if let seconds = Int64(trimmed) { return seconds < 0 ? nil : .seconds(min(seconds, 86_400)) }
    guard let date = httpDate(trimmed) else { return nil }
    return .seconds(max(0, min(date.timeIntervalSince(now), 86_400)))
  }

  /// Day and clock of a text, and what stands behind the clock.
  private static func parts(_ text: String) -> (day: Day, seconds: Int, suffix: Substring)? {
    let rest = text.dropFirst(10)
    guard let day = Day(String(text.prefix(10))), let mark = rest.first, "Tt ".contains(mark)
    else { return nil }
    let digits = rest.dropFirst().prefix {
      $0.isASCII && ($0.isNumber || $0 == ":" || $0 == ".")
    }
    let whole = digits.prefix { $0 != "." }
    guard let seconds = clock(whole) else { return nil }
    return (day, seconds, rest.dropFirst(1 + digits.count))
  }

  /// Seconds of `09:30:00`; there may be a leap second.
  private static func clock(_ text: Substring) -> Int? {
    let parts = text.split(separator: ":").map { Int($0) }
    guard parts.count == 3, let hour = parts[0], let minute = parts[1], let second = parts[2],
      0...23 ~= hour, 0...59 ~= minute, 0...60 ~= second
    else { return nil }
    return hour * 3_600 + minute * 60 + second
  }

  private static func offset(_ text: Substring) -> Int? {
    if text == "Z" || text == "z" { return 0 }
    let digits = text.dropFirst().filter { $0 != ":" }
    guard let sign = text.first, "+-".contains(sign), digits.count == 4,
      let number = Int(digits), number >= 0
    else { return nil }
    return (number / 100 * 3_600 + number % 100 * 60) * (sign == "-" ? -1 : 1)
  }
}

import ConferencingCore
import Foundation

/// The header `Retry-After`: seconds, or a date (RFC 9110, section 10.2.3), which Zoom writes as
/// ISO 8601.
enum RetryAfter {
  /// How long to wait, seen from `now`; `nil` when the text says nothing that can be read.
  static func duration(_ text: String, now: Date) -> Duration? {
    let trimmed = text.trimmingCharacters(in: .whitespaces)
    if let seconds = Int64(trimmed) {
      return seconds < 0 ? nil : .seconds(min(seconds, 86_400))
    }
    guard let date = date(trimmed) else { return nil }
    return .seconds(max(0, min(date.timeIntervalSince(now), 86_400)))
  }

  /// Reads an IMF-fixdate: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7), or a date of
  /// ISO 8601: `1994-11-06T08:49:37Z`.
  static func date(_ text: String) -> Date? {
    if text.first?.isNumber == true { return isoDate(text) }
    let parts = text.split(separator: " ")
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    guard parts.count == 6, parts[5] == "GMT", let number = Int(parts[1]),
      let month = months.firstIndex(of: String(parts[2])), let year = Int(parts[3]),
      let day = Day(year: year, month: month + 1, day: number)
    else { return nil }
    let clock = parts[4].split(separator: ":").compactMap { Int($0) }
    guard clock.count == 3, (0...23).contains(clock[0]), (0...59).contains(clock[1]),
      (0...60).contains(clock[2])
    else { return nil }
    let seconds = day.daysSinceEpoch * 86_400 + clock[0] * 3600 + clock[1] * 60 + clock[2]
    return Date(timeIntervalSince1970: Double(seconds))
  }

  private static func isoDate(_ text: String) -> Date? {
    // A fraction of a second is no matter here.
    let whole = text.replacing(/\.\d+/, with: "")
    return try? Date(whole, strategy: .iso8601)
  }
}

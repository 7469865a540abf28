import Foundation

/// Moments as Zoom writes and reads them: `2026-11-25T09:30:00Z`.
enum ZoomTime {
  static func text(_ second: Int) -> String {
    let day = CivilDay.text(Date(timeIntervalSince1970: TimeInterval(second)), in: .gmt)
    let rest = ((second % 86_400) + 86_400) % 86_400
    let clock = [rest / 3600, rest / 60 % 60, rest % 60].map { ($0 < 10 ? "0" : "") + String($0) }
    return "\(day)T\(clock.joined(separator: ":"))Z"
  }

  /// The Unix second of a text, which without `Z` is of a wall clock in a zone; `nil` when it is in
  /// no form that Zoom takes.
  static func second(_ text: String, in zone: TimeZone) -> Int? {
    let isUTC = text.hasSuffix("Z")
    let parts = (isUTC ? text.dropLast() : text[...])
      .split(separator: "T", omittingEmptySubsequences: false)
    guard parts.count == 2, var date = CivilDay.components(String(parts[0])) else { return nil }
    let clock = parts[1].split(separator: ":", omittingEmptySubsequences: false)
    guard clock.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (48...57).contains($0) } })
    else { return nil }
    let numbers = clock.compactMap { Int($0) }
    guard numbers.count == 3, numbers[0] < 24, numbers[1] < 60, numbers[2] < 60 else { return nil }
    (date.hour, date.minute, date.second) = (numbers[0], numbers[1], numbers[2])
    return CivilDay.gregorian(isUTC ? .gmt : zone).date(from: date)
      .map { Int($0.timeIntervalSince1970) }
  }
}

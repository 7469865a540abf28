import ConferencingCore
import Foundation

/// Moments as RFC 3339 writes them.
enum GoogleTimestamp {
  /// Reads a moment.
  ///
  /// - Parameters:
  ///   - text: `2026-11-25T10:30:00+01:00`, with `Z`, with fractions, or without an offset.
  ///   - zone: Where its clock hangs when it has no offset.
  /// - Returns: The moment, in whole seconds.
  static func date(_ text: String, in zone: TimeZone) -> Date? {
    guard let day = Day(String(text.prefix(10))) else { return nil }
    let rest = text.dropFirst(10)
    guard let mark = rest.first, "Tt ".contains(mark) else { return nil }
    let clock = rest.dropFirst().prefix { $0.isASCII && ($0.isNumber || $0 == ":" || $0 == ".") }
    let parts = clock.split(separator: ":").map { Int($0.prefix(2)) }
    guard parts.count == 3, let hour = parts[0], let minute = parts[1], let second = parts[2],
      0...23 ~= hour, 0...59 ~= minute, 0...60 ~= second
    else { return nil }
    let seconds = hour * 3_600 + minute * 60 + second
    let suffix = rest.dropFirst(1 + clock.count)
    if suffix.isEmpty { return day.time(secondsFromMidnight: seconds, in: zone) }
    guard let offset = offset(suffix) else { return nil }
    let total = day.daysSinceEpoch * 86_400 + seconds - offset
    return Date(timeIntervalSince1970: Double(total))
  }

  private static func offset(_ text: Substring) -> Int? {
    if text == "Z" || text == "z" { return 0 }
    let digits = text.dropFirst().filter { $0 != ":" }
    guard let sign = text.first, "+-".contains(sign), digits.count == 4,
      let number = Int(digits), number >= 0
    else { return nil }
    return (number / 100 * 3_600 + number % 100 * 60) * (sign == "-" ? -1 : 1)
  }

  /// Writes a moment in UTC.
  static func text(_ date: Date) -> String {
    let seconds = NylasLimits.seconds(date)
    let rest = ((seconds % 86_400) + 86_400) % 86_400
    let day = Day(daysSinceEpoch: (seconds - rest) / 86_400)
    let clock = [rest / 3_600, rest / 60 % 60, rest % 60].map { ($0 < 10 ? "0" : "") + "\($0)" }
    return "\(day)T\(clock.joined(separator: ":"))Z"
  }
}

/// `start`, `end` or `originalStartTime` as Google sends it.
struct GoogleMoment: Decodable, Sendable {
  let date: Date?
  let day: Day?
  let zone: String?

  private enum CodingKeys: String, CodingKey { case date, dateTime, timeZone }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let zone = container.text(.timeZone).flatMap(WindowsZones.iana)
    self.zone = zone
    date = container.text(.dateTime).flatMap { text in
      GoogleTimestamp.date(text, in: zone.flatMap { TimeZone(identifier: $0) } ?? .gmt)
    }
    day = container.text(.date).flatMap { Day(String($0.prefix(10))) }
  }

  /// The time from one moment to another; `nil` when there is none that can be read.
  static func time(from start: GoogleMoment?, to end: GoogleMoment?) -> EventTime? {
    if let first = start?.date {
      // An end before the start happens in old imports: such an event has no length.
      return .timed(
        start: first,
        end: max(first, end?.date ?? first),
        zone: start?.zone ?? end?.zone
      )
    }
    guard let first = start?.day else { return nil }
    // The end of whole days is the day after the last one.
    return .allDay(first: first, last: max(first, end?.day?.advanced(by: -1) ?? first))
  }
}

/// `start` or `end` as Google takes it.
struct GoogleMomentRequest: Encodable, Sendable {
  private enum Moment {
    case instant(Date, zone: String?)
    case day(Day)
  }

  private let moment: Moment
  /// Whether the members of the other kind are taken off: a patch merges members, and an event that
  /// has both a day and a moment is refused.
  private let clears: Bool

  private enum CodingKeys: String, CodingKey { case date, dateTime, timeZone }

  /// Start and end of a time.
  ///
  /// - Parameters:
  ///   - time: The time.
  ///   - endZone: The zone of its end, where that is another than that of its start.
  ///   - needsZone: Whether a zone must be named, as for a series.
  ///   - isPatch: Whether it is merged into what is there.
  /// - Returns: Both.
  static func both(
    _ time: EventTime,
    endZone: String? = nil,
    needsZone: Bool = false,
    isPatch: Bool
  ) -> (start: GoogleMomentRequest, end: GoogleMomentRequest) {
    switch time {
    case .timed(let start, let end, let named):
      let zone = named.flatMap(WindowsZones.iana) ?? (needsZone ? "UTC" : nil)
      let other = endZone.flatMap(WindowsZones.iana)
      return (
        GoogleMomentRequest(moment: .instant(start, zone: zone), clears: isPatch),
        GoogleMomentRequest(
          moment: .instant(max(start, end), zone: zone.map { other ?? $0 }),
          clears: isPatch
        )
      )
    case .allDay(let first, let last):
      return (
        GoogleMomentRequest(moment: .day(first), clears: isPatch),
        GoogleMomentRequest(moment: .day(max(first, last).advanced(by: 1)), clears: isPatch)
      )
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch moment {
    case .instant(let date, let zone):
      try container.encode(GoogleTimestamp.text(date), forKey: .dateTime)
      try container.encodeIfPresent(zone, forKey: .timeZone)
      if clears { try container.encodeNil(forKey: .date) }
    case .day(let day):
      try container.encode(day, forKey: .date)
      if clears {
        try container.encodeNil(forKey: .dateTime)
        try container.encodeNil(forKey: .timeZone)
      }
    }
  }
}

import Foundation

/// `start` or `end` of an event at Google: a moment or a day.
enum GoogleMoment: Equatable, Sendable {
  /// Unix seconds, and the zone that was named.
  case instant(Int, zone: String?)
  /// A whole day, `yyyy-MM-dd`; as an end the day after the last one.
  case day(String)

  /// Reads an `EventDateTime`.
  ///
  /// - Throws: 400 when it is neither, or both.
  init(_ value: JSON, zone: TimeZone) throws(GoogleError) {
    guard let object = value.object else { throw .invalid("Invalid start or end time.") }
    let named = object["timeZone"]?.string
    if let named, TimeZone(identifier: named) == nil {
      throw .invalid("Invalid time zone definition.")
    }
    switch (object["dateTime"]?.string, object["date"]?.string) {
    case (let text?, nil):
      guard let seconds = RFC3339.seconds(text, zone: named.flatMap { TimeZone(identifier: $0) })
      else {
        throw .invalid("Invalid value for: dateTime")
      }
      self = .instant(seconds, zone: named)
    case (nil, let text?):
      guard CivilDay.components(text) != nil else { throw .invalid("Invalid value for: date") }
      self = .day(text)
    default: throw .invalid("Invalid start time.")
    }
  }

  var isDay: Bool {
    if case .day = self { true } else { false }
  }

  var zoneName: String? {
    if case .instant(_, let zone) = self { zone } else { nil }
  }

  /// The second at which it begins; days in the zone of the calendar.
  func seconds(in zone: TimeZone) -> Int {
    switch self {
    case .instant(let seconds, _): seconds
    case .day(let day): CivilDay.start(of: day, in: zone)
    }
  }

  /// As answers show it: moments with the offset of the calendar's zone.
  func json(in zone: TimeZone) -> JSON {
    switch self {
    case .instant(let seconds, let name):
      var object: [String: JSON] = ["dateTime": .string(RFC3339.text(seconds, in: zone))]
      if let name { object["timeZone"] = .string(name) }
      return .object(object)
    case .day(let day): return ["date": .string(day)]
    }
  }

  /// The same kind of moment, so many seconds later; days are moved by whole ones.
  func moved(by seconds: Int, in zone: TimeZone) -> GoogleMoment {
    switch self {
    case .instant(let start, let name): return .instant(start + seconds, zone: name)
    case .day(let day):
      // Midday keeps clear of the hours that clock changes add and take.
      let noon = CivilDay.start(of: day, in: zone) + seconds + 43_200
      return .day(CivilDay.text(Date(timeIntervalSince1970: TimeInterval(noon)), in: zone))
    }
  }
}

/// Moments as RFC 3339 writes them.
enum RFC3339 {
  /// Reads a moment.
  ///
  /// - Parameters:
  ///   - text: `2026-11-25T10:30:00+01:00`, with `Z`, with fractions, or without an offset.
  ///   - zone: Where its clock hangs when it has no offset; without it such a text is none.
  /// - Returns: Unix seconds.
  static func seconds(_ text: String, zone: TimeZone?) -> Int? {
    let parts = text.split(separator: "T", maxSplits: 1).map(String.init)
    guard parts.count == 2, var day = CivilDay.components(parts[0]) else { return nil }
    let clock = parts[1].prefix { $0.isNumber || $0 == ":" || $0 == "." }
    let rest = parts[1].dropFirst(clock.count)
    let numbers = clock.split(separator: ":").map { Double($0) }
    guard numbers.count == 3, let hour = numbers[0], let minute = numbers[1],
      let second = numbers[2], hour < 24, minute < 60, second < 61
    else { return nil }
    day.hour = Int(hour)
    day.minute = Int(minute)
    day.second = Int(second)
    if rest.isEmpty, zone == nil { return nil }
    guard let offset = rest.isEmpty ? 0 : offset(rest) else { return nil }
    let place = rest.isEmpty ? zone ?? .gmt : .gmt
    guard let date = CivilDay.gregorian(place).date(from: day) else { return nil }
    return Int(date.timeIntervalSince1970) - offset
  }

  private static func offset(_ text: Substring) -> Int? {
    if text == "Z" || text == "z" { return 0 }
    let digits = text.dropFirst().split(separator: ":").map { Int($0) }
    guard let sign = text.first, "+-".contains(sign), digits.count == 2, let hours = digits[0],
      let minutes = digits[1]
    else { return nil }
    return (hours * 3_600 + minutes * 60) * (sign == "-" ? -1 : 1)
  }

  /// Writes a moment with the offset of a zone.
  static func text(_ seconds: Int, in zone: TimeZone) -> String {
    let date = Date(timeIntervalSince1970: TimeInterval(seconds))
    let offset = zone.secondsFromGMT(for: date)
    let local = ((seconds + offset) % 86_400 + 86_400) % 86_400
    let clock = [local / 3_600, local / 60 % 60, local % 60].map(padded).joined(separator: ":")
    let day = CivilDay.text(date, in: zone)
    if offset == 0 { return "\(day)T\(clock)Z" }
    let size = abs(offset) / 60
    return "\(day)T\(clock)\(offset < 0 ? "-" : "+")\(padded(size / 60)):\(padded(size % 60))"
  }

  private static func padded(_ number: Int) -> String { (number < 10 ? "0" : "") + "\(number)" }
}

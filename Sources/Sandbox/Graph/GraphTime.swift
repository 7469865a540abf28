import Foundation

/// Times as Graph writes them: wall clock with seven decimals beside the name of a zone.
///
/// Source: Microsoft Graph, resource type `dateTimeTimeZone`.
enum GraphTime {
  /// `{"dateTime", "timeZone"}` of a moment.
  static func json(_ moment: Int, _ preferences: GraphPreferences) -> JSON {
    [
      "dateTime": .string(wall(moment, in: preferences.zone) + ".0000000"),
      "timeZone": .string(preferences.zoneName),
    ]
  }

  /// `{"dateTime", "timeZone"}` of midnight on a day; whole days do not move with zones.
  static func json(day moment: Int, _ preferences: GraphPreferences) -> JSON {
    [
      "dateTime": .string(wall(moment, in: .gmt) + ".0000000"),
      "timeZone": .string(preferences.zoneName),
    ]
  }

  /// `2026-11-25T09:30:00.0000000Z`.
  static func stamp(_ moment: Int) -> String { wall(moment, in: .gmt) + ".0000000Z" }

  /// `2026-11-25T09:30:00` as a clock in the zone shows it.
  static func wall(_ moment: Int, in zone: TimeZone) -> String {
    let date = Date(timeIntervalSince1970: TimeInterval(moment))
    let local = moment + zone.secondsFromGMT(for: date)
    let seconds = ((local % 86_400) + 86_400) % 86_400
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60]
    return CivilDay.text(date, in: zone) + "T"
      + clock.map { ($0 < 10 ? "0" : "") + String($0) }.joined(separator: ":")
  }

  /// The moment at which a clock in a zone shows `2026-11-25T09:30:00`, decimals allowed.
  static func moment(wall text: String, in zone: TimeZone) -> Int? {
    let whole = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard whole.count < 2 || (whole[1].count <= 7 && whole[1].allSatisfy(\.isNumber)) else {
      return nil
    }
    let parts = whole[0].split(separator: "T", maxSplits: 1).map(String.init)
    guard parts.count == 2, var day = CivilDay.components(parts[0]) else { return nil }
    let clock = parts[1].split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard clock.count == 3, let hour = clock[0], let minute = clock[1], let second = clock[2],
      (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second)
    else { return nil }
    (day.hour, day.minute, day.second) = (hour, minute, second)
    let date = CivilDay.gregorian(zone).date(from: day)
    return date.map { Int($0.timeIntervalSince1970) }
  }

  /// Reads a moment with an offset, such as a query holds it: `2026-11-25T09:30:00Z`; without one
  /// it is UTC.
  static func moment(_ text: String) -> Int? {
    if text.hasSuffix("Z") { return moment(wall: String(text.dropLast()), in: .gmt) }
    guard let sign = text.lastIndex(where: { $0 == "+" || $0 == "-" }),
      text.distance(from: text.startIndex, to: sign) > 10
    else { return moment(wall: text, in: .gmt) }
    let numbers = text[text.index(after: sign)...].split(separator: ":").map { Int($0) }
    guard numbers.count == 2, let hours = numbers[0], let minutes = numbers[1],
      let wall = moment(wall: String(text[..<sign]), in: .gmt)
    else { return nil }
    let offset = hours * 3600 + minutes * 60
    return text[sign] == "+" ? wall - offset : wall + offset
  }
}

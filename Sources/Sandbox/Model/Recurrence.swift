import Foundation

/// The occurrences of a series, for the rules that calendar programs commonly write.
///
/// The rule is taken apart here and expanded by Foundation; parts beyond this are refused, so that
/// the sandbox never shows a series at wrong times.
enum Recurrence {
  /// How far a series without an end is laid out, in days and in occurrences.
  static let horizonDays = 366
  static let most = 400
  /// The largest number that a rule may hold: ten thousand days are beyond the horizon.
  private static let largest = 10_000

  /// Checks the lines of `recurrence`.
  ///
  /// - Throws: 400 that names the line.
  static func check(_ lines: [String], zone: TimeZone) throws(APIError) {
    for line in lines {
      let isKnown = ["RRULE:", "EXDATE", "RDATE"].contains { line.hasPrefix($0) }
      guard isKnown, !line.contains("DTSTART"), !line.contains("TZID") else {
        throw .invalid("\"recurrence\" does not take \"\(line)\".")
      }
      if line.hasPrefix("RRULE:"), rule(line, zone: zone) == nil {
        throw .invalid("The recurrence rule \"\(line)\" is not valid.")
      }
    }
  }

  /// Start times of the series' occurrences, Unix seconds, the first one included.
  static func starts(_ lines: [String], from first: Int, zone: TimeZone) -> [Int] {
    guard let line = lines.first(where: { $0.hasPrefix("RRULE:") }),
      let rule = rule(line, zone: zone)
    else { return [first] }
    let start = Date(timeIntervalSince1970: TimeInterval(first))
    let horizon = start.addingTimeInterval(TimeInterval(horizonDays * 86_400))
    let skipped = Set(lines.filter { $0.hasPrefix("EXDATE") }.flatMap { exceptions($0, zone) })
    let dates = rule.recurrences(of: start, in: start..<horizon).prefix(most)
    return dates.map { Int($0.timeIntervalSince1970) }.filter { !skipped.contains($0) }
  }

  /// RFC 5545 section 3.3.10, as far as Foundation expands it.
  private static func rule(_ line: String, zone: TimeZone) -> Calendar.RecurrenceRule? {
    var parts: [String: String] = [:]
    for part in line.dropFirst("RRULE:".count).split(separator: ";") {
      let pair = part.split(separator: "=", maxSplits: 1)
      guard pair.count == 2 else { return nil }
      parts[pair[0].uppercased()] = String(pair[1])
    }
    let frequencies: [String: Calendar.RecurrenceRule.Frequency] = [
      "DAILY": .daily, "WEEKLY": .weekly, "MONTHLY": .monthly, "YEARLY": .yearly,
    ]
    let known: Set = ["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "WKST"]
    guard let frequency = parts["FREQ"].flatMap({ frequencies[$0.uppercased()] }),
      Set(parts.keys).isSubset(of: known)
    else { return nil }
    // RFC 5545, section 3.3.10: a rule has one end at most.
    guard parts["COUNT"] == nil || parts["UNTIL"] == nil else { return nil }
    var rule = Calendar.RecurrenceRule(calendar: CivilDay.gregorian(zone), frequency: frequency)
    if let text = parts["INTERVAL"] {
      guard let interval = Int(text), (1...largest).contains(interval) else { return nil }
      rule.interval = interval
    }
    if let text = parts["COUNT"] {
      guard let count = Int(text), (1...largest).contains(count) else { return nil }
      rule.end = .afterOccurrences(count)
    } else if let text = parts["UNTIL"] {
      guard let until = moment(text, zone, atEndOfDay: true) else { return nil }
      rule.end = .afterDate(until)
    }
    if let text = parts["BYDAY"] {
      let days = text.split(separator: ",").map(weekday)
      guard days.allSatisfy({ $0 != nil }) else { return nil }
      rule.weekdays = days.compactMap(\.self)
    }
    if let text = parts["BYMONTHDAY"] {
      let days = text.split(separator: ",").map { Int($0) }
      guard days.allSatisfy({ $0.map { $0 != 0 && (-31...31).contains($0) } ?? false }) else {
        return nil
      }
      rule.daysOfTheMonth = days.compactMap(\.self)
    }
    return rule
  }

  private static func weekday(_ text: Substring) -> Calendar.RecurrenceRule.Weekday? {
    let names: [Substring: Locale.Weekday] = [
      "MO": .monday, "TU": .tuesday, "WE": .wednesday, "TH": .thursday, "FR": .friday,
      "SA": .saturday, "SU": .sunday,
    ]
    guard let day = names[text.suffix(2)] else { return nil }
    let number = text.dropLast(2)
    if number.isEmpty { return .every(day) }
    guard let nth = Int(number), nth != 0, (-53...53).contains(nth) else { return nil }
    return .nth(nth, day)
  }

  private static func exceptions(_ line: String, _ zone: TimeZone) -> [Int] {
    guard let colon = line.firstIndex(of: ":") else { return [] }
    return line[line.index(after: colon)...].split(separator: ",")
      .compactMap { moment(String($0), zone, atEndOfDay: false) }
      .map { Int($0.timeIntervalSince1970) }
  }

  /// `20261201`, `20261201T090000` in the zone, or `20261201T090000Z`.
  private static func moment(_ text: String, _ zone: TimeZone, atEndOfDay: Bool) -> Date? {
    let digits = text.filter(\.isNumber)
    guard digits.count == 8 || digits.count == 14, digits.utf8.count == digits.count else {
      return nil
    }
    let numbers = Array(digits)
    func number(_ from: Int, _ count: Int) -> Int? { Int(String(numbers[from..<(from + count)])) }
    var parts = DateComponents(year: number(0, 4), month: number(4, 2), day: number(6, 2))
    if numbers.count == 14 {
      (parts.hour, parts.minute, parts.second) = (number(8, 2), number(10, 2), number(12, 2))
    } else if atEndOfDay {
      (parts.hour, parts.minute, parts.second) = (23, 59, 59)
    }
    return CivilDay.gregorian(text.hasSuffix("Z") ? .gmt : zone).date(from: parts)
  }
}

import Foundation

/// The lines of a recurrence as text that can be changed, part by part, and otherwise stays as it is.
///
/// Source: RFC 5545, sections 3.3.10, 3.8.5.1 and 3.8.5.2.
struct SeriesLines {
  private(set) var lines: [String]
  /// The zone of the series, in which values without a zone of their own are.
  private let zone: TimeZone

  init(_ recurrence: Recurrence, zone: String?) {
    lines = recurrence.lines
    self.zone = zone.flatMap { TimeZone(identifier: $0) } ?? .gmt
  }

  var recurrence: Recurrence { Recurrence(lines: lines) }

  /// The rule lines alone: what COUNT counts.
  var rules: Recurrence { Recurrence(lines: lines.filter { name(of: $0) == "RRULE" }) }

  /// The dates that are added, alone; `nil` where there are none.
  var dates: Recurrence? {
    let dates = lines.filter { name(of: $0) == "RDATE" }
    return dates.isEmpty ? nil : Recurrence(lines: dates)
  }

  /// The COUNT of the rule, when it has one.
  var count: Int? { ruleParts.first { $0.name == "COUNT" }.flatMap { Int($0.value) } }

  // MARK: Dates

  /// The starts that are left out.
  var excluded: [OccurrenceKey.Start] { dates("EXDATE") }

  /// The starts that are added.
  var added: [OccurrenceKey.Start] { dates("RDATE") }

  /// Whether they give no other time than that of the first occurrence, by date alone.
  func isOnly(_ first: OccurrenceKey.Start) -> Bool {
    lines.allSatisfy { line in
      guard Self.isOfDates(line), let values = values(in: line) else { return false }
      return name(of: line) == "EXDATE"
        || values.allSatisfy { $0.start == first && $0.length == nil }
    }
  }

  /// Removes the rules.
  mutating func removeRules() { lines = lines.filter { name(of: $0) != "RRULE" } }

  /// Drops the dates before a start.
  mutating func drop(before start: OccurrenceKey.Start) {
    mapDates { date, _ in date < start ? nil : date }
  }

  /// Leaves out a start.
  mutating func exclude(_ start: OccurrenceKey.Start) {
    lines.append(Self.line("EXDATE", start))
  }

  /// Leaves out what other lines leave out, as they are written.
  mutating func exclude(asIn other: SeriesLines) {
    lines += other.lines.filter { name(of: $0) == "EXDATE" }
  }

  /// Maps the starts of EXDATE and RDATE; those mapped to `nil` are removed.
  ///
  /// A line whose values all stay is not written again; neither is one that cannot be read.
  mutating func mapDates(
    _ map: (_ start: OccurrenceKey.Start, _ isAdded: Bool) -> OccurrenceKey.Start?
  ) {
    lines = lines.flatMap { line -> [String] in
      let name = name(of: line)
      guard name == "EXDATE" || name == "RDATE", let values = values(in: line) else {
        return [line]
      }
      let mapped = values.map { map($0.start, name == "RDATE") }
      if mapped == values.map({ Optional($0.start) }) { return [line] }
      return zip(mapped, values).compactMap { start, value in
        start.map { Self.line(name, $0, length: value.length) }
      }
    }
  }

  /// Each rule as it is written, and each date by itself.
  var parts: Set<String> {
    Set(
      lines.flatMap { line -> [String] in
        // What time a value is that names no zone is not known here.
        guard Self.isOfDates(line), let values = values(in: line),
          line.contains("TZID=") || values.allSatisfy(\.isTold)
        else { return [line] }
        return values.map { "\(name(of: line)) \($0.start)" + ($0.length.map { "/" + $0 } ?? "") }
      }
    )
  }

  /// Whether a line lists dates that are left out or added.
  static func isOfDates(_ line: String) -> Bool {
    let name = line.prefix { $0 != ":" && $0 != ";" }.uppercased()
    return name == "EXDATE" || name == "RDATE"
  }

  private func dates(_ name: String) -> [OccurrenceKey.Start] {
    lines.filter { self.name(of: $0) == name }.flatMap { values(in: $0) ?? [] }.map(\.start)
  }

  private static func line(
    _ name: String,
    _ start: OccurrenceKey.Start,
    length: String? = nil
  ) -> String {
    if case .day = start { return "\(name);VALUE=DATE:\(start)" }
    if let length { return "\(name);VALUE=PERIOD:\(start)/\(length)" }
    return "\(name):\(start)"
  }

  private func name(of line: String) -> String {
    line.prefix { $0 != ":" && $0 != ";" }.uppercased()
  }

  /// A value of EXDATE or RDATE.
  private struct Value {
    var start: OccurrenceKey.Start
    /// How long it takes as a DURATION, of a PERIOD.
    var length: String?
    /// Whether its start is the same in all zones.
    var isTold: Bool
  }

  /// The values of a line of dates; `nil` when one cannot be read.
  private func values(in line: String) -> [Value]? {
    guard let colon = line.firstIndex(of: ":") else { return nil }
    let head = line[..<colon]
    let named = head.split(separator: ";").first { $0.uppercased().hasPrefix("TZID=") }
    let own = named.flatMap { TimeZone(identifier: String($0.dropFirst(5))) }
    if named != nil, own == nil { return nil }
    let texts = line[line.index(after: colon)...].split(separator: ",")
    let values = texts.compactMap { Self.value($0, in: own ?? zone) }
    return values.count == texts.count ? values : nil
  }

  private static func value(_ text: Substring, in zone: TimeZone) -> Value? {
    let pair = text.split(separator: "/", maxSplits: 1).map(String.init)
    guard let start = pair.first.flatMap({ Self.start($0, in: zone) }) else { return nil }
    let isDay = if case .day = start { true } else { false }
    var value = Value(start: start, isTold: isDay || pair[0].uppercased().hasSuffix("Z"))
    guard pair.count == 2 else { return value }
    if let end = Self.start(pair[1], in: zone) {
      let seconds = Int(end.instant.timeIntervalSince(start.instant))
      // One that ends before it starts is as long as the others, and no length can be negative.
      if seconds >= 0 { value.length = "PT\(seconds)S" }
    } else {
      value.length = pair[1].uppercased()
    }
    return value
  }

  /// Reads `20261201`, `20261201T090000` or `20261201T090000Z`.
  static func start(_ text: String, in zone: TimeZone) -> OccurrenceKey.Start? {
    let parts = text.uppercased().split(separator: "T", omittingEmptySubsequences: false)
    guard let date = parts.first, date.count == 8, let number = Int(date), number > 0,
      let day = Day(year: number / 10_000, month: number / 100 % 100, day: number % 100)
    else { return nil }
    guard parts.count == 2 else { return parts.count == 1 ? .day(day) : nil }
    let isUTC = parts[1].hasSuffix("Z")
    let digits = isUTC ? parts[1].dropLast() : parts[1]
    guard digits.count == 6, let time = Int(digits), time >= 0 else { return nil }
    let seconds = time / 10_000 * 3_600 + time / 100 % 100 * 60 + time % 100
    guard seconds < 86_400 else { return nil }
    return .moment(day.time(secondsFromMidnight: seconds, in: isUTC ? .gmt : zone))
  }

  // MARK: Parts of the rule

  private typealias Part = (name: String, value: String)

  private var ruleParts: [Part] {
    guard let rule = lines.first(where: { name(of: $0) == "RRULE" }) else { return [] }
    return rule.dropFirst("RRULE:".count).split(separator: ";").map { part in
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (pair[0].uppercased(), pair.count > 1 ? String(pair[1]) : "")
    }
  }

  private mutating func changeParts(_ change: (inout [Part]) throws -> Void) rethrows {
    lines = try lines.map { line in
      guard name(of: line) == "RRULE" else { return line }
      var parts = SeriesLines(Recurrence(lines: [line]), zone: nil).ruleParts
      try change(&parts)
      return "RRULE:" + parts.map { "\($0.name)=\($0.value)" }.joined(separator: ";")
    }
  }

  /// Ends the rules after so many occurrences.
  mutating func end(afterCount count: Int) {
    changeParts { parts in
      parts.removeAll { $0.name == "UNTIL" || $0.name == "COUNT" }
      parts.append(("COUNT", "\(count)"))
    }
  }

  /// Ends the rules with the last occurrence before a start, and drops dates from it on; a rule that
  /// ends before it stays as it is.
  ///
  /// UNTIL is the end of the day of that occurrence, which is what a user types for it and what is read
  /// of it: the day of the start is no day of the series any more, at whatever time.
  ///
  /// - Parameters:
  ///   - start: The first start that is no more.
  ///   - count: How many occurrences there are before it, of a rule that counts them.
  ///   - last: The last start before it that the rules give; `nil` where that is not known.
  mutating func end(
    before start: OccurrenceKey.Start,
    count: Int?,
    last: OccurrenceKey.Start?
  ) {
    if let count {
      end(afterCount: count)
    } else {
      let zone = zone
      let end = last?.endOfDay(in: zone)
      let until = end.map { min($0, start.before) } ?? start.before
      changeParts { parts in
        let known = parts.first { $0.name == "UNTIL" }.flatMap { Self.start($0.value, in: zone) }
        if known?.ends(before: start, in: zone) == true { return }
        parts.removeAll { $0.name == "UNTIL" || $0.name == "COUNT" }
        parts.append(("UNTIL", until.description))
      }
    }
    mapDates { date, _ in date < start ? date : nil }
  }

  /// Moves the rules and the dates with the start of their series.
  ///
  /// - Parameters:
  ///   - shift: How starts move.
  ///   - start: The occurrence that was moved: where the rule names one day, its new day counts.
  ///   - map: Where a left out start moves to.
  /// - Throws: ``SeriesProblem/fixedDays`` when the rule names days that do not move together.
  mutating func shift(
    by shift: WallShift,
    at start: OccurrenceKey.Start,
    map: (OccurrenceKey.Start) -> OccurrenceKey.Start
  ) throws(SeriesProblem) {
    let zone = zone
    let days = shift.days(of: start)
    let day = shift.day(of: start).advanced(by: days)
    var isFixed = false
    changeParts { parts in
      if let index = parts.firstIndex(where: { $0.name == "UNTIL" }),
        let until = Self.start(parts[index].value, in: zone)
      {
        parts[index].value = shift.end(until, days: days).description
      }
      guard days != 0 else { return }
      for index in parts.indices {
        guard let moved = Self.moved(parts[index], of: parts, by: days, to: day) else {
          isFixed = true
          return
        }
        parts[index].value = moved
      }
    }
    if isFixed { throw .fixedDays }
    mapDates { date, isAdded in isAdded ? shift(date) : map(date) }
  }

  /// The value of a part once its occurrence is on another day; `nil` when that cannot be said.
  private static func moved(_ part: Part, of parts: [Part], by days: Int, to day: Day) -> String? {
    let values = part.value.split(separator: ",").map(String.init)
    let date = day.parts
    let length = Day.length(ofMonth: date.month, year: date.year)
    switch part.name {
    case "BYDAY":
      if parts.contains(where: { $0.name == "BYSETPOS" }) { return nil }
      if values.allSatisfy({ $0.count == 2 }) {
        let moved = values.map { name in
          names.firstIndex(of: name.uppercased()).map { names[(($0 + days) % 7 + 7) % 7] }
        }
        return moved.contains(nil) ? nil : moved.compactMap(\.self).joined(separator: ",")
      }
      guard values.count == 1, let ordinal = Int(values[0].dropLast(2)) else { return nil }
      let moved = ordinal > 0 ? (date.day - 1) / 7 + 1 : -((length - date.day) / 7 + 1)
      return "\(moved)" + names[day.weekday - 1]
    case "BYMONTHDAY":
      guard values.count == 1, let old = Int(values[0]) else { return nil }
      return "\(old > 0 ? date.day : date.day - length - 1)"
    case "BYMONTH":
      let isYearly = parts.contains { $0.name == "FREQ" && $0.value.uppercased() == "YEARLY" }
      if values.count == 1, isYearly { return "\(date.month)" }
      return part.value
    case "BYYEARDAY", "BYWEEKNO": return nil
    default: return part.value
    }
  }

  private static let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
}

import Foundation

/// Says a recurrence in English, in words that ``RecurrenceInput`` reads again.
struct RecurrenceWords {
  private let recurrence: Recurrence
  /// The time of the first occurrence, where it is known.
  private let time: EventTime?
  /// Its day: for rules that leave it to it.
  private let first: Day?
  private let zone: TimeZone

  init(_ recurrence: Recurrence, first: EventTime?, zone: TimeZone) {
    self.recurrence = recurrence
    time = first
    self.zone = first?.zone.flatMap { TimeZone(identifier: $0) } ?? zone
    switch first {
    case .timed(let start, _, _): self.first = Day(start, in: self.zone)
    case .allDay(let day, _): self.first = day
    case nil: self.first = nil
    }
  }

  var text: String {
    let lines = RecurrenceLines(recurrence.lines)
    let rule = recurrence.rule
    if lines.rules.isEmpty, lines.exclusions.isEmpty { return dates(lines.added.count) }
    guard let rule, let body = body(rule) else {
      return "by the rule " + (lines.rules + lines.exclusions).joined(separator: " and ")
    }
    let others = lines.added.isEmpty ? "" : ", and on \(dates(lines.added.count))"
    return body + end(rule.end) + others
  }

  private func dates(_ count: Int) -> String { "\(count) other \(count == 1 ? "date" : "dates")" }

  private func end(_ end: RecurrenceRule.End) -> String {
    switch end {
    case .never: return ""
    case .count(1): return ", once"
    case .count(let count): return ", \(count) times"
    case .until(let text):
      return " until " + (lastDay(text).map(RecurrenceNames.date) ?? text)
    }
  }

  /// The day of UNTIL, or that of the last occurrence where there is none on that day: it was left out,
  /// or UNTIL is before its time of day, as programs write it that cut a series there.
  func lastDay(_ text: String) -> Day? {
    guard let until = SeriesLines.start(text, in: zone) else { return nil }
    let day = until.day(in: zone)
    guard let time else { return day }
    let lines = SeriesLines(recurrence, zone: time.zone)
    let isLeftOut = lines.excluded.contains { $0.day(in: zone) == day }
    guard isLeftOut || isCut(by: until, on: day, time) else { return day }
    let behind: OccurrenceKey.Start =
      time.isAllDay ? .day(day.advanced(by: 1)) : .moment(day.advanced(by: 1).start(in: zone))
    let ruled = Recurrence(
      lines: recurrence.lines.filter { !$0.uppercased().hasPrefix("RDATE") }
    )
    return ruled.last(before: behind, from: time)?.day(in: zone) ?? day
  }

  private func isCut(by until: OccurrenceKey.Start, on day: Day, _ time: EventTime) -> Bool {
    guard case .moment(let end) = until, case .timed(let start, _, _) = time else { return false }
    let wall = Int(start.timeIntervalSince1970) + zone.secondsFromGMT(for: start)
    let seconds = (wall % 86_400 + 86_400) % 86_400
    return day.time(secondsFromMidnight: seconds, in: zone) > end
  }

  private func body(_ rule: RecurrenceRule) -> String? {
    switch rule.frequency {
    case .daily: daily(rule)
    case .weekly: weekly(rule)
    case .monthly: monthly(rule)
    case .yearly: yearly(rule)
    }
  }

  /// `every week`, `every second week`, `every 3 weeks`.
  private func every(_ interval: Int, _ unit: String) -> String {
    switch interval {
    case 1: "every \(unit)"
    case 2: "every second \(unit)"
    default: "every \(interval) \(unit)s"
    }
  }

  private func daily(_ rule: RecurrenceRule) -> String? {
    guard rule.days.isEmpty, rule.monthDays.isEmpty, rule.months.isEmpty, rule.positions.isEmpty
    else { return nil }
    return every(rule.interval, "day")
  }

  private func weekly(_ rule: RecurrenceRule) -> String? {
    guard rule.monthDays.isEmpty, rule.months.isEmpty, rule.positions.isEmpty,
      rule.days.allSatisfy({ $0.ordinal == nil })
    else { return nil }
    let stated = Set(rule.days.map(\.weekday))
    let days = stated.isEmpty ? Set(first.map { [RecurrenceRule.Weekday(of: $0)] } ?? []) : stated
    if days.isEmpty { return every(rule.interval, "week") }
    let names = RecurrenceNames.list(sorted(days, from: rule.weekStart).map(RecurrenceNames.name))
    if rule.interval == 1 {
      if days.count == 7 { return "every day" }
      return days == RecurrenceRule.Weekday.workdays ? "every weekday" : "every \(names)"
    }
    if days.count == 1, rule.interval <= 4 {
      return "every \(RecurrenceNames.ordinal(rule.interval)) \(names)"
    }
    let group = days == RecurrenceRule.Weekday.workdays ? "weekdays" : names
    return every(rule.interval, "week") + " on \(group)"
  }

  private func monthly(_ rule: RecurrenceRule) -> String? {
    guard rule.months.isEmpty, let days = daysOfPeriod(rule, default: first?.parts.day) else {
      return nil
    }
    if days.isEmpty { return every(rule.interval, "month") }
    let frame = rule.interval == 1 ? "each month" : every(rule.interval, "month")
    return "on \(days) of \(frame)"
  }

  private func yearly(_ rule: RecurrenceRule) -> String? {
    let frame = every(rule.interval, "year")
    let months = rule.months.isEmpty ? first.map { [$0.parts.month] } ?? [] : rule.months
    let names = RecurrenceNames.list(months.sorted().map { RecurrenceNames.months[$0 - 1] })
    if rule.days.isEmpty {
      let monthDays = rule.monthDays.isEmpty ? first.map { [$0.parts.day] } ?? [] : rule.monthDays
      guard rule.positions.isEmpty, rule.monthDays.isEmpty || !rule.months.isEmpty else {
        return nil
      }
      if months.isEmpty { return frame }
      if let day = monthDays.first, monthDays.count == 1, months.count == 1, day > 0 {
        return "\(frame) on \(day) \(names)"
      }
      guard let days = daysOfPeriod(rule, default: monthDays.first), !days.isEmpty else {
        return nil
      }
      return "\(frame) on \(days) of \(names)"
    }
    guard !rule.months.isEmpty, let days = daysOfPeriod(rule, default: nil) else { return nil }
    return "\(frame) on \(days) of \(names)"
  }

  /// `the 1st and 15th`, `the last Friday`, `the last weekday`; empty where nothing is said.
  private func daysOfPeriod(_ rule: RecurrenceRule, default day: Int?) -> String? {
    let days = rule.days
    guard !days.isEmpty else {
      guard rule.positions.isEmpty else { return nil }
      let monthDays = rule.monthDays.isEmpty ? day.map { [$0] } ?? [] : rule.monthDays
      if monthDays.isEmpty { return "" }
      let fromStart = monthDays.filter { $0 > 0 }.sorted().map(RecurrenceNames.numbered)
      let fromEnd = monthDays.filter { $0 < 0 }.sorted()
        .map { "\(RecurrenceNames.ordinal($0)) day" }
      return "the " + RecurrenceNames.list(fromStart + fromEnd)
    }
    guard rule.monthDays.isEmpty else { return nil }
    let weekdays = Set(days.map(\.weekday))
    if rule.positions.isEmpty {
      let ordinals = Set(days.map(\.ordinal))
      guard ordinals.count == 1 || weekdays.count == 1 else { return nil }
      let names = RecurrenceNames.list(
        sorted(weekdays, from: rule.weekStart).map(RecurrenceNames.name)
      )
      if ordinals == [nil] { return "each \(names)" }
      let numbers = days.compactMap(\.ordinal).reduce(into: [Int]()) { list, number in
        if !list.contains(number) { list.append(number) }
      }
      guard numbers.count == ordinals.count else { return nil }
      return "the " + RecurrenceNames.list(numbers.map(RecurrenceNames.ordinal)) + " \(names)"
    }
    guard days.allSatisfy({ $0.ordinal == nil }) else { return nil }
    let which = RecurrenceNames.list(rule.positions.map(RecurrenceNames.ordinal))
    if weekdays.count == 7 { return "the \(which) day" }
    if weekdays == RecurrenceRule.Weekday.workdays { return "the \(which) weekday" }
    if weekdays == RecurrenceRule.Weekday.weekend { return "the \(which) weekend day" }
    let names = sorted(weekdays, from: rule.weekStart).map(RecurrenceNames.name)
    return "the \(which) " + RecurrenceNames.list(names, "or")
  }

  private func sorted(
    _ days: Set<RecurrenceRule.Weekday>,
    from start: RecurrenceRule.Weekday?
  ) -> [RecurrenceRule.Weekday] {
    let shift = start?.index ?? 0
    return days.sorted { ($0.index - shift + 7) % 7 < ($1.index - shift + 7) % 7 }
  }
}

import Foundation
private import ICalendar

/// Expands a recurrence on the wall clock of its series.
struct RecurrenceExpander {
  private let lines: RecurrenceLines
  private let first: EventTime
  /// The zone in which the rules count.
  private let zone: TimeZone
  /// The length of an occurrence in seconds, or in days past its first.
  private let length: Double

  init(_ recurrence: Recurrence, first: EventTime, zone: TimeZone) {
    lines = RecurrenceLines(recurrence.lines)
    self.first = first
    switch first {
    case .timed(let start, let end, let name):
      self.zone = name.flatMap { TimeZone(identifier: $0) } ?? zone
      length = max(0, end.timeIntervalSince(start))
    case .allDay(let day, let last):
      self.zone = zone
      length = Double(max(0, day.distance(to: last)))
    }
  }

  func expand(_ window: Range<Date>, limit: Int) -> RecurrenceExpansion {
    var result = RecurrenceExpansion()
    result.problem = lines.unreadable.map { "\"\($0)\" cannot be read" }
    var starts: Set<Start> = []
    for rule in lines.rules {
      // Excluded ones make no room for others otherwise.
      let wanted = limit + lines.excluded.count + 2
      do throws(RuleRefusal) {
        let (times, isCut) = try expand(rule, window, limit: wanted)
        starts.formUnion(times)
        if isCut { result.isCapped = true }
      } catch {
        result.problem = error.reason
        result.isCapped = true
        starts.insert(start)
      }
    }
    if lines.rules.isEmpty { starts.insert(start) }
    var lengths: [Start: Double] = [:]
    for date in lines.added {
      let start = start(of: date.start)
      starts.insert(start)
      if let end = date.end { lengths[start] = length(from: start, to: end) }
    }
    for rule in lines.exclusions {
      do throws(RuleRefusal) {
        starts.subtract(try expand(rule, window, limit: RuleExpansion.maximumSteps).times)
      } catch {
        result.problem = error.reason
        result.isCapped = true
      }
    }
    exclude(from: &starts)
    let times = starts.sorted().map { time($0, lengths[$0]) }.filter {
      window.contains($0.start(in: zone))
    }
    if times.count > limit { result.isCapped = true }
    result.times = Array(times.prefix(limit))
    return result
  }

  /// When the earliest of the first time and the dates that are added begins.
  var begin: Date {
    let earliest = ([start] + lines.added.map { start(of: $0.start) }).min() ?? start
    return time(earliest, nil).start(in: zone)
  }

  // MARK: Starts

  /// When an occurrence starts: what is counted, compared and excluded.
  private struct Start: Hashable, Comparable {
    /// Days since 1970-01-01 for whole days, seconds since then otherwise.
    var value: Double
    static func < (a: Start, b: Start) -> Bool { a.value < b.value }
  }

  private var start: Start {
    switch first {
    case .timed(let start, _, _): Start(value: start.timeIntervalSince1970)
    case .allDay(let day, _): Start(value: Double(day.daysSinceEpoch))
    }
  }

  /// When an occurrence takes place; its own length is in seconds.
  private func time(_ start: Start, _ ownLength: Double?) -> EventTime {
    switch first {
    case .timed(_, _, let name):
      let begin = Date(timeIntervalSince1970: start.value)
      let end = begin.addingTimeInterval(ownLength ?? length)
      return .timed(start: begin, end: end, zone: name)
    case .allDay:
      let day = Day(daysSinceEpoch: Int(start.value))
      return .allDay(first: day, last: day.advanced(by: Int(length)))
    }
  }

  // MARK: Rules

  private func expand(
    _ text: String,
    _ window: Range<Date>,
    limit: Int
  ) throws(RuleRefusal) -> (times: [Start], isCut: Bool) {
    let rule = try RuleParts(text)
    let end = try rule.until.map { text throws(RuleRefusal) in
      guard let moment = RecurrenceLines.moment(text) else {
        throw RuleRefusal.malformed("UNTIL=\(text)")
      }
      return last(moment)
    }
    // A day on each side, for clocks that change; what is too much is taken out afterwards.
    let lower = local(window.lowerBound.addingTimeInterval(-86_400))
    var upper = local(window.upperBound.addingTimeInterval(86_400))
    if let end {
      let day =
        first.isAllDay
        ? Int(end.value) : local(Date(timeIntervalSince1970: end.value)).day
      upper = min(upper, LocalTime(day: day + 1))
    }
    guard lower <= upper else { return ([], false) }
    let expansion = try RuleExpansion(
      of: rule,
      from: localStart,
      isDate: first.isAllDay,
      in: lower...upper,
      limit: limit
    )
    var starts = expansion.times.map { resolved($0) }
    if let end { starts.removeAll { $0 > end } }
    let isPastEnd = end.map { end in starts.count < expansion.times.count } ?? false
    return (starts, expansion.isCut && !isPastEnd)
  }

  private var localStart: LocalTime {
    switch first {
    case .timed(let start, _, _): local(start)
    case .allDay(let day, _): LocalTime(day: day.daysSinceEpoch)
    }
  }

  private func local(_ instant: Date) -> LocalTime {
    let (day, second) = Day.wall(of: instant, in: zone)
    return LocalTime(day: day.daysSinceEpoch, second: second)
  }

  private func resolved(_ time: LocalTime) -> Start {
    if first.isAllDay { return Start(value: Double(time.day)) }
    // The first start stands, also when it is the second of two equal wall times.
    if time == localStart { return start }
    return instant(Day(daysSinceEpoch: time.day), time.second, zone)
  }

  private func instant(_ day: Day, _ second: Int, _ zone: TimeZone) -> Start {
    Start(value: day.time(secondsFromMidnight: second, in: zone).timeIntervalSince1970)
  }

  // MARK: Dates

  /// The last start that UNTIL admits.
  ///
  /// Its kind may be another than that of the series: seen are an instant for whole days, and a day
  /// for a time, which includes all of that day.
  private func last(_ moment: RecurrenceLines.Moment) -> Start {
    guard !first.isAllDay, case .day(let day) = moment else { return start(of: moment) }
    return Start(value: day.advanced(by: 1).start(in: zone).timeIntervalSince1970 - 1)
  }

  private func start(of moment: RecurrenceLines.Moment) -> Start {
    switch (moment, first.isAllDay) {
    case (.day(let day), true), (.wall(let day, _, _), true):
      return Start(value: Double(day.daysSinceEpoch))
    case (.instant(let date), true): return Start(value: Double(Day(date, in: zone).daysSinceEpoch))
    case (.instant(let date), false): return Start(value: date.timeIntervalSince1970)
    case (.day(let day), false): return instant(day, localStart.second, zone)
    case (.wall(let day, let second, let name), false):
      return instant(day, second, name.flatMap { TimeZone(identifier: $0) } ?? zone)
    }
  }

  /// The length in seconds of an occurrence that has an end of its own; `nil` where it has none that
  /// can be.
  private func length(from start: Start, to end: RecurrenceLines.Addition.End) -> Double? {
    guard !first.isAllDay else { return nil }
    let seconds: Double
    switch end {
    case .moment(let moment): seconds = self.start(of: moment).value - start.value
    case .length(let length):
      let begin = local(Date(timeIntervalSince1970: start.value))
      let day = Day(daysSinceEpoch: begin.day + length.days)
      // Days follow the clock, hours do not (RFC 5545, section 3.3.6).
      let until = length.days == 0 ? start : instant(day, begin.second, zone)
      seconds = until.value + Double(length.seconds) - start.value
    }
    return seconds >= 0 ? seconds : nil
  }

  private func exclude(from starts: inout Set<Start>) {
    var days: Set<Day> = []
    for moment in lines.excluded {
      if case .day(let day) = moment, !first.isAllDay { days.insert(day) }
      starts.remove(start(of: moment))
    }
    if days.isEmpty { return }
    starts = starts.filter {
      !days.contains(Day(Date(timeIntervalSince1970: $0.value), in: zone))
    }
  }
}

extension RuleRefusal {
  /// The reason, as the end of a sentence.
  fileprivate var reason: String {
    switch self {
    case .malformed(let part): "the part \(part) of its rule cannot be read"
    case .subDaily: "its rule repeats more often than daily"
    case .calendarScale(let name): "its rule counts in the calendar \(name)"
    case .neverMatches: "its rule matches no date"
    case .unsupported(let part): "\(part) has no meaning in its rule"
    case .unavailable: "libical is not installed (package libical3)"
    }
  }
}

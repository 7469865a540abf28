private import CLibical

/// The times that a recurrence rule gives in a window.
package struct RuleExpansion: Hashable, Sendable {
  /// The times, in order.
  package var times: [LocalTime]
  /// Whether the window holds more times than were counted.
  package var isCut: Bool

  /// How many times are stepped over or returned at most: up to 3 µs each.
  package static let maximumSteps = 2_000

  /// Expands a rule on floating time.
  ///
  /// Zones, UNTIL, RDATE and EXDATE are the caller's.
  ///
  /// - Parameters:
  ///   - rule: The rule.
  ///   - start: The first time of the series (DTSTART).
  ///   - isDate: Whether its times are dates.
  ///   - window: The times wanted.
  ///   - limit: How many times are wanted at most.
  /// - Throws: ``RuleRefusal`` for a rule that is not expanded.
  package init(
    of rule: RuleParts,
    from start: LocalTime,
    isDate: Bool,
    in window: ClosedRange<LocalTime>,
    limit: Int = maximumSteps
  ) throws(RuleRefusal) {
    self.init(times: [], isCut: false)
    let bound = min(window.upperBound, Self.latest)
    guard window.lowerBound <= bound, start <= bound, start >= Self.earliest, limit > 0 else {
      return
    }
    guard rule.isPlain || rule.frequency == .monthly && rule.positions.isEmpty else {
      let days = RuleDays(of: rule, from: start, isDate: isDate)
      (times, isCut) = days.times(in: window.lowerBound...bound, limit: limit)
      if times.isEmpty, !days.exist { throw .neverMatches }
      return
    }
    guard Self.isReachable(rule, from: start) else { throw .neverMatches }
    guard let (rule, start) = Self.skipped(rule, from: start, to: window.lowerBound) else { return }
    let request = CLRequest(
      start: CLTime(start, isDate: isDate),
      isDate: isDate,
      from: CLTime(max(window.lowerBound, start), isDate: isDate),
      last: CLTime(bound, isDate: isDate),
      isCounted: rule.count != nil,
      maximumSteps: Int32(Self.maximumSteps)
    )
    let capacity = min(limit, Self.maximumSteps)
    var answer = CLAnswer()
    let times = [CLTime](unsafeUninitializedCapacity: capacity) { room, count in
      guard let base = room.baseAddress else { return }
      answer = cl_expand(rule.text, request, base, Int32(capacity))
      count = Int(answer.count)
    }
    if answer.result == CLUnavailable { throw .unavailable }
    if answer.result == CLRefused { throw .neverMatches }
    self.times = times.map { LocalTime($0) }
    isCut = answer.isCut
  }

  /// A rule with COUNT that counts days alone, from just before a window on; `nil` when it is over
  /// by then.
  private static func skipped(
    _ rule: RuleParts,
    from start: LocalTime,
    to window: LocalTime
  ) -> (RuleParts, LocalTime)? {
    guard let count = rule.count, rule.frequency == .daily, rule.isPlain else {
      return (rule, start)
    }
    let skipped = max(0, (window.day - start.day) / rule.interval - 1)
    guard skipped < count else { return nil }
    var rest = rule
    rest.count = count - skipped
    return (rest, LocalTime(day: start.day + skipped * rule.interval, second: start.second))
  }

  private init(times: [LocalTime], isCut: Bool) {
    self.times = times
    self.isCut = isCut
  }

  /// 1 January 1600 and 31 December 2500; libical searches up to 2582.
  private static let earliest = LocalTime(day: -135_140)
  private static let latest = LocalTime(day: 194_327, second: 86_399)

  /// Whether a monthly rule ever comes to a month that is long enough for one of its days.
  ///
  /// libical does not look at UNTIL while it searches.
  private static func isReachable(_ rule: RuleParts, from start: LocalTime) -> Bool {
    guard rule.frequency == .monthly, !rule.monthDays.isEmpty || !rule.months.isEmpty else {
      return true
    }
    let first = CivilDay.date(of: start.day).month - 1
    let visited = Set((0..<12).map { (first + $0 * rule.interval) % 12 + 1 })
      .filter { rule.months.isEmpty || rule.months.contains($0) }
    if visited.isEmpty { return false }
    // 29 February on one weekday comes each 28 years or never.
    if visited == [2], !rule.days.isEmpty, rule.monthDays.allSatisfy({ abs($0) >= 29 }) {
      return rule.monthDays.isEmpty
    }
    return rule.monthDays.isEmpty || RuleParts.meet(rule.monthDays, visited)
  }
}

extension CLTime {
  fileprivate init(_ time: LocalTime, isDate: Bool) {
    let date = CivilDay.date(of: time.day)
    let second = isDate ? 0 : time.second
    self.init(
      year: Int32(date.year),
      month: Int32(date.month),
      day: Int32(date.day),
      hour: Int32(second / 3_600),
      minute: Int32(second / 60 % 60),
      second: Int32(second % 60)
    )
  }
}

extension LocalTime {
  /// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`.
  fileprivate init(_ time: CLTime) {
    let y = Int(time.month <= 2 ? time.year - 1 : time.year)
    let month = Int(time.month)
    let era = (y >= 0 ? y : y - 399) / 400
    let yoe = y - era * 400
    let doy = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + Int(time.day) - 1
    self.init(
      day: era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468,
      second: Int(time.hour) * 3_600 + Int(time.minute) * 60 + Int(time.second)
    )
  }
}

package import Foundation

/// Where a series, or its tail, moves to when one of its occurrences is moved or its rule changed.
struct SeriesMove {
  /// The time of the first occurrence afterwards.
  let time: EventTime
  /// The recurrence afterwards.
  let recurrence: Recurrence
  private let starts: [OccurrenceKey.Start: OccurrenceKey.Start]
  private let shift: WallShift
  /// Whether occurrences are matched by their places in the rule, because the rule is the same.
  private let isSameRule: Bool
  private let expansion: SeriesExpansion

  /// Computes where a series moves to.
  ///
  /// - Parameters:
  ///   - editor: The series before.
  ///   - cut: The original start of the occurrence that was edited.
  ///   - edited: Its time afterwards.
  ///   - rule: The rule that it is given; `nil` to keep its own.
  ///   - isWhole: Whether the whole series moves; otherwise what begins at `cut`.
  /// - Throws: ``SeriesProblem``.
  init(
    _ editor: SeriesEditor,
    from cut: OccurrenceKey.Start,
    to edited: EventTime,
    rule: Recurrence?,
    isWhole: Bool
  ) throws(SeriesProblem) {
    let master = editor.master
    let shift = WallShift(from: cut, in: master.time.zone, to: edited)
    let isMoved = edited != master.time.moved(to: cut)
    // A date that is added beside the rule says nothing of the days that the rule names.
    let ruled = editor.ruled(from: cut, rule)
    let start = ruled ?? (isWhole ? master.time.startKey : cut)
    let time = start == cut ? edited : edited.moved(to: isMoved ? shift(start) : start)
    let before = SeriesExpansion(
      editor.lines.rules,
      from: isWhole ? master.time : master.time.moved(to: start)
    )
    var lines = editor.lines
    if !isWhole {
      if ruled == nil {
        lines.removeRules()
      } else if let count = lines.count {
        lines.end(afterCount: max(1, count - editor.count(before: cut)))
      }
      lines.drop(before: cut)
    }
    let isSameRule = rule == nil || rule == editor.recurrence
    var moved = SeriesLines(lines.recurrence, zone: master.time.zone)
    var first = isWhole ? time.moved(to: shift(master.time.startKey)) : time
    if let rule, !isSameRule {
      moved = SeriesLines(rule, zone: time.zone)
      if !isWhole { moved.drop(before: cut) }
      let known = Set(lines.added)
      moved.mapDates { date, isAdded in
        isAdded && isMoved && known.contains(date) ? shift(date) : date
      }
      if rule.isOtherEnd(of: editor.recurrence) {
        // The days stay, also where the start that another program wrote is not by its rule.
        first = try SeriesEditor.aligned(first, rule)
      } else if !rule.lines.isEmpty {
        guard let begin = rule.first(from: isWhole ? first : edited, zone: .gmt) else {
          throw .noOccurrence
        }
        first = begin
      }
      // What was deleted stays so under another rule.
      if !rule.lines.isEmpty, moved.excluded.isEmpty {
        if !isMoved {
          moved.exclude(asIn: lines)
        } else {
          for date in lines.excluded { moved.exclude(shift(date)) }
        }
      }
    } else if isMoved {
      try moved.shift(by: shift, at: start, map: { $0 })
      let probe = SeriesExpansion(moved.rules, from: first)
      if !probe.gives(first.startKey) { first = try SeriesEditor.aligned(first, moved.rules) }
    }
    let after = SeriesExpansion(moved.rules, from: first)
    var keys = Set(editor.exceptions.compactMap { $0.occurrence?.originalStart })
    keys.formUnion(lines.excluded)
    let starts = isSameRule ? before.places(of: keys, in: after, otherwise: shift) : [:]
    if isSameRule, isMoved {
      // Dates that are left out are those of the same places in the rule.
      moved.mapDates { date, isAdded in isAdded ? date : nil }
      for date in lines.excluded { moved.exclude(starts[date] ?? shift(date)) }
    }
    self.time = first
    self.shift = shift
    self.starts = starts
    self.isSameRule = isSameRule
    expansion = SeriesExpansion(moved.recurrence, from: first)
    let isSingle = !isWhole && moved.isOnly(first.startKey)
    recurrence = isSingle ? Recurrence(lines: []) : moved.recurrence
  }

  /// Where the original start of an exception moves to; `nil` when the rule gives it no more.
  func start(of old: OccurrenceKey.Start) -> OccurrenceKey.Start? {
    if isSameRule { return starts[old] ?? shift(old) }
    let start = shift(old)
    return expansion.gives(start) ? start : nil
  }
}

extension Recurrence {
  /// Whether it is the same rule as another one, save for when it ends.
  func isOtherEnd(of other: Recurrence) -> Bool {
    guard var own = rule, var former = other.rule else { return false }
    (own.end, former.end) = (.never, .never)
    return own == former
  }

  /// The times that begin in a window; a day counts as its midnight in UTC.
  ///
  /// - Parameters:
  ///   - first: The time of the first occurrence.
  ///   - window: The window.
  ///   - limit: The most times that are given.
  /// - Returns: The times, and whether there are more than could be counted.
  package func times(
    from first: EventTime,
    in window: Range<Date>,
    limit: Int = 20_000
  ) -> (times: [EventTime], isCapped: Bool) {
    let expansion = occurrences(from: first, in: window, zone: .gmt, limit: limit)
    return (
      expansion.times.filter { window.contains($0.startKey.instant) }, expansion.isCapped
    )
  }
}

extension Recurrence {
  /// The last start that it gives before another one.
  ///
  /// - Parameters:
  ///   - start: The other one.
  ///   - first: The time of the first occurrence.
  /// - Returns: The start; `nil` where it gives none in the nine years before.
  func last(before start: OccurrenceKey.Start, from first: EventTime) -> OccurrenceKey.Start? {
    // The gaps of most rules are short, and those of two leap days may be eight years.
    for days: Double in [40, 400, 9 * 366] {
      let window = start.instant.addingTimeInterval(-days * 86_400)..<start.instant
      if let last = times(from: first, in: window).times.last { return last.startKey }
    }
    return nil
  }
}

/// The starts that a recurrence gives.
struct SeriesExpansion {
  private let recurrence: Recurrence
  private let first: EventTime

  init(_ recurrence: Recurrence, from first: EventTime) {
    (self.recurrence, self.first) = (recurrence, first)
  }

  /// The starts up to an instant, it included.
  func starts(through end: Date) -> [OccurrenceKey.Start] {
    let begin = recurrence.begin(from: first, zone: .gmt)
    guard end >= begin else { return [] }
    return recurrence.times(from: first, in: begin..<end.addingTimeInterval(1)).times
      .map(\.startKey)
  }

  /// Whether a start is among them.
  func gives(_ start: OccurrenceKey.Start) -> Bool {
    let window = start.instant..<start.instant.addingTimeInterval(1)
    return recurrence.times(from: first, in: window).times.contains { $0.startKey == start }
  }

  /// The starts that have the places of some starts in another expansion.
  func places(
    of keys: Set<OccurrenceKey.Start>,
    in other: SeriesExpansion,
    otherwise shift: WallShift
  ) -> [OccurrenceKey.Start: OccurrenceKey.Start] {
    guard let last = keys.max() else { return [:] }
    let old = starts(through: last.instant)
    // A month is more than any occurrence moves within its rule.
    let new = other.starts(through: shift(last).instant.addingTimeInterval(40 * 86_400))
    var places: [OccurrenceKey.Start: OccurrenceKey.Start] = [:]
    for (one, another) in zip(old, new) where keys.contains(one) { places[one] = another }
    return places
  }
}

extension SeriesEditor {
  /// The start itself where the rules give it, and otherwise the next one that they give.
  ///
  /// - Parameters:
  ///   - start: The original start of an occurrence.
  ///   - rule: The rule that the series is given; where it only ends elsewhere, its end is not looked at.
  /// - Returns: The start; `nil` where the rules give none from there on.
  func ruled(from start: OccurrenceKey.Start, _ rule: Recurrence?) -> OccurrenceKey.Start? {
    // A service may give what is not given here: that is by its rule all the same.
    guard let added = lines.dates, SeriesExpansion(added, from: master.time).gives(start) else {
      return start
    }
    var rules = lines.rules
    if rules.lines.isEmpty { return nil }
    if let rule, rule.isOtherEnd(of: recurrence) { rules.rule?.end = .never }
    let window = start.instant..<start.instant.addingTimeInterval(9 * 366 * 86_400)
    let found = rules.times(from: master.time, in: window, limit: 1)
    return found.times.first?.startKey ?? (found.isCapped ? start : nil)
  }

  /// The time moved to the first start that a rule gives.
  ///
  /// - Parameters:
  ///   - time: A time.
  ///   - rule: How it repeats.
  /// - Throws: ``SeriesProblem/noOccurrence``.
  /// - Returns: The time of the first occurrence.
  package static func aligned(
    _ time: EventTime,
    _ rule: Recurrence
  ) throws(SeriesProblem) -> EventTime {
    let start = time.startKey.instant
    // Two leap days may be eight years apart.
    for days: Double in [400, 9 * 366] {
      let window = start..<start.addingTimeInterval(days * 86_400)
      if let first = rule.times(from: time, in: window).times.first { return first }
    }
    throw .noOccurrence
  }

  /// How many occurrences the rule gives before a start, those that were left out among them.
  func count(before start: OccurrenceKey.Start) -> Int {
    SeriesExpansion(lines.rules, from: master.time)
      .starts(through: start.instant.addingTimeInterval(-1)).count
  }

  /// The last start that the rules give before another one, also where it was left out: that can be
  /// taken back.
  func last(before start: OccurrenceKey.Start) -> OccurrenceKey.Start? {
    lines.rules.last(before: start, from: master.time)
  }

  /// Whether there is no occurrence before a start.
  func isFirst(_ start: OccurrenceKey.Start) -> Bool {
    let starts = SeriesExpansion(recurrence, from: master.time)
      .starts(through: start.instant.addingTimeInterval(-1))
    return starts.isEmpty
      && !exceptions.contains { ($0.occurrence?.originalStart ?? start) < start }
  }

  /// Whether the series has no other occurrence than one.
  func isOnly(_ start: OccurrenceKey.Start) -> Bool {
    let others = exceptions.contains { $0.occurrence?.originalStart != start }
    guard !others, isFirst(start) else { return false }
    let from = start.instant.addingTimeInterval(1)
    let later = recurrence.times(
      from: master.time,
      in: from..<from.addingTimeInterval(9 * 366 * 86_400)
    )
    return later.times.isEmpty && !later.isCapped
  }
}

extension SeriesEditor {
  /// When the series begins once one of its occurrences, and all others with it, is moved.
  ///
  /// - Parameters:
  ///   - occurrence: The occurrence as it is.
  ///   - time: When it is to take place; the time that it has moves nothing.
  /// - Returns: The time of the first occurrence.
  package func begin(moving occurrence: Event, to time: EventTime) -> EventTime {
    guard time != occurrence.time, let start = occurrence.occurrence?.originalStart else {
      return master.time
    }
    let shift = WallShift(from: start, in: master.time.zone, to: time)
    return time.moved(to: shift(master.time.startKey))
  }
}

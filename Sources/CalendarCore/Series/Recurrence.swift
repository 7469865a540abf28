package import Foundation

/// How a series repeats: its recurrence lines of RFC 5545, verbatim.
///
/// The lines are kept as the service wrote them, so that nothing is lost that is not understood here.
package struct Recurrence: Hashable, Sendable, Codable {
  /// `RRULE:…`, `RDATE…:…`, `EXDATE…:…` and `EXRULE:…` lines, unfolded, as they were written.
  package var lines: [String]

  /// Makes a recurrence of lines.
  package init(lines: [String]) { self.lines = lines }

  /// Makes a recurrence of one rule.
  package init(_ rule: RecurrenceRule) { self.lines = ["RRULE:\(rule)"] }

  /// The rule, when there is exactly one and each of its parts is known; `nil` otherwise.
  ///
  /// Dates that are added or excluded are in ``lines`` alone.
  package var rule: RecurrenceRule? {
    get {
      let read = RecurrenceLines(lines)
      guard read.rules.count == 1, read.exclusions.isEmpty, read.unreadable == nil else {
        return nil
      }
      return try? RecurrenceRule(read.rules[0].filter { !$0.isWhitespace })
    }
    set {
      let isRule = { (line: String) in
        let name = line.uppercased()
        return name.hasPrefix("RRULE") || name.hasPrefix("FREQ=")
      }
      let others = lines.filter { !isRule($0) }
      lines = (newValue.map { ["RRULE:\($0)"] } ?? []) + others
    }
  }

  /// The recurrence in words.
  ///
  /// For example "every second Tuesday until 5 Apr 2027" or "on the last weekday of each month, 12
  /// times"; the rule itself where there are no words for it.
  ///
  /// - Parameters:
  ///   - first: When the first occurrence takes place, to which a rule may leave its day.
  ///   - zone: The user's zone, for the day of UNTIL.
  /// - Returns: The words, which ``RecurrenceInput`` reads as the same rule.
  package func words(from first: EventTime?, zone: TimeZone) -> String {
    RecurrenceWords(self, first: first, zone: zone).text
  }

  /// The occurrences that start in a window.
  ///
  /// Rules count in the wall time of the zone of the series. A time that the clocks skip moves
  /// forward by the length of the gap; of one that they show twice, the first is taken. Whole days
  /// never depend on a zone. A rule that cannot be followed gives the first time of the series, with
  /// the reason.
  ///
  /// - Parameters:
  ///   - first: When the first occurrence takes place, which gives the length of each.
  ///   - window: The instants of interest; whole days start at midnight in `zone`.
  ///   - zone: The user's zone: for whole days, and where the series names no known zone.
  ///   - limit: How many occurrences are wanted at most.
  /// - Returns: The occurrences by the rules; moved and cancelled ones are the caller's.
  package func occurrences(
    from first: EventTime,
    in window: Range<Date>,
    zone: TimeZone = .gmt,
    limit: Int = 1_000
  ) -> RecurrenceExpansion {
    RecurrenceExpander(self, first: first, zone: zone).expand(window, limit: limit)
  }

  /// The next occurrences.
  ///
  /// - Parameters:
  ///   - count: How many.
  ///   - first: When the first occurrence takes place.
  ///   - instant: From when on; `nil` for the first occurrence on.
  ///   - zone: The user's zone.
  /// - Returns: Fewer than `count` when the series ends, or has no more within thirty years.
  package func next(
    _ count: Int,
    from first: EventTime,
    after instant: Date? = nil,
    zone: TimeZone
  ) -> RecurrenceExpansion {
    let start = max(instant ?? .distantPast, begin(from: first, zone: zone))
    let window = start..<start.addingTimeInterval(30 * 366 * 86_400)
    return occurrences(from: first, in: window, zone: zone, limit: count)
  }

  /// When a series begins that a user makes: on the first day that its rule names, so that "every
  /// second Tuesday" begins on the next Tuesday, whatever the day before it is.
  ///
  /// What a start means that is not by the rule, RFC 5545 leaves open. Counted in weeks from there,
  /// the first Tuesday would be one or the other, and no user knows which.
  ///
  /// - Parameters:
  ///   - time: When it is to begin at the earliest, and how long it takes.
  ///   - zone: The user's zone.
  /// - Returns: The time of the first occurrence; `nil` when there is none within thirty years.
  package func first(from time: EventTime, zone: TimeZone) -> EventTime? {
    // A date that is added is no day that the rule names.
    var each = Recurrence(lines: lines.filter { !$0.uppercased().hasPrefix("RDATE") })
    each.rule?.interval = 1
    return each.next(1, from: time, zone: zone).times.first
  }

  /// When the earliest occurrence begins: a date may be added before the first one by the rule.
  ///
  /// - Parameters:
  ///   - first: When the first occurrence by the rule takes place.
  ///   - zone: The user's zone, for whole days.
  /// - Returns: The instant.
  func begin(from first: EventTime, zone: TimeZone) -> Date {
    RecurrenceExpander(self, first: first, zone: zone).begin
  }

  /// Which occurrence of the series one is, and of how many.
  ///
  /// - Parameters:
  ///   - start: The original start of the occurrence.
  ///   - first: When the first occurrence takes place.
  ///   - zone: The user's zone.
  /// - Returns: The number, from 1, and the total, `nil` for a series without an end or with more
  ///   occurrences than are counted; `nil` when the start is none of the series or too far from the
  ///   first.
  package func position(
    of start: EventTime,
    from first: EventTime,
    zone: TimeZone
  ) -> (number: Int, total: Int?)? {
    let begin = begin(from: first, zone: zone)
    let instant = start.start(in: zone)
    let before = occurrences(
      from: first,
      in: begin..<max(begin, instant).addingTimeInterval(1),
      zone: zone,
      limit: Self.counted
    )
    guard let index = before.times.firstIndex(where: { $0.start(in: zone) == instant }) else {
      return nil
    }
    guard let rule, rule.end != .never else { return (index + 1, nil) }
    let all = occurrences(
      from: first,
      in: begin..<begin.addingTimeInterval(100 * 366 * 86_400),
      zone: zone,
      limit: Self.counted
    )
    return (index + 1, all.isCapped ? nil : all.times.count)
  }

  /// The one occurrence that is left out here and not in another, where nothing else differs.
  ///
  /// - Parameters:
  ///   - other: The other.
  ///   - zone: The zone of the series.
  /// - Returns: Its start; `nil` where it is none, or not the only difference.
  package func leavesOut(besides other: Recurrence, zone: String?) -> OccurrenceKey.Start? {
    var lines = SeriesLines(self, zone: zone)
    let more = Set(lines.excluded).subtracting(SeriesLines(other, zone: zone).excluded)
    guard more.count == 1 else { return nil }
    lines.mapDates { start, isAdded in !isAdded && more.contains(start) ? nil : start }
    return lines.recurrence == other ? more.first : nil
  }

  /// How many occurrences are counted for a number.
  private static let counted = 1_000
}

extension Recurrence {
  /// Recurrences are the same that give the same, however their dates are written: one date or several
  /// a line, in UTC or on the clock of a zone.
  package static func == (one: Recurrence, other: Recurrence) -> Bool {
    one.lines == other.lines
      || SeriesLines(one, zone: nil).parts == SeriesLines(other, zone: nil).parts
  }

  /// Hashes the rules.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(Set(lines.filter { !SeriesLines.isOfDates($0) }))
  }
}

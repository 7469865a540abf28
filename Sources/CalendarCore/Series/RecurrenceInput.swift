package import Foundation
private import ICalendar

/// Reads how an event repeats: "every second tuesday until 5 apr", "monthly on the last friday",
/// "weekdays, 12 times", "never", or an RRULE as text.
///
/// The words are those of ``Recurrence/words(from:zone:)``, in any case, weekdays and months also
/// short. Each word counts: what is not understood is an error, never left out.
package struct RecurrenceInput {
  private let first: EventTime
  private let zone: TimeZone
  private let today: Day

  /// Makes a reader.
  ///
  /// - Parameters:
  ///   - first: When the event takes place, from which on it repeats.
  ///   - zone: The user's zone, for events without one.
  ///   - today: The day it is for the user.
  package init(first: EventTime, zone: TimeZone, today: Day) {
    self.first = first
    self.zone = first.zone.flatMap { TimeZone(identifier: $0) } ?? zone
    self.today = today
  }

  /// Reads a text.
  ///
  /// - Parameters:
  ///   - text: How it repeats. For a series that is changed an end alone ("until 4 dec", "5 times",
  ///     "forever") is another end of its rule, and a rule without an end keeps the end that it has; an
  ///     RRULE says all.
  ///   - known: How the series repeats that is changed.
  /// - Returns: The recurrence; `nil` for an event that does not repeat.
  /// - Throws: ``RecurrenceInputError`` naming what was not understood, and what works.
  package func read(
    _ text: String,
    changing known: KnownRepetition? = nil
  ) throws(RecurrenceInputError) -> Recurrence? {
    let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
    let lowered = text.lowercased()
    if Self.never.contains(lowered) { return nil }
    if lowered.contains("freq=") { return try rule(text) }
    let (body, end) = try split(text)
    if let end, body.allSatisfy({ $0 == "," }) {
      if let known { return try checked(known.ending(end)) }
      if case .count = end {
        throw RecurrenceInputError("How it repeats is not said. Write it too: every day, \(text).")
      }
    }
    var rule = try RecurrencePhrase(body).rule(first: firstDay)
    rule.end = end ?? kept(known)
    return try checked(Recurrence(rule))
  }

  /// The end that a series keeps under another rule: days, and not the moment on its last one, which says
  /// nothing of another time of day.
  private func kept(_ known: KnownRepetition?) -> RecurrenceRule.End {
    guard let known, let end = known.recurrence.rule?.end else { return .never }
    return known.lastDay(zone).map(self.end) ?? end
  }

  private static let never: Set<String> = [
    "", "never", "no", "none", "once", "not", "does not repeat", "do not repeat",
  ]

  private var firstDay: Day {
    switch first {
    case .timed(let start, _, _): Day(start, in: zone)
    case .allDay(let day, _): day
    }
  }

  // MARK: Rules as text

  private func rule(_ text: String) throws(RecurrenceInputError) -> Recurrence {
    let body = text.uppercased().hasPrefix("RRULE:") ? String(text.dropFirst(6)) : text
    let rule = body.filter { !$0.isWhitespace }.uppercased()
    if rule.contains("COUNT="), rule.contains("UNTIL=") {
      throw RecurrenceInputError("A rule has COUNT or UNTIL, not both.")
    }
    return try checked(Recurrence(lines: ["RRULE:" + rule]))
  }

  private func checked(_ recurrence: Recurrence) throws(RecurrenceInputError) -> Recurrence {
    let begin = recurrence.first(from: first, zone: zone) ?? first
    let next = recurrence.next(1, from: begin, zone: zone)
    if let problem = next.problem {
      throw RecurrenceInputError("This cannot be used: \(problem).")
    }
    if next.times.isEmpty {
      throw RecurrenceInputError(
        "It has no date from \(RecurrenceNames.date(firstDay)) on. Choose a later end."
      )
    }
    return recurrence
  }

  // MARK: Ends

  private func split(
    _ text: String
  ) throws(RecurrenceInputError) -> ([String], RecurrenceRule.End?) {
    var words = text.replacingOccurrences(of: ",", with: " , ")
      .split(whereSeparator: \.isWhitespace).map(String.init)
    if let index = words.firstIndex(where: { ["until", "till"].contains($0.lowercased()) }) {
      let date = words[(index + 1)...].joined(separator: " ")
        .replacingOccurrences(of: " ,", with: ",")
      return (Array(words[..<index]), try until(date))
    }
    let lowered = words.map { $0.lowercased() }
    for phrase in [["forever"], ["for", "ever"], ["without", "end"]] where lowered.ends(in: phrase)
    {
      words.removeLast(phrase.count)
      return (words, .never)
    }
    if lowered.last == "once", words.count > 1 { return (words.dropLast(), .count(1)) }
    guard words.count >= 2, let number = RecurrencePhrase.number(lowered[words.count - 2]) else {
      return (words, nil)
    }
    let hasFor = lowered.dropLast(2).last == "for"
    let rest = Array(words.dropLast(hasFor ? 3 : 2))
    if ["times", "time", "occurrences", "occurrence"].contains(lowered[words.count - 1]) {
      return (rest, .count(number))
    }
    guard hasFor, let last = day(after: number, lowered[words.count - 1]) else {
      return (words, nil)
    }
    return (rest, end(last))
  }

  private func until(_ text: String) throws(RecurrenceInputError) -> RecurrenceRule.End {
    let day: Day
    do throws(InputError) { day = try DayInput.last(text, today: today, from: firstDay) } catch {
      throw RecurrenceInputError(error.message)
    }
    guard day >= firstDay else {
      throw RecurrenceInputError(
        "It would end on \(RecurrenceNames.date(day)), before it begins on "
          + "\(RecurrenceNames.date(firstDay))."
      )
    }
    return end(day)
  }

  /// The last day of a number of weeks, months or years.
  private func day(after number: Int, _ unit: String) -> Day? {
    let (year, month, date) = firstDay.parts
    guard number <= 1_200 else { return nil }
    switch RecurrencePhrase.unit(unit) {
    case .daily: return firstDay.advanced(by: number - 1)
    case .weekly: return firstDay.advanced(by: number * 7 - 1)
    case .monthly, .yearly:
      let months = month - 1 + number * (RecurrencePhrase.unit(unit) == .yearly ? 12 : 1)
      let (endYear, endMonth) = (year + months / 12, months % 12 + 1)
      let length = Day.length(ofMonth: endMonth, year: endYear)
      return Day(year: endYear, month: endMonth, day: min(date, length))?.advanced(by: -1)
    case nil: return nil
    }
  }

  /// The end of a day, as RFC 5545 wants it: a date for whole days, else in UTC.
  private func end(_ day: Day) -> RecurrenceRule.End {
    if first.isAllDay { return .until(compact(day)) }
    let instant = day.advanced(by: 1).start(in: zone).addingTimeInterval(-1)
    return .until(OccurrenceKey.Start.moment(instant).description)
  }

  private func compact(_ day: Day) -> String { "\(day)".filter { $0 != "-" } }
}

/// How a series repeats that is given another rule, or another end.
package struct KnownRepetition: Hashable, Sendable {
  /// How it repeats, with what is left of its number of times where it is divided.
  let recurrence: Recurrence
  /// The time of its first occurrence.
  private let first: EventTime

  /// Notes how a series repeats.
  ///
  /// - Parameters:
  ///   - recurrence: How it repeats.
  ///   - first: The time of its first occurrence.
  package init(_ recurrence: Recurrence, from first: EventTime) {
    (self.recurrence, self.first) = (recurrence, first)
  }

  /// The same with another end.
  ///
  /// - Throws: ``RecurrenceInputError`` for what is not one rule that is known here.
  func ending(_ end: RecurrenceRule.End) throws(RecurrenceInputError) -> Recurrence {
    var changed = recurrence
    guard changed.rule != nil else {
      throw RecurrenceInputError(
        "Of how this series repeats the end alone cannot be changed. Write all of it: every tue until "
          + "5 apr."
      )
    }
    changed.rule?.end = end
    return changed
  }

  /// The day of its last occurrence, or that of its UNTIL; `nil` where it ends otherwise or never.
  func lastDay(_ zone: TimeZone) -> Day? {
    guard case .until(let text)? = recurrence.rule?.end else { return nil }
    return RecurrenceWords(recurrence, first: first, zone: zone).lastDay(text)
  }
}

/// Why a text does not say how an event repeats.
package struct RecurrenceInputError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was not understood, and what works.
  package let message: String
  /// Makes an error.
  package init(_ message: String) { self.message = message }
  /// The message.
  package var description: String { message }
}

extension [String] {
  fileprivate func ends(in words: [String]) -> Bool { suffix(words.count) == words[...] }
}

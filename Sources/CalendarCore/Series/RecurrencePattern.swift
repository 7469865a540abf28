package import Foundation

/// What a service can express that repeats by one pattern instead of any rule of RFC 5545.
///
/// That is Microsoft's `patternedRecurrence`: days, weeks on some weekdays, or one day of the month
/// or of one month of the year, by its number or as the first to fourth or last of some weekdays.
/// Source: https://learn.microsoft.com/graph/api/resources/recurrencepattern
package struct RecurrencePattern {
  /// Why a recurrence is no pattern.
  package struct Refusal: Error, Hashable, Sendable {
    /// What a pattern cannot have, as the end of a sentence.
    package var reason: String
    /// The nearest recurrence that is one; `nil` when none is near.
    package var nearest: Recurrence?
  }

  /// Finds out why a recurrence is no pattern.
  ///
  /// - Parameters:
  ///   - recurrence: The recurrence.
  ///   - first: When its first occurrence takes place.
  ///   - zone: The user's zone, for events without one.
  /// - Returns: The reason; `nil` for a pattern.
  package static func refusal(
    of recurrence: Recurrence,
    from first: EventTime,
    zone: TimeZone
  ) -> Refusal? {
    guard recurrence.lines.count == 1, let rule = recurrence.rule else {
      return Refusal(reason: "one rule without further dates is possible")
    }
    guard let (reason, nearest) = Self.change(rule) else { return nil }
    // What was changed once may have to be changed again.
    var made = nearest
    for _ in 0..<4 {
      guard let next = change(made) else { break }
      made = next.nearest
    }
    let found = Recurrence(made)
    let isPattern = change(made) == nil && !found.next(1, from: first, zone: zone).times.isEmpty
    return Refusal(reason: reason, nearest: isPattern ? found : nil)
  }

  /// The first thing that makes a rule no pattern, and the rule without it.
  private static func change(
    _ rule: RecurrenceRule
  ) -> (reason: String, nearest: RecurrenceRule)? {
    switch rule.frequency {
    case .daily, .weekly: periodChange(rule)
    case .monthly where !rule.months.isEmpty:
      changed(rule, "a month of the year is possible in yearly rules only") {
        $0.frequency = .yearly
        $0.interval = 1
      }
    case .monthly: dayChange(rule)
    case .yearly where rule.months.count > 1:
      changed(rule, "one month of the year is possible") { $0.months = [rule.months[0]] }
    case .yearly where rule.months.isEmpty && !(rule.days.isEmpty && rule.monthDays.isEmpty):
      changed(rule, "the month must be named") { $0.months = [1] }
    case .yearly: dayChange(rule)
    }
  }

  private static func periodChange(
    _ rule: RecurrenceRule
  ) -> (reason: String, nearest: RecurrenceRule)? {
    if !rule.months.isEmpty || !rule.monthDays.isEmpty || !rule.positions.isEmpty {
      return changed(rule, "days and weeks repeat without months and positions") {
        ($0.months, $0.monthDays, $0.positions) = ([], [], [])
      }
    }
    guard rule.frequency == .daily, !rule.days.isEmpty, rule.interval > 1 else { return nil }
    return changed(rule, "weekdays are possible in weeks only") { $0.days = [] }
  }

  /// What is wrong with the day of a month.
  private static func dayChange(
    _ rule: RecurrenceRule
  ) -> (reason: String, nearest: RecurrenceRule)? {
    if rule.days.isEmpty { return numberChange(rule) }
    guard rule.monthDays.isEmpty else {
      return changed(rule, "days of the week or of the month are possible, not both") {
        $0.monthDays = []
      }
    }
    let one = "one day of a month is possible: the first to fourth, or the last"
    let numbers = rule.positions + rule.days.compactMap(\.ordinal)
    let isChosen =
      rule.positions.isEmpty
      ? rule.days.count == 1 && numbers.count == 1
      : rule.positions.count == 1 && numbers.count == 1
    guard isChosen else {
      let number = numbers.first ?? 1
      return changed(rule, one) { made in
        made.positions = rule.days.count > 1 && !rule.positions.isEmpty ? [number] : []
        if made.positions.isEmpty {
          made.days = [RecurrenceRule.Day(rule.days[0].weekday, ordinal: number)]
        } else {
          made.days = rule.days.map { RecurrenceRule.Day($0.weekday) }
        }
      }
    }
    guard numbers.allSatisfy({ -1...4 ~= $0 }) else {
      return changed(rule, one) { made in
        if !made.positions.isEmpty { made.positions = [-1] }
        made.days = rule.days.map {
          RecurrenceRule.Day($0.weekday, ordinal: $0.ordinal.map { _ in -1 })
        }
      }
    }
    return nil
  }

  /// What is wrong with the number of a day.
  private static func numberChange(
    _ rule: RecurrenceRule
  ) -> (reason: String, nearest: RecurrenceRule)? {
    let days = rule.monthDays
    // The way in which RFC 5545 says that shorter months take their last day.
    if rule.positions == [-1], let last = days.last, 29...31 ~= last, days == Array(28...last) {
      return nil
    }
    guard rule.positions.isEmpty else {
      return changed(rule, "positions are possible among weekdays only") { $0.positions = [] }
    }
    guard days.count <= 1 else {
      return changed(rule, "one day of the month is possible") { $0.monthDays = [days[0]] }
    }
    guard let day = days.first, day != -1 else { return nil }
    let shortest = rule.months.first.map { CalendarCore.Day.length(ofMonth: $0, year: 2_023) }
    guard day < 0 || day > shortest ?? 28 else { return nil }
    return changed(rule, "the 29th to 31st would move to the end of shorter months") {
      $0.monthDays = [-1]
    }
  }

  private static func changed(
    _ rule: RecurrenceRule,
    _ reason: String,
    _ change: (inout RecurrenceRule) -> Void
  ) -> (reason: String, nearest: RecurrenceRule) {
    var made = rule
    change(&made)
    return (reason, made)
  }
}

extension ServiceKind {
  /// Why the service cannot repeat an event in a way, with the nearest way that works.
  ///
  /// - Parameters:
  ///   - recurrence: How it is to repeat.
  ///   - first: When the first occurrence takes place.
  ///   - zone: The user's zone, for events without one.
  /// - Returns: The reason in sentences; `nil` for what it can.
  package func refusal(
    of recurrence: Recurrence,
    from first: EventTime,
    zone: TimeZone
  ) -> String? {
    guard has(.patternedSeries),
      let refusal = RecurrencePattern.refusal(of: recurrence, from: first, zone: zone)
    else { return nil }
    let words = refusal.nearest.map { $0.words(from: first, zone: zone) }
    return "\(displayName) cannot do this: \(refusal.reason)."
      + (words.map { " The nearest that works: \($0)." } ?? "")
  }
}

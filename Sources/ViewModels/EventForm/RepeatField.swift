import CalendarCore
import Foundation

/// How an event repeats, as it is chosen and typed.
struct RepeatField: Equatable, Sendable {
  /// What is offered by its words.
  enum Choice: Hashable, Sendable, CaseIterable {
    case never
    case daily
    case weekdays
    case weekly
    case secondWeek
    case monthDay
    case monthWeekday
    case lastWeekday
    case yearly
    /// The user's own words or rule.
    case custom
  }

  /// The chosen one.
  var choice = Choice.never
  /// When it ends: a date, a number of times, or nothing.
  var end = TextField()
  /// The user's own words or rule.
  var custom = TextField()

  /// Nothing is chosen or typed yet.
  init() {}

  /// Holds how a series repeats: a choice with its end where there is one of these words, the rule
  /// as text otherwise.
  ///
  /// - Parameters:
  ///   - recurrence: How it repeats.
  ///   - first: The time of its first occurrence.
  ///   - day: The day of the occurrence whose form it is.
  ///   - zone: The zone of the user's wall clock.
  init(_ recurrence: Recurrence, from first: EventTime, on day: Day, zone: TimeZone) {
    let rules = recurrence.lines.filter { $0.uppercased().hasPrefix("RRULE") }
    var endless = recurrence.rule
    endless?.end = .never
    let words = endless.map { Recurrence($0).words(from: first, zone: zone) }
    if recurrence.rule != nil, let words,
      let choice = Choice.allCases.first(where: { Self.words(of: $0, on: day) == words })
    {
      // A last date that was left out is not the end; one that was added is no part of it.
      let dates = recurrence.lines.filter { !$0.uppercased().hasPrefix("RDATE") }
      let whole = Recurrence(lines: dates).words(from: first, zone: zone)
      self.choice = choice
      let end = whole.dropFirst(words.count).drop { ", ".contains($0) }
      self.end.set(String(end.hasPrefix("until ") ? end.dropFirst(6) : end))
    } else {
      choice = .custom
      custom.set(rules.count == 1 ? String(rules[0].drop { $0 != ":" }.dropFirst()) : "")
    }
  }

  /// Whether it has an end of its own.
  var hasEnd: Bool { choice != .never && choice != .custom }

  // MARK: Choices

  /// What can be chosen for an event that begins on a day, each in words.
  static func options(on day: Day) -> [ChoiceField<Choice>.Option] {
    Choice.allCases.compactMap { choice in
      words(of: choice, on: day).map { .init(choice, label: $0) }
    }
  }

  /// The choices as the form shows them.
  func content(on day: Day) -> ChoiceField<Choice> {
    ChoiceField(Self.options(on: day), selection: shown(on: day))
  }

  /// Chooses another one.
  mutating func step(by step: Int, on day: Day) {
    var field = content(on: day)
    field.step(by: step)
    choice = field.selection ?? .never
  }

  /// The last weekday of a month is another one when the day moves.
  private func shown(on day: Day) -> Choice {
    Self.words(of: choice, on: day) == nil ? .monthWeekday : choice
  }

  private static func words(of choice: Choice, on day: Day) -> String? {
    let weekday = RecurrenceRule.Weekday(of: day)
    let (_, month, date) = day.parts
    let rule: RecurrenceRule
    switch choice {
    case .never: return "never"
    case .custom: return "as typed"
    case .daily: rule = RecurrenceRule(.daily)
    case .weekdays: rule = RecurrenceRule(.weekly, days: workdays)
    case .weekly: rule = RecurrenceRule(.weekly, days: [.init(weekday)])
    case .secondWeek: rule = RecurrenceRule(.weekly, interval: 2, days: [.init(weekday)])
    case .monthDay: rule = RecurrenceRule(.monthly, monthDays: [date])
    case .monthWeekday:
      // What is the fifth in one month is the last in each.
      let number = (date - 1) / 7 + 1
      rule = RecurrenceRule(.monthly, days: [.init(weekday, ordinal: number > 4 ? -1 : number)])
    case .lastWeekday:
      let isFourth = (date - 1) / 7 == 3
      guard isFourth, day.advanced(by: 7).parts.month != month else { return nil }
      rule = RecurrenceRule(.monthly, days: [.init(weekday, ordinal: -1)])
    case .yearly: rule = RecurrenceRule(.yearly, monthDays: [date], months: [month])
    }
    return Recurrence(rule).words(from: nil, zone: .gmt)
  }

  private static let workdays: [RecurrenceRule.Day] = [
    .init(.monday), .init(.tuesday), .init(.wednesday), .init(.thursday), .init(.friday),
  ]

  // MARK: Reading

  /// All of it as one text, as ``RecurrenceInput`` reads it.
  private func text(on day: Day) -> String {
    guard hasEnd else { return choice == .never ? "" : custom.trimmed }
    let words = Self.words(of: shown(on: day), on: day) ?? ""
    let end = end.trimmed
    let isPhrase =
      ["times", "time", "once", "occurrences", "forever", "ever", "end"]
      .contains { end.lowercased().hasSuffix($0) } || end.lowercased().hasPrefix("for ")
      || end.lowercased().hasPrefix("until ")
    if end.isEmpty || end.lowercased() == "never" { return words }
    return words + (isPhrase ? ", \(end)" : " until \(end)")
  }

  /// What was chosen and typed, or what is wrong with it.
  ///
  /// - Parameters:
  ///   - first: When the event takes place.
  ///   - today: The day it is.
  ///   - zone: The zone of the user's wall clock.
  ///   - known: How the series repeats that is changed: what is typed may leave its end out, which has a
  ///     row of its own otherwise.
  /// - Returns: The recurrence, `nil` for none.
  func read(
    first: EventTime,
    today: Day,
    zone: TimeZone,
    changing known: KnownRepetition? = nil
  ) -> Result<Recurrence?, RecurrenceInputError> {
    guard choice != .never else { return .success(nil) }
    let day = first.days(in: first.zone.flatMap { TimeZone(identifier: $0) } ?? zone).lowerBound
    if choice == .custom, custom.trimmed.isEmpty {
      return .failure(
        RecurrenceInputError("Write how it repeats, like every 3 weeks on mon, wed until 5 apr.")
      )
    }
    let input = RecurrenceInput(first: first, zone: zone, today: today)
    do throws(RecurrenceInputError) {
      return .success(try input.read(text(on: day), changing: hasEnd ? nil : known))
    } catch {
      return .failure(error)
    }
  }
}

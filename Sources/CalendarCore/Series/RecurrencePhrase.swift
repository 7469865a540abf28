/// The words between "every" and "until": what repeats, without its end.
struct RecurrencePhrase {
  private typealias Weekday = RecurrenceRule.Weekday

  private var frequency: RecurrenceRule.Frequency?
  private var interval = 1
  private var weekdays: [Weekday] = []
  /// What "weekday" or "weekend day" after an ordinal chooses from.
  private var group: Set<Weekday>?
  private var ordinals: [Int] = []
  private var months: [Int] = []
  private var monthDays: [Int] = []
  /// Numbers whose noun has not come yet.
  private var pending: [Int] = []
  /// Whether the last of them is like `1st`.
  private var isDated = false
  /// Whether "every" stands directly before.
  private var isEvery = false
  /// Whether the ordinal of the weekdays followed "every": "every second tuesday".
  private var isWeekly = false
  /// Whether "each" or "every" stands before weekdays, all of which are meant then.
  private var isEachWeekday = false

  /// Reads words, commas among them.
  init(_ words: [String]) throws(RecurrenceInputError) {
    let words = WeekdayRange.expanded(words).flatMap { word in
      CalendarWords.parts(ofDate: word[...]).map(String.init)
    }
    for (index, word) in words.enumerated() {
      let rest = words[(index + 1)...].map { $0.lowercased() }
      try read(word, word.lowercased(), next: rest.first)
    }
    try flush()
    if isEvery { throw Self.error("\"every\" is not followed by what repeats.") }
  }

  // MARK: Words

  private mutating func read(
    _ original: String,
    _ word: String,
    next: String?
  ) throws(RecurrenceInputError) {
    if ["every", "each"].contains(word) {
      try flush()
      isEvery = true
    } else if ["of", "in"].contains(word) {
      try flush()
    } else if [",", "and", "&", "or", "on", "the", "a", "at"].contains(word) {
      return
    } else if let adverb = Self.adverbs[word] {
      try set(adverb.frequency, adverb.interval)
    } else if word == "to", next == "last", let number = pending.popLast() {
      pending.append(-number)
    } else if word == "last", let number = pending.last, number < -1 {
      return
    } else if word == "day", let next, Self.number(next) != nil {
      return
    } else if let number = Self.ordinal(word) ?? Self.number(word) {
      if !months.isEmpty, monthDays.isEmpty, ordinals.isEmpty, frequency != .monthly {
        monthDays.append(number)
      } else {
        isDated = word.first?.isNumber == true && Self.number(word) == nil
        pending.append(number)
      }
    } else if let set = Self.groups[word] {
      try choose(set, isGroup: true)
    } else if let unit = Self.unit(word) {
      try read(unit, original)
    } else if let day = Self.weekday(word) {
      try choose([day], isGroup: false)
    } else if let month = Self.month(word) {
      monthDays += pending
      pending = []
      months.append(month)
      isEvery = false
    } else {
      throw Self.unknown(original)
    }
  }

  private mutating func read(
    _ unit: RecurrenceRule.Frequency,
    _ word: String
  ) throws(RecurrenceInputError) {
    if let number = pending.first, pending.count == 1, isEvery, number > 0 {
      pending = []
      return try set(unit, number)
    }
    if unit == .daily, !pending.isEmpty {
      monthDays += pending
      pending = []
      return
    }
    guard pending.isEmpty else {
      throw Self.error("\"\(word)\" does not follow \"\(pending.last ?? 0)\" here.")
    }
    // "weekend day" was read with "weekend".
    if unit == .daily, group != nil, !isEvery { return }
    try set(unit, 1)
  }

  private mutating func set(
    _ unit: RecurrenceRule.Frequency,
    _ number: Int
  ) throws(RecurrenceInputError) {
    guard frequency == nil else {
      throw Self.error("It says twice how often it repeats.")
    }
    guard 1...999 ~= number else { throw Self.error("An interval is a number from 1 to 999.") }
    (frequency, interval) = (unit, number)
    isEvery = false
  }

  private mutating func choose(
    _ days: Set<Weekday>,
    isGroup: Bool
  ) throws(RecurrenceInputError) {
    if !pending.isEmpty {
      guard ordinals.isEmpty else {
        throw Self.error("Only one of the days can have a number.")
      }
      isWeekly = isEvery && pending.count == 1 && pending[0] > 1 && !isGroup
      ordinals = pending
      pending = []
      group = isGroup ? days : nil
    }
    weekdays += days.sorted { $0.index < $1.index }.filter { !weekdays.contains($0) }
    isEachWeekday = isEachWeekday || isEvery
    isEvery = false
  }

  private mutating func flush() throws(RecurrenceInputError) {
    // "every 1st" is a day of each month; "every 2" is not followed by what it counts.
    if isDated { isEvery = false }
    monthDays += pending
    pending = []
  }

  // MARK: The rule

  /// The rule that the words say.
  func rule(first: Day) throws(RecurrenceInputError) -> RecurrenceRule {
    var rule = RecurrenceRule(chosenFrequency, interval: interval)
    switch rule.frequency {
    case .daily:
      guard months.isEmpty, monthDays.isEmpty, ordinals.isEmpty else { throw mixed("days") }
      if !weekdays.isEmpty {
        guard interval == 1 else { throw mixed("days") }
        rule.frequency = .weekly
        rule.days = weekdays.map { RecurrenceRule.Day($0) }
      }
    case .weekly:
      guard months.isEmpty, monthDays.isEmpty else { throw mixed("weeks") }
      if isWeekly, frequency == nil {
        rule.interval = ordinals[0]
      } else if !ordinals.isEmpty {
        throw mixed("weeks")
      }
      let days = weekdays.isEmpty ? [Weekday(of: first)] : weekdays
      rule.days = days.sorted { $0.index < $1.index }.map { RecurrenceRule.Day($0) }
    case .monthly:
      guard months.isEmpty else { throw mixed("months") }
      try setDays(&rule, first)
    case .yearly:
      rule.months = (months.isEmpty ? [first.parts.month] : months).sorted()
      try setDays(&rule, first)
    }
    return rule
  }

  private var chosenFrequency: RecurrenceRule.Frequency {
    if let frequency { return frequency }
    if !months.isEmpty { return .yearly }
    if !ordinals.isEmpty, !isWeekly { return .monthly }
    return monthDays.isEmpty ? .weekly : .monthly
  }

  private func setDays(
    _ rule: inout RecurrenceRule,
    _ first: Day
  ) throws(RecurrenceInputError) {
    if weekdays.isEmpty {
      rule.monthDays = monthDays.isEmpty ? [first.parts.day] : monthDays
      guard rule.monthDays.allSatisfy({ 1...31 ~= abs($0) }) else {
        throw Self.error("A month has days 1 to 31.")
      }
      return
    }
    guard monthDays.isEmpty else { throw mixed("months") }
    guard ordinals.allSatisfy({ 1...5 ~= abs($0) }) else {
      throw Self.error("A month has no more than five weeks.")
    }
    let isSet = Set(weekdays).count > 1 && !ordinals.isEmpty
    // "monthly on thu" is once a month, in the week of the first one.
    if ordinals.isEmpty, !isEachWeekday, rule.frequency == .monthly, weekdays.count == 1 {
      let ahead = (weekdays[0].index - Weekday(of: first).index + 7) % 7
      let day = first.advanced(by: ahead).parts.day
      rule.days = [RecurrenceRule.Day(weekdays[0], ordinal: day > 28 ? -1 : (day + 6) / 7)]
      return
    }
    rule.days = weekdays.flatMap { day in
      ordinals.isEmpty || isSet
        ? [RecurrenceRule.Day(day)] : ordinals.map { RecurrenceRule.Day(day, ordinal: $0) }
    }
    if isSet { rule.positions = ordinals }
  }

  private func mixed(_ unit: String) -> RecurrenceInputError {
    Self.error("These words do not go together with \(unit).")
  }

  // MARK: Vocabulary

  static let adverbs: [String: (frequency: RecurrenceRule.Frequency, interval: Int)] = [
    "daily": (.daily, 1), "weekly": (.weekly, 1), "monthly": (.monthly, 1),
    "yearly": (.yearly, 1), "annually": (.yearly, 1), "biweekly": (.weekly, 2),
    "fortnightly": (.weekly, 2), "quarterly": (.monthly, 3),
  ]

  static let groups: [String: Set<RecurrenceRule.Weekday>] = [
    "weekday": Weekday.workdays, "weekdays": Weekday.workdays, "workday": Weekday.workdays,
    "workdays": Weekday.workdays, "weekend": Weekday.weekend, "weekends": Weekday.weekend,
  ]

  /// A unit, singular or plural.
  static func unit(_ word: String) -> RecurrenceRule.Frequency? {
    switch word {
    case "day", "days": .daily
    case "week", "weeks": .weekly
    case "month", "months": .monthly
    case "year", "years": .yearly
    default: nil
    }
  }

  /// A number in digits or words.
  static func number(_ word: String) -> Int? {
    if let index = RecurrenceNames.numbers.firstIndex(of: word) { return index + 1 }
    guard word.utf8.allSatisfy({ 48...57 ~= $0 }), let number = Int(word), number > 0 else {
      return nil
    }
    return number
  }

  static func ordinal(_ word: String) -> Int? {
    if word == "last" { return -1 }
    if word == "other" { return 2 }
    if let index = RecurrenceNames.ordinals.firstIndex(of: word) { return index + 1 }
    guard ["st", "nd", "rd", "th"].contains(word.suffix(2)) else { return nil }
    return number(String(word.dropLast(2)))
  }

  static func weekday(_ word: String) -> RecurrenceRule.Weekday? {
    guard word.count >= 2 else { return nil }
    return Weekday.allCases.first { day in
      let name = RecurrenceNames.name(day).lowercased()
      return name.hasPrefix(word) || word == name + "s"
    }
  }

  private static func month(_ word: String) -> Int? {
    guard word.count >= 3 else { return nil }
    let index = RecurrenceNames.months.firstIndex { $0.lowercased().hasPrefix(word) }
    return index.map { $0 + 1 }
  }

  private static let examples =
    "Examples: weekdays; every second tuesday until 5 apr; monthly on the last friday; "
    + "every 3 weeks on mon, wed, 12 times; yearly."

  private static func error(_ reason: String) -> RecurrenceInputError {
    RecurrenceInputError("\(reason) \(examples)")
  }

  /// The error for a word, with the known word that is nearest to it.
  private static func unknown(_ word: String) -> RecurrenceInputError {
    let known =
      ["every", "weekday", "weekend", "week", "month", "year", "until", "times", "last"]
      + adverbs.keys.sorted() + RecurrenceNames.ordinals
      + (RecurrenceNames.weekdays + RecurrenceNames.months).map { $0.lowercased() }
    let nearest = known.map { ($0, WordDistance.between($0, String(word.prefix(20)))) }
      .min { $0.1 < $1.1 }
    if nearest?.1 == 0 { return error("\"\(word)\" has no place here.") }
    if let nearest, nearest.1 <= 2, nearest.1 < nearest.0.count / 2 {
      return RecurrenceInputError("\"\(word)\" is not understood. Did you mean \"\(nearest.0)\"?")
    }
    return error("\"\(word)\" is not understood.")
  }
}

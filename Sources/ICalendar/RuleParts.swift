/// The parts of a recurrence rule of RFC 5545, section 3.3.10, read leniently.
///
/// Blanks, lower case, unknown `X-` parts and a trailing semicolon are accepted: services send them,
/// and a rule that was not read would show a series as one event.
package struct RuleParts: Hashable, Sendable {
  /// How often a rule repeats.
  package enum Frequency: String, Hashable, Sendable {
    case daily = "DAILY"
    case weekly = "WEEKLY"
    case monthly = "MONTHLY"
    case yearly = "YEARLY"
  }

  /// A day of the week, perhaps only the n-th of its month or year.
  package struct WeekdayNumber: Hashable, Sendable {
    /// 1 for Monday to 7 for Sunday.
    package var weekday: Int
    /// Which one, from the end when negative; `nil` for each.
    package var ordinal: Int?
  }

  /// How many times a day a rule may repeat.
  package static let timesPerDay = 48

  /// How often it repeats.
  package var frequency: Frequency
  /// Each how many periods, 1 to 32,767.
  package var interval = 1
  /// After how many times it ends.
  package var count: Int?
  /// The last time, as it was written.
  package var until: String?
  /// On which days of the week.
  package var days: [WeekdayNumber] = []
  /// On which days of the month, from its end when negative.
  package var monthDays: [Int] = []
  /// In which months, 1 to 12.
  package var months: [Int] = []
  /// Which ones of the times of a period.
  package var positions: [Int] = []
  /// The day on which weeks begin, 1 for Monday to 7 for Sunday.
  package var weekStart = 1
  /// The other lists, by name.
  private(set) var otherLists: [String: [Int]] = [:]

  /// Reads a rule, with or without `RRULE:` before it.
  package init(_ text: String) throws(RuleRefusal) {
    var rest = text.uppercased()[...]
    if rest.hasPrefix("RRULE:") { rest = rest.dropFirst(6) }
    var values: [String: String] = [:]
    for part in rest.split(separator: ";") {
      let pair = part.split(separator: "=", maxSplits: 1).map(Self.trimmed)
      guard pair.count == 2 else {
        if Self.trimmed(part).isEmpty { continue }
        throw .malformed(Self.trimmed(part))
      }
      values[pair[0]] = pair[1]
    }
    guard let name = values.removeValue(forKey: "FREQ") else { throw .malformed("FREQ") }
    if ["SECONDLY", "MINUTELY", "HOURLY"].contains(name) { throw .subDaily }
    guard let frequency = Frequency(rawValue: name) else { throw .malformed("FREQ=\(name)") }
    self.frequency = frequency
    for (name, value) in values.sorted(by: { $0.key < $1.key }) { try read(name, value) }
    try gate()
  }

  /// Whether nothing but frequency and interval says when it repeats.
  package var isPlain: Bool {
    days.isEmpty && monthDays.isEmpty && months.isEmpty && positions.isEmpty && otherLists.isEmpty
  }

  /// The rule without UNTIL, as libical reads it.
  package var text: String {
    var parts = ["FREQ=\(frequency.rawValue)", "INTERVAL=\(interval)"]
    func add(_ name: String, _ values: [String]) {
      if !values.isEmpty { parts.append(name + "=" + values.joined(separator: ",")) }
    }
    add("BYDAY", days.map { ($0.ordinal.map(String.init) ?? "") + Self.weekdays[$0.weekday - 1] })
    add("BYMONTHDAY", monthDays.map(String.init))
    add("BYMONTH", months.map(String.init))
    for (name, values) in otherLists.sorted(by: { $0.key < $1.key }) {
      add(name, values.map(String.init))
    }
    add("BYSETPOS", positions.map(String.init))
    if let count { add("COUNT", ["\(count)"]) }
    add("WKST", [Self.weekdays[weekStart - 1]])
    return parts.joined(separator: ";")
  }

  private mutating func read(_ name: String, _ value: String) throws(RuleRefusal) {
    let malformed = RuleRefusal.malformed("\(name)=\(value)")
    switch name {
    case "INTERVAL":
      guard let number = Int(value), 1...32_767 ~= number else { throw malformed }
      interval = number
    case "COUNT":
      guard let number = Int(value), 1...Int(Int32.max) ~= number else { throw malformed }
      count = number
    case "UNTIL": until = value
    case "WKST":
      guard let index = Self.weekdays.firstIndex(of: value) else { throw malformed }
      weekStart = index + 1
    case "BYDAY":
      // A line of a megabyte may name one day 300,000 times.
      var known: Set<WeekdayNumber> = []
      days = []
      for part in value.split(separator: ",").map(Self.trimmed) {
        guard let index = Self.weekdays.firstIndex(of: String(part.suffix(2))) else {
          throw malformed
        }
        let number = part.dropLast(2)
        let ordinal = number.isEmpty ? nil : Int(number)
        guard number.isEmpty || ordinal.map({ $0 != 0 && abs($0) <= 53 }) == true else {
          throw malformed
        }
        let day = WeekdayNumber(weekday: index + 1, ordinal: ordinal)
        if known.insert(day).inserted { days.append(day) }
      }
    case "BYMONTHDAY": monthDays = try Self.list(value, -31...31, malformed)
    case "BYMONTH": months = try Self.list(value, 1...12, malformed)
    case "BYSETPOS": positions = try Self.list(value, -366...366, malformed)
    case "BYYEARDAY": otherLists[name] = try Self.list(value, -366...366, malformed)
    case "BYWEEKNO": otherLists[name] = try Self.list(value, -53...53, malformed)
    case "BYHOUR": otherLists[name] = try Self.list(value, 0...23, malformed)
    case "BYMINUTE", "BYSECOND": otherLists[name] = try Self.list(value, 0...59, malformed)
    case "RSCALE": if value != "GREGORIAN" { throw .calendarScale(value) }
    case "SKIP": if value != "OMIT" { throw .unsupported("SKIP=\(value)") }
    default: if !name.hasPrefix("X-") { throw malformed }
    }
  }

  /// Refuses what libical searches for minutes, and what it takes for something else.
  private mutating func gate() throws(RuleRefusal) {
    let times = dailyTimes
    guard times <= Self.timesPerDay else { throw .subDaily }
    let hasOrdinals = days.contains { $0.ordinal != nil }
    switch frequency {
    case .daily, .weekly:
      if hasOrdinals { throw .unsupported("BYDAY") }
      if frequency == .weekly, !monthDays.isEmpty { throw .unsupported("BYMONTHDAY") }
      try choosePositions(times: times)
    case .monthly:
      if days.contains(where: { abs($0.ordinal ?? 0) > 5 }) { throw .unsupported("BYDAY") }
      if hasOrdinals, !monthDays.isEmpty { throw .unsupported("BYDAY") }
    case .yearly:
      if hasOrdinals, otherLists["BYWEEKNO"] != nil { throw .unsupported("BYDAY") }
    }
    for name in ["BYYEARDAY", "BYWEEKNO"] where frequency != .yearly && otherLists[name] != nil {
      throw .unsupported(name)
    }
    if !monthDays.isEmpty, !months.isEmpty, !Self.meet(monthDays, months) { throw .neverMatches }
  }

  /// Applies BYSETPOS of a daily or weekly rule, which libical ignores.
  private mutating func choosePositions(times: Int) throws(RuleRefusal) {
    guard !positions.isEmpty else { return }
    guard frequency == .weekly, times == 1, !days.isEmpty, months.isEmpty else {
      throw .unsupported("BYSETPOS")
    }
    let week = Set(days.map(\.weekday)).sorted { order($0) < order($1) }
    let chosen = positions.compactMap { position in
      let index = position > 0 ? position - 1 : week.count + position
      return week.indices.contains(index) ? week[index] : nil
    }
    guard !chosen.isEmpty else { throw .neverMatches }
    days = Set(chosen).sorted().map { WeekdayNumber(weekday: $0) }
    positions = []
  }

  private func order(_ weekday: Int) -> Int { (weekday - weekStart + 7) % 7 }

  private static let weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

  /// Whether one of the months is long enough for one of the days.
  static func meet(_ days: [Int], _ months: some Sequence<Int>) -> Bool {
    months.contains { month in
      let length = CivilDay.length(of: month, in: leapYear)
      return days.contains { abs($0) <= length }
    }
  }

  private static let leapYear = 2000

  /// When it takes place on a day, in seconds past midnight, in order; what the rule does not name is
  /// taken from those of the start.
  func seconds(from second: Int) -> [Int] {
    let hours = otherLists["BYHOUR"] ?? [second / 3_600]
    let minutes = otherLists["BYMINUTE"] ?? [second / 60 % 60]
    let seconds = otherLists["BYSECOND"] ?? [second % 60]
    return hours.flatMap { hour in
      minutes.flatMap { minute in seconds.map { hour * 3_600 + minute * 60 + $0 } }
    }
    .sorted()
  }

  /// At how many times of a day it repeats.
  var dailyTimes: Int {
    ["BYHOUR", "BYMINUTE", "BYSECOND"].map { Set(otherLists[$0] ?? [0]).count }.reduce(1, *)
  }

  private static func list(
    _ value: String,
    _ range: ClosedRange<Int>,
    _ malformed: RuleRefusal
  ) throws(RuleRefusal) -> [Int] {
    var numbers: [Int] = []
    for part in value.split(separator: ",", omittingEmptySubsequences: false) {
      guard let number = Int(trimmed(part)), range.contains(number),
        number != 0 || range.lowerBound == 0
      else { throw malformed }
      if !numbers.contains(number) { numbers.append(number) }
    }
    return numbers
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}

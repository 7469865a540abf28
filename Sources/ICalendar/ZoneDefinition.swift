/// The rules of a VTIMEZONE (RFC 5545, section 3.6.5).
package struct ZoneDefinition: Hashable, Sendable {
  private struct Observance: Hashable {
    var offsetBefore: Int
    var offset: Int
    var start: LocalTime
    var rule: RuleParts?
    var last: LocalTime?
    var dates: [LocalTime]

    /// When it last began, up to a time.
    func onset(before time: LocalTime) -> LocalTime? {
      guard start <= time else { return nil }
      var onsets = dates.filter { $0 <= time } + [start]
      if let rule {
        // A yearly rule: two years hold its last time.
        let bound = last.map { min($0, time) } ?? time
        let from = LocalTime(day: max(start.day, bound.day - 800))
        if from <= bound,
          let found = try? RuleExpansion(of: rule, from: start, isDate: false, in: from...bound)
        {
          onsets += found.times
        }
      }
      return onsets.max()
    }
  }

  /// Its TZID.
  package let name: String
  /// The name that some programs give beside it (X-LIC-LOCATION).
  package let location: String?
  private let observances: [Observance]

  /// Reads a component; `nil` when it is no VTIMEZONE with a name.
  package init?(_ component: Component) {
    guard component.name == "VTIMEZONE", let name = component.first("TZID")?.text else {
      return nil
    }
    self.name = name
    location = component.first("X-LIC-LOCATION")?.text
    observances = component.components.compactMap { part in
      guard part.name == "STANDARD" || part.name == "DAYLIGHT",
        let offset = part.first("TZOFFSETTO").flatMap({ Self.offset($0.value) }),
        case .local(let start)? = part.first("DTSTART").flatMap({ DateValue($0.value) })
      else { return nil }
      let rule = part.first("RRULE").flatMap { try? RuleParts($0.value) }
      var last: LocalTime?
      switch rule?.until.flatMap({ DateValue($0) }) {
      // A day more: the end is in UTC.
      case .utc(let time)?, .local(let time)?:
        last = LocalTime(day: time.day + 1, second: time.second)
      case .date(let day)?: last = LocalTime(day: day + 1)
      case nil: break
      }
      let dates = part.all("RDATE").flatMap { line in
        line.value.split(separator: ",").compactMap { text -> LocalTime? in
          if case .local(let time)? = DateValue(text) { time } else { nil }
        }
      }
      return Observance(
        offsetBefore: part.first("TZOFFSETFROM").flatMap { Self.offset($0.value) } ?? offset,
        offset: offset,
        start: start,
        rule: rule,
        last: last,
        dates: dates
      )
    }
  }

  /// Whether it says anything.
  package var isEmpty: Bool { observances.isEmpty }

  /// The seconds that its clock is ahead of UTC at a time on it; `nil` when it says nothing.
  package func offset(at time: LocalTime) -> Int? {
    let begun = observances.compactMap { observance in
      observance.onset(before: time).map { (onset: $0, offset: observance.offset) }
    }
    if let last = begun.max(by: { $0.onset < $1.onset }) { return last.offset }
    return observances.min { $0.start < $1.start }?.offsetBefore
  }

  /// The seconds of an offset like `+0130` (RFC 5545, section 3.3.14).
  package static func offset(_ text: some StringProtocol) -> Int? {
    let digits = text.utf8.filter { 0x30...0x39 ~= $0 }.map { Int($0) - 0x30 }
    guard let sign = text.utf8.first, digits.count == 4 || digits.count == 6 else { return nil }
    let hours = digits[0] * 10 + digits[1]
    let minutes = digits[2] * 10 + digits[3]
    let seconds = digits.count == 6 ? digits[4] * 10 + digits[5] : 0
    guard hours < 24, minutes < 60, seconds < 60 else { return nil }
    return (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 3_600 + minutes * 60 + seconds)
  }
}

import Foundation
import ICalendar

/// What the recurrence lines of a series say, read leniently.
struct RecurrenceLines {
  /// A value of RDATE, EXDATE or UNTIL.
  enum Moment: Hashable {
    /// A day.
    case day(Day)
    /// An instant: written with a `Z`.
    case instant(Date)
    /// A wall-clock time, in the zone that the line names; `nil` for the zone of the series.
    case wall(Day, second: Int, zone: String?)
  }

  /// A value of RDATE: a start, and an end of its own where it is a PERIOD.
  struct Addition: Hashable {
    /// Where an occurrence ends that is not as long as the others.
    enum End: Hashable {
      case moment(Moment)
      case length(DurationValue)
    }

    var start: Moment
    /// `nil` for one that is as long as the others.
    var end: End?
  }

  /// The texts of the rules.
  private(set) var rules: [String] = []
  /// The texts of the rules that exclude.
  private(set) var exclusions: [String] = []
  /// The dates that are added.
  private(set) var added: [Addition] = []
  /// The dates that are taken out.
  private(set) var excluded: [Moment] = []
  /// The first line that cannot be read.
  private(set) var unreadable: String?

  init(_ lines: [String]) {
    for line in lines { read(line) }
  }

  private mutating func read(_ line: String) {
    let text = line.trimmingCharacters(in: .whitespacesAndNewlines)
    if text.isEmpty { return }
    guard let colon = text.firstIndex(of: ":") else {
      // Some services send the rule without its name.
      if text.uppercased().contains("FREQ=") { rules.append(text) } else { note(line) }
      return
    }
    let head = text[..<colon].split(separator: ";").map(String.init)
    let value = String(text[text.index(after: colon)...])
    var zone: String?
    for parameter in head.dropFirst() where parameter.uppercased().hasPrefix("TZID=") {
      zone = parameter.dropFirst(5).trimmingCharacters(in: CharacterSet(charactersIn: "\""))
    }
    switch head.first?.uppercased() {
    case "RRULE": rules.append(value)
    case "EXRULE": exclusions.append(value)
    case "RDATE": added += additions(value, zone: zone, line)
    case "EXDATE": excluded += additions(value, zone: zone, line).map(\.start)
    default: note(line)
    }
  }

  private mutating func note(_ line: String) { unreadable = unreadable ?? line }

  private mutating func additions(_ value: String, zone: String?, _ line: String) -> [Addition] {
    var found: [Addition] = []
    for part in value.split(separator: ",") {
      // A PERIOD is a start, a slash, and an end or a length (RFC 5545, section 3.3.9).
      let pair = part.split(separator: "/", maxSplits: 1).map(String.init)
      guard let start = Self.moment(pair.first ?? "", zone: zone) else {
        note(line)
        continue
      }
      let end = pair.dropFirst().first.flatMap { text -> Addition.End? in
        if let length = DurationValue(text.trimmingCharacters(in: .whitespaces)) {
          return .length(length)
        }
        return Self.moment(text, zone: zone).map { .moment($0) }
      }
      found.append(Addition(start: start, end: end))
    }
    return found
  }

  /// Reads `20261231`, `20261231T090000` or `20261231T090000Z`.
  static func moment(_ text: String, zone: String? = nil) -> Moment? {
    let text = text.trimmingCharacters(in: .whitespaces)
    let parts = text.uppercased().split(separator: "T", omittingEmptySubsequences: false)
    guard let date = parts.first, parts.count <= 2, let number = digits(date, 8),
      let day = Day(year: number / 10_000, month: number / 100 % 100, day: number % 100)
    else { return nil }
    guard parts.count == 2 else { return .day(day) }
    let isUTC = parts[1].hasSuffix("Z")
    guard let time = digits(isUTC ? parts[1].dropLast() : parts[1], 6) else { return nil }
    let (hour, minute, second) = (time / 10_000, time / 100 % 100, min(time % 100, 59))
    guard hour < 24, minute < 60 else { return nil }
    let seconds = hour * 3_600 + minute * 60 + second
    guard isUTC else { return .wall(day, second: seconds, zone: zone) }
    return .instant(
      Date(timeIntervalSince1970: Double(day.daysSinceEpoch) * 86_400 + Double(seconds))
    )
  }

  private static func digits(_ text: Substring, _ count: Int) -> Int? {
    guard text.utf8.count == count, text.utf8.allSatisfy({ 48...57 ~= $0 }) else { return nil }
    return Int(text)
  }
}

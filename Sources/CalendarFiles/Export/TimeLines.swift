import CalendarCore
import Foundation
import ICalendar

/// Writes dates and times as properties have them.
enum TimeLines {
  /// The date of a day: `20261130`.
  static func date(_ day: Day) -> String { day.description.filter { $0 != "-" } }

  /// A time on a clock: `20261130T093000`.
  static func wall(_ day: Day, _ second: Int) -> String {
    let parts = [second / 3_600, second / 60 % 60, second % 60]
    return date(day) + "T" + parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined()
  }

  /// A time on the clock of a zone.
  static func wall(_ instant: Date, in zone: TimeZone) -> String {
    let (day, second) = Day.wall(of: instant, in: zone)
    return wall(day, second)
  }

  /// A time in UTC: `20261130T083000Z`.
  static func utc(_ instant: Date) -> String { wall(instant, in: .gmt) + "Z" }

  /// A property with an instant, in a zone where that has a name that others know.
  static func line(_ name: String, _ instant: Date, zone: String?) -> ContentLine {
    guard let zone, !isUTC(zone), let clock = named(zone) else {
      return ContentLine(name, value: utc(instant))
    }
    return ContentLine(name, [.init("TZID", zone)], value: wall(instant, in: clock))
  }

  /// A property with a date.
  static func line(_ name: String, _ day: Day) -> ContentLine {
    ContentLine(name, [.init("VALUE", "DATE")], value: date(day))
  }

  /// The clock of a zone that is written by its name; `nil` for UTC and fixed offsets.
  static func named(_ zone: String) -> TimeZone? {
    guard zone != "UTC", zone != "GMT", !zone.hasPrefix("GMT+"), !zone.hasPrefix("GMT-") else {
      return nil
    }
    return TimeZone(identifier: zone)
  }

  /// Whether a zone is UTC under one of its names.
  ///
  /// Its times are written as such and never by a name: servers that rewrite a text put both
  /// into one line, `DTSTART;TZID=Etc/UTC:20261130T083000Z`, which is invalid (RFC 5545, section
  /// 3.3.5).
  static func isUTC(_ zone: String) -> Bool {
    utcNames.contains(zone.hasPrefix("Etc/") ? String(zone.dropFirst(4)) : zone)
  }

  /// Source: IANA Time Zone Database 2026a, `backward` and `etcetera`.
  private static let utcNames: Set<String> = [
    "GMT", "GMT+0", "GMT-0", "GMT0", "Greenwich", "UCT", "UTC", "Universal", "Zulu",
  ]

  /// A property with the start of an occurrence, as its series has its own.
  static func line(
    _ name: String,
    _ start: OccurrenceKey.Start,
    zone: String?
  ) -> ContentLine {
    switch start {
    case .day(let day): line(name, day)
    case .moment(let instant): line(name, instant, zone: zone)
    }
  }

  /// The start and the end of an event.
  static func lines(_ time: EventTime, endZone: String?) -> [ContentLine] {
    switch time {
    case .allDay(let first, let last):
      [line("DTSTART", first), line("DTEND", last.advanced(by: 1))]
    case .timed(let start, let end, let zone):
      [line("DTSTART", start, zone: zone), line("DTEND", end, zone: endZone ?? zone)]
    }
  }

  /// A rule whose end names no zone, for a series whose start names none (RFC 5545, section 3.3.10).
  static func floating(_ rule: String, in zone: TimeZone) -> String {
    rule.split(separator: ";", omittingEmptySubsequences: false).map { part in
      let pair = part.split(separator: "=", maxSplits: 1)
      guard pair.count == 2, pair[0].uppercased() == "UNTIL",
        case .utc(let end)? = DateValue(pair[1])
      else { return String(part) }
      let day = Day(daysSinceEpoch: end.day)
      return "UNTIL=" + wall(day.time(secondsFromMidnight: end.second, in: .gmt), in: zone)
    }
    .joined(separator: ";")
  }

  /// A line of a recurrence as it is written: dates in UTC are put into the zone of the event.
  static func line(ofRecurrence text: String, zone: String?) -> ContentLine? {
    guard let colon = text.firstIndex(of: ":") else {
      return text.uppercased().contains("FREQ=") ? ContentLine("RRULE", value: text) : nil
    }
    let head = text[..<colon].split(separator: ";").map(String.init)
    guard let name = head.first?.uppercased() else { return nil }
    let value = String(text[text.index(after: colon)...])
    let parameters = head.dropFirst().compactMap { part -> ContentLine.Parameter? in
      let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
      return pair.count == 2 ? .init(pair[0].uppercased(), pair[1]) : nil
    }
    if name == "EXDATE" || name == "RDATE", parameters.isEmpty, let zone, !isUTC(zone),
      named(zone) != nil, case .utc(let time)? = DateValue(value)
    {
      let day = Day(daysSinceEpoch: time.day)
      return line(name, day.time(secondsFromMidnight: time.second, in: .gmt), zone: zone)
    }
    return ContentLine(name, parameters, value: value)
  }
}

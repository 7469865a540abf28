import CalendarCore
import Foundation
import ICalendar

/// The recurrence of a VEVENT, with the zones of its dates by their IANA names.
enum RecurrenceReading {
  /// The names of the properties.
  static let names: Set = ["RRULE", "RDATE", "EXRULE", "EXDATE"]

  /// Reads the recurrence; `nil` for an event that does not repeat.
  static func recurrence(
    _ component: Component,
    isAllDay: Bool,
    _ zones: inout FileZones
  ) -> Recurrence? {
    var lines: [String] = []
    var repeats = false
    let isFloating = isFloating(component)
    for property in component.properties where names.contains(property.name) {
      repeats = repeats || property.name == "RRULE" || property.name == "RDATE"
      lines.append(line(property, isAllDay: isAllDay, isFloating: isFloating, &zones))
    }
    return repeats ? Recurrence(lines: lines) : nil
  }

  /// Whether the start of an event is a time that names no zone.
  static func isFloating(_ component: Component) -> Bool {
    guard let start = component.first("DTSTART"), start.parameter("TZID") == nil,
      case .local? = DateValue(start.value.trimmingCharacters(in: .whitespaces))
    else { return false }
    return true
  }

  /// A line as events keep it.
  ///
  /// - Parameters:
  ///   - property: The property.
  ///   - isAllDay: Whether the event is one of whole days.
  ///   - isFloating: Whether its start is a time that names no zone: that of the user is meant.
  ///   - zones: The zones of the file.
  /// - Returns: The line.
  static func line(
    _ property: ContentLine,
    isAllDay: Bool,
    isFloating: Bool,
    _ zones: inout FileZones
  ) -> String {
    let value = property.value
    if property.name.hasSuffix("RULE") {
      return property.name + ":" + (isAllDay ? dated(value, zones.floating.zone) : value)
    }
    if isAllDay, let days = days(property, &zones) {
      return property.name + ";VALUE=DATE:" + days.map(TimeLines.date).joined(separator: ",")
    }
    var head = property.name
    // A PERIOD begins with its start.
    let first = value.split { $0 == "," || $0 == "/" }.first.flatMap { DateValue($0) }
    if property.parameter("VALUE")?.uppercased() == "PERIOD" { head += ";VALUE=PERIOD" }
    if let tzid = property.parameter("TZID"), !value.uppercased().hasSuffix("Z") {
      let time: LocalTime =
        switch first {
        case .local(let time)?, .utc(let time)?: time
        case .date(let day)?: LocalTime(day: day)
        case nil: LocalTime(day: 0)
        }
      head += ";TZID=" + zones.zone(tzid, at: time).name
    } else if let kind = property.parameter("VALUE")?.uppercased(), kind == "DATE" {
      head += ";VALUE=DATE"
    } else if isFloating, case .local? = first {
      head += ";TZID=" + zones.floating.name
    }
    return head + ":" + value
  }

  /// The days of dates of a series of whole days, where some are written as times, as Outlook does;
  /// `nil` where none is, or one cannot be read.
  private static func days(_ property: ContentLine, _ zones: inout FileZones) -> [Day]? {
    var (days, hasTimes): ([Day], Bool) = ([], false)
    for value in property.value.split(separator: ",") {
      guard let date = DateValue(value) else { return nil }
      switch date {
      case .date(let day): days.append(Day(daysSinceEpoch: day))
      case .local(let time):
        hasTimes = true
        days.append(Day(daysSinceEpoch: time.day))
      case .utc(let time):
        hasTimes = true
        let midnight = Day(daysSinceEpoch: time.day)
        let instant = midnight.time(secondsFromMidnight: time.second, in: .gmt)
        days.append(Day(instant, in: zones.floating.zone))
      }
    }
    return hasTimes ? days : nil
  }

  /// A rule of whole days whose UNTIL is a time, as some programs write it, with the date that is
  /// meant: that of the user's zone.
  private static func dated(_ rule: String, _ zone: TimeZone) -> String {
    guard rule.uppercased().contains("UNTIL=") else { return rule }
    return rule.split(separator: ";", omittingEmptySubsequences: false).map { part in
      let pair = part.split(separator: "=", maxSplits: 1)
      guard pair.count == 2, pair[0].uppercased() == "UNTIL" else { return String(part) }
      let day: Day
      switch DateValue(pair[1]) {
      case .utc(let time)?:
        let midnight = Day(daysSinceEpoch: time.day)
        day = Day(midnight.time(secondsFromMidnight: time.second, in: .gmt), in: zone)
      case .local(let time)?: day = Day(daysSinceEpoch: time.day)
      case .date?, nil: return String(part)
      }
      return "\(pair[0])=" + day.description.filter { $0 != "-" }
    }
    .joined(separator: ";")
  }
}

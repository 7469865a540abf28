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
    for property in component.properties where names.contains(property.name) {
      repeats = repeats || property.name == "RRULE" || property.name == "RDATE"
      lines.append(line(property, isAllDay: isAllDay, &zones))
    }
    return repeats ? Recurrence(lines: lines) : nil
  }

  /// A line as events keep it.
  static func line(
    _ property: ContentLine,
    isAllDay: Bool,
    _ zones: inout FileZones
  ) -> String {
    let value = property.value
    if property.name.hasSuffix("RULE") {
      return property.name + ":" + (isAllDay ? dated(value, zones.floating.zone) : value)
    }
    var head = property.name
    if let tzid = property.parameter("TZID"), !value.uppercased().hasSuffix("Z") {
      let first = value.split(separator: ",").first.flatMap { DateValue($0) }
      let time: LocalTime =
        switch first {
        case .local(let time)?, .utc(let time)?: time
        case .date(let day)?: LocalTime(day: day)
        case nil: LocalTime(day: 0)
        }
      head += ";TZID=" + zones.zone(tzid, at: time).name
    } else if let kind = property.parameter("VALUE")?.uppercased(), kind == "DATE" {
      head += ";VALUE=DATE"
    }
    return head + ":" + value
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

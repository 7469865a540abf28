import CalendarCore
import Foundation
import ICalendar

/// The form in which a series has its start, for the starts of its occurrences: RFC 5545 wants
/// RECURRENCE-ID, EXDATE and RDATE in the form of DTSTART, and other programs compare them so.
struct StartForm {
  private let start: ContentLine
  /// The clock of the start where that names no zone, or one by a name that is not ours.
  private let zone: TimeZone?

  /// Reads the form of DTSTART; `nil` for a start that cannot be read.
  init?(_ start: ContentLine, _ zones: inout FileZones) {
    guard let value = DateValue(start.value.trimmingCharacters(in: .whitespaces)),
      start.parameter("VALUE")?.uppercased() != "DATE", case let moment = value,
      case .instant(_, let named)? = EventTimes.moment(start, &zones)
    else { return nil }
    if case .date = moment { return nil }
    self.start = start
    zone = named?.zone
  }

  /// A line with the start of an occurrence of a series, in the form of the start of that.
  ///
  /// - Parameters:
  ///   - name: The name of the property.
  ///   - start: The start that the series gives the occurrence.
  ///   - series: The series.
  ///   - own: Its DTSTART as a text has it; `nil` where that is in another zone.
  ///   - zones: The zones of the text.
  /// - Returns: The line.
  static func line(
    _ name: String,
    _ start: OccurrenceKey.Start,
    of series: Event,
    _ own: ContentLine?,
    _ zones: inout FileZones
  ) -> ContentLine {
    // UTC under a name is written as such, see ``TimeLines/isUTC(_:)``.
    let isUTC = series.time.zone.map(TimeLines.isUTC) == true
    guard let own, !isUTC || own.parameter("TZID") == nil, let form = StartForm(own, &zones) else {
      return TimeLines.line(name, start, zone: series.time.zone)
    }
    return form.line(name, start)
  }

  /// A line with the start of an occurrence.
  ///
  /// A whole day of a series whose days are written as times, as Outlook does, begins at midnight.
  func line(_ name: String, _ start: OccurrenceKey.Start) -> ContentLine {
    let clock = zone ?? .gmt
    let instant: Date =
      switch start {
      case .moment(let date): date
      case .day(let day): day.start(in: clock)
      }
    guard zone != nil else { return ContentLine(name, value: TimeLines.utc(instant)) }
    let parameters = self.start.parameters.filter { $0.name == "TZID" }
    return ContentLine(name, parameters, value: TimeLines.wall(instant, in: clock))
  }
}

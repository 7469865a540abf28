import CalendarCore
import Foundation

/// `when` as Nylas sends it: a timespan, a time, a date or a datespan (its last day included).
struct NylasWhen: Decodable {
  /// The time; `nil` when there is none that can be read.
  let time: EventTime?
  /// The zone of its end, where that is another than the zone of its start.
  let otherEndZone: String?

  private enum CodingKeys: String, CodingKey {
    case time, timezone, date
    case startTime = "start_time"
    case endTime = "end_time"
    case startZone = "start_timezone"
    case endZone = "end_timezone"
    case startDate = "start_date"
    case endDate = "end_date"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    // Outlook's names come through as they are.
    let startZone = container.text(.startZone).flatMap(WindowsZones.iana)
    let endZone = container.text(.endZone).flatMap(WindowsZones.iana)
    otherEndZone = startZone != nil && endZone != startZone ? endZone : nil
    if let start = container.instant(.startTime) {
      // An end before the start happens in old imports: such an event has no length.
      time = .timed(
        start: start,
        end: max(start, container.instant(.endTime) ?? start),
        zone: startZone ?? endZone
      )
    } else if let instant = container.instant(.time) {
      time = .timed(
        start: instant,
        end: instant,
        zone: container.text(.timezone).flatMap(WindowsZones.iana)
      )
    } else if let first = Self.day(container.text(.startDate) ?? container.text(.date)) {
      time = .allDay(first: first, last: max(first, Self.day(container.text(.endDate)) ?? first))
    } else {
      time = nil
    }
  }

  /// Reads the day of a date, which a time may follow.
  private static func day(_ text: String?) -> Day? {
    guard let text else { return nil }
    return Day(String(text.prefix(10)))
  }
}

/// `when` as Nylas takes it.
struct NylasWhenRequest: Encodable {
  /// The time.
  let time: EventTime
  /// The zone of its end; `nil` for that of its start.
  var endZone: String?

  private enum CodingKeys: String, CodingKey {
    case date
    case startTime = "start_time"
    case endTime = "end_time"
    case startZone = "start_timezone"
    case endZone = "end_timezone"
    case startDate = "start_date"
    case endDate = "end_date"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch time {
    case .timed(let start, let end, let zone):
      try container.encode(Timestamp.seconds(start), forKey: .startTime)
      try container.encode(Timestamp.seconds(max(start, end)), forKey: .endTime)
      // Both zones or neither, and never a name that is not one of IANA.
      let name = zone.flatMap(WindowsZones.iana)
      try container.encodeIfPresent(name, forKey: .startZone)
      try container.encodeIfPresent(
        name.map { endZone.flatMap(WindowsZones.iana) ?? $0 },
        forKey: .endZone
      )
    case .allDay(let first, let last) where last <= first:
      try container.encode(first, forKey: .date)
    case .allDay(let first, let last):
      try container.encode(first, forKey: .startDate)
      try container.encode(last, forKey: .endDate)
    }
  }
}

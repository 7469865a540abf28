import CalendarCore
import Foundation

/// `start`, `end` or `originalStartTime` as Google sends it.
struct GoogleMoment: Decodable, Sendable {
  let date: Date?
  let day: Day?
  let zone: String?

  private enum CodingKeys: String, CodingKey { case date, dateTime, timeZone }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let zone = container.text(.timeZone).flatMap(WindowsZones.iana)
    self.zone = zone
    date = container.text(.dateTime).flatMap { text in
      Timestamp.date(text, in: zone.flatMap { TimeZone(identifier: $0) } ?? .gmt)
    }
    day = container.text(.date).flatMap { Day(String($0.prefix(10))) }
  }

  /// The moment or day as the start of an occurrence.
  var startKey: OccurrenceKey.Start? { date.map { .moment($0) } ?? day.map { .day($0) } }

  /// The time from one moment to another; `nil` when there is none that can be read.
  static func time(from start: GoogleMoment?, to end: GoogleMoment?) -> EventTime? {
    if let first = start?.date {
      // An end before the start happens in old imports: such an event has no length.
      return .timed(
        start: first,
        end: max(first, end?.date ?? first),
        zone: start?.zone ?? end?.zone
      )
    }
    guard let first = start?.day else { return nil }
    // The end of whole days is the day after the last one.
    return .allDay(first: first, last: max(first, end?.day?.advanced(by: -1) ?? first))
  }
}

/// `start` or `end` as Google takes it.
struct GoogleMomentRequest: Encodable, Sendable {
  private enum Moment {
    case instant(Date, zone: String?)
    case day(Day)
  }

  private let moment: Moment
  /// Whether the members of the other kind are taken off: a patch merges members, and an event that
  /// has both a day and a moment is refused.
  private let clears: Bool

  private enum CodingKeys: String, CodingKey { case date, dateTime, timeZone }

  /// Start and end of a time.
  ///
  /// - Parameters:
  ///   - time: The time.
  ///   - endZone: The zone of its end, where that is another than that of its start.
  ///   - needsZone: Whether a zone must be named, as for a series.
  ///   - isPatch: Whether it is merged into what is there.
  /// - Returns: Both.
  static func both(
    _ time: EventTime,
    endZone: String? = nil,
    needsZone: Bool = false,
    isPatch: Bool
  ) -> (start: GoogleMomentRequest, end: GoogleMomentRequest) {
    switch time {
    case .timed(let start, let end, let named):
      let zone = named.flatMap(WindowsZones.iana) ?? (needsZone ? "UTC" : nil)
      let other = endZone.flatMap(WindowsZones.iana)
      return (
        GoogleMomentRequest(moment: .instant(start, zone: zone), clears: isPatch),
        GoogleMomentRequest(
          moment: .instant(max(start, end), zone: zone.map { other ?? $0 }),
          clears: isPatch
        )
      )
    case .allDay(let first, let last):
      return (
        GoogleMomentRequest(moment: .day(first), clears: isPatch),
        GoogleMomentRequest(moment: .day(max(first, last).advanced(by: 1)), clears: isPatch)
      )
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch moment {
    case .instant(let date, let zone):
      try container.encode(Timestamp.text(date), forKey: .dateTime)
      try container.encodeIfPresent(zone, forKey: .timeZone)
      if clears { try container.encodeNil(forKey: .date) }
    case .day(let day):
      try container.encode(day, forKey: .date)
      if clears {
        try container.encodeNil(forKey: .dateTime)
        try container.encodeNil(forKey: .timeZone)
      }
    }
  }
}

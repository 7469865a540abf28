package import CalendarCore
package import Foundation

/// The clock of a second zone, whose times stand beside those of the user's own.
package struct SecondClock: Equatable, Sendable {
  /// The zone.
  package let zone: NamedZone
  /// How hours are counted.
  package let style: ClockStyle

  /// Makes the clock of a zone.
  package init(_ zone: NamedZone, _ style: ClockStyle) {
    (self.zone, self.style) = (zone, style)
  }

  /// The city or abbreviation of the zone.
  package var place: String { zone.place }

  /// The most columns of a time with the mark of its day: `17:00+1`, `12:30pm+1`.
  package static func width(_ style: ClockStyle) -> Int { style == .twentyFourHour ? 7 : 9 }

  /// A time as this clock shows it: `17:15`; `07:00+1` on the day after, `22:00-1` on the one before.
  ///
  /// - Parameters:
  ///   - date: The instant.
  ///   - day: The day that the user's own clock shows.
  /// - Returns: The text.
  package func text(_ date: Date, on day: Day) -> String {
    let minutes = TimeText.minutesOfDay(date, in: zone.zone)
    let distance = day.distance(to: Day(date, in: zone.zone))
    let mark = distance == 0 ? "" : distance > 0 ? "+\(distance)" : "\(distance)"
    return ClockText.brief(minutes: minutes, style) + mark
  }

  /// When an event takes place, with the name of the place; `nil` where this clock shows the same.
  ///
  /// - Parameters:
  ///   - time: When it takes place.
  ///   - other: The zone whose time is known.
  ///   - today: The day it is.
  /// - Returns: The text.
  func span(_ time: EventTime, unlike other: TimeZone, today: Day) -> String? {
    guard case .timed(let start, let end, _) = time,
      [start, end].contains(where: {
        zone.zone.secondsFromGMT(for: $0) != other.secondsFromGMT(for: $0)
      })
    else { return nil }
    return "\(TimeText.span(time, in: WallClock(zone.zone, style), today: today)) in \(place)"
  }
}

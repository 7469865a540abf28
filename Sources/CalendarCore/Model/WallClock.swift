package import Foundation

/// How a clock counts the hours of a day.
package enum ClockStyle: String, CaseIterable, Sendable {
  /// `9:30am`, `12:00pm`.
  case twelveHour = "12"
  /// `09:30`, `12:00`.
  case twentyFourHour = "24"
}

/// A clock on the wall: the zone whose time it shows, and how it counts hours.
package struct WallClock: Equatable, Sendable {
  /// The zone.
  package var zone: TimeZone
  /// How hours are counted.
  package var style: ClockStyle

  /// Makes a clock.
  package init(_ zone: TimeZone, _ style: ClockStyle = .twentyFourHour) {
    (self.zone, self.style) = (zone, style)
  }
}

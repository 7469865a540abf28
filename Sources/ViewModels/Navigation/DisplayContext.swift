package import CalendarCore
package import Foundation

/// Where and when things are shown: the one place for the clock, the zone and the size of the screen.
package struct DisplayContext: Equatable, Sendable {
  /// The time.
  package internal(set) var now: Date
  /// The zone of the user's wall clock.
  package let zone: TimeZone
  /// How that clock counts hours.
  package internal(set) var clockStyle = ClockStyle.twentyFourHour
  /// The zone whose times stand beside those of the user's own; `nil` when none is shown.
  package internal(set) var secondZone: NamedZone?
  /// The second zone that was shown last, to be shown again.
  var chosenZone: NamedZone?
  /// The columns and rows of the screen.
  package internal(set) var columns = 80
  package internal(set) var rows = 24

  /// Makes one for a screen of the usual size.
  package init(now: Date, zone: TimeZone) {
    self.now = now
    self.zone = zone
  }

  /// The user's wall clock.
  package var clock: WallClock { WallClock(zone, clockStyle) }
  /// The clock of the second zone; `nil` when none is shown.
  package var second: SecondClock? { secondZone.map { SecondClock($0, clockStyle) } }
  /// The rows that lists have.
  package var listHeight: Int { max(1, rows - AppMetrics.chromeRows) }
}

package import CalendarCore

/// Numbers of the layout of grids, in columns, rows and minutes.
package enum GridMetrics {
  /// The times before the first day: `09:00 `, `12:30p `.
  package static func timeWidth(_ style: ClockStyle) -> Int {
    style == .twentyFourHour ? 7 : 8
  }

  /// The times of a second zone behind them: `17:00+1 `, `12:30p+1 `.
  package static func secondWidth(_ style: ClockStyle) -> Int {
    style == .twentyFourHour ? 8 : 9
  }

  /// All that stands before the first day.
  static func timeWidth(_ grid: GridViewModel) -> Int {
    let style = grid.preferences.clockStyle
    return timeWidth(style) + (grid.secondZone == nil ? 0 : secondWidth(style))
  }

  /// The least width at which a day is shown beside others.
  static let dayWidth = 9
  /// The least width at which events stand side by side.
  static let blockWidth = 6
  /// The least width at which the provider of a meeting is shown on an event.
  package static let markedWidth = 8
  /// The least width at which the lines below a title have a colour of their own: where events are
  /// narrow there are many of them, and each colour is a dozen bytes.
  package static let colouredWidth = 12
  /// The least width at which a sign says that a title is cut: where it is narrower the sign takes the
  /// room of a letter in seven, and nearly every title is cut.
  package static let signedWidth = 12
  /// The least width of a day of a month at which times are shown before titles.
  package static let timedWidth = 18
  /// The column of the numbers of weeks.
  package static let weekWidth = 4
  /// The least width of a month at which weeks are numbered.
  static let numberedWidth = 56

  /// The minutes of a row: the more rows, the fewer.
  static func rowMinutes(_ height: Int) -> Int { height < 36 ? 60 : height < 76 ? 30 : 15 }

  /// The most rows that events take which fill days.
  static func laneLimit(_ height: Int) -> Int { height < 12 ? 1 : height < 30 ? 3 : 5 }
}

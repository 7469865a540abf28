package import CalendarCore
package import ConferencingCore

/// A line of the agenda.
package enum AgendaItem: Equatable, Sendable {
  /// Space between two days.
  case gap
  /// A day begins.
  case heading(Day)
  /// An event, on one of the days it touches.
  case event(Int, Day)
  /// The time is between the lines around this one.
  case now
  /// A day that is shown although nothing is on it.
  case nothing(Day)

  /// The day of a line that can be selected.
  var selectableDay: Day? {
    switch self {
    case .event(_, let day), .nothing(let day): day
    case .gap, .heading, .now: nil
    }
  }
}

/// What is selected in the agenda; it survives that the list is loaded again.
package struct AgendaSelection: Equatable, Sendable {
  /// The event; `nil` on a day without one.
  package var event: EventID?
  /// The day on which it is shown.
  package var day: Day

  /// Makes a selection.
  package init(event: EventID?, day: Day) {
    self.event = event
    self.day = day
  }
}

/// What a line of the agenda shows of an event.
package struct AgendaEventRow: Equatable, Sendable {
  package var time: String
  /// The same where there is little room; its start alone beside a time of a second zone.
  package var narrowTime: String
  /// When it begins by the clock of a second zone, empty for whole days; `nil` when none is shown.
  package var secondTime: String?
  /// How its times count hours.
  package var clockStyle: ClockStyle
  package var title: String
  package var location: String
  /// The provider of its meeting in one word; empty when it has none.
  package var meeting: String
  package var conferencing: ConferencingState
  package var delivery: Delivery
  /// The calendar's colour as `#rrggbb`; empty when it has none.
  package var color: String
  package var calendar: String
  package var isReadOnly: Bool
  /// Whether it is over, or declined.
  package var isPast: Bool
  /// Whether it is going on.
  package var isNow: Bool
  /// Whether it is of a series.
  package var isRecurring: Bool
  /// What differs from a plain event, in a word or two; `nil` when nothing does.
  package var remark: String?
  /// Whether it is marked for a command on several events.
  package var isMarked = false
  /// What the user has answered, where that is to be seen.
  package var standing = Standing.plain

  /// How an event stands with the user.
  package enum Standing: Equatable, Sendable {
    case plain
    case needsAnswer
    case tentative
    case declined
    case cancelled
  }
}

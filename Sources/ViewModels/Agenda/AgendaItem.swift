package import CalendarCore

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

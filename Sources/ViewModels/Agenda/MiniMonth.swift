package import CalendarCore

/// The month of the selected day beside the list: which days it has, and on which something is
/// planned.
package struct MiniMonth: Equatable, Sendable {
  /// The selected day.
  package let day: Day
  /// The weeks, with their days.
  package let weeks: [[Day]]
  /// The days with events, as far as the list is loaded.
  package let busy: Set<Day>

  /// Makes the month of what is selected in a list.
  package init(_ agenda: AgendaViewModel, _ preferences: CalendarPreferences) {
    day = agenda.selection?.day ?? agenda.today
    let days = CalendarView.month.days(about: day, firstWeekday: preferences.firstWeekday)
    weeks = stride(from: 0, to: days.count, by: 7).map { week in
      (0..<7).map { days.lowerBound.advanced(by: week + $0) }
    }
    var busy: Set<Day> = []
    if let window = agenda.window {
      let first = max(days.lowerBound, window.days.lowerBound)
      let last = min(days.upperBound, window.days.upperBound)
      for event in window.events {
        let touched = event.time.days(in: agenda.zone)
        let (start, end) = (max(first, touched.lowerBound), min(last, touched.upperBound))
        guard start <= end else { continue }
        for number in start.daysSinceEpoch...end.daysSinceEpoch {
          busy.insert(Day(daysSinceEpoch: number))
        }
      }
    }
    self.busy = busy
  }
}

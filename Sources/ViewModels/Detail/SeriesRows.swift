import CalendarCore
import Foundation

/// Says of what series an event is, which of its occurrences it is, and what differs from the rule.
struct SeriesRows {
  let event: Event
  let series: SeriesOutline?
  let clock: WallClock
  let now: Date
  private var zone: TimeZone { clock.zone }

  /// Labels and values.
  var rows: [(String, String)] {
    guard event.isRecurring else { return [] }
    return [("Repeats", rule)] + (difference.map { [("Series", $0)] } ?? [])
  }

  private var rule: String {
    guard let master = series?.master ?? (event.recurrence == nil ? nil : event),
      let recurrence = master.recurrence
    else { return "as part of a series" }
    let words = recurrence.words(from: master.time, zone: zone)
    let problem = recurrence.next(1, from: master.time, zone: zone).problem
    return words + (place.map { "  (\($0))" } ?? "")
      + (problem.map { ". Shown once, for \($0)." } ?? "")
  }

  /// `3rd of 12`, or `3rd` of a series without an end.
  private var place: String? {
    series?.number.map { number in
      OrdinalWords.short(number) + (series?.count.map { " of \($0)" } ?? "")
    }
  }

  /// What of the event is not as the rule has it.
  private var difference: String? {
    guard event.isException, let key = event.occurrence else { return nil }
    let today = Day(now, in: zone)
    switch (key.originalStart, event.time) {
    case (.moment(let start), .timed(let now, let end, let name)) where now != start:
      let length = end.timeIntervalSince(now)
      let time = EventTime.timed(start: start, end: start.addingTimeInterval(length), zone: name)
      return "moved from \(TimeText.span(time, in: clock, today: today))"
    case (.day(let day), .allDay(let first, _)) where day != first:
      return "moved from \(TimeText.long(day, today: today))"
    case (.moment(let start), .allDay):
      return "moved from \(TimeText.long(Day(start, in: zone), today: today))"
    case (.day(let day), .timed): return "moved from \(TimeText.long(day, today: today))"
    default: return "changed from the other occurrences"
    }
  }
}

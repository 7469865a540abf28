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
    let words = [continuation, difference].compactMap(\.self)
    return [("Repeats", rule)] + (words.isEmpty ? [] : [("Series", words.joined(separator: "; "))])
  }

  /// What it was one series with, before Google divided it.
  private var continuation: String? {
    guard let series else { return nil }
    var words: [String] = []
    if let earlier = series.parts.earlier {
      words.append("continues \(name(earlier, in: series)) since \(day(earlier))")
    } else if series.parts.continuesAnother {
      words.append("continues an earlier series")
    }
    if let later = series.parts.later {
      let other = later.title == series.master.title ? "" : " as “\(later.title)”"
      words.append("goes on\(other) from \(day(later))")
    }
    return words.isEmpty ? nil : words.joined(separator: "; ")
  }

  private func name(_ part: Event, in series: SeriesOutline) -> String {
    part.title == series.master.title ? "the series" : "“\(part.title)”"
  }

  private func day(_ master: Event) -> String {
    TimeText.short(master.time.days(in: zone).lowerBound, today: Day(now, in: zone))
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
      let parts = series?.parts ?? .none
      // The number of all is known of what was not divided.
      let count = parts.later == nil ? series?.count : nil
      let since =
        parts.continuesAnother ? series.map { " since \(day($0.master))" } ?? "" : ""
      return OrdinalWords.short(number) + (count.map { " of \($0)" } ?? "") + since
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

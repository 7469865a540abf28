package import CalendarCore
package import Foundation

/// The events of a window by the days they touch, in the order in which a day shows them.
package struct DayEvents: Equatable, Sendable {
  private var indices: [Day: [Int]] = [:]

  /// Makes it of nothing.
  init() {}

  /// Sorts the events of a window by day: those that fill a day first, then by start.
  init(of window: EventWindow, zone: TimeZone) {
    var filling: [Day: [Int]] = [:]
    var others: [Day: [Int]] = [:]
    for (index, event) in window.events.enumerated() {
      let days = event.time.days(in: zone)
      let first = max(days.lowerBound, window.days.lowerBound)
      let last = min(days.upperBound, window.days.upperBound)
      guard first <= last else { continue }
      // One by one: an event may touch all days there are, and windows hold a few months.
      for number in first.daysSinceEpoch...last.daysSinceEpoch {
        let day = Day(daysSinceEpoch: number)
        let fills = event.time.isAllDay || (days.lowerBound < day && day < days.upperBound)
        if fills {
          filling[day, default: []].append(index)
        } else {
          others[day, default: []].append(index)
        }
      }
    }
    indices = filling.merging(others) { $0 + $1 }
  }

  /// The events of a day, as places in the window's list.
  package subscript(day: Day) -> [Int] { indices[day] ?? [] }

  /// The nearest day after or before another that has events.
  func nearest(_ step: Int, from day: Day) -> Day? {
    step > 0 ? indices.keys.filter { $0 > day }.min() : indices.keys.filter { $0 < day }.max()
  }
}

extension EventTime {
  /// The minutes of a day's wall clock that an event takes, at least one; `nil` for what fills the
  /// day.
  package func minutes(on day: Day, in zone: TimeZone) -> Range<Int>? {
    guard case .timed(let start, let end, _) = self else { return nil }
    let days = days(in: zone)
    if days.lowerBound < day, day < days.upperBound { return nil }
    let first = days.lowerBound < day ? 0 : TimeText.minutesOfDay(start, in: zone)
    let last = days.upperBound > day ? 1_440 : TimeText.minutesOfDay(end, in: zone)
    // At midnight it ends with the day; in the hour that a clock shows twice it may end before it
    // begins.
    if end > start, last == 0 { return first..<1_440 }
    return first..<max(first + 1, last)
  }
}

import ConferencingCore
import CalendarCore
import Foundation

/// Lays the events of a window out by day.
enum AgendaItems {
  /// The most days on which one event is shown: longer ones are shown on their first days only.
  static let longest = 31

  /// The lines of a window.
  ///
  /// - Parameters:
  ///   - window: The events.
  ///   - day: A day that has a line also without events, as today has.
  ///   - now: The time.
  ///   - zone: The viewer's zone.
  /// - Returns: The lines, in order.
  static func lines(
    of window: EventWindow,
    with day: Day? = nil,
    now: Date,
    zone: TimeZone
  ) -> [AgendaItem] {
    let today = Day(now, in: zone)
    var byDay: [Day: [Int]] = [:]
    let orders = window.events.map { AgendaOrder($0, first: $0.time.days(in: zone).lowerBound) }
    for (index, event) in window.events.enumerated() {
      let days = event.time.days(in: zone)
      let first = max(days.lowerBound, window.days.lowerBound)
      let last = min(days.upperBound, window.days.upperBound)
      guard first <= last else { continue }
      for offset in 0...min(last.daysSinceEpoch - first.daysSinceEpoch, longest) {
        byDay[first.advanced(by: offset), default: []].append(index)
      }
    }
    for day in [today, day].compactMap(\.self) where window.days.contains(day) {
      byDay[day] = byDay[day] ?? []
    }
    var items: [AgendaItem] = []
    items.reserveCapacity(window.events.count + byDay.count)
    for day in byDay.keys.sorted() {
      if !items.isEmpty { items.append(.gap) }
      items.append(.heading(day))
      let indices = (byDay[day] ?? []).sorted { orders[$0] < orders[$1] }
      // What fills the day stands on top, as in grids.
      let filling = indices.filter { fills(window.events[$0], day, zone) }
      let sorted = filling + indices.filter { !fills(window.events[$0], day, zone) }
      if day == today {
        items += withNow(sorted, of: window, day: day, now: now, zone: zone)
      } else {
        items += sorted.isEmpty ? [.nothing(day)] : sorted.map { .event($0, day) }
      }
    }
    return items
  }

  private static func fills(_ event: EventSummary, _ day: Day, _ zone: TimeZone) -> Bool {
    if event.time.isAllDay { return true }
    let days = event.time.days(in: zone)
    return days.lowerBound < day && days.upperBound > day
  }

  private static func withNow(
    _ indices: [Int],
    of window: EventWindow,
    day: Day,
    now: Date,
    zone: TimeZone
  ) -> [AgendaItem] {
    guard !indices.isEmpty else { return [.now, .nothing(day)] }
    let split =
      indices.firstIndex { index in
        let time = window.events[index].time
        return !time.isAllDay && time.start(in: zone) > now
      } ?? indices.count
    return indices[..<split].map { .event($0, day) } + [.now]
      + indices[split...].map { .event($0, day) }
  }
}

import ConferencingCore
import Foundation

/// Where an event stands among others: in lists, in grids of days, and in what commands print.
///
/// By the day it begins on, all-day events first and the longest of them on top, then by start, end,
/// title and id.
package struct AgendaOrder: Comparable {
  private let day: Day
  private let isTimed: Bool
  private let start: Date
  private let end: Date
  private let title: String
  private let id: String

  /// The place of an event that begins, for the viewer, on the day `first`.
  package init(_ event: EventSummary, first: Day) {
    day = first
    title = event.title
    id = event.id.rawValue
    switch event.time {
    case .timed(let start, let end, _): (isTimed, self.start, self.end) = (true, start, end)
    case .allDay(_, let last):
      isTimed = false
      start = Date(timeIntervalSince1970: 0)
      // Longer ones first, so that what lasts into the following days stands on top.
      end = Date(timeIntervalSince1970: -Double(last.daysSinceEpoch))
    }
  }

  /// Whether an event stands before another.
  package static func < (a: AgendaOrder, b: AgendaOrder) -> Bool {
    if a.day != b.day { return a.day < b.day }
    if a.isTimed != b.isTimed { return b.isTimed }
    if a.start != b.start { return a.start < b.start }
    if a.end != b.end { return a.end < b.end }
    return (a.title, a.id) < (b.title, b.id)
  }
}

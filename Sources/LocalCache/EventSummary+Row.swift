import CalendarCore
import ConferencingCore
import Foundation
import GRDB

extension EventSummary {
  /// Reads a row of `WindowQuery.touching`.
  init(_ row: Row, place: CalendarPlace) {
    self.init(
      id: EventID(row[0]),
      account: place.account,
      calendar: place.calendar,
      title: row[2],
      time: StoredEvent.time(isAllDay: row[3], begins: row[4], ends: row[5], zone: row[6]),
      location: row[7],
      status: EventStatus(rawValue: row[8]) ?? .confirmed,
      isReadOnly: row[9],
      provider: (row[10] as String?).map { ConferencingProvider($0) },
      conferencingState: ConferencingState(rawValue: row[11]) ?? .none,
      isRecurring: row[15] != SeriesPart.none.rawValue,
      isException: row[15] == SeriesPart.exception.rawValue,
      response: (row[16] as String?).flatMap { ParticipantResponse(rawValue: $0) },
      isPrivate: row[17],
      delivery: Delivery(isWaiting: row[12], refusal: row[13], hasConflict: row[14])
    )
  }
}

/// Where an event stands in an agenda: by the day it begins on, all-day events first, then by
/// start and end; the id makes the order the same every time.
struct AgendaOrder: Comparable {
  private let day: Day
  private let isTimed: Bool
  private let start: Date
  private let end: Date
  private let id: String

  /// The place of an event that begins, for the viewer, on the day `first`.
  init(_ event: EventSummary, first: Day) {
    day = first
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

  static func < (a: AgendaOrder, b: AgendaOrder) -> Bool {
    if a.day != b.day { return a.day < b.day }
    if a.isTimed != b.isTimed { return b.isTimed }
    if a.start != b.start { return a.start < b.start }
    return a.end != b.end ? a.end < b.end : a.id < b.id
  }
}

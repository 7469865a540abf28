import CalendarCore
import ConferencingCore
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

import CalendarCore
import ConferencingCore
import GRDB

/// The statements of ``WindowQuery``: for the events of all calendars, or of some.
///
/// The calendar and the end are columns of the index of starts, so that what is not wanted is passed
/// over there and not read.
struct WindowSQL {
  /// What holds for the events that lists show.
  let condition: String
  /// The events that may touch what lies between two instants.
  ///
  /// Most of them began not much more than a week before it. Longer ones are looked for by their
  /// level, each as far back as its longest length.
  let touching: String
  /// Whether an event begins before an instant; all-day ones before a day.
  let startsBefore: String
  /// Whether an event begins at an instant or later; all-day ones on a day or later.
  let startsAfter: String
  /// When the first series begins.
  let firstOfSeries: String

  static let all = WindowSQL(calendars: "")
  // The sign keeps SQLite from looking the events up by their calendars.
  static let filtered = WindowSQL(
    calendars: " AND +calendar IN (SELECT value FROM json_each(:calendars))"
  )

  /// The columns that `EventSummary` is read from.
  static let summaryColumns = """
    id, calendar, title, is_all_day, begins, ends, zone, location, status, is_read_only, provider,
    conferencing_state, is_waiting, refusal, has_conflict, series_part, response, is_private
    """

  private init(calendars: String) {
    let condition = "is_listed = 1\(calendars)"
    self.condition = condition
    let recent = "start_key >= :start - \(EventSpan.limits[0]) AND start_key < :end"
    let old = "start_key < :start - \(EventSpan.limits[0])"
    var ranges = [recent]
    for (level, limit) in EventSpan.limits.enumerated().dropFirst() {
      ranges.append("span > 0 AND span = \(level) AND start_key >= :start - \(limit) AND \(old)")
    }
    ranges.append("span > 0 AND span = \(EventSpan.limits.count) AND \(old)")
    touching = ranges.map {
      "SELECT \(Self.summaryColumns) FROM event WHERE \(condition) AND \($0) AND end_key >= :start"
    }
    .joined(separator: " UNION ALL ")
    startsBefore = """
      SELECT EXISTS (SELECT 1 FROM event WHERE \(condition) AND start_key < :start
        AND (is_all_day = 0 OR begins < :day))
      """
    startsAfter = """
      SELECT EXISTS (SELECT 1 FROM event WHERE \(condition)
        AND start_key >= :start - \(2 * EventSpan.zoneMargin)
        AND begins >= CASE is_all_day WHEN 1 THEN :day ELSE :start END)
      """
    firstOfSeries = "SELECT MIN(start_key) FROM event WHERE series_part = 1\(calendars)"
  }
}

extension EventSummary {
  /// Reads a row of ``WindowSQL/summaryColumns``.
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

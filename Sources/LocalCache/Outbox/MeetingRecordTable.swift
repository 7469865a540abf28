import CalendarCore
import ConferencingCore
import Foundation
import GRDB

/// The meetings that Convene had made at host grants, one row each, until they are deleted.
struct MeetingRecordTable {
  let db: Database

  private static let columns = """
    SELECT provider, host, id, url, asked, event, account, title, time, made_at, calendar,
      is_adopted
    FROM made_meeting
    """

  /// Remembers a meeting; one that is known already stands for the event that is named last.
  func add(_ record: MeetingRecord) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO made_meeting
          (provider, host, id, url, asked, event, account, calendar, title, time, made_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (provider, host, id) DO UPDATE SET url = excluded.url, asked = excluded.asked,
          event = excluded.event, account = excluded.account, calendar = excluded.calendar,
          title = excluded.title, time = excluded.time
        """
    )
    .execute(
      arguments: [
        record.meeting.provider.rawValue, record.meeting.host.rawValue, record.meeting.id,
        record.url, try StoredJSON.text(record.asked), record.event.rawValue,
        record.account.rawValue, record.calendar.rawValue, record.title,
        try StoredJSON.text(record.time),
        record.madeAt?.timeIntervalSince1970,
      ]
    )
    // On its own, for an older file is filled before it has the column.
    guard record.isAdopted else { return }
    try db.cachedStatement(
      sql: "UPDATE made_meeting SET is_adopted = 1 WHERE provider = ? AND host = ? AND id = ?"
    )
    .execute(
      arguments: [
        record.meeting.provider.rawValue, record.meeting.host.rawValue, record.meeting.id,
      ]
    )
  }

  /// Notes what a meeting is called now, and when it takes place.
  func update(_ meeting: HostedMeeting, to request: MeetingRequest) throws {
    try db.cachedStatement(
      sql: """
        UPDATE made_meeting SET title = ?, time = ? WHERE provider = ? AND host = ? AND id = ?
        """
    )
    .execute(
      arguments: [
        request.title, try StoredJSON.text(request.time), meeting.provider.rawValue,
        meeting.host.rawValue, meeting.id,
      ]
    )
  }

  /// Forgets a meeting that is deleted.
  func remove(_ meeting: HostedMeeting) throws {
    // The settings of a Meet are kept by its code, which only the link has.
    let url = try String.fetchOne(
      db.cachedStatement(
        sql: "SELECT url FROM made_meeting WHERE provider = ? AND host = ? AND id = ?"
      ),
      arguments: [meeting.provider.rawValue, meeting.host.rawValue, meeting.id]
    )
    if meeting.provider == .googleMeet,
      let code = url.flatMap({ LinkRecognition.recognize($0)?.meetingCode })
    {
      let space = HostedMeeting(provider: .googleMeet, host: meeting.host, id: code)
      try MeetingSettingsTable(db: db).remove(space)
    }
    try db.cachedStatement(
      sql: "DELETE FROM made_meeting WHERE provider = ? AND host = ? AND id = ?"
    )
    .execute(arguments: [meeting.provider.rawValue, meeting.host.rawValue, meeting.id])
    try MeetingSettingsTable(db: db).remove(meeting)
  }

  /// Notes what is wished for a meeting now, for a rebuilt cache.
  func note(_ asked: Autocreate, of meeting: HostedMeeting) throws {
    try db.cachedStatement(
      sql: "UPDATE made_meeting SET asked = ? WHERE provider = ? AND host = ? AND id = ?"
    )
    .execute(
      arguments: [
        try StoredJSON.text(asked), meeting.provider.rawValue, meeting.host.rawValue, meeting.id,
      ]
    )
  }

  /// All of them, in the order in which they were made.
  func all() throws -> [MeetingRecord] {
    try Row.fetchAll(db, sql: Self.columns + "\nORDER BY key").compactMap(Self.record)
  }

  /// What is remembered of the link of an event that is seen for the first time.
  ///
  /// A copy of an event that is still there does not own the meeting of that one.
  ///
  /// - Parameter event: The event.
  /// - Returns: The event with its meeting.
  /// - Throws: What the database throws.
  func known(_ event: Event) throws -> Event {
    guard event.meeting == nil, case .details(let details) = event.conferencing, details.isReady
    else { return event }
    let query = try db.cachedStatement(sql: Self.columns + "\nWHERE url = ?")
    guard let record = try Row.fetchOne(query, arguments: [details.url]).flatMap(Self.record),
      try !exists(record.event)
    else { return event }
    var event = event
    (event.autocreated, event.meeting) = (record.asked, record.meeting)
    return event
  }

  /// Notes which event has a meeting now, and where that is.
  func move(_ meeting: HostedMeeting, to event: Int64) throws {
    try db.cachedStatement(
      sql: """
        UPDATE made_meeting SET (event, calendar, account) = (
          SELECT event.id, calendar.id, account.id FROM event
            JOIN calendar ON calendar.key = event.calendar
            JOIN account ON account.key = calendar.account
          WHERE event.key = ?)
        WHERE provider = ? AND host = ? AND id = ?
        """
    )
    .execute(
      arguments: [event, meeting.provider.rawValue, meeting.host.rawValue, meeting.id]
    )
  }

  private func exists(_ event: EventID) throws -> Bool {
    try Bool.fetchOne(
      db.cachedStatement(
        sql: "SELECT EXISTS (SELECT 1 FROM event WHERE id = ? AND is_deleted = 0)"
      ),
      arguments: [event.rawValue]
    ) ?? false
  }

  /// The record of a row; `nil` for one that another version of the program wrote.
  private static func record(_ row: Row) -> MeetingRecord? {
    guard let provider = AutocreateProvider(rawValue: row[0]),
      let asked = try? StoredJSON.value(row[4], as: Autocreate.self),
      let time = try? StoredJSON.value(row[8], as: EventTime.self)
    else { return nil }
    return MeetingRecord(
      meeting: HostedMeeting(provider: provider, host: GrantID(row[1]), id: row[2]),
      url: row[3],
      asked: asked,
      event: EventID(row[5]),
      account: AccountID(row[6]),
      calendar: CalendarID(row[10]),
      title: row[7],
      time: time,
      madeAt: (row[9] as Double?).map { Date(timeIntervalSince1970: $0) },
      isAdopted: row[11]
    )
  }
}

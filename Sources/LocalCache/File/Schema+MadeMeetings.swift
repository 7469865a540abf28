import CalendarCore
import ConferencingCore
import GRDB

extension Schema {
  /// The meetings that Convene had made at host grants: see `MeetingRecord`.
  static func addMadeMeetings(_ db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE made_meeting (
          key INTEGER PRIMARY KEY,
          provider TEXT NOT NULL,
          host TEXT NOT NULL CHECK (host <> ''),
          id TEXT NOT NULL CHECK (id <> ''),
          url TEXT NOT NULL,
          asked TEXT NOT NULL CHECK (json_valid(asked)),
          -- No references: it outlives its event and the account of that.
          event TEXT NOT NULL,
          account TEXT NOT NULL,
          calendar TEXT NOT NULL,
          title TEXT NOT NULL,
          time TEXT NOT NULL CHECK (json_valid(time)),
          made_at REAL,
          UNIQUE (provider, host, id)
        ) STRICT;
        CREATE INDEX made_meeting_url ON made_meeting (url);
        """
    )
    // Those that events know of: fixed columns only, for later versions have others.
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT event.id, account.id, event.title, is_all_day, begins, ends, event.zone, meeting,
          autocreated, json_extract(conferencing, '$.details._0.url'), calendar.id
        FROM event_detail
          JOIN event ON event.key = event_detail.event
          JOIN calendar ON calendar.key = event.calendar
          JOIN account ON account.key = calendar.account
        WHERE meeting IS NOT NULL AND autocreated IS NOT NULL
          AND json_extract(conferencing, '$.details._0.url') IS NOT NULL
        """
    )
    for row in rows {
      guard let meeting = try? StoredJSON.value(row[7], as: HostedMeeting.self),
        let asked = try? StoredJSON.value(row[8], as: Autocreate.self)
      else { continue }
      try MeetingRecordTable(db: db).add(
        MeetingRecord(
          meeting: meeting,
          url: row[9],
          asked: asked,
          event: EventID(row[0]),
          account: AccountID(row[1]),
          calendar: CalendarID(row[10]),
          title: row[2],
          time: StoredEvent.time(isAllDay: row[3], begins: row[4], ends: row[5], zone: row[6]),
          madeAt: nil
        )
      )
    }
  }
}

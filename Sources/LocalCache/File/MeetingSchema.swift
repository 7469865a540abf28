import CalendarCore
import ConferencingCore
import GRDB

/// The tables of meetings at host grants.
enum MeetingSchema {
  /// The request that an event's meeting was made by: see `Event.autocreated`.
  static let madeHere = """
    ALTER TABLE event_detail ADD COLUMN autocreated TEXT
      CHECK (autocreated IS NULL OR json_valid(autocreated));
    """

  /// Meetings at host grants, versions of events, and sync tokens.
  static let meetings = """
    -- The meeting that was made at a host grant: see `Event.meeting`.
    ALTER TABLE event_detail ADD COLUMN meeting TEXT CHECK (meeting IS NULL OR json_valid(meeting));
    ALTER TABLE event_detail ADD COLUMN version TEXT;

    -- The meeting that an operation asks a host grant for: see `MeetingAttempt`.
    ALTER TABLE operation ADD COLUMN meeting TEXT CHECK (meeting IS NULL OR json_valid(meeting));
    -- Whether the service has said that the event is another one than the operation was made on.
    ALTER TABLE operation ADD COLUMN is_outdated INTEGER NOT NULL DEFAULT 0
      CHECK (is_outdated IN (0, 1));

    -- What is to be done to meetings after their events: see `MeetingTask`.
    CREATE TABLE meeting_task (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      -- No reference: it outlives its event.
      event TEXT NOT NULL CHECK (event <> ''),
      task TEXT NOT NULL CHECK (json_valid(task)),
      attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
      -- When it may be tried; while it is being tried, when that is given up.
      not_before REAL,
      failure TEXT
    ) STRICT;

    -- What the changes of the stretch are asked for with, where the service has such.
    ALTER TABLE reading ADD COLUMN sync_token TEXT CHECK (sync_token <> '');
    """

  /// What is said of a task of a meeting while it waits.
  static let meetingTasks = """
    -- The title of the event when the task came up: the event may be gone.
    ALTER TABLE meeting_task ADD COLUMN title TEXT NOT NULL DEFAULT '';
    -- When it was first tried.
    ALTER TABLE meeting_task ADD COLUMN begun_at REAL;
    """

  /// The host that was chosen last for each provider, by calendar: see `Directory.chosenHosts`.
  static let chosenHosts = """
    ALTER TABLE calendar ADD COLUMN hosts TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(hosts));
    """

  /// What hosts say of the settings of meetings, and what was sent to them: see `KnownSettings`.
  static let meetingSettings = """
    CREATE TABLE meeting_settings (
      key INTEGER PRIMARY KEY,
      provider TEXT NOT NULL,
      host TEXT NOT NULL CHECK (host <> ''),
      -- What the host knows the meeting by: see `MeetingAddress`.
      meeting TEXT NOT NULL CHECK (meeting <> ''),
      read TEXT CHECK (read IS NULL OR json_valid(read)),
      read_at REAL,
      sent TEXT NOT NULL CHECK (json_valid(sent)),
      sent_at REAL,
      problem TEXT,
      UNIQUE (provider, host, meeting)
    ) STRICT;
    """

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

  /// Which meetings another Convene had made: see `MeetingRecord.isAdopted`.
  static let adoptedMeetings = """
    ALTER TABLE made_meeting ADD COLUMN is_adopted INTEGER NOT NULL DEFAULT 0
      CHECK (is_adopted IN (0, 1));
    """

  /// The links that services made on their own events at Convene's wish: see `AskedLinkTable`.
  ///
  /// No references: a row outlives its event and the account of that.
  static let askedLinks = """
    CREATE TABLE asked_link (
      key INTEGER PRIMARY KEY,
      account TEXT NOT NULL,
      url TEXT NOT NULL CHECK (url <> ''),
      asked TEXT NOT NULL CHECK (json_valid(asked)),
      event TEXT NOT NULL,
      UNIQUE (account, url)
    ) STRICT;
    INSERT OR IGNORE INTO asked_link (account, url, asked, event)
      SELECT account.id, json_extract(conferencing, '$.details._0.url'), autocreated, event.id
      FROM event_detail
        JOIN event ON event.key = event_detail.event
        JOIN calendar ON calendar.key = event.calendar
        JOIN account ON account.key = calendar.account
      WHERE autocreated IS NOT NULL AND meeting IS NULL
        AND coalesce(json_extract(conferencing, '$.details._0.url'), '') <> '';
    """

  /// Has the rows say which event or series of a service has the link, instead of one event as it is named here.
  static func addLinkOwners(_ db: Database) throws {
    let sql = "SELECT account, url, asked, event FROM asked_link ORDER BY key"
    let rows = try Row.fetchAll(db, sql: sql)
    let owners = try rows.map { try linkOwner(of: $0[3], db) }
    try db.execute(
      sql: """
        DROP TABLE asked_link;
        CREATE TABLE asked_link (
          key INTEGER PRIMARY KEY,
          account TEXT NOT NULL,
          url TEXT NOT NULL CHECK (url <> ''),
          -- The event, or the series it is of, as its service names it.
          owner TEXT NOT NULL CHECK (owner <> ''),
          asked TEXT NOT NULL CHECK (json_valid(asked)),
          UNIQUE (account, url, owner)
        ) STRICT;
        """
    )
    for (row, owner) in zip(rows, owners) {
      try db.execute(
        sql: "INSERT INTO asked_link (account, url, owner, asked) VALUES (?, ?, ?, ?)",
        arguments: [row[0] as String, row[1] as String, owner.rawValue, row[2] as String]
      )
    }
  }

  /// The event or series of a service that has a link which was noted for an event as it is named here.
  ///
  /// - Parameters:
  ///   - event: The event.
  ///   - db: The file.
  /// - Returns: What its service calls the series, or the event that is of none.
  /// - Throws: What the database throws.
  static func linkOwner(of event: String, _ db: Database) throws -> RemoteEventID {
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT master_id, remote_id
        FROM event LEFT JOIN event_detail ON event_detail.event = event.key WHERE event.id = ?
        """,
      arguments: [event]
    )
    guard let row else { return linkOwner(named: event) }
    return RemoteEventID(row[0] ?? row[1] ?? event).firstPart
  }

  /// The same for an event that is not here, as its account may not be: it was mostly named as its service
  /// names it.
  ///
  /// Google names an occurrence by its series and its start: `base_20261129T100000Z`, or of whole days
  /// `base_20261129`.
  static func linkOwner(named event: String) -> RemoteEventID {
    let base = event.replacing(/(?<base>.)_[0-9]{8}(T[0-9]{6}Z)?$/) { $0.base }
    return RemoteEventID(base).firstPart
  }

  /// Which of several links a user joins events by: see `LinkChoiceTable`.
  ///
  /// No references: it outlives a rebuilt cache, and the account until that is added again.
  static let linkChoices = """
    CREATE TABLE link_choice (
      key INTEGER PRIMARY KEY,
      account TEXT NOT NULL,
      -- The series, or the event that is of none, as its service names it, or as it is named here.
      event TEXT NOT NULL CHECK (event <> ''),
      choice TEXT NOT NULL CHECK (json_valid(choice)),
      UNIQUE (account, event)
    ) STRICT;
    """
}

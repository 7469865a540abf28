import GRDB

/// The form of the file, as a list of migrations; a released one is never changed.
enum Schema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("2026-11 events and outbox") { try $0.execute(sql: first) }
    migrator.registerMigration("2026-11 meetings made here") { try $0.execute(sql: madeHere) }
    migrator.registerMigration("2026-11 undo") { try $0.execute(sql: journal) }
    migrator.registerMigration("2026-11 plans and conflicts") { try $0.execute(sql: plans) }
    migrator.registerMigration("2026-11 readings") { try $0.execute(sql: reading) }
    migrator.registerMigration("2026-11 search") { try addSearch($0) }
    migrator.registerMigration("2026-11 requests under way") { try $0.execute(sql: underWay) }
    migrator.registerMigration("2026-11 end zones") { try $0.execute(sql: endZone) }
    migrator.registerMigration("2026-11 meetings at hosts") { try $0.execute(sql: meetings) }
    migrator.registerMigration("2026-11 waiting meetings") { try $0.execute(sql: meetingTasks) }
    for column in EventColumn.added {
      migrator.registerMigration(column.migration) { try $0.execute(sql: column.sql) }
    }
    migrator.registerMigration("2026-11 groups of edits") { try $0.execute(sql: batches) }
    migrator.registerMigration("2026-11 series") { try addSeries($0) }
    migrator.registerMigration("2026-11 hidden calendars") { try $0.execute(sql: hiddenCalendars) }
    migrator.registerMigration("2026-11 texts of imported events") { try $0.execute(sql: texts) }
    migrator.registerMigration("2026-11 own responses") { try $0.execute(sql: responses) }
    migrator.registerMigration("2026-11 search by field") { try addSearchByField($0) }
    migrator.registerMigration("2026-11 masters of series at services") {
      try $0.execute(sql: masters)
    }
    migrator.registerMigration("2026-11 previews of series") { try $0.execute(sql: previews) }
    migrator.registerMigration("2026-11 made meetings") { try addMadeMeetings($0) }
    migrator.registerMigration("2026-11 phrases in the index") { try addPhrases($0) }
    migrator.registerMigration("2026-11 former texts of resources") {
      try $0.execute(sql: formerTexts)
    }
    migrator.registerMigration("2026-11 revisions of series masters") {
      try $0.execute(sql: masterRevisions)
    }
    migrator.registerMigration("2026-11 former names") { try $0.execute(sql: formerNames) }
    migrator.registerMigration("2026-11 unreadable events") { try $0.execute(sql: unreadable) }
    migrator.registerMigration("2026-11 settings of meetings") {
      try $0.execute(sql: meetingSettings)
    }
    migrator.registerMigration("2026-11 hosts chosen last") { try $0.execute(sql: chosenHosts) }
    return migrator
  }

  /// What a screen lists is in `event`, in few and small columns; long texts and people are in
  /// `event_detail`, which no list touches.
  ///
  /// `begins` and `ends` are seconds since 1970 for timed events, day numbers for all-day ones.
  /// `start_key`, `end_key` and `span` serve range queries: see `EventSpan`.
  private static let first = """
    CREATE TABLE account (
      key INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE CHECK (id <> ''),
      service TEXT NOT NULL CHECK (service <> ''),
      grant_id TEXT,
      -- Place in the configuration; NULL when it is not named there, and then nothing of it shows.
      position INTEGER,
      grants TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(grants)),
      last_success REAL,
      failure TEXT
    ) STRICT;

    CREATE TABLE calendar (
      key INTEGER PRIMARY KEY,
      account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
      id TEXT NOT NULL CHECK (id <> ''),
      position INTEGER NOT NULL,
      name TEXT NOT NULL,
      color TEXT NOT NULL,
      zone TEXT,
      is_primary INTEGER NOT NULL CHECK (is_primary IN (0, 1)),
      is_read_only INTEGER NOT NULL CHECK (is_read_only IN (0, 1)),
      refused_providers TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(refused_providers)),
      UNIQUE (account, id)
    ) STRICT;

    CREATE TABLE event (
      key INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE CHECK (id <> ''),
      calendar INTEGER NOT NULL REFERENCES calendar ON DELETE CASCADE,
      remote_id TEXT CHECK (remote_id <> ''),
      is_all_day INTEGER NOT NULL CHECK (is_all_day IN (0, 1)),
      begins INTEGER NOT NULL,
      ends INTEGER NOT NULL CHECK (ends >= begins),
      zone TEXT,
      start_key INTEGER NOT NULL,
      end_key INTEGER NOT NULL CHECK (end_key >= start_key),
      span INTEGER NOT NULL CHECK (span BETWEEN 0 AND 4),
      title TEXT NOT NULL,
      location TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('confirmed', 'tentative', 'cancelled')),
      is_read_only INTEGER NOT NULL CHECK (is_read_only IN (0, 1)),
      provider TEXT,
      conferencing_state TEXT NOT NULL
        CHECK (conferencing_state IN ('none', 'pending', 'ready', 'failed')),
      is_waiting INTEGER NOT NULL DEFAULT 0 CHECK (is_waiting IN (0, 1)),
      refusal TEXT,
      is_deleted INTEGER NOT NULL DEFAULT 0 CHECK (is_deleted IN (0, 1)),
      -- Copied from the account, so that a list needs no other table to leave it out.
      is_hidden INTEGER NOT NULL DEFAULT 0 CHECK (is_hidden IN (0, 1)),
      -- The edit confirmed last, so that an answer older than it is known: see ReadMark.
      revision INTEGER NOT NULL DEFAULT 0,
      is_listed INTEGER NOT NULL
        GENERATED ALWAYS AS (is_deleted = 0 AND is_hidden = 0 AND status <> 'cancelled') STORED,
      UNIQUE (calendar, remote_id)
    ) STRICT;
    CREATE INDEX event_start ON event (start_key) WHERE is_listed = 1;
    CREATE INDEX event_long ON event (span, start_key) WHERE is_listed = 1 AND span > 0;
    CREATE INDEX event_pending ON event (calendar) WHERE conferencing_state = 'pending';

    CREATE TABLE event_detail (
      event INTEGER PRIMARY KEY REFERENCES event ON DELETE CASCADE,
      description TEXT NOT NULL,
      own_description TEXT,
      visibility TEXT NOT NULL CHECK (visibility IN ('default', 'public', 'private')),
      is_busy INTEGER NOT NULL CHECK (is_busy IN (0, 1)),
      participants TEXT NOT NULL CHECK (json_valid(participants)),
      organizer TEXT CHECK (organizer IS NULL OR json_valid(organizer)),
      conferencing TEXT CHECK (conferencing IS NULL OR json_valid(conferencing)),
      conferencing_failure TEXT,
      master_id TEXT,
      updated_at INTEGER
    ) STRICT;

    -- The event as its service last had it, while edits of it wait; none for a creation.
    CREATE TABLE event_base (
      event INTEGER PRIMARY KEY REFERENCES event ON DELETE CASCADE,
      base TEXT NOT NULL CHECK (json_valid(base))
    ) STRICT;

    CREATE TABLE operation (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      -- No cascade: an edit is never lost with its event.
      event INTEGER NOT NULL REFERENCES event ON DELETE RESTRICT,
      kind TEXT NOT NULL CHECK (kind IN ('create', 'update', 'delete', 'respond')),
      edit TEXT NOT NULL CHECK (json_valid(edit)),
      submitted_at REAL NOT NULL,
      state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'in_flight', 'refused')),
      -- Who sends it: see LockFile.
      owner INTEGER CHECK ((owner IS NOT NULL) = (state = 'in_flight')),
      may_have_happened INTEGER NOT NULL DEFAULT 0 CHECK (may_have_happened IN (0, 1)),
      attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
      not_before REAL,
      failure TEXT CHECK (failure IS NOT NULL OR state <> 'refused')
    ) STRICT;
    CREATE INDEX operation_event ON operation (event, sequence);

    -- Counts confirmed edits.
    CREATE TABLE revision (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      value INTEGER NOT NULL
    ) STRICT;
    INSERT INTO revision VALUES (1, 0);
    """

  /// The request that an event's meeting was made by: see `Event.autocreated`.
  private static let madeHere = """
    ALTER TABLE event_detail ADD COLUMN autocreated TEXT
      CHECK (autocreated IS NULL OR json_valid(autocreated));
    """

  /// The zone in which an event ends, where that is another: see `Event.endZone`.
  private static let endZone = "ALTER TABLE event_detail ADD COLUMN end_zone TEXT;"
}

import GRDB
import Testing

/// The form of the file as each released Convene left it, with data in it.
///
/// Copies, and not the migrations themselves: a released schema is what it was, whatever becomes of
/// the code that made it.
struct ReleasedSchema: Sendable, CustomTestStringConvertible {
  let testDescription: String
  /// The migrations that it has gone through.
  let migrations: [String]
  let sql: String

  static let all = [
    ReleasedSchema(
      testDescription: "events and outbox",
      migrations: ["2026-11 events and outbox"],
      sql: first
    ),
    ReleasedSchema(
      testDescription: "meetings made here",
      migrations: ["2026-11 events and outbox", "2026-11 meetings made here"],
      sql: first + madeHere
    ),
  ]

  /// Makes a file of this form with data in it.
  func make(at path: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
    try queue.write { db in
      try db.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
      for migration in migrations {
        try db.execute(sql: "INSERT INTO grdb_migrations VALUES (?)", arguments: [migration])
      }
      try db.execute(sql: sql)
      try db.execute(sql: Self.data)
    }
    try queue.close()
  }

  private static let data = """
    INSERT INTO account (key, id, service, grant_id, position, last_success)
      VALUES (1, 'work', 'nylas', 'g1', 0, 1800000000.0), (2, 'local', 'local', NULL, 1, NULL);
    INSERT INTO calendar (key, account, id, position, name, color, is_primary, is_read_only)
      VALUES (1, 1, 'main', 0, 'Main', '#336699', 1, 0),
        (2, 2, 'local', 0, 'Personal', '', 1, 0);
    INSERT INTO event (key, id, calendar, remote_id, is_all_day, begins, ends, zone, start_key,
        end_key, span, title, location, status, is_read_only, conferencing_state, is_waiting)
      VALUES
        (1, 'r1', 1, 'r1', 0, 1800000000, 1800003600, 'Europe/Paris', 1800000000, 1800003600, 0,
          'Mine', 'Room 1', 'confirmed', 0, 'none', 1),
        (2, 'l1', 2, NULL, 1, 20833, 20833, NULL, 1799906400, 1800122400, 0, 'Holiday', '',
          'confirmed', 0, 'none', 0);
    INSERT INTO event_detail (event, description, visibility, is_busy, participants)
      VALUES (1, 'own words', 'default', 1, '[]'), (2, '', 'default', 0, '[]');
    INSERT INTO event_base (event, base) VALUES (1, '\(base)');
    INSERT INTO operation (event, kind, edit, submitted_at)
      VALUES (1, 'update', '\(edit)', 1800000000.0);
    UPDATE revision SET value = 7;
    """

  private static let base = """
    {"account":"work","calendar":"main","conferencing":{"none":{}},"description":"own words",\
    "id":"r1","isBusy":true,"isReadOnly":false,"location":"Room 1","participants":[],\
    "remoteID":"r1","status":"confirmed","time":{"timed":{"end":821696400,"start":821692800,\
    "zone":"Europe/Paris"}},"title":"Theirs","visibility":"default"}
    """

  private static let edit = """
    {"change":{"update":{"_0":{"conferencing":{"keep":{}},"title":"Mine"}}},"event":"r1",\
    "notifiesParticipants":true}
    """

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

  private static let madeHere = """
    ALTER TABLE event_detail ADD COLUMN autocreated TEXT
      CHECK (autocreated IS NULL OR json_valid(autocreated));
    """
}

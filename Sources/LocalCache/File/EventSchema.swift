import CalendarCore

/// The tables of accounts, calendars and events.
enum EventSchema {
  /// What a screen lists is in `event`, in few and small columns; long texts and people are in
  /// `event_detail`, which no list touches.
  ///
  /// `begins` and `ends` are seconds since 1970 for timed events, day numbers for all-day ones.
  /// `start_key`, `end_key` and `span` serve range queries: see `EventSpan`.
  static let first = """
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

  /// The zone in which an event ends, where that is another: see `Event.endZone`.
  static let endZone = "ALTER TABLE event_detail ADD COLUMN end_zone TEXT;"

  /// Which calendars the user has hidden, and an index by which their events are passed over without
  /// being read.
  static let hiddenCalendars = """
    ALTER TABLE calendar ADD COLUMN is_shown INTEGER NOT NULL DEFAULT 1
      CHECK (is_shown IN (0, 1));
    DROP INDEX event_start;
    CREATE INDEX event_start ON event (start_key, calendar) WHERE is_listed = 1;
    """

  /// The end in the index of starts as well: what was over before the days that are wanted is passed
  /// over there, where it took half of the time to read it.
  static let endsOfStarts = """
    DROP INDEX event_start;
    CREATE INDEX event_start ON event (start_key, calendar, end_key) WHERE is_listed = 1;
    """

  /// What an account's owner has answered, as a column of what lists show, and whether an event is
  /// private.
  ///
  /// `account.own_address` is the address of the account's own grant in small letters: see
  /// `Directory.ownGrant(of:)`. `EventWriter` writes the response by it; when the address becomes known
  /// or another, the responses are computed again here.
  static let responses: String = {
    func address(_ row: String) -> String {
      """
      (SELECT lower(json_extract(value, '$.email')) FROM json_each(\(row)grants)
        WHERE json_extract(value, '$.id') = \(row)grant_id
          OR json_extract(value, '$.email') = \(row)grant_id LIMIT 1)
      """
    }
    func response(_ address: String) -> String {
      """
      (SELECT json_extract(value, '$.response')
        FROM event_detail CROSS JOIN json_each(event_detail.participants)
        WHERE event_detail.event = event.key AND lower(json_extract(value, '$.email')) = \(address)
          AND lower(json_extract(organizer, '$.email')) IS NOT \(address) LIMIT 1)
      """
    }
    return """
      ALTER TABLE account ADD COLUMN own_address TEXT;
      ALTER TABLE event ADD COLUMN response TEXT
        CHECK (response IN ('yes', 'no', 'maybe', 'noreply'));
      ALTER TABLE event ADD COLUMN is_private INTEGER NOT NULL DEFAULT 0;

      UPDATE account SET own_address = \(address(""));
      UPDATE event SET is_private = 1 WHERE key IN (
        SELECT event FROM event_detail WHERE visibility = 'private');
      UPDATE event SET response = (
        SELECT \(response("account.own_address")) FROM calendar JOIN account ON account.key = calendar.account
        WHERE calendar.key = event.calendar AND account.own_address IS NOT NULL)
      WHERE key IN (SELECT event FROM event_detail WHERE participants <> '[]');

      -- Few invitations wait for an answer.
      CREATE INDEX event_unanswered ON event (start_key)
        WHERE is_listed = 1 AND response = 'noreply';

      DROP TRIGGER series_changes;
      \(SeriesSchema.copying(SeriesSchema.copied + ["response", "is_private"]))
      UPDATE event SET (response, is_private) = (
        SELECT master.response, master.is_private FROM event AS master
        WHERE master.key = event.series)
      WHERE series_part = \(SeriesPart.expanded.rawValue);

      CREATE TRIGGER account_appears AFTER INSERT ON account
      BEGIN UPDATE account SET own_address = \(address("new.")) WHERE key = new.key; END;
      CREATE TRIGGER account_address AFTER UPDATE OF grants, grant_id ON account
        WHEN old.own_address IS NOT \(address("new."))
      BEGIN UPDATE account SET own_address = \(address("new.")) WHERE key = new.key; END;
      CREATE TRIGGER account_responses AFTER UPDATE OF own_address ON account
        WHEN old.own_address IS NOT new.own_address
      BEGIN
        UPDATE event SET response = \(response("new.own_address"))
        WHERE calendar IN (SELECT key FROM calendar WHERE account = new.key)
          AND key IN (SELECT event FROM event_detail WHERE participants <> '[]');
      END;
      """
  }()
}

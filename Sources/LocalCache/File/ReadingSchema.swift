/// The tables of what was read of services: how far, under which names, and what cannot be read.
enum ReadingSchema {
  /// How far the events of a calendar were read, and since when an account cannot be reached.
  ///
  /// A calendar is read in stretches of time. A row is written in the transaction of each page, so
  /// that a reading that is cut off goes on behind the page that was stored last.
  static let reading = """
    CREATE TABLE reading (
      calendar INTEGER NOT NULL REFERENCES calendar ON DELETE CASCADE,
      -- The stretch's place in the order of reading.
      stretch INTEGER NOT NULL,
      -- The stretch, in seconds since 1970.
      starts INTEGER NOT NULL,
      ends INTEGER NOT NULL CHECK (ends >= starts),
      -- What the next page is asked for with; NULL when the stretch was read to its end.
      cursor TEXT CHECK (cursor <> ''),
      -- The service's time up to which changes are known; when the reading began, to begin with.
      known_until REAL NOT NULL,
      -- When the reading began, by the clock here.
      began REAL NOT NULL,
      PRIMARY KEY (calendar, stretch)
    ) STRICT;

    ALTER TABLE account ADD COLUMN offline_since REAL;
    """

  /// Ids of services that events had before: see ``FormerNames``.
  static let formerNames = """
    CREATE TABLE former_name (
      calendar INTEGER NOT NULL REFERENCES calendar ON DELETE CASCADE,
      name TEXT NOT NULL CHECK (name <> ''),
      event INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
      PRIMARY KEY (calendar, name)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX former_name_event ON former_name (event);

    -- An id that is also ours is found without it.
    CREATE TRIGGER event_renamed AFTER UPDATE OF remote_id ON event
      WHEN old.remote_id <> new.remote_id AND old.remote_id <> new.id
    BEGIN
      INSERT OR REPLACE INTO former_name (calendar, name, event)
        VALUES (new.calendar, old.remote_id, new.key);
    END;

    -- The master before its start was moved last: occurrences may be read long after it.
    ALTER TABLE series_master ADD COLUMN former TEXT CHECK (former IS NULL OR json_valid(former));
    """

  /// The stretches in which a series was followed since its start was moved: see ``SuccessorRows``.
  static let followedStretches = """
    -- Pairs of seconds; once no occurrence lies outside of them nothing has to be followed any more.
    ALTER TABLE series_master
      ADD COLUMN followed TEXT CHECK (followed IS NULL OR json_valid(followed));
    """

  /// The readings that were under way when a moved series was first listed: see ``SeriesMasters``.
  static let unfinishedReadings = """
    -- Numbers of stretches; the next end of their reading does not make them followed ones.
    ALTER TABLE series_master
      ADD COLUMN unfinished TEXT CHECK (unfinished IS NULL OR json_valid(unfinished));
    """

  /// What services list and cannot be read: see `UnreadableTable`.
  static let unreadable = """
    CREATE TABLE unreadable (
      calendar INTEGER NOT NULL REFERENCES calendar ON DELETE CASCADE,
      remote_id TEXT NOT NULL CHECK (remote_id <> ''),
      -- A sentence that names it, and says why.
      reason TEXT NOT NULL,
      PRIMARY KEY (calendar, remote_id)
    ) STRICT;
    """

  /// The stretch that what cannot be read was seen in: see `reading`.
  static let unreadableStretches = "ALTER TABLE unreadable ADD COLUMN stretch INTEGER"
}

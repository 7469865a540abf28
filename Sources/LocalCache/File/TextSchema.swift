/// The tables of iCalendar texts.
enum TextSchema {
  /// The texts of imported events, and what imports did: see `EventTexts` and `ImportJournal`.
  static let texts = """
    CREATE TABLE imported_file (
      key INTEGER PRIMARY KEY,
      calendar INTEGER NOT NULL REFERENCES calendar ON DELETE CASCADE,
      -- The zone in which its floating times were read.
      zone TEXT NOT NULL
    ) STRICT;

    -- What of a file is no event, by its place among the events.
    CREATE TABLE file_text (
      file INTEGER NOT NULL REFERENCES imported_file ON DELETE CASCADE,
      position INTEGER NOT NULL,
      text BLOB NOT NULL,
      PRIMARY KEY (file, position)
    ) STRICT;

    CREATE TABLE event_text (
      -- No reference: it comes back with an event whose deletion is undone.
      event TEXT PRIMARY KEY CHECK (event <> ''),
      file INTEGER NOT NULL REFERENCES imported_file ON DELETE CASCADE,
      position INTEGER NOT NULL,
      uid TEXT NOT NULL CHECK (uid <> ''),
      -- The original start of an exception.
      recurrence_id TEXT NOT NULL,
      text BLOB NOT NULL
    ) STRICT;
    CREATE INDEX event_text_uid ON event_text (uid);
    CREATE INDEX event_text_file ON event_text (file);

    -- What an import did to an event, so that it can be undone: the other state of the event, which
    -- is that before the import and, while it is undone, that after it.
    CREATE TABLE import_change (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      -- The place of the import in the journal.
      import INTEGER NOT NULL,
      -- No reference: while it is undone there may be no such row.
      event TEXT NOT NULL CHECK (event <> ''),
      state TEXT CHECK (state IS NULL OR json_valid(state)),
      file INTEGER,
      position INTEGER,
      uid TEXT,
      recurrence_id TEXT,
      text BLOB
    ) STRICT;
    CREATE INDEX import_change_import ON import_change (import);
    """

  /// Texts of resources from before they were changed here: see `CachedFormerTexts`.
  static let formerTexts = """
    CREATE TABLE former_text (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      -- No references: a text outlives a calendar that is not listed for a while.
      account TEXT NOT NULL CHECK (account <> ''),
      calendar TEXT NOT NULL CHECK (calendar <> ''),
      name TEXT NOT NULL CHECK (name <> ''),
      text BLOB NOT NULL,
      version TEXT NOT NULL,
      -- A sum of what was written in its place; NULL where the resource was deleted.
      written TEXT,
      -- The version of that; NULL as long as it is not known.
      after TEXT
    ) STRICT;
    CREATE INDEX former_text_place ON former_text (account, calendar, name);

    -- The ids here of resources that came back after they were deleted.
    CREATE TABLE returned_text (
      event TEXT PRIMARY KEY CHECK (event <> ''),
      account TEXT NOT NULL,
      calendar TEXT NOT NULL,
      name TEXT NOT NULL
    ) STRICT;
    CREATE INDEX returned_text_place ON returned_text (account, calendar);
    """
}

extension Schema {
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
}

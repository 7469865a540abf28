extension Schema {
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
}

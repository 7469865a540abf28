extension Schema {
  /// The masters of series whose occurrences a service delivers: see ``SeriesMasters``.
  static let masters = """
    CREATE TABLE series_master (
      calendar INTEGER NOT NULL REFERENCES calendar ON DELETE CASCADE,
      remote_id TEXT NOT NULL CHECK (remote_id <> ''),
      -- NULL where the service has none, as for a guest of single occurrences.
      master TEXT CHECK (master IS NULL OR json_valid(master)),
      -- Whether an occurrence has changed since it was read.
      is_outdated INTEGER NOT NULL DEFAULT 0 CHECK (is_outdated IN (0, 1)),
      PRIMARY KEY (calendar, remote_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX event_detail_series ON event_detail (master_id) WHERE master_id IS NOT NULL;
    """

  /// Counts what is noted of each master, so that an answer from before that is known as old.
  static let masterRevisions = """
    ALTER TABLE series_master ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
    """

  /// What services have of occurrences that look otherwise for waiting edits of their series, and the
  /// edits that are shown so: see ``SeriesPreviews``.
  static let previews = """
    CREATE TABLE series_preview (
      event INTEGER PRIMARY KEY REFERENCES event ON DELETE CASCADE,
      base TEXT NOT NULL CHECK (json_valid(base))
    ) STRICT;
    CREATE TABLE previewed_edit (
      sequence INTEGER PRIMARY KEY,
      edit TEXT NOT NULL
    ) STRICT;
    CREATE INDEX operation_of_series ON operation (sequence) WHERE \(SeriesPreviews.isWide);
    """
}

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
}

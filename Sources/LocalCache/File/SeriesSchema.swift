import GRDB

/// The tables of series: those that are expanded here, and those whose occurrences services deliver.
enum SeriesSchema {
  /// Series: their masters and exceptions, and the occurrences that their rules give.
  ///
  /// An occurrence that a rule gives is a row of `event` alone and has the details of its master, so
  /// that lists and ranges need not know of series. A master is in no list (`is_hidden`). See
  /// ``SeriesPart`` and ``SeriesRows``.
  static func addSeries(_ db: Database) throws {
    try db.execute(sql: series)
    // Words of a series are those of its master: once, however many occurrences it has.
    try db.execute(sql: "DROP VIEW event_words")
    try db.execute(
      sql: SearchSchema.wordsView(
        where: """
          is_listed = 1
            OR (series_part = \(SeriesPart.master.rawValue) AND is_deleted = 0
              AND status <> 'cancelled')
          """
      )
    )
  }

  /// What an occurrence has of its master at first.
  ///
  /// Frozen: part of released migrations.
  static let copied = [
    "title", "location", "status", "is_read_only", "provider", "conferencing_state", "is_waiting",
    "refusal", "has_conflict",
  ]

  /// The trigger that copies columns of a master to the occurrences that its rule gives.
  ///
  /// Frozen: part of released migrations.
  static func copying(_ columns: [String]) -> String {
    """
    CREATE TRIGGER series_changes AFTER UPDATE OF \(columns.joined(separator: ", ")) ON event
      WHEN new.series_part = \(SeriesPart.master.rawValue)
    BEGIN
      UPDATE event SET \(columns.map { "\($0) = new.\($0)" }.joined(separator: ", "))
      WHERE series = new.key AND series_part = \(SeriesPart.expanded.rawValue);
    END;
    """
  }

  private static let series = """
    -- The master, of occurrences and exceptions of series that are expanded here.
    ALTER TABLE event ADD COLUMN series INTEGER REFERENCES event ON DELETE CASCADE;
    ALTER TABLE event ADD COLUMN series_part INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE event_detail ADD COLUMN recurrence TEXT
      CHECK (recurrence IS NULL OR json_valid(recurrence));
    ALTER TABLE event_detail ADD COLUMN occurrence TEXT
      CHECK (occurrence IS NULL OR json_valid(occurrence));
    CREATE INDEX event_series ON event (series, start_key) WHERE series IS NOT NULL;
    CREATE INDEX event_master ON event (series_part) WHERE series_part = 1;

    -- The days for which series are expanded; no row as long as there are none.
    CREATE TABLE series_days (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      first INTEGER NOT NULL,
      last INTEGER NOT NULL CHECK (last >= first)
    ) STRICT;

    \(copying(copied))
    """

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

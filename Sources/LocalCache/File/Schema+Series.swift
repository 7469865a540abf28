import GRDB

extension Schema {
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
      sql: wordsView(
        where: """
          is_listed = 1
            OR (series_part = \(SeriesPart.master.rawValue) AND is_deleted = 0
              AND status <> 'cancelled')
          """
      )
    )
  }

  private static let series: String = {
    let copied = [
      "title", "location", "status", "is_read_only", "provider", "conferencing_state",
      "is_waiting", "refusal", "has_conflict",
    ]
    return """
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

      CREATE TRIGGER series_changes AFTER UPDATE OF \(copied.joined(separator: ", ")) ON event
        WHEN new.series_part = \(SeriesPart.master.rawValue)
      BEGIN
        UPDATE event SET \(copied.map { "\($0) = new.\($0)" }.joined(separator: ", "))
        WHERE series = new.key AND series_part = \(SeriesPart.expanded.rawValue);
      END;
      """
  }()
}

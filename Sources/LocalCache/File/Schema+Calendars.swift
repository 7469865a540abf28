extension Schema {
  /// Which calendars the user has hidden, and an index by which their events are passed over without
  /// being read.
  static let hiddenCalendars = """
    ALTER TABLE calendar ADD COLUMN is_shown INTEGER NOT NULL DEFAULT 1
      CHECK (is_shown IN (0, 1));
    DROP INDEX event_start;
    CREATE INDEX event_start ON event (start_key, calendar) WHERE is_listed = 1;
    """
}

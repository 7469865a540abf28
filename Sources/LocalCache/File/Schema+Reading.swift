extension Schema {
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
}

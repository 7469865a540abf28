extension Schema {
  /// Steps of plans that are done, collisions with a service's changes, and when what is known of
  /// an event was read.
  static let plans = """
    -- Finished steps of the plan of an operation, in their order, so that none is repeated.
    CREATE TABLE step (
      operation INTEGER NOT NULL REFERENCES operation ON DELETE CASCADE,
      position INTEGER NOT NULL CHECK (position >= 0),
      step TEXT NOT NULL CHECK (json_valid(step)),
      PRIMARY KEY (operation, position)
    ) STRICT;

    -- All states of an event that was changed here and at its service, until a user has chosen.
    CREATE TABLE conflict (
      operation INTEGER PRIMARY KEY REFERENCES operation ON DELETE CASCADE,
      conflict TEXT NOT NULL CHECK (json_valid(conflict))
    ) STRICT;
    ALTER TABLE event ADD COLUMN has_conflict INTEGER NOT NULL DEFAULT 0
      CHECK (has_conflict IN (0, 1));

    -- When the service last said by itself what the event is like; a reading that found nothing
    -- new writes no event, so what was read with others is in `reading`.
    ALTER TABLE event ADD COLUMN read_at REAL;
    """
}

/// The tables of edits: what waits, and what can be undone.
enum OutboxSchema {
  /// The edits that can be undone and redone: see `EditJournal`.
  static let journal = """
    CREATE TABLE journal (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      -- No reference: an edit that deleted its event is undone when there is no such row.
      event TEXT NOT NULL CHECK (event <> ''),
      account TEXT NOT NULL CHECK (account <> ''),
      made_at REAL NOT NULL,
      is_undone INTEGER NOT NULL DEFAULT 0 CHECK (is_undone IN (0, 1)),
      -- What was done last: the edit or, while it is undone, its reverse.
      step TEXT NOT NULL CHECK (json_valid(step)),
      -- What that reversed; it holds again when `step` is discarded.
      earlier TEXT CHECK (earlier IS NULL OR json_valid(earlier)),
      -- Why it can never be reversed; then it is passed over.
      obstacle TEXT
    ) STRICT;
    """

  /// The first of the edits that an edit was made together with; NULL for one that was made alone.
  static let batches = "ALTER TABLE journal ADD COLUMN batch INTEGER;"

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

  /// When the request of an operation went out whose answer has not come: see
  /// ``OutboxOperation/underWaySince``.
  static let underWay = "ALTER TABLE operation ADD COLUMN under_way_since REAL;"
}

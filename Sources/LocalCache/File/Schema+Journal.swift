extension Schema {
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
}

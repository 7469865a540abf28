extension Schema {
  /// Texts of resources from before they were changed here: see `CachedFormerTexts`.
  static let formerTexts = """
    CREATE TABLE former_text (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      -- No references: a text outlives a calendar that is not listed for a while.
      account TEXT NOT NULL CHECK (account <> ''),
      calendar TEXT NOT NULL CHECK (calendar <> ''),
      name TEXT NOT NULL CHECK (name <> ''),
      text BLOB NOT NULL,
      version TEXT NOT NULL,
      -- A sum of what was written in its place; NULL where the resource was deleted.
      written TEXT,
      -- The version of that; NULL as long as it is not known.
      after TEXT
    ) STRICT;
    CREATE INDEX former_text_place ON former_text (account, calendar, name);

    -- The ids here of resources that came back after they were deleted.
    CREATE TABLE returned_text (
      event TEXT PRIMARY KEY CHECK (event <> ''),
      account TEXT NOT NULL,
      calendar TEXT NOT NULL,
      name TEXT NOT NULL
    ) STRICT;
    CREATE INDEX returned_text_place ON returned_text (account, calendar);
    """
}

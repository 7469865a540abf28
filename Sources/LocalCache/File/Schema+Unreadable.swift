extension Schema {
  /// What services list and cannot be read: see `UnreadableTable`.
  static let unreadable = """
    CREATE TABLE unreadable (
      calendar INTEGER NOT NULL REFERENCES calendar ON DELETE CASCADE,
      remote_id TEXT NOT NULL CHECK (remote_id <> ''),
      -- A sentence that names it, and says why.
      reason TEXT NOT NULL,
      PRIMARY KEY (calendar, remote_id)
    ) STRICT;
    """
}

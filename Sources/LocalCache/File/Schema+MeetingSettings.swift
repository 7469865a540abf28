extension Schema {
  /// The host that was chosen last for each provider, by calendar: see `Directory.chosenHosts`.
  static let chosenHosts = """
    ALTER TABLE calendar ADD COLUMN hosts TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(hosts));
    """

  /// What hosts say of the settings of meetings, and what was sent to them: see `KnownSettings`.
  static let meetingSettings = """
    CREATE TABLE meeting_settings (
      key INTEGER PRIMARY KEY,
      provider TEXT NOT NULL,
      host TEXT NOT NULL CHECK (host <> ''),
      -- What the host knows the meeting by: see `MeetingAddress`.
      meeting TEXT NOT NULL CHECK (meeting <> ''),
      read TEXT CHECK (read IS NULL OR json_valid(read)),
      read_at REAL,
      sent TEXT NOT NULL CHECK (json_valid(sent)),
      sent_at REAL,
      problem TEXT,
      UNIQUE (provider, host, meeting)
    ) STRICT;
    """
}

extension Schema {
  /// Meetings at host grants, versions of events, and sync tokens.
  static let meetings = """
    -- The meeting that was made at a host grant: see `Event.meeting`.
    ALTER TABLE event_detail ADD COLUMN meeting TEXT CHECK (meeting IS NULL OR json_valid(meeting));
    ALTER TABLE event_detail ADD COLUMN version TEXT;

    -- The meeting that an operation asks a host grant for: see `MeetingAttempt`.
    ALTER TABLE operation ADD COLUMN meeting TEXT CHECK (meeting IS NULL OR json_valid(meeting));
    -- Whether the service has said that the event is another one than the operation was made on.
    ALTER TABLE operation ADD COLUMN is_outdated INTEGER NOT NULL DEFAULT 0
      CHECK (is_outdated IN (0, 1));

    -- What is to be done to meetings after their events: see `MeetingTask`.
    CREATE TABLE meeting_task (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      -- No reference: it outlives its event.
      event TEXT NOT NULL CHECK (event <> ''),
      task TEXT NOT NULL CHECK (json_valid(task)),
      attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
      -- When it may be tried; while it is being tried, when that is given up.
      not_before REAL,
      failure TEXT
    ) STRICT;

    -- What the changes of the stretch are asked for with, where the service has such.
    ALTER TABLE reading ADD COLUMN sync_token TEXT CHECK (sync_token <> '');
    """
}

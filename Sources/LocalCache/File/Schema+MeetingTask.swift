extension Schema {
  /// What is said of a task of a meeting while it waits.
  static let meetingTasks = """
    -- The title of the event when the task came up: the event may be gone.
    ALTER TABLE meeting_task ADD COLUMN title TEXT NOT NULL DEFAULT '';
    -- When it was first tried.
    ALTER TABLE meeting_task ADD COLUMN begun_at REAL;
    """
}

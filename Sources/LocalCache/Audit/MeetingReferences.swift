import CalendarCore
import GRDB

/// Where meetings and links are named that must not be deleted.
struct MeetingReferences {
  let db: Database

  /// The meetings that events, waiting edits and tasks know of.
  func meetings() throws -> Set<HostedMeeting> {
    var found: Set<HostedMeeting> = []
    let texts = try String.fetchAll(
      db,
      sql: """
        SELECT meeting FROM event_detail JOIN event ON event.key = event_detail.event
        WHERE meeting IS NOT NULL AND is_deleted = 0
        UNION SELECT json_extract(base, '$.meeting') FROM event_base
        WHERE json_extract(base, '$.meeting') IS NOT NULL
        """
    )
    for text in texts { found.insert(try StoredJSON.value(text, as: HostedMeeting.self)) }
    let attempts = try String.fetchAll(
      db,
      sql: "SELECT meeting FROM operation WHERE meeting IS NOT NULL"
    )
    for text in attempts {
      if let made = try StoredJSON.value(text, as: MeetingAttempt.self).made { found.insert(made) }
    }
    for waiting in try MeetingTaskTable(db: db).all(of: nil) {
      switch waiting.task {
      case .update(let meeting, _), .delete(let meeting): found.insert(meeting)
      case .withdraw: break
      }
    }
    return found
  }

  /// The links of all events.
  func links() throws -> Set<String> {
    try String.fetchSet(
      db,
      sql: """
        SELECT json_extract(conferencing, '$.details._0.url') AS url FROM event_detail
          JOIN event ON event.key = event_detail.event
        WHERE conferencing IS NOT NULL AND is_deleted = 0 AND url IS NOT NULL
        UNION SELECT json_extract(base, '$.conferencing.details._0.url') FROM event_base
        WHERE json_extract(base, '$.conferencing.details._0.url') IS NOT NULL
        """
    )
  }

  /// Whether the text or the place of an event names a link, with whatever stands behind its path.
  func isMentioned(_ url: String) throws -> Bool {
    let path = url.prefix { $0 != "?" && $0 != "#" }
    return try Bool.fetchOne(
      db,
      sql: """
        SELECT EXISTS (SELECT 1 FROM event_detail JOIN event ON event.key = event_detail.event
          WHERE is_deleted = 0 AND (instr(description, ?1) > 0 OR instr(location, ?1) > 0))
        """,
      arguments: [String(path)]
    ) ?? false
  }
}

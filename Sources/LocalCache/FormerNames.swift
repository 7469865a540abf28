import CalendarCore
import ConferencingCore
import GRDB

/// Finds events by names that they do not have any more, in a transaction.
///
/// A service gives the occurrences of a series other ids when the series is moved or divided, and an
/// event that was deleted and brought back is another one for it. What a user noted before that still
/// has to mean the same. A name that an event has now means that one.
struct FormerNames {
  let db: Database

  /// The keys of the events that a text meant.
  func keys(matching text: String) throws -> [Int64] {
    let sql = """
      \(EventNames.names)
      SELECT DISTINCT event.key FROM name
        JOIN former_name ON former_name.calendar = name.key AND former_name.name = name.id
        JOIN event ON event.key = former_name.event
      WHERE \(EventNames.isFound) ORDER BY event.key
      """
    return try Int64.fetchAll(db.cachedStatement(sql: sql), arguments: ["text": text])
  }

  /// How the occurrence that a text meant is named by the id that its series has here now.
  ///
  /// - Parameter text: `SERIES_START`, where the series has this name at its service, or had it, or has
  ///   one that begins so.
  /// - Returns: The names; none for what is no occurrence of a series that is expanded here.
  /// - Throws: What the database throws.
  func occurrences(named text: String) throws -> [String] {
    guard let mark = text.lastIndex(of: "_") else { return [] }
    let (series, start) = (String(text[..<mark]), text[mark...])
    let ids = try ids(Self.series, series)
    // One that differs from the rule has a name of its own at its service.
    let exceptions = try self.ids(Self.exceptions, text)
    return ids.filter { $0 != series }.map { $0 + start } + exceptions
  }

  /// The ids here of what has a name at its service; of what has one that begins so where none has it.
  private func ids(_ sql: String, _ name: String) throws -> [String] {
    let statement = try db.cachedStatement(sql: sql)
    let whole = try String.fetchAll(statement, arguments: ["low": name, "high": name])
    guard whole.isEmpty, name.count >= EventNames.shortest else { return whole }
    // No id has a character behind this one.
    return try String.fetchAll(statement, arguments: ["low": name, "high": name + "\u{10FFFF}"])
  }

  /// The calendars come first, since names are in order within each: a name that nothing has is looked up
  /// whenever one is mistyped.
  static let series = """
    SELECT event.id FROM calendar CROSS JOIN event ON event.calendar = calendar.key
    WHERE series_part = 1 AND is_deleted = 0 AND remote_id BETWEEN :low AND :high
    UNION
    SELECT event.id FROM calendar
      CROSS JOIN former_name ON former_name.calendar = calendar.key
      CROSS JOIN event ON event.key = former_name.event
    WHERE series_part = 1 AND is_deleted = 0 AND former_name.name BETWEEN :low AND :high
    """
  static let exceptions = """
    SELECT event.id FROM calendar CROSS JOIN event ON event.calendar = calendar.key
    WHERE series_part = 3 AND is_deleted = 0 AND remote_id BETWEEN :low AND :high
    """

  /// Notes a name that an event had, or that an event had in whose place it is.
  func add(_ name: String, of key: Int64) throws {
    try db.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO former_name (calendar, name, event)
        SELECT calendar, ?, key FROM event WHERE key = ?
        """
    )
    .execute(arguments: [name, key])
  }

  /// Lets the names of an event that was deleted mean the one that was made again in its place.
  ///
  /// - Parameters:
  ///   - old: Its id here.
  ///   - remote: Its id at its service, where it had one.
  ///   - new: The event that is there now.
  /// - Throws: What the database throws.
  func move(_ old: EventID, _ remote: RemoteEventID?, to new: EventID) throws {
    guard let key = try key(of: new) else { return }
    if let former = try self.key(of: old) {
      try db.cachedStatement(sql: "UPDATE former_name SET event = ? WHERE event = ?")
        .execute(arguments: [key, former])
    }
    for name in [old.rawValue, remote?.rawValue].compactMap(\.self) { try add(name, of: key) }
  }

  /// Whether an event has another name at its service by an edit that was confirmed after an answer
  /// was asked for, which still has it under this one.
  ///
  /// - Parameters:
  ///   - remote: A name that no event has at its service now.
  ///   - place: The calendar.
  ///   - mark: When the service was asked.
  /// - Returns: Whether it has.
  /// - Throws: What the database throws.
  func hasPassedOn(
    _ remote: RemoteEventID,
    in place: CalendarPlace,
    since mark: ReadMark
  ) throws -> Bool {
    // A name that is also the event's own here is not noted once more.
    let sql = """
      SELECT EXISTS (
        SELECT 1 FROM event WHERE id = :name AND calendar = :calendar AND revision > :revision
        UNION ALL
        SELECT 1 FROM former_name JOIN event ON event.key = former_name.event
        WHERE former_name.calendar = :calendar AND name = :name AND revision > :revision)
      """
    return try Bool.fetchOne(
      db.cachedStatement(sql: sql),
      arguments: ["name": remote.rawValue, "calendar": place.key, "revision": mark.revision]
    ) ?? false
  }

  private func key(of id: EventID) throws -> Int64? {
    try Int64.fetchOne(
      db.cachedStatement(sql: "SELECT key FROM event WHERE id = ?"),
      arguments: [id.rawValue]
    )
  }
}

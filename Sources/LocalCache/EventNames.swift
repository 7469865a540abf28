import CalendarCore
import ConferencingCore
import Foundation
import GRDB

/// How events are named in commands, in a transaction.
///
/// It is the service's id, or ours where it has none, with the account and the calendar before it where
/// that alone means several; or the beginning of ours. Names that were noted before the service gave an
/// event another id still mean it: see ``FormerNames``.
struct EventNames {
  let db: Database

  /// The fewest characters by which an event is found that are not its whole id.
  static let shortest = 6
  /// The most events that the beginning of an id is looked up for.
  private static let mostNamed = 10

  /// The events that a text may mean: by id, by the service's id, by `ACCOUNT/ID` or
  /// `ACCOUNT/CALENDAR/ID`; where it is none of these, those whose ids here begin with it, or as
  /// ``shortName(of:)`` has it.
  ///
  /// - Parameter text: What was typed.
  /// - Returns: The events, by key; at most ten by the beginning of an id.
  /// - Throws: What the database throws.
  func events(matching text: String) throws -> [Event] {
    var keys = try keys(matching: text)
    let former = FormerNames(db: db)
    if keys.isEmpty { keys = try former.keys(matching: text) }
    if keys.isEmpty { keys = try self.keys(beginning: text) }
    if keys.isEmpty {
      keys = try former.occurrences(named: text).flatMap { name in
        let whole = try self.keys(matching: name)
        return whole.isEmpty ? try self.keys(beginning: name) : whole
      }
    }
    let choices = LinkChoiceTable(db: db)
    return try keys.compactMap { key in
      try StoredEvent.find(key: key, db).map { try choices.joining($0.event) }
    }
  }

  /// The shortest text that means an event and no other: it always finds exactly this one again.
  func name(of event: Event) throws -> String {
    let id = event.remoteID?.rawValue ?? event.id.rawValue
    let names = [id, "\(event.account)/\(id)", "\(event.account)/\(event.calendar)/\(id)"]
    return try names.first { try keys(matching: $0).count <= 1 } ?? event.id.rawValue
  }

  /// The shortest text that means an event and no other, from ``shortest`` characters on; of an
  /// occurrence that of its series with the day, `a1b2c3_20261201`.
  ///
  /// It may mean several once there are more events.
  func shortName(of event: Event) throws -> String {
    if let name = try occurrenceName(of: event) { return name }
    let id = event.id.rawValue
    let neighbours = try [("MAX", "<"), ("MIN", ">")].compactMap { end, side in
      try String.fetchOne(
        db.cachedStatement(sql: "SELECT \(end)(id) FROM event WHERE id \(side) ?"),
        arguments: [id]
      )
    }
    let shared = neighbours.map { zip($0, id).prefix { $0 == $1 }.count }.max() ?? 0
    let short = String(id.prefix(max(shared + 1, Self.shortest)))
    let isUnique = try !isTaken(short) && keys(beginning: short).count == 1
    return isUnique ? short : try name(of: event)
  }

  /// The name of an occurrence that has its id from its series; `nil` for other events.
  private func occurrenceName(of event: Event) throws -> String? {
    guard case .event(let series)? = event.occurrence?.series,
      event.id.rawValue.hasPrefix("\(series)_"), let start = event.occurrence?.originalStart
    else { return nil }
    let master = series.rawValue
    // What is of the series lies between the two.
    let before = try String.fetchOne(
      db.cachedStatement(sql: "SELECT MAX(id) FROM event WHERE id < ?"),
      arguments: [master]
    )
    let after = try String.fetchOne(
      db.cachedStatement(sql: "SELECT MIN(id) FROM event WHERE id > ? || '_' || char(1114111)"),
      arguments: [master]
    )
    let shared = [before, after].compactMap { $0.map { zip($0, master).prefix { $0 == $1 }.count } }
    let head = master.prefix(max((shared.max() ?? 0) + 1, Self.shortest))
    let stamp = start.description
    // A day that is not the user's would be taken for another occurrence.
    let day = stamp.prefix(8)
    let starts = Self.isOriginally(event, on: day) ? [day, stamp[...]] : [stamp[...]]
    let names = starts.map { "\(head)_\($0)" } + ["\(master)_\(starts[0])"]
    return try names.first { name in
      guard try !isTaken(name) else { return false }
      return try keys(beginning: name).count == 1
    }
  }

  /// Whether a text is the whole name of an event, or was that of one.
  private func isTaken(_ name: String) throws -> Bool {
    try !keys(matching: name).isEmpty
      || !FormerNames(db: db).keys(matching: name).isEmpty
  }

  /// The events whose ids begin with a text, or with the part of it before `_` and have a start that
  /// begins with the part behind it.
  private func keys(beginning text: String) throws -> [Int64] {
    let found = try keys(from: text, like: "%")
    guard found.isEmpty, let mark = text.lastIndex(of: "_") else { return found }
    let start = text[text.index(after: mark)...]
    guard start.utf8.count >= 8,
      start.allSatisfy({ $0.isASCII && ($0.isNumber || "TZ".contains($0)) })
    else { return [] }
    return try keys(from: String(text[..<mark]), like: "%\\_\(start)%").filter { key in
      try start.utf8.count > 8
        || StoredEvent.find(key: key, db).map { Self.isOriginally($0.event, on: start) } == true
    }
  }

  private func keys(from text: String, like pattern: String) throws -> [Int64] {
    guard text.count >= Self.shortest else { return [] }
    // No id has a character behind this one.
    let sql = """
      SELECT event.key FROM event
        JOIN calendar ON calendar.key = event.calendar
        JOIN account ON account.key = calendar.account
      WHERE account.position IS NOT NULL AND \(Self.isFound)
        AND event.id > :text AND event.id < :text || char(1114111)
        AND event.id LIKE :pattern ESCAPE '\\'
      ORDER BY event.key LIMIT \(Self.mostNamed)
      """
    return try Int64.fetchAll(
      db.cachedStatement(sql: sql),
      arguments: ["text": text, "pattern": pattern]
    )
  }

  /// What a text may name, as `name` with the calendar's key and the id there: with the account or the
  /// calendar before it, or by itself.
  static let names = """
    WITH place AS (
      SELECT calendar.key,
        account.id || '/' AS account, account.id || '/' || calendar.id || '/' AS calendar
      FROM calendar JOIN account ON account.key = calendar.account
      WHERE account.position IS NOT NULL),
    name AS (
      SELECT key, :text AS id FROM place
      UNION ALL
      SELECT key, substr(:text, length(account) + 1) FROM place
      WHERE substr(:text, 1, length(account)) = account
      UNION ALL
      SELECT key, substr(:text, length(calendar) + 1) FROM place
      WHERE substr(:text, 1, length(calendar)) = calendar)
    """

  /// Which events commands find, as SQL of `event`: no deleted ones, and of hidden ones the masters of
  /// series alone.
  static let isFound = "is_deleted = 0 AND (is_hidden = 0 OR series_part = 1)"

  /// The keys of the events that a text may mean.
  func keys(matching text: String) throws -> [Int64] {
    let sql = """
      \(Self.names)
      SELECT event.key FROM event
      WHERE \(Self.isFound) AND event.key IN (
        SELECT event.key FROM name
          JOIN event ON event.calendar = name.key AND event.remote_id = name.id
        UNION
        SELECT event.key FROM name
          JOIN event ON event.id = name.id AND event.calendar = name.key)
      ORDER BY event.key
      """
    return try Int64.fetchAll(db.cachedStatement(sql: sql), arguments: ["text": text])
  }

  /// Whether the rule of an event gives it on a day, written as `20261201`, in the zone of the event.
  private static func isOriginally(_ event: Event, on day: Substring) -> Bool {
    guard case .moment(let date)? = event.occurrence?.originalStart,
      let zone = event.time.zone.flatMap({ TimeZone(identifier: $0) })
    else { return true }
    return Day(date, in: zone).description.replacing("-", with: "") == day
  }
}

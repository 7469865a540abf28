import CalendarCore
import ConferencingCore
import Foundation
import GRDB

/// Shows edits of a series that wait to be sent on all occurrences that they are for.
///
/// The occurrence that an edit was made on shows it by its queue. Each other one is written as it will
/// look, and what its service has of it is kept until the edit is done, discarded or undone. All of it
/// is computed again when the waiting edits are others, at the end of the transaction that
/// changes them.
struct SeriesPreviews {
  let db: Database
  let writer: EventWriter
  let table: OperationTable

  /// An edit for more than one occurrence, which waits.
  private struct Wide {
    let operation: OutboxOperation
    let event: Int64
    let series: SeriesMasters.Key
  }

  /// Whether an edit is for more than one occurrence, as SQL of `operation`.
  ///
  /// Frozen: part of a released migration.
  static let isWide = "json_extract(edit, '$.scope') IN ('following', 'all')"

  /// Whether an edit for more than one occurrence is shown: a deletion that was refused or that is
  /// a conflict is not, as on its own occurrence.
  private static let isShown = """
    \(isWide) AND (state <> 'refused' OR json_type(edit, '$.change.delete') IS NULL)
    """

  private func queue(_ key: Int64) -> EventQueue {
    EventQueue(db: db, writer: writer, table: table, key: key)
  }

  // MARK: What the service has

  /// What the service has of an occurrence that looks otherwise for edits of its series.
  func base(of key: Int64) throws -> Event? {
    try String.fetchOne(
      db.cachedStatement(sql: "SELECT base FROM series_preview WHERE event = ?"),
      arguments: [key]
    )
    .map { try StoredJSON.value($0, as: Event.self) }
  }

  /// Takes over what the service has of such an occurrence by now.
  func setBase(_ base: Event, of key: Int64) throws {
    try db.cachedStatement(sql: "UPDATE series_preview SET base = ? WHERE event = ?")
      .execute(arguments: [try StoredJSON.text(StorableEvent.event(base)), key])
    try renewLater()
  }

  /// Has all previews computed again at the end of the transaction.
  func renewLater() throws {
    // No edit has this place, so that what is shown is not what waits.
    try db.cachedStatement(sql: "INSERT OR REPLACE INTO previewed_edit VALUES (0, '')").execute()
  }

  /// Has all previews computed again where edits wait for any of some series, of which occurrences
  /// were written as their service has them.
  func renewLater(for series: Set<SeriesMasters.Key>) throws {
    guard !series.isEmpty else { return }
    if try wide().contains(where: { series.contains($0.series) }) { try renewLater() }
  }

  /// Ends the preview of an occurrence of which an edit of its own waits from now on: its queue shows
  /// both.
  func leave(_ key: Int64) throws {
    try db.cachedStatement(sql: "DELETE FROM series_preview WHERE event = ?")
      .execute(arguments: [key])
  }

  /// An occurrence with edits of its own, as edits of its series that wait make it look.
  ///
  /// - Parameters:
  ///   - event: The occurrence with the edits of its own that were made before.
  ///   - base: The same as its service has it.
  ///   - key: Its row.
  ///   - range: The places in the outbox of the edits that count.
  /// - Returns: The occurrence; one that an edit deletes is shown until its own edits are sent.
  /// - Throws: What the database throws.
  func applied(
    to event: Event,
    from base: Event,
    of key: Int64,
    _ range: Range<Int64>
  ) throws -> Event {
    guard let series = base.masterID,
      try Bool.fetchOne(
        db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM operation WHERE \(Self.isShown))")
      ) == true
    else { return event }
    // Two accounts may have the same id of a series.
    guard let calendar = try calendar(of: key) else { return event }
    let whole = SeriesMasters.Key(calendar: calendar, series: series)
    let wide = try self.wide().filter { one in
      one.event != key && one.series == whole && range.contains(one.operation.sequence)
    }
    guard !wide.isEmpty else { return event }
    var event = event
    let previews = try previews(wide, of: whole, through: base.time.startKey.instant)
    for preview in previews {
      if case .changed(let changed) = preview.preview.result(for: event, from: base) {
        event = changed
      }
    }
    return event
  }

  // MARK: Writing

  /// Computes the previews again when the waiting edits of series are not those that are shown.
  func renew() throws {
    let waiting = try edits("SELECT sequence, edit FROM operation WHERE \(Self.isShown)")
    let shown = try edits("SELECT sequence, edit FROM previewed_edit")
    guard waiting != shown else { return }
    try takeOff()
    for (series, wide) in Dictionary(grouping: try wide(), by: \.series) {
      try show(wide.sorted { $0.operation.sequence < $1.operation.sequence }, of: series)
    }
    // What has edits of its own is shown by its queue.
    let own = try Int64.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT DISTINCT operation.event FROM operation
            JOIN event_detail ON event_detail.event = operation.event
          WHERE master_id IS NOT NULL
          """
      )
    )
    for key in own { try queue(key).rebuild() }
    try db.execute(sql: "DELETE FROM previewed_edit")
    try db.execute(
      sql: "INSERT INTO previewed_edit SELECT sequence, edit FROM operation WHERE \(Self.isShown)"
    )
  }

  private func edits(_ sql: String) throws -> [Int64: String] {
    Dictionary(
      try Row.fetchAll(db.cachedStatement(sql: sql)).map { ($0[0] as Int64, $0[1] as String) },
      uniquingKeysWith: { $1 }
    )
  }

  /// Shows all occurrences as their service has them.
  private func takeOff() throws {
    let rows = try Row.fetchAll(db, sql: "SELECT event, base FROM series_preview")
    let links = AskedLinkTable(db: db)
    for row in rows {
      // The link may have been noted since.
      try writer.update(row[0], to: links.known(StoredJSON.value(row[1], as: Event.self)))
    }
    try db.execute(sql: "DELETE FROM series_preview")
  }

  private func calendar(of event: Int64) throws -> Int64? {
    try Int64.fetchOne(
      db.cachedStatement(sql: "SELECT calendar FROM event WHERE key = ?"),
      arguments: [event]
    )
  }

  private func wide() throws -> [Wide] {
    try table.fetch("WHERE \(Self.isShown)", []).compactMap { stored in
      guard let base = stored.operation.base, let series = base.masterID,
        let calendar = try calendar(of: stored.event)
      else { return nil }
      return Wide(
        operation: stored.operation,
        event: stored.event,
        series: .init(calendar: calendar, series: series)
      )
    }
  }

  private func previews(
    _ wide: [Wide],
    of series: SeriesMasters.Key,
    through last: Date
  ) throws -> [(event: Int64, preview: SeriesPreview)] {
    let master = try SeriesMasters(db: db).find(series)
    return try wide.compactMap { one in
      guard let base = one.operation.base else { return nil }
      let owner = try queue(one.event).ownerAddress()
      return SeriesPreview(
        one.operation.edit,
        of: base,
        master: master,
        through: last,
        owner: owner
      )
      .map { (one.event, $0) }
    }
  }

  private func show(_ wide: [Wide], of series: SeriesMasters.Key) throws {
    let stored = try StoredEvent.fetchAll(
      """
      WHERE event.key IN (SELECT event FROM event_detail WHERE master_id = ?)
        AND event.calendar = ? AND is_deleted = 0
      """,
      [series.series.rawValue, series.calendar],
      db
    )
    let last = stored.compactMap { $0.event.occurrence?.originalStart }.max()
    let previews = try previews(wide, of: series, through: last?.instant ?? .distantPast)
    for one in stored where !one.hasOperations {
      var (event, isGone) = (one.event, false)
      for preview in previews {
        switch preview.preview.result(for: event, from: one.event) {
        case .same: break
        case .changed(let changed): event = changed
        case .gone: isGone = true
        }
      }
      guard isGone || event != one.event else { continue }
      try writer.update(one.key, to: event, isDeleted: isGone)
      try db.cachedStatement(sql: "INSERT INTO series_preview (event, base) VALUES (?, ?)")
        .execute(arguments: [one.key, try StoredJSON.text(one.event)])
    }
  }
}

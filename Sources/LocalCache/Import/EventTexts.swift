import CalendarCore
import ConferencingCore
import Foundation
import GRDB

/// Finds events together with the texts that they were read from.
struct EventTexts {
  let db: Database

  /// Those of some UIDs of which an event is here, in whatever calendar.
  ///
  /// - Parameter uids: The UIDs, each with the id that an event of it has when it was made here.
  /// - Returns: The UIDs.
  /// - Throws: What the database throws.
  func known(_ uids: [(uid: String, id: EventID)]) throws -> Set<String> {
    let texts = try Set(
      String.fetchAll(
        db.cachedStatement(
          sql: "SELECT uid FROM event_text WHERE uid IN (SELECT value FROM json_each(?))"
        ),
        arguments: [StoredJSON.text(uids.map(\.uid))]
      )
    )
    let ids = try Set(
      String.fetchAll(
        db.cachedStatement(
          sql: "SELECT id FROM event WHERE id IN (SELECT value FROM json_each(?))"
        ),
        arguments: [StoredJSON.text(uids.map(\.id.rawValue))]
      )
    )
    return Set(uids.filter { texts.contains($0.uid) || ids.contains($0.id.rawValue) }.map(\.uid))
  }

  /// The events of a UID that a calendar has, and an event that was made here and has that UID in
  /// exports.
  ///
  /// Those that were of the UID when they were imported are among them, and those that are now: an
  /// exception goes over to the later part of a series that is divided.
  func events(uid: String, id: EventID, in place: CalendarPlace) throws -> [KeptEvent] {
    let ids = try String.fetchAll(
      db.cachedStatement(sql: "SELECT event FROM event_text WHERE uid = ?"),
      arguments: [uid]
    )
    if !ids.isEmpty {
      let found = try ids.compactMap { try kept(EventID($0), in: place) }
      if !found.isEmpty {
        let known = Set(found.map(\.event.id))
        let masters = found.filter { $0.event.recurrence != nil }
        return found
          + (try masters.flatMap { try exceptions(of: $0.event.id) }
            .filter { !known.contains($0.event.id) })
      }
    }
    guard let made = try kept(id, in: place), made.text == nil else { return [] }
    return try [made] + exceptions(of: id)
  }

  /// The exceptions of a series, with the texts of those that were imported.
  private func exceptions(of series: EventID) throws -> [KeptEvent] {
    try StoredEvent.fetchAll(
      """
      WHERE series = (SELECT key FROM event WHERE id = ?) AND series_part = 3 AND is_deleted = 0
      """,
      [series.rawValue],
      db
    )
    .map { KeptEvent(event: $0.event, text: try text(of: $0.event.id)) }
  }

  private func kept(_ id: EventID, in place: CalendarPlace) throws -> KeptEvent? {
    guard let stored = try StoredEvent.find(id, db), !stored.isDeleted, stored.part != .expanded,
      stored.place.key == place.key
    else { return nil }
    return KeptEvent(event: stored.event, text: try text(of: id))
  }

  /// The text of an event.
  func text(of id: EventID) throws -> KeptText? {
    let row = try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT event_text.*, imported_file.zone FROM event_text
            JOIN imported_file ON imported_file.key = event_text.file
          WHERE event = ?
          """
      ),
      arguments: [id.rawValue]
    )
    guard let row, let text = StoredText(row) else { return nil }
    return KeptText(
      uid: text.uid,
      recurrenceID: text.recurrenceID,
      file: text.file,
      position: text.position,
      zone: row["zone"],
      bytes: Array(text.bytes)
    )
  }

  /// What of some files is no event, in its order.
  func others(of files: Set<Int64>) throws -> [FileText] {
    try files.sorted().flatMap { file in
      try Row.fetchAll(
        db.cachedStatement(
          sql: "SELECT position, text FROM file_text WHERE file = ? ORDER BY position"
        ),
        arguments: [file]
      )
      .map { FileText(file: file, position: $0[0], bytes: Array($0[1] as Data)) }
    }
  }
}

import CalendarCore
import ConferencingCore
import Foundation
import GRDB

/// The text of an event as a row has it.
struct StoredText {
  var file: Int64
  var position: Int
  var uid: String
  var recurrenceID: String
  var bytes: Data

  /// Reads a row of `event_text` or `import_change`; `nil` where that has no text.
  init?(_ row: Row) {
    guard let file: Int64 = row["file"], let bytes: Data = row["text"] else { return nil }
    self.file = file
    position = row["position"]
    uid = row["uid"]
    recurrenceID = row["recurrence_id"]
    self.bytes = bytes
  }

  /// Takes the text of an import.
  init(_ text: KeptText, file: Int64) {
    self.file = file
    position = text.position
    uid = text.uid
    recurrenceID = text.recurrenceID
    bytes = Data(text.bytes)
  }

  /// The text of an event.
  static func find(_ event: EventID, _ db: Database) throws -> StoredText? {
    try Row.fetchOne(
      db.cachedStatement(sql: "SELECT * FROM event_text WHERE event = ?"),
      arguments: [event.rawValue]
    )
    .flatMap { StoredText($0) }
  }

  /// Gives an event the text of the one that it is made from, if that was imported.
  ///
  /// A text has the UID of its event there; an export writes that of the new one.
  static func copy(_ source: EventSource, to event: EventID, _ db: Database) throws {
    guard var text = try find(source.event.id, db) else { return }
    if source.use == .laterPart { text.uid = event.rawValue }
    try text.save(for: event, db)
  }

  /// Makes it the text of an event.
  func save(for event: EventID, _ db: Database) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO event_text (event, file, position, uid, recurrence_id, text)
        VALUES (?, ?, ?, ?, ?, ?)
        """
    )
    statement.setUncheckedArguments(
      [event.rawValue, file, position, uid, recurrenceID, bytes]
    )
    try statement.execute()
  }
}

package import CalendarCore
import ConferencingCore
import Foundation
import GRDB

/// Keeps texts of resources in the cache, beside the journal of the edits that changed them.
package struct CachedFormerTexts: FormerTexts {
  private let cache: LocalCache

  /// The most texts that are kept; an edit of a series can take several.
  private static let limit = 1_000
  /// The most texts of one resource that are looked at.
  private static let reach = 32
  /// The most bytes of all of them.
  private static let sizeLimit = 64 << 20

  /// Makes a store in a cache.
  package init(_ cache: LocalCache) { self.cache = cache }

  package func keep(_ text: FormerText) -> Int64? {
    try? cache.write { db -> Int64 in
      try db.cachedStatement(
        sql: """
          INSERT INTO former_text (account, calendar, name, text, version, written, after)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """
      )
      .execute(
        arguments: [
          text.place.account.rawValue, text.place.calendar.rawValue, text.place.name,
          Data(text.bytes), text.version, text.written, text.after,
        ]
      )
      let number = db.lastInsertedRowID
      try db.cachedStatement(
        sql: """
          DELETE FROM former_text WHERE sequence IN (
            SELECT sequence FROM (
              SELECT sequence, row_number() OVER later AS place,
                sum(length(text)) OVER later AS size
              FROM former_text WINDOW later AS (ORDER BY sequence DESC))
            WHERE place > ? OR (size > ? AND place > 1))
          """
      )
      .execute(arguments: [Self.limit, Self.sizeLimit])
      return number
    }
  }

  package func finish(_ number: Int64, after version: String) {
    try? cache.write { db in
      try db.cachedStatement(sql: "UPDATE former_text SET after = ? WHERE sequence = ?")
        .execute(arguments: [version, number])
    }
  }

  package func forget(_ number: Int64) {
    try? cache.write { db in
      try db.cachedStatement(sql: "DELETE FROM former_text WHERE sequence = ?")
        .execute(arguments: [number])
    }
  }

  package func texts(at place: FormerText.Place) -> [FormerText] {
    let texts = try? cache.read { db in
      try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT text, version, written, after FROM former_text
            WHERE account = ? AND calendar = ? AND name = ? ORDER BY sequence DESC
            LIMIT \(Self.reach)
            """
        ),
        arguments: [place.account.rawValue, place.calendar.rawValue, place.name]
      )
      .map { row in
        FormerText(
          place: place,
          bytes: Array(row[0] as Data),
          version: row[1],
          written: row[2],
          after: row[3]
        )
      }
    }
    return texts ?? []
  }

  package func bring(_ place: FormerText.Place, back event: EventID) {
    try? cache.write { db in
      try db.cachedStatement(
        sql: """
          INSERT OR REPLACE INTO returned_text (event, account, calendar, name)
          VALUES (?, ?, ?, ?)
          """
      )
      .execute(
        arguments: [
          event.rawValue, place.account.rawValue, place.calendar.rawValue, place.name,
        ]
      )
    }
  }

  package func forgetReturn(_ event: EventID) {
    try? cache.write { db in
      try db.cachedStatement(sql: "DELETE FROM returned_text WHERE event = ?")
        .execute(arguments: [event.rawValue])
    }
  }

  package func place(of event: EventID) -> FormerText.Place? {
    try? cache.read { db in
      try Row.fetchOne(
        db.cachedStatement(
          sql: "SELECT account, calendar, name FROM returned_text WHERE event = ?"
        ),
        arguments: [event.rawValue]
      )
      .map { row in
        FormerText.Place(
          account: AccountID(row[0]),
          calendar: CalendarID(row[1]),
          name: row[2]
        )
      }
    }
  }

  package func returned(
    in calendar: CalendarID,
    account: AccountID
  ) -> [(name: String, event: EventID)] {
    let returned = try? cache.read { db in
      try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT name, event FROM returned_text WHERE account = ? AND calendar = ?
            ORDER BY rowid
            """
        ),
        arguments: [account.rawValue, calendar.rawValue]
      )
      .map { (name: $0[0] as String, event: EventID($0[1])) }
    }
    return returned ?? []
  }
}

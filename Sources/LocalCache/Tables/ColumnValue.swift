import GRDB
import GRDBSQLite

/// What a column holds, as SQLite keeps it.
///
/// GRDB takes any value that converts; to convert the forty of an event took a tenth of the time of
/// filling a cache.
enum ColumnValue: Hashable, Sendable {
  case null
  case integer(Int64)
  case text(String)

  init(_ text: String?) { self = text.map { .text($0) } ?? .null }
  init(_ number: Int64?) { self = number.map { .integer($0) } ?? .null }
  init(_ isTrue: Bool) { self = .integer(isTrue ? 1 : 0) }
}

extension Statement {
  /// Executes it with a value for each of its first marks; the others are null.
  ///
  /// - Parameter rows: The values, one row after the other.
  /// - Throws: What the database throws.
  func execute(binding rows: some Sequence<[ColumnValue]>) throws {
    // Takes the values of the execution before off, so that none is left where fewer come.
    setUncheckedArguments(StatementArguments())
    var index: CInt = 0
    for row in rows {
      for value in row {
        index += 1
        try bind(value, at: index)
      }
    }
    try execute()
  }

  private func bind(_ value: ColumnValue, at index: CInt) throws {
    let code =
      switch value {
      case .null: SQLITE_OK
      case .integer(let number): sqlite3_bind_int64(sqliteStatement, index, number)
      case .text(let text):
        // SQLITE_TRANSIENT: SQLite takes a copy. Source: https://www.sqlite.org/c3ref/c_static.html
        text.withCString { start in
          let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
          return sqlite3_bind_text(sqliteStatement, index, start, -1, transient)
        }
      }
    guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
  }
}

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
        bind(value, at: index)
      }
    }
    try execute()
  }

  /// A mark beyond the last, or a text longer than SQLite takes, leaves null there, which the
  /// constraints of the tables refuse.
  private func bind(_ value: ColumnValue, at index: CInt) {
    switch value {
    case .null: break
    case .integer(let number): _ = sqlite3_bind_int64(sqliteStatement, index, number)
    case .text(let text):
      // SQLITE_TRANSIENT: SQLite takes a copy. Source: https://www.sqlite.org/c3ref/c_static.html
      let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
      _ = text.withCString { sqlite3_bind_text(sqliteStatement, index, $0, -1, transient) }
    }
  }
}

package import ConferencingCore
import GRDB

/// Why the cache could not do what it was asked; the cases are what a person can do about it.
package enum CacheError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file is not a cache, or parts of it cannot be read.
  case damaged(path: String)
  /// There is no room on the disk.
  case diskFull(path: String)
  /// The file or its directory may not be read or written.
  case noPermission(path: String)
  /// A newer Convene has changed the file's form.
  case newerSchema(path: String)
  /// Another program kept the file locked for longer than ``CacheFile/busyTimeout``.
  case busy(path: String)
  /// There is no such event, or it is deleted.
  case noSuchEvent(EventID)
  /// There is no such edit in the outbox any more.
  case noSuchChange(Int64)
  /// There is already an event of this id.
  case eventExists(EventID)
  /// There is no such calendar.
  case noSuchCalendar(CalendarID, account: AccountID)
  /// Something else, in the database's own words.
  case failed(path: String, reason: String)

  /// What happened and what helps, as a sentence or two.
  package var description: String {
    switch self {
    case .damaged(let path):
      "The cache file \(path) is damaged. Move it away and start again: events are read afresh "
        + "from their services."
    case .diskFull(let path):
      "There is no room left on the disk of \(path). Nothing was changed; free some space and try "
        + "again."
    case .noPermission(let path):
      "The cache file \(path) may not be read or written. Check the permissions of the file and of "
        + "its directory."
    case .newerSchema(let path):
      "The cache file \(path) was written by a newer Convene. Use that version, or move the file "
        + "away."
    case .busy(let path):
      "Another program has kept the cache file \(path) locked. Try again when it is done."
    case .noSuchEvent(let id): "There is no event \"\(id)\". It may have been deleted meanwhile."
    case .noSuchChange(let id):
      "There is no change \(id) that waits. It may have been sent or discarded meanwhile."
    case .eventExists(let id): "There is already an event \"\(id)\"."
    case .noSuchCalendar(let id, let account):
      "There is no calendar \"\(id)\" in the account \"\(account)\". Sync the account, or choose "
        + "another calendar."
    case .failed(let path, let reason): "The cache file \(path) could not be used: \(reason)."
    }
  }

  /// Makes the error for whatever was thrown while the file at `path` was in use.
  init(_ error: any Error, path: String) {
    switch error {
    case let error as CacheError: self = error
    case is DecodingError, is RowDecodingError: self = .damaged(path: path)
    case let error as DatabaseError: self = Self.meaning(of: error, path: path)
    default: self = .failed(path: path, reason: String(describing: error))
    }
  }

  // Source: https://www.sqlite.org/rescode.html
  private static func meaning(of error: DatabaseError, path: String) -> CacheError {
    switch error.resultCode {
    case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT: .damaged(path: path)
    case .SQLITE_FULL: .diskFull(path: path)
    case .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_AUTH: .noPermission(path: path)
    case .SQLITE_BUSY, .SQLITE_LOCKED: .busy(path: path)
    default: .failed(path: path, reason: error.message ?? error.resultCode.description)
    }
  }
}

package import CalendarCore
import Foundation
import GRDB

/// Why the cache could not do what it was asked; the cases are what a user can do about it.
package enum CacheError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file is not a cache, or parts of it cannot be read.
  case damaged(path: String)
  /// There is no room on the disk.
  case diskFull(path: String)
  /// The file may not grow any more, by a limit of the shell.
  case fileTooLarge(path: String)
  /// The file or its directory may not be read or written.
  case noPermission(path: String)
  /// A file that the program writes is not, or not only, this user's: nothing was changed.
  case notOwn(path: String, reason: Foreignness)
  /// The file system cannot lock files.
  case noLocks(path: String, reason: String)
  /// The file can only be read, and is.
  case readOnly(path: String)
  /// A newer Convene has changed the file's form.
  case newerSchema(path: String)
  /// Another program kept the file locked for longer than anybody waits.
  case busy(path: String)
  /// There is no such event, or it is deleted.
  case noSuchEvent(EventID)
  /// There is no such edit in the outbox any more.
  case noSuchChange(Int64)
  /// There is already an event of this id.
  case eventExists(EventID)
  /// An edit of an occurrence cannot be made for so much of its series.
  case series(SeriesProblem)
  /// A part of a series that moves cannot be given up, since all of the move would be with it.
  case partOfMove(title: String, reason: String)
  /// There is no such calendar.
  case noSuchCalendar(CalendarID, account: AccountID)
  /// An import was undone while it went on.
  case importUndone
  /// Something else, in the database's own words.
  case failed(path: String, reason: String)

  /// Why a file is not taken for the program's own.
  package enum Foreignness: String, Sendable, Hashable {
    case symbolicLink = "it is a symbolic link"
    case notAFile = "it is not a regular file"
    case otherOwner = "it belongs to another user"
    case hardLink = "it has a second name (a hard link)"
    case otherContent = "it holds something else than the lock of a calendar"
  }

  /// What happened and what helps, as a sentence or two.
  package var description: String {
    switch self {
    case .damaged(let path):
      "The cache file \(path) is damaged and could not be rebuilt. Move it away and start again: "
        + "events are read afresh from their services."
    case .diskFull(let path):
      "There is no room left on the disk of \(path). Nothing was changed; free some space and try "
        + "again."
    case .fileTooLarge(let path):
      "The cache file \(path) has reached the limit on the size of files. Nothing was changed; raise "
        + "the limit (ulimit -f) and try again."
    case .noPermission(let path):
      "The cache file \(path) may not be read or written. Check the permissions of the file and of "
        + "its directory, and that the disk is not mounted read-only."
    case .notOwn(let path, let reason):
      "The file \(path) is not used and was not changed: \(reason.rawValue). Move it away, or put "
        + "the data elsewhere with XDG_DATA_HOME."
    case .noLocks(let path, let reason):
      "The file \(path) cannot be locked (\(reason)), so two programs could send the same edit. Put "
        + "the data on a local disk with XDG_DATA_HOME."
    case .readOnly(let path):
      "The cache file \(path) can only be read, so nothing was changed. Check the permissions of the "
        + "file and of its directory, and that the disk is not mounted read-only."
    case .newerSchema(let path):
      "The cache file \(path) was written by a newer Convene. Use that version, or move the file "
        + "away."
    case .busy(let path):
      "Another program keeps the cache file \(path) locked, so nothing was changed. Try again when "
        + "it is done."
    case .noSuchEvent(let id): "There is no event \"\(id)\". It may have been deleted meanwhile."
    case .noSuchChange(let id):
      "There is no change \(id) that waits. It may have been sent or discarded meanwhile."
    case .eventExists(let id): "There is already an event \"\(id)\"."
    case .series(let problem): problem.message
    case .partOfMove(let title, let reason):
      "“\(title)” is part of a series that moves to another calendar, and discarding it takes all of "
        + "the move back. That cannot be done: \(reason) Nothing was discarded. Try the change again, "
        + "or undo what was edited since first."
    case .noSuchCalendar(let id, let account):
      "There is no calendar \"\(id)\" in the account \"\(account)\". Sync the account, or choose "
        + "another calendar."
    case .importUndone:
      "The import was undone while it went on, so it was ended. Import the file again."
    case .failed(let path, let reason): "The cache file \(path) could not be used: \(reason)."
    }
  }

  /// Makes the error for whatever was thrown while the file at `path` was in use.
  init(_ error: any Error, path: String) {
    switch error {
    case let error as CacheError: self = error
    case is DecodingError, is RowDecodingError: self = .damaged(path: path)
    case let error as DatabaseError: self = Self.meaning(of: error, path: path)
    case let error as CocoaError where error.code == .fileWriteOutOfSpace:
      self = .diskFull(path: path)
    case let error as CocoaError
    where [.fileWriteNoPermission, .fileWriteVolumeReadOnly].contains(error.code):
      self = .noPermission(path: path)
    default: self = .failed(path: path, reason: String(describing: error))
    }
  }

  // Source: https://www.sqlite.org/rescode.html
  private static func meaning(of error: DatabaseError, path: String) -> CacheError {
    // Without room SQLite cannot make or map the files that it keeps beside the database either.
    switch error.resultCode {
    case .SQLITE_IOERR where isAtLimit(path): .fileTooLarge(path: path)
    case .SQLITE_IOERR where isFull(path), .SQLITE_CANTOPEN where isFull(path):
      .diskFull(path: path)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT: .damaged(path: path)
    case .SQLITE_FULL: .diskFull(path: path)
    case .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_AUTH: .noPermission(path: path)
    case .SQLITE_BUSY, .SQLITE_LOCKED: .busy(path: path)
    default: .failed(path: path, reason: error.message ?? error.resultCode.description)
    }
  }

  /// Whether a file, or what SQLite keeps beside it, can hardly grow by the limit of this process.
  private static func isAtLimit(_ path: String) -> Bool {
    var limit = rlimit()
    #if canImport(Glibc)
      let isKnown = getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0
    #else
      let isKnown = getrlimit(RLIMIT_FSIZE, &limit) == 0
    #endif
    guard isKnown, limit.rlim_cur < UInt64(Int64.max) else { return false }
    let sizes = ["", "-wal", "-shm"].map { FileIdentity(path + $0)?.size ?? 0 }
    return (sizes.max() ?? 0) + 64 << 10 > Int64(limit.rlim_cur)
  }

  /// Whether the disk that a file is on has no room for another few pages.
  private static func isFull(_ path: String) -> Bool {
    var disk = statvfs()
    guard statvfs(path, &disk) == 0 else { return false }
    return UInt64(disk.f_bavail) * UInt64(disk.f_frsize) < 64 << 10
  }
}

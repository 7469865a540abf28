import Foundation
import GRDB

/// Puts a sound file in the place of a damaged one.
///
/// The new file is made beside the old one, and named as done when it is whole. Only then is the
/// old one moved aside. Killed before that, everything is as it was; killed after it, the next one
/// to come does the rest.
struct CacheRebuild {
  /// The file.
  let path: String

  private var building: String { path + "-rebuilding" }
  private var built: String { path + "-rebuilt" }

  /// Rebuilds the file with what can be saved from the damaged one.
  ///
  /// Call it while nobody else opens or writes the file.
  ///
  /// - Throws: ``CacheError``; then the damaged file is still in its place.
  func run() throws(CacheError) -> CacheRepair {
    do {
      for suffix in ["", "-journal"] {
        try? FileManager.default.removeItem(atPath: building + suffix)
      }
      try CacheFile.makePrivate(building)
      let new = try DatabaseQueue(path: building)
      try Schema.migrator.migrate(new)
      var repair = try rescue(into: new)
      try new.close()
      try FileManager.default.moveItem(atPath: building, toPath: built)
      repair.keptAt = try swap()
      return repair
    } catch {
      throw CacheError(error, path: path)
    }
  }

  /// Does the rest of a rebuild that was killed when it had all but the names.
  func finish() throws(CacheError) {
    guard FileManager.default.fileExists(atPath: built) else { return }
    do { _ = try swap() } catch { throw CacheError(error, path: path) }
  }

  /// Saves what has no other copy.
  private func rescue(into new: DatabaseQueue) throws -> CacheRepair {
    var repair = CacheRepair(keptAt: "", edits: 0, localEvents: 0, loss: .unknown)
    let pages = LazyPageRows(path: path)
    // SQLite throws away the log of an empty file. A file that is no database gives it nothing.
    let isEmpty = FileIdentity(path)?.size == 0
    let saved =
      if !isEmpty, let old = try? DatabaseQueue(path: path) {
        try old.inDatabase { try rescue(from: $0, pages, into: new) }
      } else {
        try rescue(from: nil, pages, into: new)
      }
    guard let saved else { return repair }
    repair.edits = saved.edits
    repair.localEvents = saved.localEvents
    repair.loss = saved.lostEdits == 0 ? .none : .edits(saved.lostEdits)
    repair.mayLackEvents = saved.mayLackEvents
    repair.mayLackDetails = saved.mayLackDetails
    repair.mayLackTexts = saved.mayLackTexts
    return repair
  }

  private func rescue(
    from old: Database?,
    _ pages: LazyPageRows,
    into new: DatabaseQueue
  ) throws -> CacheRescue.Saved? {
    if let old {
      let applied = try? Set(
        String.fetchAll(old, sql: "SELECT identifier FROM grdb_migrations")
      )
      if let applied, !applied.isSubset(of: Schema.migrator.migrations) {
        throw CacheError.newerSchema(path: path)
      }
      // The old file is only read, whatever its triggers would have.
      try? old.execute(sql: "PRAGMA query_only = 1")
    }
    return try new.writeWithoutTransaction { new in
      try new.execute(sql: "PRAGMA foreign_keys = 0")
      var saved: CacheRescue.Saved?
      try new.inTransaction {
        saved = try CacheRescue(old: old, pages: pages, new: new).run()
        return .commit
      }
      return saved
    }
  }

  /// Moves the damaged file aside, with what SQLite kept beside it, and the new one in its place.
  ///
  /// - Returns: Where the damaged file is.
  private func swap() throws -> String {
    let manager = FileManager.default
    let aside = asideName
    for suffix in ["-wal", ""] where manager.fileExists(atPath: path + suffix) {
      try manager.moveItem(atPath: path + suffix, toPath: aside + suffix)
      try manager.setAttributes([.posixPermissions: 0o600], ofItemAtPath: aside + suffix)
    }
    try? manager.removeItem(atPath: path + "-shm")
    try manager.moveItem(atPath: built, toPath: path)
    return aside
  }

  /// A name that is free, with the moment at which the file was last written.
  private var asideName: String {
    let written = Date(timeIntervalSince1970: Double(FileIdentity(path)?.written ?? 0) / 1e9)
    let moment = written.formatted(
      .iso8601.year().month().day().timeSeparator(.omitted).time(includingFractionalSeconds: false)
    )
    let name = "\(path).damaged-\(moment)"
    for attempt in 2... {
      let name = attempt == 2 ? name : "\(name)-\(attempt - 1)"
      let isTaken = ["", "-wal"].contains { FileManager.default.fileExists(atPath: name + $0) }
      if !isTaken { return name }
    }
    return name
  }
}

import Foundation
import GRDB

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How the file is made, opened and brought to the newest schema.
enum CacheFile {
  /// How long a write waits for another process, in seconds.
  static let busyTimeout: TimeInterval = 5

  /// Opens the file, making it and its directory when needed.
  ///
  /// What is made is for its owner alone: calendars hold access codes. SQLite gives the files that
  /// it keeps beside the database the modes of the database.
  ///
  /// - Throws: ``CacheError``.
  static func openPool(at path: String) throws(CacheError) -> (DatabasePool, LockFile) {
    try makePrivate(path)
    let lock = try LockFile(path: path + "-lock")
    let pool = try lock.whileOpening { () throws(CacheError) in
      do {
        let pool = try DatabasePool(path: path, configuration: configuration)
        try prepare(pool, path: path)
        return pool
      } catch {
        throw CacheError(error, path: path)
      }
    }
    return (pool, lock)
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.journalMode = .wal  // GRDB sets synchronous to NORMAL with it.
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(busyTimeout)
    configuration.label = "LocalCache"
    return configuration
  }

  /// Migrates when there is something to migrate; on an up-to-date file it is one small read.
  private static func prepare(_ pool: DatabasePool, path: String) throws {
    let migrator = Schema.migrator
    let applied = try pool.read(migrator.appliedIdentifiers)
    guard applied.isSubset(of: migrator.migrations) else {
      throw CacheError.newerSchema(path: path)
    }
    if applied.count < migrator.migrations.count { try migrator.migrate(pool) }
  }

  private static func makePrivate(_ path: String) throws(CacheError) {
    let directory = (path as NSString).deletingLastPathComponent
    if !directory.isEmpty, !FileManager.default.fileExists(atPath: directory) {
      do {
        try FileManager.default.createDirectory(
          atPath: directory,
          withIntermediateDirectories: true,
          attributes: [.posixPermissions: 0o700]
        )
      } catch {
        throw CacheError(making: directory, error)
      }
    }
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw CacheError(errno: errno, path: path) }
    // A file that an older program or a person left readable for others is closed to them.
    fchmod(descriptor, 0o600)
    close(descriptor)
  }
}

extension CacheError {
  /// Makes the error for a directory that could not be made.
  fileprivate init(making directory: String, _ error: any Error) {
    self =
      switch (error as? CocoaError)?.code {
      case .fileWriteNoPermission, .fileWriteVolumeReadOnly: .noPermission(path: directory)
      case .fileWriteOutOfSpace: .diskFull(path: directory)
      default: .failed(path: directory, reason: "its directory could not be made")
      }
  }
}

import CSQLite
import Foundation
import GRDB
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The open file: its connections, and which file it is.
struct CacheFile: Sendable {
  /// What reads the file.
  let reader: any DatabaseReader
  /// What writes it; `nil` where it can only be read.
  let writer: DatabasePool?
  /// Tells the file from another one that is put in its place.
  let identity: FileIdentity
  /// What became of a damaged file that this one was rebuilt from.
  var repair: CacheRepair?
  /// Whether the file was left in disorder and is too large to be looked through at once.
  var isCheckDue = false

  /// The largest file that is looked through while it is opened, in bytes; it takes some 3 ms.
  ///
  /// A larger one is looked through beside the work, so that nobody waits for it.
  static let smallSize: Int64 = 1 << 20
  /// The largest file that is looked through at every start, in bytes: it takes some 1.5 ms.
  ///
  /// An empty one has half of that.
  private static let tinySize: Int64 = 1 << 19
  /// How long SQLite itself waits for other processes, in seconds: a write that needs longer is
  /// tried again by ``LocalCache``, which gives other threads of this process their turn meanwhile.
  private static let slice: TimeInterval = 0.05
  /// The same while the file is opened, which nobody can do anything without.
  private static let openingSlice: TimeInterval = 10

  /// Sets SQLite up before it is used first.
  private static let settings: Void = cs_count_no_memory()

  /// Opens the file, making it and its directory when needed.
  ///
  /// Where nothing can be written, it is opened to be read; then there is no lock.
  ///
  /// What is made is for its owner alone: calendars hold access codes. SQLite gives the files that
  /// it keeps beside the database the modes of the database. A damaged file is rebuilt first.
  ///
  /// - Throws: ``CacheError``.
  static func load(at path: String) throws(CacheError) -> (CacheFile, LockFile?) {
    _ = settings
    do throws(CacheError) {
      return try loadToWrite(at: path)
    } catch {
      guard case .noPermission = error, let file = try? ReadOnlyFile.open(path) else { throw error }
      return (file, nil)
    }
  }

  private static func loadToWrite(
    at path: String
  ) throws(CacheError) -> (CacheFile, LockFile) {
    try makeDirectory(of: path)
    // Nothing is made beside a file that is not ours.
    if FileIdentity(path) != nil {
      try OwnFile.check(path)
      guard access(path, R_OK | W_OK) == 0 else { throw CacheError(errno: errno, path: path) }
    }
    let lock = try LockFile(path: path + "-lock")
    let file = try lock.whileOpening { () throws(CacheError) -> CacheFile in
      try CacheRebuild(path: path).finish()
      let wasLeftOpen = try lock.enter()
      try FreshFile.make(at: path)
      // A file that was made is never empty: one that is has lost what it held.
      let isEmptied = FileIdentity(path)?.size == 0
      do throws(CacheError) {
        if isEmptied { throw CacheError.damaged(path: path) }
        return try load(path, wasLeftOpen: wasLeftOpen)
      } catch {
        guard case .damaged = error else { throw error }
        return try lock.whileReplacing { () throws(CacheError) in try rebuild(path) }
      }
    }
    return (file, lock)
  }

  /// Opens the file that stands in the place of this one, which was found to be damaged; when it
  /// is still this one, it is rebuilt.
  func replaced(at path: String, lock: LockFile) throws(CacheError) -> CacheFile {
    try lock.whileOpening { () throws(CacheError) -> CacheFile in
      try lock.whileReplacing { () throws(CacheError) -> CacheFile in
        if FileIdentity(path) != identity { return try Self.load(path, wasLeftOpen: false) }
        return try Self.rebuild(path)
      }
    }
  }

  /// Opens the file that stands in the place of this one.
  func reopened(at path: String, lock: LockFile) throws(CacheError) -> CacheFile {
    try lock.whileOpening { () throws(CacheError) in try Self.load(path, wasLeftOpen: false) }
  }

  /// Whether everything in the file is in its place.
  ///
  /// Source: https://www.sqlite.org/pragma.html#pragma_quick_check
  static func isSound(_ db: Database) throws -> Bool {
    try String.fetchOne(db, sql: "PRAGMA quick_check(1)") == "ok"
      && Row.fetchOne(db, sql: "PRAGMA foreign_key_check") == nil
  }

  /// Looks at the first row of every table that has no copy, so that none whose first page is
  /// damaged is taken for an empty one; it takes some 0.1 ms, however large the file is.
  private static func lookAtTables(_ db: Database) throws {
    for table in [
      "account", "calendar", "event", "event_detail", "event_base", "operation", "journal",
      "meeting_task", "imported_file", "file_text", "event_text", "import_change",
    ] {
      _ = try Int.fetchOne(db, sql: "SELECT rowid FROM \(table) NOT INDEXED LIMIT 1")
    }
  }

  private static func rebuild(_ path: String) throws(CacheError) -> CacheFile {
    let repair = try CacheRebuild(path: path).run()
    var file = try load(path, wasLeftOpen: false)
    file.repair = repair
    return file
  }

  private static func load(_ path: String, wasLeftOpen: Bool) throws(CacheError) -> CacheFile {
    try makePrivate(path)
    do {
      let wait = BusyWait(openingSlice)
      let pool = try DatabasePool(path: path, configuration: configuration(wait))
      try prepare(pool, path: path)
      guard let identity = FileIdentity(path) else { throw CacheError.noPermission(path: path) }
      wait.set(slice)
      var file = CacheFile(reader: pool, writer: pool, identity: identity)
      if identity.size <= (wasLeftOpen ? smallSize : tinySize) {
        guard try pool.read(isSound) else { throw CacheError.damaged(path: path) }
      } else {
        file.isCheckDue = wasLeftOpen
        try pool.read(lookAtTables)
      }
      return file
    } catch {
      throw CacheError(error, path: path)
    }
  }

  private static func configuration(_ wait: BusyWait) -> Configuration {
    var configuration = Configuration()
    configuration.journalMode = .wal  // GRDB sets synchronous to NORMAL with it.
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .callback { tries in
      // Short waits of chance length: whoever waits comes to it, and nobody in step with others.
      let most: UInt32 = 20_000
      usleep(UInt32.random(in: 500...most))
      return TimeInterval(tries) * TimeInterval(most) / 2e6 < wait.seconds
    }
    configuration.prepareDatabase { db in
      guard !db.configuration.readonly else { return }
      // A page of a service touches most of the index of words; texts go to no temporary file.
      try db.execute(sql: "PRAGMA cache_size = -8000; PRAGMA temp_store = MEMORY")
      // Every checkpoint waits for the disk; the log may have 16 MB.
      try db.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
    }
    configuration.label = "LocalCache"
    return configuration
  }

  /// Migrates when there is something to migrate; on an up-to-date file it is one small read.
  private static func prepare(_ pool: DatabasePool, path: String) throws {
    let migrator = Schema.migrator
    guard try needsMigration(pool, path: path) else { return }
    do {
      try migrator.migrate(pool)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR {
      // The file does not have the form that it says it has.
      throw CacheError.damaged(path: path)
    }
  }

  /// Whether the file has an older form than this version writes.
  ///
  /// - Throws: ``CacheError/newerSchema(path:)``, and what reading throws.
  static func needsMigration(_ reader: some DatabaseReader, path: String) throws -> Bool {
    let migrator = Schema.migrator
    let applied = try reader.read(migrator.appliedIdentifiers)
    guard applied.isSubset(of: migrator.migrations) else {
      throw CacheError.newerSchema(path: path)
    }
    return applied.count < migrator.migrations.count
  }

  private static func makeDirectory(of path: String) throws(CacheError) {
    let directory = (path as NSString).deletingLastPathComponent
    guard !directory.isEmpty, !FileManager.default.fileExists(atPath: directory) else { return }
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

  /// Makes the file for its owner alone; one that an older program or a user left readable for
  /// others is closed to them.
  ///
  /// A file that is there is not opened: to close it would free the locks of its connections in
  /// this process (https://www.sqlite.org/howtocorrupt.html, "POSIX advisory locks").
  static func makePrivate(_ path: String) throws(CacheError) {
    try OwnFile.make(path)
    guard access(path, R_OK | W_OK) == 0 else { throw CacheError(errno: errno, path: path) }
    chmod(path, 0o600)
  }
}

/// How long SQLite waits for other processes; a class because its connections share it.
private final class BusyWait: Sendable {
  private let milliseconds: Atomic<Int>

  init(_ seconds: TimeInterval) { milliseconds = Atomic(Int(seconds * 1_000)) }

  var seconds: TimeInterval { TimeInterval(milliseconds.load(ordering: .relaxed)) / 1_000 }

  func set(_ seconds: TimeInterval) {
    milliseconds.store(Int(seconds * 1_000), ordering: .relaxed)
  }
}

/// Which file a path names.
struct FileIdentity: Sendable, Equatable {
  let device: UInt64
  let inode: UInt64
  /// Its size, in bytes, when it was looked at.
  let size: Int64
  /// When it was last written, in nanoseconds since 1970.
  let written: Int64
  /// Whether it is a file, and no directory or device.
  let isRegular: Bool

  /// Looks at a file; `nil` when there is none.
  init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    size = Int64(status.st_size)
    isRegular = status.st_mode & S_IFMT == S_IFREG
    #if canImport(Glibc)
      let time = status.st_mtim
    #else
      let time = status.st_mtimespec
    #endif
    written = Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  static func == (one: FileIdentity, other: FileIdentity) -> Bool {
    one.device == other.device && one.inode == other.inode
  }
}

extension CacheError {
  /// Makes the error for a directory that could not be made.
  fileprivate init(making directory: String, _ error: any Error) {
    self =
      switch (error as? CocoaError)?.code {
      case .fileWriteNoPermission, .fileWriteVolumeReadOnly: .noPermission(path: directory)
      case .fileWriteOutOfSpace: .diskFull(path: directory)
      default:
        .failed(
          path: directory,
          reason: "its folder could not be created. Name another with XDG_DATA_HOME"
        )
      }
  }

  /// Makes the error for a failed system call.
  init(errno code: Int32, path: String) {
    self =
      switch code {
      case EACCES, EPERM, EROFS: .noPermission(path: path)
      case ENOSPC, EDQUOT: .diskFull(path: path)
      case EFBIG: .fileTooLarge(path: path)
      default: .failed(path: path, reason: String(cString: strerror(code)))
      }
  }
}

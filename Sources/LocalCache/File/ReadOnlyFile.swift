import Foundation
import GRDB

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Opens a cache that can only be read: on a disk that is mounted read-only, or of another mode.
enum ReadOnlyFile {
  /// Opens the file as it is.
  ///
  /// - Throws: ``CacheError`` when it is not there, cannot be read, or is of another version.
  static func open(_ path: String) throws(CacheError) -> CacheFile {
    guard let identity = FileIdentity(path), identity.isRegular, access(path, R_OK) == 0 else {
      throw CacheError(errno: errno, path: path)
    }
    do {
      var configuration = Configuration()
      configuration.readonly = true
      configuration.label = "LocalCache"
      let queue = try connect(path, configuration)
      // What is older cannot be brought up to date here.
      if try CacheFile.needsMigration(queue, path: path) { throw CacheError.readOnly(path: path) }
      return CacheFile(reader: queue, writer: nil, identity: identity)
    } catch {
      throw CacheError(error, path: path)
    }
  }

  /// Connects with what is in the log as well, where SQLite can read that without writing.
  ///
  /// Without the log's index, which cannot be made, it refuses; then the file is read without its
  /// log, of which there usually is none.
  private static func connect(
    _ path: String,
    _ configuration: Configuration
  ) throws -> DatabaseQueue {
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      _ = try queue.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM sqlite_master") }
      return queue
    } catch let error as DatabaseError
      where [.SQLITE_CANTOPEN, .SQLITE_READONLY].contains(error.resultCode)
    {
      // Source: https://www.sqlite.org/uri.html#uriimmutable
      var allowed = CharacterSet.urlPathAllowed
      allowed.remove(charactersIn: "?#%;")
      guard let name = path.addingPercentEncoding(withAllowedCharacters: allowed) else {
        throw error
      }
      return try DatabaseQueue(path: "file:\(name)?immutable=1", configuration: configuration)
    }
  }
}

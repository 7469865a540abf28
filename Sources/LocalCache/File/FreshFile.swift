import Foundation
import GRDB

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Makes the file of a first start, which is whole as soon as it has its name.
///
/// A start that is killed in the middle leaves nothing under the name, so that an empty file there
/// is always one that has lost what it held.
enum FreshFile {
  /// Makes the file when there is nothing of its name.
  ///
  /// Call it while nobody else opens the file.
  ///
  /// - Throws: ``CacheError``; then nothing has the name.
  static func make(at path: String) throws(CacheError) {
    var status = stat()
    // A link that leads nowhere is something too: who opens the file says so.
    guard lstat(path, &status) != 0, errno == ENOENT else { return }
    let making = path + "-new"
    remove(making)
    do {
      try CacheFile.makePrivate(making)
    } catch {
      // Whether there is a place for a file: the same is met, and said, with the file's own name.
      return
    }
    do {
      var configuration = Configuration()
      // Nothing is lost by a crash: the file is written to the disk before it has its name.
      configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = OFF") }
      let queue = try DatabaseQueue(path: making, configuration: configuration)
      try Schema.migrator.migrate(queue)
      try queue.close()
      try store(making)
      // The log of a file that was removed is not that of this one.
      for suffix in ["-wal", "-shm"] { unlink(path + suffix) }
      guard rename(making, path) == 0 else { throw CacheError(errno: errno, path: path) }
    } catch {
      // Before what was made is removed: it tells why.
      let problem = CacheError(error, path: making).renamed(from: making, to: path)
      remove(making)
      throw problem
    }
  }

  private static func remove(_ making: String) {
    for suffix in ["", "-journal"] { unlink(making + suffix) }
  }

  /// Has the file written to the disk.
  private static func store(_ path: String) throws(CacheError) {
    let descriptor = try OwnFile.open(path, O_RDWR)
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw CacheError(errno: errno, path: path) }
  }
}

extension CacheError {
  /// The same error of the file that the one at fault was to become.
  fileprivate func renamed(from making: String, to path: String) -> CacheError {
    switch self {
    case .damaged(making): .damaged(path: path)
    case .diskFull(making): .diskFull(path: path)
    case .fileTooLarge(making): .fileTooLarge(path: path)
    case .noPermission(making): .noPermission(path: path)
    case .busy(making): .busy(path: path)
    case .failed(making, let reason): .failed(path: path, reason: reason)
    default: self
    }
  }
}

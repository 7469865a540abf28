import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A small file beside the cache by which processes tell each other that they are alive.
///
/// Every opened cache locks one byte of it. The kernel gives the byte free when the process ends, in
/// whatever way, so that work claimed by a crashed process is known from work that is going on. The
/// locks belong to the open file, not to the process (fcntl(2), "open file description locks"), so
/// two caches in one process tell each other apart as well.
///
/// A class because it owns a file descriptor.
final class LockFile: Sendable {
  /// The byte that this cache holds; what it claims is signed with it.
  let owner: Int64
  private let descriptor: Int32

  /// The commands of open file description locks, whose names Swift's importer does not have.
  private enum Command {
    #if canImport(Glibc)
      // Source: Linux, include/uapi/asm-generic/fcntl.h
      static let get: Int32 = 36
      static let set: Int32 = 37
      static let setWaiting: Int32 = 38
    #else
      // Source: XNU, bsd/sys/fcntl.h
      static let get: Int32 = 92
      static let set: Int32 = 90
      static let setWaiting: Int32 = 91
    #endif
  }

  /// Byte 0 is held while a file is opened and brought to the newest schema.
  private static let opening: Int64 = 0

  /// Opens the file, making it when needed, and locks a byte of its own.
  ///
  /// - Throws: ``CacheError/noPermission(path:)`` or ``CacheError/failed(path:reason:)``.
  init(path: String) throws(CacheError) {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw CacheError(errno: errno, path: path) }
    owner = Int64.random(in: 1..<(1 << 62))
    _ = lock(owner, type: F_WRLCK, Command.set)
  }

  deinit { close(descriptor) }

  /// Does something that only one process at a time may do.
  func whileOpening<T>(_ body: () throws(CacheError) -> T) throws(CacheError) -> T {
    _ = lock(Self.opening, type: F_WRLCK, Command.setWaiting)
    defer { _ = lock(Self.opening, type: F_UNLCK, Command.set) }
    return try body()
  }

  /// Whether the cache that signs with `owner` is still open somewhere.
  func isAlive(_ owner: Int64) -> Bool {
    if owner == self.owner { return true }
    return lock(owner, type: F_WRLCK, Command.get) != Int16(F_UNLCK)
  }

  /// One fcntl(2) call on one byte; gives back the type that the kernel wrote.
  private func lock(_ byte: Int64, type: Int32, _ command: Int32) -> Int16 {
    var request = flock()
    request.l_type = Int16(type)
    request.l_whence = Int16(SEEK_SET)
    request.l_start = off_t(byte)
    request.l_len = 1
    while fcntl(descriptor, command, &request) == -1, errno == EINTR {}
    return request.l_type
  }
}

extension CacheError {
  /// Makes the error for a failed system call.
  init(errno code: Int32, path: String) {
    self =
      switch code {
      case EACCES, EPERM, EROFS: .noPermission(path: path)
      case ENOSPC, EDQUOT: .diskFull(path: path)
      default: .failed(path: path, reason: String(cString: strerror(code)))
      }
  }
}

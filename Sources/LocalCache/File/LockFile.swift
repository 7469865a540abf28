import Foundation
import Synchronization

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
/// The file holds a mark while the cache is in use; who leaves last takes it away. A mark that is
/// found by the first to come says that the last one to leave did not come to it.
///
/// A class because it owns a file descriptor.
final class LockFile: Sendable {
  /// The byte that this cache holds; what it claims is signed with it.
  let owner: Int64
  private let descriptor: Int32
  private let hasLeft = Atomic(false)

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
  /// The bytes that caches take as their own.
  private static let owners: Range<Int64> = 1..<(1 << 62)
  /// This byte is shared by those who write, and held alone by who puts a rebuilt file in place.
  private static let writing: Int64 = 1 << 62

  /// Opens the file, making it when needed, for its owner alone.
  ///
  /// - Throws: ``CacheError/noPermission(path:)`` or ``CacheError/failed(path:reason:)``.
  init(path: String) throws(CacheError) {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw CacheError(errno: errno, path: path) }
    fchmod(descriptor, 0o600)
    owner = Int64.random(in: Self.owners)
  }

  deinit { close(descriptor) }

  /// Does something that only one process at a time may do.
  func whileOpening<T>(_ body: () throws(CacheError) -> T) throws(CacheError) -> T {
    _ = lock(Self.opening, type: F_WRLCK, Command.setWaiting)
    defer { _ = lock(Self.opening, type: F_UNLCK, Command.set) }
    return try body()
  }

  /// Comes in, within ``whileOpening(_:)``: from now on this cache is alive.
  ///
  /// - Returns: Whether nobody else is there and the last one did not leave in order.
  func enter() -> Bool {
    var mark: UInt8 = 1
    let wasLeftOpen = isAlone && pread(descriptor, &mark, 1, 0) == 1
    mark = 1
    // Without room for the mark an unclean end goes unnoticed until a query meets the damage.
    _ = pwrite(descriptor, &mark, 1, 0)
    _ = lock(owner, type: F_WRLCK, Command.set)
    return wasLeftOpen
  }

  /// Leaves in order; later calls do nothing.
  ///
  /// - Parameter isSound: Whether the file is known to be whole; otherwise the mark stays, for the
  ///   next one to look.
  func leave(isSound: Bool) {
    guard !hasLeft.exchange(true, ordering: .relaxed), isSound else { return }
    _ = lock(Self.opening, type: F_WRLCK, Command.setWaiting)
    _ = lock(owner, type: F_UNLCK, Command.set)
    if isAlone { _ = ftruncate(descriptor, 0) }
    _ = lock(Self.opening, type: F_UNLCK, Command.set)
  }

  /// Writes while nobody puts another file in place.
  func whileWriting<T>(_ body: () throws -> T) rethrows -> T {
    _ = lock(Self.writing, type: F_RDLCK, Command.setWaiting)
    defer { _ = lock(Self.writing, type: F_UNLCK, Command.set) }
    return try body()
  }

  /// Puts another file in place while nobody writes.
  func whileReplacing<T>(_ body: () throws(CacheError) -> T) throws(CacheError) -> T {
    _ = lock(Self.writing, type: F_WRLCK, Command.setWaiting)
    defer { _ = lock(Self.writing, type: F_UNLCK, Command.set) }
    return try body()
  }

  /// Whether the cache that signs with `owner` is still open somewhere.
  func isAlive(_ owner: Int64) -> Bool {
    if owner == self.owner { return true }
    return lock(owner, type: F_WRLCK, Command.get) != Int16(F_UNLCK)
  }

  /// Whether no other cache is open.
  private var isAlone: Bool {
    let length = Self.owners.upperBound - Self.owners.lowerBound
    let found = lock(Self.owners.lowerBound, length: length, type: F_WRLCK, Command.get)
    return found == Int16(F_UNLCK)
  }

  /// One fcntl(2) call on some bytes; gives back the type that the kernel wrote.
  private func lock(
    _ byte: Int64,
    length: Int64 = 1,
    type: Int32,
    _ command: Int32
  ) -> Int16 {
    var request = flock()
    request.l_type = Int16(type)
    request.l_whence = Int16(SEEK_SET)
    request.l_start = off_t(byte)
    request.l_len = off_t(length)
    while fcntl(descriptor, command, &request) == -1, errno == EINTR {}
    return request.l_type
  }
}

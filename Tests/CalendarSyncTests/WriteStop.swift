import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Keeps everybody from writing a cache, as somebody does who puts a rebuilt file in its place; a write
/// that is not patient throws `CacheError.busy`.
///
/// A class because it owns a file descriptor.
final class WriteStop: Sendable {
  private let descriptor: Int32
  private let isOn = Mutex(false)

  /// Makes a stop for the open cache of a folder.
  init(_ folder: URL) throws {
    descriptor = open(folder.path + "/cache.sqlite-lock", O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { throw CocoaError(.fileReadNoSuchFile) }
  }

  deinit { close(descriptor) }

  /// Whether nothing can be stored.
  var isHolding: Bool { isOn.withLock { $0 } }

  /// Waits for the write that goes on, and lets no other begin.
  func begin() {
    isOn.withLock { isOn in
      while !isOn { isOn = request(F_WRLCK) }
    }
  }

  /// Has everything stored again.
  func end() {
    isOn.withLock { isOn in
      _ = request(F_UNLCK)
      isOn = false
    }
  }

  private func request(_ type: Int32) -> Bool {
    var lock = flock()
    lock.l_type = Int16(type)
    lock.l_whence = Int16(SEEK_SET)
    // The byte that those who write share.
    lock.l_start = off_t(1) << 62
    lock.l_len = 1
    // Locks of the open file: see `LockFile`.
    #if canImport(Glibc)
      return fcntl(descriptor, 37, &lock) == 0
    #else
      return fcntl(descriptor, 90, &lock) == 0
    #endif
  }
}

import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The system calls by which a folder is read and written.
///
/// Each answers as the call of its name does, and sets `errno`; a test has them fail as a broken disk
/// does.
struct FileCalls: Sendable {
  #if canImport(Glibc)
    /// An opened folder whose entries are read.
    typealias Entries = OpaquePointer
  #else
    /// An opened folder whose entries are read.
    typealias Entries = UnsafeMutablePointer<DIR>
  #endif

  /// `openat` with a folder, a name, flags and the mode of a new file.
  var open: @Sendable (Int32, String, Int32, mode_t) -> Int32 = { openat($0, $1, $2, $3) }
  /// `readdir` of an opened folder.
  var next: @Sendable (Entries) -> UnsafeMutablePointer<dirent>? = { readdir($0) }
  /// `fstatat`, not through links.
  var status: @Sendable (Int32, String, inout stat) -> Int32 = {
    fstatat($0, $1, &$2, AT_SYMLINK_NOFOLLOW)
  }
  /// `read` from an opened file.
  var read: @Sendable (Int32, UnsafeMutableRawPointer?, Int) -> Int = {
    Foundation.read($0, $1, $2)
  }
  /// `fchmod` of an opened file.
  var setMode: @Sendable (Int32, mode_t) -> Int32 = { fchmod($0, $1) }
  /// `linkat` with a folder and two names in it.
  var link: @Sendable (Int32, String, String) -> Int32 = { linkat($0, $1, $0, $2, 0) }

  /// Fills a file and waits until it is on the disk; answers the number of an error.
  func put(_ bytes: [UInt8], _ file: Int32, _ mode: mode_t) -> Int32? {
    var position = 0
    while position < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Foundation.write(
          file,
          buffer.baseAddress?.advanced(by: position),
          bytes.count - position
        )
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return errno }
      position += count
    }
    // A file system without modes, or of another user: the text counts more.
    guard setMode(file, mode) == 0 || errno == EPERM || errno == ENOTSUP else { return errno }
    return fsync(file) == 0 ? nil : errno
  }
}

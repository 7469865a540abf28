import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Opens files that this program alone writes, and only when they are its own.
///
/// Where a name leads to another file, by a link of either kind or because another user put
/// something there, writing would change that file: then nothing is opened or changed.
package enum OwnFile {
  /// Opens a file, making it for its owner alone when it is not there.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - flags: How it is opened: `O_RDWR`, `O_WRONLY`, `O_APPEND`.
  /// - Returns: The descriptor, which is closed when another program is started.
  /// - Throws: ``CacheError/notOwn(path:reason:)`` when the file is not one that only this user has,
  ///   ``CacheError/noPermission(path:)``, ``CacheError/diskFull(path:)`` or
  ///   ``CacheError/failed(path:reason:)``.
  package static func open(_ path: String, _ flags: Int32) throws(CacheError) -> Int32 {
    // O_NONBLOCK: a pipe in its place must not keep the program waiting.
    let all = flags | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
    let descriptor = systemOpen(path, all, 0o600)
    guard descriptor >= 0 else { throw failure(errno, path) }
    var status = stat()
    let isKnown = fstat(descriptor, &status) == 0
    do throws(CacheError) {
      guard isKnown else { throw CacheError(errno: errno, path: path) }
      try check(status, path)
    } catch {
      close(descriptor)
      throw error
    }
    if status.st_mode & 0o077 != 0 { fchmod(descriptor, 0o600) }
    return descriptor
  }

  /// Makes a file for its owner alone when it is not there; one that is there is not opened.
  ///
  /// - Throws: As ``open(_:_:)``.
  static func make(_ path: String) throws(CacheError) {
    let flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let descriptor = systemOpen(path, flags, 0o600)
    if descriptor >= 0 { close(descriptor) }
    guard descriptor >= 0 || errno == EEXIST else { throw failure(errno, path) }
    try check(path)
  }

  /// Expects a file that is there to be this user's alone.
  ///
  /// - Throws: As ``open(_:_:)``.
  static func check(_ path: String) throws(CacheError) {
    var status = stat()
    guard lstat(path, &status) == 0 else { throw CacheError(errno: errno, path: path) }
    try check(status, path)
  }

  private static func check(_ status: stat, _ path: String) throws(CacheError) {
    let kind = status.st_mode & S_IFMT
    if kind == S_IFLNK { throw .notOwn(path: path, reason: .symbolicLink) }
    if kind != S_IFREG { throw .notOwn(path: path, reason: .notAFile) }
    if status.st_uid != geteuid() { throw .notOwn(path: path, reason: .otherOwner) }
    if status.st_nlink > 1 { throw .notOwn(path: path, reason: .hardLink) }
  }

  private static func failure(_ code: Int32, _ path: String) -> CacheError {
    switch code {
    case ELOOP: .notOwn(path: path, reason: .symbolicLink)
    case ENXIO, EISDIR: .notOwn(path: path, reason: .notAFile)
    default: CacheError(errno: code, path: path)
    }
  }

  /// The system call, which the members of this type hide.
  private static func systemOpen(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 {
    #if canImport(Glibc)
      Glibc.open(path, flags, mode)
    #elseif canImport(Darwin)
      Darwin.open(path, flags, mode)
    #endif
  }
}

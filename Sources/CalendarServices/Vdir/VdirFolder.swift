import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A folder with a file for each event, as other programs write to it at any time.
///
/// Files are reached by names in the opened folder, and never through a link: what leads elsewhere is
/// no item.
struct VdirFolder: Sendable {
  /// Its path.
  let path: String

  /// The most bytes of a file.
  static let sizeLimit = 10 << 20

  /// What a look at a file tells of its state.
  struct Stamp: Hashable, Sendable {
    /// Bytes.
    var size: Int64
    /// When it was last changed in any way, in nanoseconds; no program sets it.
    var changed: Int64
    /// Its number in the file system.
    var inode: UInt64
  }

  /// What tells the folder from another one at the same path, such as the place of a disk that is not
  /// mounted.
  struct Identity: Hashable, Sendable {
    var device: UInt64
    var inode: UInt64
  }

  /// Whether a name is that of an item: vdirsyncer and khal write other files beside them.
  static func isItem(_ name: String) -> Bool {
    name.hasSuffix(".ics") && name.utf8.count > 4 && name.utf8.count <= 255
      && !name.hasPrefix(".") && !name.utf8.contains { $0 == 0x2F || $0 < 0x20 }
  }

  // MARK: Looking

  /// The items and their states.
  ///
  /// - Returns: The states by name, what tells the folder from others, and whether there is nothing at
  ///   all in it.
  /// - Throws: ``ServiceError/unreachable(_:)`` when it cannot be read.
  func items() throws(ServiceError) -> (
    items: [String: Stamp], identity: Identity, isEmpty: Bool
  ) {
    try within { folder throws(ServiceError) in
      var status = stat()
      guard fstat(folder, &status) == 0 else { throw failure(errno) }
      let identity = Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
      var items: [String: Stamp] = [:]
      var isEmpty = true
      for name in try names(folder) where name != "." && name != ".." {
        isEmpty = false
        guard Self.isItem(name), fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0,
          status.st_mode & S_IFMT == S_IFREG
        else { continue }
        items[name] = Stamp(status)
      }
      return (items, identity, isEmpty)
    }
  }

  /// The names of what is in it, as far as they are texts.
  func names() throws(ServiceError) -> [String] {
    try within { folder throws(ServiceError) in try names(folder) }
  }

  private func names(_ folder: Int32) throws(ServiceError) -> [String] {
    let copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0 else { throw failure(errno) }
    guard let stream = fdopendir(copy) else {
      let code = errno
      close(copy)
      throw failure(code)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(validatingCString: $0) }
      }
      if let name { names.append(name) }
    }
    return names
  }

  /// Whether this user may write to it.
  var isWritable: Bool { access(path, W_OK) == 0 }

  // MARK: Reading

  /// Reads files; those that are gone are missing, those that are too large are empty.
  func read(_ names: [String]) throws(ServiceError) -> [(name: String, bytes: [UInt8])] {
    try within { folder throws(ServiceError) in
      names.compactMap { name in content(name, folder).map { (name, $0) } }
    }
  }

  /// The bytes of a small file beside the items; `nil` when there is none.
  func text(_ name: String) -> String? {
    guard let files = try? read([name]), let file = files.first else { return nil }
    return String(decoding: file.bytes.prefix(1_000), as: UTF8.self)
  }

  private func content(_ name: String, _ folder: Int32) -> [UInt8]? {
    // O_NONBLOCK: a pipe with the name must not keep the program waiting.
    let file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    guard status.st_size <= Self.sizeLimit else { return [] }
    var bytes: [UInt8] = []
    var room = Int(status.st_size) + 1
    while true {
      let start = bytes.count
      bytes += repeatElement(0, count: room)
      let count = bytes.withUnsafeMutableBytes { buffer in
        Foundation.read(file, buffer.baseAddress?.advanced(by: start), room)
      }
      bytes.removeLast(room - max(0, count))
      if count < 0 { return nil }
      if count == 0 { return bytes }
      guard bytes.count <= Self.sizeLimit else { return [] }
      room = 65_536
    }
  }

  // MARK: Writing

  /// Writes a file so that others see the old text or the new one, and never a part.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - name: The name.
  ///   - sum: The sum of the text that is replaced; `nil` for a file that must not be there.
  /// - Throws: ``ServiceError/changed(_:)`` when there is another text.
  func write(_ bytes: [UInt8], as name: String, replacing sum: String?) throws(ServiceError) {
    try within { folder throws(ServiceError) in
      let temporary = ".convene-\(UUID().uuidString.lowercased()).tmp"
      let mode = try check(name, is: sum, folder) ?? 0o600
      let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
      let file = openat(folder, temporary, flags, 0o600)
      guard file >= 0 else { throw failure(errno) }
      var isMoved = false
      defer { if !isMoved { unlinkat(folder, temporary, 0) } }
      let trouble = put(bytes, file, mode)
      close(file)
      if let trouble { throw failure(trouble) }
      if sum == nil {
        // Unlike a renaming, a link never takes the place of a file.
        guard linkat(folder, temporary, folder, name, 0) == 0 else {
          if errno == EEXIST { throw Self.changed(name) }
          throw failure(errno)
        }
      } else {
        _ = try check(name, is: sum, folder)
        guard renameat(folder, temporary, folder, name) == 0 else { throw failure(errno) }
        isMoved = true
      }
      fsync(folder)
    }
  }

  /// Fills a file and waits until it is on the disk; answers the number of an error.
  private func put(_ bytes: [UInt8], _ file: Int32, _ mode: mode_t) -> Int32? {
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
    return fchmod(file, mode) == 0 && fsync(file) == 0 ? nil : errno
  }

  /// Removes a file; one that is gone counts as removed.
  ///
  /// - Throws: ``ServiceError/changed(_:)`` when there is another text.
  func remove(_ name: String, with sum: String) throws(ServiceError) {
    try within { folder throws(ServiceError) in
      guard content(name, folder) != nil else { return }
      _ = try check(name, is: sum, folder)
      guard unlinkat(folder, name, 0) == 0 || errno == ENOENT else { throw failure(errno) }
      fsync(folder)
    }
  }

  /// Expects a file to have a text, or not to be there; answers who may use it.
  private func check(
    _ name: String,
    is sum: String?,
    _ folder: Int32
  ) throws(ServiceError) -> mode_t? {
    guard let sum else { return nil }
    var status = stat()
    guard let bytes = content(name, folder), VdirState.sum(bytes) == sum,
      fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0
    else { throw Self.changed(name) }
    return status.st_mode & 0o777
  }

  private static func changed(_ name: String) -> ServiceError {
    .changed("Another program has changed \(name).")
  }

  // MARK: Failures

  private func within<Value>(
    _ body: (_ folder: Int32) throws(ServiceError) -> Value
  ) throws(ServiceError) -> Value {
    let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw unreachable(errno) }
    defer { close(folder) }
    return try body(folder)
  }

  /// What says that the folder itself cannot be reached: nothing in it is taken for deleted.
  func unreachable(_ code: Int32) -> ServiceError {
    let (reason, remedy) =
      switch code {
      case ENOENT:
        (
          "it does not exist",
          "Mount the disk that it is on, create it, or correct path in the configuration."
        )
      case ENOTDIR: ("it is no folder", "Correct path in the configuration.")
      case EACCES:
        ("this user may not read it", "Give yourself access to it, or correct path.")
      default:
        (String(cString: strerror(code)).lowercased(), "Look at the disk that it is on.")
      }
    return .unreachable("The folder \(path) cannot be read: \(reason). \(remedy)")
  }

  private func failure(_ code: Int32) -> ServiceError {
    switch code {
    case ENOSPC, EDQUOT:
      .limitReached(
        retryAfter: .seconds(30),
        "There is no room left for \(path). Make some; the edit is kept and tried again."
      )
    case EACCES, EPERM, EROFS:
      .forbidden(
        "The folder \(path) cannot be written: "
          + (code == EROFS ? "its disk is read-only" : "this user may not")
          + ". Give yourself write access to it, and retry."
      )
    default:
      .unavailable(
        status: 0,
        message: "The folder \(path) gives an error: \(String(cString: strerror(code)))."
      )
    }
  }
}

extension VdirFolder.Stamp {
  init(_ status: stat) {
    #if canImport(Darwin)
      let time = status.st_ctimespec
    #else
      let time = status.st_ctim
    #endif
    self.init(
      size: Int64(status.st_size),
      changed: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec),
      inode: UInt64(status.st_ino)
    )
  }
}

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
  /// What it is read and written with.
  var calls = FileCalls()

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
  /// - Throws: ``ServiceError/unreachable(_:)`` when it cannot be read, or only a part of it.
  func items() throws(ServiceError) -> (
    items: [ResourceName: Stamp], identity: Identity, isEmpty: Bool
  ) {
    try within { folder throws(ServiceError) in
      var status = stat()
      guard fstat(folder, &status) == 0 else { throw failure.reading(errno) }
      let identity = Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
      var items: [ResourceName: Stamp] = [:]
      var isEmpty = true
      for name in try names(folder) where name != "." && name != ".." {
        isEmpty = false
        guard Self.isItem(name) else { continue }
        guard calls.status(folder, name, &status) == 0 else {
          if errno == ENOENT { continue }
          throw failure.reading(errno)
        }
        if status.st_mode & S_IFMT == S_IFREG { items[ResourceName(name)] = Stamp(status) }
      }
      return (items, identity, isEmpty)
    }
  }

  /// The names of what is in it, as far as they are texts; `nil` where it is no folder.
  func names() throws(ServiceError) -> [String]? {
    let folder = calls.open(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
    guard folder >= 0 else {
      if errno == ENOTDIR { return nil }
      throw failure.reading(errno)
    }
    defer { close(folder) }
    return try names(folder)
  }

  private func names(_ folder: Int32) throws(ServiceError) -> [String] {
    let copy = calls.open(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
    guard copy >= 0 else { throw failure.reading(errno) }
    guard let stream = fdopendir(copy) else {
      let code = errno
      close(copy)
      throw failure.reading(code)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while true {
      // Its end and an error look the same but for this: a part of the names is not all of them.
      errno = 0
      guard let entry = calls.next(stream) else {
        if errno != 0 { throw failure.reading(errno) }
        return names
      }
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(validatingCString: $0) }
      }
      if let name { names.append(name) }
    }
  }

  /// Whether this user may write to it.
  var isWritable: Bool { access(path, W_OK) == 0 }

  // MARK: Reading

  /// What a name leads to.
  private enum Content {
    /// A file with a text; one that is too large counts as empty.
    case text([UInt8])
    /// A file that this user may not read.
    case closed
    /// A link, a pipe or a folder.
    case other
    /// Nothing.
    case absent
  }

  /// Reads files; those that are gone are missing, and those that are too large or that this user may
  /// not read are empty.
  ///
  /// - Throws: ``ServiceError/unreachable(_:)`` when one is there and the disk does not give it.
  func read(_ names: [String]) throws(ServiceError) -> [(name: String, bytes: [UInt8])] {
    try within { folder throws(ServiceError) in
      var files: [(name: String, bytes: [UInt8])] = []
      for name in names {
        switch try content(name, folder) {
        case .text(let bytes): files.append((name, bytes))
        case .closed: files.append((name, []))
        case .other, .absent: break
        }
      }
      return files
    }
  }

  /// The bytes of a small file beside the items; `nil` when there is none.
  func text(_ name: String) -> String? {
    guard let files = try? read([name]), let file = files.first else { return nil }
    return String(decoding: file.bytes.prefix(1_000), as: UTF8.self)
  }

  private func content(_ name: String, _ folder: Int32) throws(ServiceError) -> Content {
    // O_NONBLOCK: a pipe with the name must not keep the program waiting.
    let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY
    let file = calls.open(folder, name, flags, 0)
    guard file >= 0 else {
      switch errno {
      case ENOENT, ENAMETOOLONG: return .absent
      // A link, and a socket.
      case ELOOP, ENXIO: return .other
      case EACCES, EPERM: return .closed
      default: throw failure.reading(errno, name)
      }
    }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw failure.reading(errno, name) }
    guard status.st_mode & S_IFMT == S_IFREG else { return .other }
    guard status.st_size <= Self.sizeLimit else { return .text([]) }
    var bytes: [UInt8] = []
    var room = Int(status.st_size) + 1
    while true {
      let start = bytes.count
      bytes += repeatElement(0, count: room)
      let count = bytes.withUnsafeMutableBytes { buffer in
        calls.read(file, buffer.baseAddress?.advanced(by: start), room)
      }
      let code = errno
      bytes.removeLast(room - max(0, count))
      if count < 0, code == EINTR { continue }
      if count < 0 { throw failure.reading(code, name) }
      if count == 0 { return .text(bytes) }
      guard bytes.count <= Self.sizeLimit else { return .text([]) }
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
      let file = calls.open(folder, temporary, flags, 0o600)
      guard file >= 0 else { throw failure.writing(errno) }
      var isMoved = false
      defer { if !isMoved { unlinkat(folder, temporary, 0) } }
      let trouble = calls.put(bytes, file, mode)
      close(file)
      if let trouble { throw failure.writing(trouble) }
      if sum == nil {
        // Unlike a renaming, a link never takes the place of a file.
        if calls.link(folder, temporary, name) != 0 {
          switch errno {
          case EEXIST: throw Self.changed(name)
          // A file system without links.
          case EPERM, ENOTSUP, EOPNOTSUPP, ENOSYS: isMoved = try move(temporary, name, folder)
          default: throw failure.writing(errno)
          }
        }
      } else {
        _ = try check(name, is: sum, folder)
        guard renameat(folder, temporary, folder, name) == 0 else { throw failure.writing(errno) }
        isMoved = true
      }
      fsync(folder)
    }
  }

  /// Gives a file a name that no other one has: the name is taken first.
  private func move(
    _ temporary: String,
    _ name: String,
    _ folder: Int32
  ) throws(ServiceError) -> Bool {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let place = calls.open(folder, name, flags, 0o600)
    guard place >= 0 else {
      if errno == EEXIST { throw Self.changed(name) }
      throw failure.writing(errno)
    }
    close(place)
    guard renameat(folder, temporary, folder, name) == 0 else {
      let code = errno
      unlinkat(folder, name, 0)
      throw failure.writing(code)
    }
    return true
  }

  /// Removes a file; one that is gone counts as removed.
  ///
  /// - Throws: ``ServiceError/changed(_:)`` when there is another text.
  func remove(_ name: String, with sum: String) throws(ServiceError) {
    try within { folder throws(ServiceError) in
      if case .absent = try content(name, folder) { return }
      _ = try check(name, is: sum, folder)
      guard unlinkat(folder, name, 0) == 0 || errno == ENOENT else { throw failure.writing(errno) }
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
    switch try content(name, folder) {
    case .text(let bytes) where VdirState.sum(bytes) == sum: break
    case .closed: throw failure.reading(EACCES, name)
    case .text, .other, .absent: throw Self.changed(name)
    }
    guard calls.status(folder, name, &status) == 0 else {
      if errno == ENOENT { throw Self.changed(name) }
      throw failure.reading(errno, name)
    }
    return status.st_mode & 0o777
  }

  private static func changed(_ name: String) -> ServiceError {
    .changed("Another program has changed \(name).")
  }

  // MARK: Failures

  private var failure: FolderFailure { FolderFailure(path: path) }

  private func within<Value>(
    _ body: (_ folder: Int32) throws(ServiceError) -> Value
  ) throws(ServiceError) -> Value {
    let folder = calls.open(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
    guard folder >= 0 else { throw failure.reading(errno) }
    defer { close(folder) }
    return try body(folder)
  }
}

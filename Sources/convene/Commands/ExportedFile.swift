import Foundation

/// A file that is written whole or not at all.
struct ExportedFile {
  /// Where it is to be.
  let path: String
  /// Whether it may take the place of another.
  let replaces: Bool

  /// Writes the file: beside its place first, for its owner alone as its events may be.
  ///
  /// - Throws: ``CommandError`` when there is such a file already, or it cannot be written.
  func write(_ bytes: [UInt8]) throws(CommandError) {
    let kind =
      (try? FileManager.default.attributesOfItem(atPath: path))?[.type] as? FileAttributeType
    let isThere = kind != nil
    if kind == .typeDirectory {
      throw CommandError(.cannotWrite, "\"\(path)\" is a folder. Name a file in it.")
    }
    if isThere, !replaces {
      throw CommandError(
        .cannotWrite,
        "There is a file \"\(path)\" already. Choose another name, or replace it with --force."
      )
    }
    let temporary = path + ".\(UUID().uuidString.prefix(8)).tmp"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw problem() }
    var isWritten = Self.put(bytes, on: descriptor) && fsync(descriptor) == 0
    let number = errno
    isWritten = close(descriptor) == 0 && isWritten
    guard isWritten else {
      unlink(temporary)
      errno = number
      throw problem()
    }
    // `link` fails where another has made the file meanwhile.
    let isPlaced = replaces ? rename(temporary, path) == 0 : link(temporary, path) == 0
    let reason = errno
    if !replaces || !isPlaced { unlink(temporary) }
    guard isPlaced else {
      errno = reason
      throw problem()
    }
  }

  private func problem() -> CommandError {
    CommandError(
      .cannotWrite,
      "\"\(path)\" cannot be written: \(String(cString: strerror(errno))). Choose another place."
    )
  }

  private static func put(_ bytes: [UInt8], on descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Foundation.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno != EINTR { return false }
      rest = rest.dropFirst(max(0, count))
    }
    return true
  }
}

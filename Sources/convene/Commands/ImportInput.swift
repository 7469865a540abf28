import CalendarFiles
import Foundation

/// A calendar file that a command is given, read whole.
struct ImportInput {
  /// What the user calls it.
  let name: String
  /// Its bytes.
  let bytes: [UInt8]

  /// Reads a file.
  ///
  /// - Parameter path: The file; `-` for standard input.
  /// - Throws: ``CommandError`` when it is missing, no file, unreadable or too large.
  init(_ path: String) throws(CommandError) {
    name = path == "-" ? "Standard input" : path
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let isMissing = errno == ENOENT || errno == ENOTDIR
      throw CommandError(
        isMissing ? .notFound : .notAllowed,
        isMissing
          ? "There is no file \"\(path)\"." : "\"\(path)\" cannot be read: \(Self.reason)."
      )
    }
    defer { if descriptor != STDIN_FILENO { close(descriptor) } }
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      throw CommandError(
        .notFound,
        "\"\(path)\" is a folder. Name its files: \(path.hasSuffix("/") ? path : path + "/")*.ics"
      )
    }
    var bytes: [UInt8] = []
    var isAtEnd = false
    while !isAtEnd {
      guard bytes.count <= CalendarFile.sizeLimit else {
        throw CommandError(
          .badInput,
          "\"\(path)\" is larger than \(CalendarFile.sizeLimit >> 20) MB. Split it."
        )
      }
      let chunk = [UInt8](unsafeUninitializedCapacity: Self.chunk) { room, count in
        var got = -1
        repeat {
          got = read(descriptor, room.baseAddress, Self.chunk)
        } while got < 0 && errno == EINTR
        count = max(0, got)
        isAtEnd = got <= 0
        if got == 0 { errno = 0 }
      }
      if isAtEnd, chunk.isEmpty, errno != 0 {
        throw CommandError(.notAllowed, "\"\(path)\" cannot be read: \(Self.reason).")
      }
      bytes += chunk
    }
    self.bytes = bytes
  }

  private static let chunk = 1 << 20

  private static var reason: String { String(cString: strerror(errno)) }
}

import CalendarFiles
import CalendarServices
import Foundation

/// A calendar file that a command is given.
struct ImportInput {
  /// What the user calls it.
  let name: String
  private let path: String

  /// Looks whether there is such a file; it is opened when its turn comes.
  ///
  /// - Parameter path: The file; `-` for standard input.
  /// - Throws: ``CommandError`` when it is missing, no file or unreadable.
  init(_ path: String) throws(CommandError) {
    name = path == "-" ? "Standard input" : path
    self.path = path
    guard path != "-" else { return }
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      let files = path.hasSuffix("/") ? path : path + "/"
      throw CommandError(.notFound, "\"\(path)\" is a folder. Name its files: \(files)*.ics")
    }
    guard access(path, R_OK) == 0 else { throw Self.failure(path) }
  }

  /// Opens the file.
  ///
  /// - Returns: What is in it, which is read when it is asked for; of a pipe all of it, at once.
  /// - Throws: ``CommandError`` when it is missing, unreadable or too large.
  func opened() throws(CommandError) -> ImportContent {
    let descriptor = path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.failure(path) }
    if let file = FileBytes(descriptor) {
      guard file.count <= CalendarFile.sizeLimit else { throw Self.tooLarge(path) }
      return .file(file, name: name)
    }
    defer { close(descriptor) }
    return .whole(try Self.whole(descriptor, path), name: name)
  }

  private static func whole(_ descriptor: Int32, _ path: String) throws(CommandError) -> [UInt8] {
    var bytes: [UInt8] = []
    var isAtEnd = false
    while !isAtEnd {
      guard bytes.count <= CalendarFile.sizeLimit else { throw tooLarge(path) }
      let chunk = [UInt8](unsafeUninitializedCapacity: Self.chunk) { room, count in
        var got = -1
        repeat {
          got = read(descriptor, room.baseAddress, Self.chunk)
        } while got < 0 && errno == EINTR
        count = max(0, got)
        isAtEnd = got <= 0
        if got == 0 { errno = 0 }
      }
      if isAtEnd, chunk.isEmpty, errno != 0 { throw failure(path) }
      bytes += chunk
    }
    return bytes
  }

  /// What the last call of the system says of a file.
  private static func failure(_ path: String) -> CommandError {
    if errno == ENOENT || errno == ENOTDIR {
      return CommandError(.notFound, "There is no file \"\(path)\".")
    }
    return CommandError(
      .notAllowed,
      "\"\(path)\" cannot be read: \(String(cString: strerror(errno)))."
    )
  }

  private static func tooLarge(_ path: String) -> CommandError {
    CommandError(
      .badInput,
      "\"\(path)\" is larger than \(CalendarFile.sizeLimit >> 20) MB. Split it."
    )
  }

  private static let chunk = 1 << 20
}

/// What is in a calendar file that is open.
enum ImportContent {
  /// A file, which is read as its events are.
  case file(FileBytes, name: String)
  /// What came through a pipe.
  case whole([UInt8], name: String)

  /// Looks through it.
  ///
  /// - Parameter zone: The user's zone.
  /// - Returns: The calendar, of which events are read when they are asked for.
  /// - Throws: ``CommandError`` when it is no calendar.
  func calendar(zone: TimeZone) throws(CommandError) -> CalendarFile {
    var found: CalendarFile?
    var reason = ""
    do throws(CalendarFile.Refusal) {
      switch self {
      case .file(let file, _):
        found = try CalendarFile(count: file.count, zone: zone, reading: file.bytes)
      case .whole(let bytes, _): found = try CalendarFile(bytes, zone: zone)
      }
    } catch {
      reason = error.reason
    }
    // What was read of a file that changes says nothing.
    try check()
    guard let found else { throw CommandError(.badInput, "\(name) \(reason)") }
    return found
  }

  private var name: String {
    switch self {
    case .file(_, let name), .whole(_, let name): name
    }
  }

  /// Makes sure that what was read of it is what it has.
  ///
  /// - Throws: ``CommandError`` when it was changed meanwhile, or cannot be read any more.
  func check() throws(CommandError) {
    guard case .file(let file, let name) = self, let problem = file.problem else { return }
    switch problem {
    case .changed:
      throw CommandError(.later, "\(name) was changed while it was read. Import it again.")
    case .unreadable(let reason):
      throw CommandError(.cannotPrint, "\(name) cannot be read: \(reason). Try again.")
    }
  }
}

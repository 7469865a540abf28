import Foundation
import Synchronization

/// A terminal that nobody looks at: keys go in, and of what comes out only the program's word that it
/// is idle is kept.
///
/// A class because it owns its descriptor. Quicker to open than a window of tmux, for tests that
/// open hundreds.
final class PseudoTerminal {
  /// The path of the end that a program gets.
  let path: String
  private let descriptor: Int32
  private let output = Output()

  /// What came out; a class because a thread of its own takes it.
  private final class Output: Sendable {
    private static let mark = Array("\u{1B}]2;convene ".utf8)
    private static let end = UInt8(0x1B)
    private let told = Mutex(Told())
    let hasEnded = DispatchSemaphore(value: 0)

    private struct Told {
      /// The last bytes, which may be the begin of a title.
      var tail: [UInt8] = []
      var isIdle = false
      var bytesRead = 0
      /// How many bytes came out beside titles.
      var written = 0
      /// Whether a title is being told, and whether its next byte is the last.
      var isTitle = false
      var isEscaped = false

      mutating func count(_ byte: UInt8) {
        if isTitle {
          isTitle = !(byte == 0x07 || isEscaped && byte == UInt8(ascii: "\\"))
        } else if isEscaped, byte == UInt8(ascii: "]") {
          isTitle = true
          written -= 1
        } else {
          written += 1
        }
        isEscaped = byte == Output.end
      }
    }

    /// How many bytes came out beside titles, which tell how the program stands.
    var written: Int { told.withLock { $0.written } }

    /// How many bytes the program has read; `nil` while it is not idle.
    var bytesRead: Int? { told.withLock { $0.isIdle ? $0.bytesRead : nil } }

    func take(_ bytes: ArraySlice<UInt8>) {
      told.withLock { told in
        for byte in bytes { told.count(byte) }
        var rest = (told.tail + bytes)[...]
        while let begin = rest.firstRange(of: Self.mark)?.upperBound,
          let end = rest[begin...].firstIndex(of: Self.end)
        {
          let words = String(decoding: rest[begin..<end], as: UTF8.self).split(separator: " ")
          told.isIdle = words.first == "idle"
          told.bytesRead = words.last.flatMap { Int($0) } ?? told.bytesRead
          rest = rest[end...]
        }
        told.tail = Array(rest.suffix(64))
      }
    }
  }

  /// Requests of terminals whose names Swift's importer does not have.
  ///
  /// Source: Linux, `include/uapi/asm-generic/ioctls.h`.
  private enum Request {
    static let setLock: UInt = 0x4004_5431
    static let getNumber: UInt = 0x8004_5430
    static let setSize: UInt = 0x5414
  }

  /// Opens a terminal of 80 columns and 24 rows.
  init() throws {
    descriptor = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var isLocked: Int32 = 0
    var number: Int32 = 0
    guard descriptor >= 0, ioctl(descriptor, Request.setLock, &isLocked) == 0,
      ioctl(descriptor, Request.getNumber, &number) == 0
    else { throw WorldError("no terminal can be opened: \(errno)") }
    path = "/dev/pts/\(number)"
    var size = winsize(ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(descriptor, Request.setSize, &size)
  }

  deinit { close(descriptor) }

  /// Runs a program in it.
  func run(_ program: String, _ arguments: [String], environment: [String: String]) throws -> Child
  {
    let child = try Child(
      program,
      arguments,
      environment: environment,
      streams: Child.Streams(input: path, output: path, errors: path),
      leadsSession: true
    )
    let (descriptor, output) = (descriptor, output)
    Thread.detachNewThread {
      var bytes = [UInt8](repeating: 0, count: 65_536)
      // It ends with an error once nobody holds the other end.
      while true {
        let count = read(descriptor, &bytes, bytes.count)
        guard count > 0 else { break }
        output.take(bytes[..<count])
      }
      output.hasEnded.signal()
    }
    return child
  }

  /// Waits until the program is idle.
  ///
  /// - Returns: How many bytes it has read.
  @discardableResult
  func waitForIdle(after bytes: Int = 0) throws -> Int {
    try Waiting.until("the program to be idle") {
      output.bytesRead
    } wanted: {
      $0.map { $0 >= bytes } == true
    } ?? 0
  }

  /// Types keys, as bytes, in one write.
  func type(_ keys: String) {
    _ = keys.withCString { write(descriptor, $0, strlen($0)) }
  }

  /// Types keys, as bytes, in one write, and waits until the program has dealt with them.
  func press(_ keys: String) throws {
    let before = try waitForIdle()
    type(keys)
    try waitForIdle(after: before + keys.utf8.count)
  }

  /// How many bytes the program sends for keys, its titles left out.
  func bytesSent(for keys: String) throws -> Int {
    try waitForIdle()
    let before = output.written
    try press(keys)
    return output.written - before
  }

  /// Waits until the program in it, which has ended, has left it.
  func waitForEnd() { output.hasEnded.wait() }

  /// Opens the screen, types keys and `q` in one write, and waits for the end.
  ///
  /// - Parameters:
  ///   - world: The world.
  ///   - opening: Keys that the program has dealt with before, one after the other.
  ///   - keys: The keys of the edit.
  /// - Returns: The exit status.
  /// - Throws: ``WorldError`` when the program does not start.
  static func quit(_ world: World, opening: [String] = [], after keys: String) throws -> Int32 {
    let terminal = try PseudoTerminal()
    let child = try terminal.run(Program.path, [], environment: world.environment)
    try terminal.press("")
    for keys in opening { try terminal.press(keys) }
    terminal.type(keys + "q")
    let status = child.wait()
    terminal.waitForEnd()
    return status
  }
}

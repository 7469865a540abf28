import Foundation
import Synchronization

/// A terminal that nobody looks at: keys go in, and what comes out is taken and dropped.
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
    let hasBegun = Atomic(false)
    let hasEnded = DispatchSemaphore(value: 0)
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
      while read(descriptor, &bytes, bytes.count) > 0 {
        output.hasBegun.store(true, ordering: .releasing)
      }
      output.hasEnded.signal()
    }
    return child
  }

  /// Waits until the program has shown something, and takes keys.
  func waitForOutput() throws {
    _ = try Waiting.until("something on the terminal") {
      output.hasBegun.load(ordering: .acquiring)
    } wanted: {
      $0
    }
  }

  /// Types keys, as bytes.
  func type(_ keys: String) {
    _ = keys.withCString { write(descriptor, $0, strlen($0)) }
  }

  /// Waits until the program in it, which has ended, has left it.
  func waitForEnd() { output.hasEnded.wait() }
}

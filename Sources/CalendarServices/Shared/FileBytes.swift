import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The bytes of an open file, read when they are asked for: a large one is never held whole.
///
/// A class because it owns the descriptor.
package final class FileBytes: Sendable {
  /// How many bytes there are.
  package let count: Int
  private let descriptor: Int32
  /// Where they begin in the file.
  private let first: off_t
  private let state: State
  private let window = Mutex<(start: Int, bytes: [UInt8])>((0, []))
  private let failure = Mutex<Int32>(0)

  /// What tells a file that was written to from one that was not.
  private struct State: Equatable, Sendable {
    var size: off_t
    var seconds: Int
    var nanoseconds: Int

    init(_ status: stat) {
      #if canImport(Glibc)
        let written = status.st_mtim
      #else
        let written = status.st_mtimespec
      #endif
      (size, seconds, nanoseconds) = (status.st_size, written.tv_sec, written.tv_nsec)
    }
  }

  /// How many bytes are read at once: those of a page of events are asked for one after the other.
  private static let readAhead = 1 << 16

  /// Takes an open file over, from where it stands; `nil` for what is no file, such as a pipe.
  ///
  /// - Parameter descriptor: The file; it is closed at the end of this, unless there is none.
  package init?(_ descriptor: Int32) {
    var status = stat()
    let place = lseek(descriptor, 0, SEEK_CUR)
    // Some files of the system have no size, and yet bytes.
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, place >= 0,
      status.st_size > place
    else { return nil }
    self.descriptor = descriptor
    first = place
    count = Int(status.st_size - place)
    state = State(status)
  }

  deinit { close(descriptor) }

  /// Some of the bytes; fewer where the file has become shorter or cannot be read any more.
  package func bytes(_ range: Range<Int>) -> [UInt8] {
    guard range.count < Self.readAhead else { return read(range) }
    return window.withLock { window in
      let known = window.start..<window.start + window.bytes.count
      if !(known.lowerBound <= range.lowerBound && range.upperBound <= known.upperBound) {
        let end = min(count, range.lowerBound + Self.readAhead)
        window = (range.lowerBound, read(range.lowerBound..<end))
      }
      let bytes = window.bytes.dropFirst(range.lowerBound - window.start).prefix(range.count)
      return Array(bytes)
    }
  }

  /// Why what was read cannot be relied on.
  package enum Problem: Equatable, Sendable {
    /// It was written to meanwhile.
    case changed
    /// It cannot be read any more, with what the system says.
    case unreadable(String)
  }

  /// Why what was read cannot be relied on; `nil` when it can.
  package var problem: Problem? {
    let code = failure.withLock { $0 }
    if code != 0 { return .unreadable(String(cString: strerror(code))) }
    var status = stat()
    return fstat(descriptor, &status) == 0 && State(status) == state ? nil : .changed
  }

  private func read(_ range: Range<Int>) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: range.count) { room, count in
      while count < range.count {
        let got = pread(
          descriptor,
          room.baseAddress?.advanced(by: count),
          range.count - count,
          first + off_t(range.lowerBound + count)
        )
        if got < 0, errno == EINTR { continue }
        if got < 0 { failure.withLock { $0 = errno } }
        guard got > 0 else { return }
        count += got
      }
    }
  }
}

import Glibc

/// Reads keys from the terminal's descriptor, and never waits but in `poll`.
///
/// A class because the descriptor is one, and what was read from it is gone: there cannot be two readers.
final class KeyReader {
  enum Reading: Equatable {
    case keys([Key])
    /// The other end is gone.
    case hungUp
  }

  enum Readiness: Equatable {
    case silent
    case readable
    case gone
  }

  private let descriptor: Int32
  private var decoder: KeyDecoder
  private let escapeDelay: Duration
  private var lastByte = ContinuousClock.now
  /// How many bytes were read so far.
  private(set) var bytesRead = 0

  /// The most bytes read before the screen is drawn again; a longer paste is continued afterwards.
  private static let mostBytes = 64 * 1024
  /// How long two bytes that may be a key with Alt may be the beginning of a sequence.
  private static let introducerDelay = Duration.milliseconds(250)
  /// How long what is surely the beginning of a sequence may pause.
  private static let sequenceDelay = Duration.seconds(1)
  /// How long a paste may pause before it counts as ended, when its end got lost.
  private static let pasteDelay = Duration.seconds(2)

  init(descriptor: Int32, described: [[UInt8]: Key], escapeDelay: Duration) {
    self.descriptor = descriptor
    self.escapeDelay = escapeDelay
    decoder = KeyDecoder(described: described)
  }

  /// How long until an unfinished sequence counts as finished; nil when there is none.
  var timeUntilFlush: Duration? {
    let delay: Duration
    switch decoder.unfinished {
    case .nothing: return nil
    case .escape: delay = escapeDelay
    case .introducer: delay = max(escapeDelay, Self.introducerDelay)
    case .sequence: delay = Self.sequenceDelay
    case .paste: delay = Self.pasteDelay
    }
    return max(.zero, delay - (ContinuousClock.now - lastByte))
  }

  /// Waits for bytes, for the other descriptors or for the time, whichever comes first; a signal ends it, too.
  func poll(alongside others: [Int32], timeout: Duration?) -> Readiness {
    var watched = ([descriptor] + others).map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    let milliseconds = timeout.map(Self.milliseconds) ?? -1
    guard Glibc.poll(&watched, nfds_t(watched.count), milliseconds) > 0 else { return .silent }
    let events = Int32(watched[0].revents)
    if events & POLLIN != 0 { return .readable }
    return events & (POLLHUP | POLLERR | POLLNVAL) != 0 ? .gone : .silent
  }

  /// Rounded up, so that the time is over when `poll` returns.
  static func milliseconds(_ duration: Duration) -> Int32 {
    let (seconds, attoseconds) = duration.components
    guard seconds < 1_000_000 else { return 1_000_000_000 }
    let part = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    return Int32(max(0, seconds * 1000 + part))
  }

  /// Takes all that is there.
  func read(ready: Readiness) -> Reading {
    if ready == .gone { return .hungUp }
    var readiness = ready
    var keys: [Key] = []
    var total = 0
    var buffer = [UInt8](repeating: 0, count: 4096)
    while readiness == .readable, total < Self.mostBytes {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR || errno == EAGAIN { break }
      guard count > 0 else { return keys.isEmpty ? .hungUp : .keys(keys) }
      let silence = ContinuousClock.now - lastByte
      lastByte = .now
      total += count
      bytesRead += count
      keys += decoder.feed(buffer[..<count], after: silence)
      // Less than asked for is all there was.
      readiness = count < buffer.count ? .silent : poll(alongside: [], timeout: .zero)
    }
    if timeUntilFlush == .zero { keys += decoder.flush() }
    return .keys(keys)
  }

  /// Forgets what is unfinished, after another program had the terminal.
  func reset() {
    _ = decoder.flush()
  }
}

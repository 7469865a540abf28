import Foundation
import NIOCore
import Synchronization

/// The sandbox's time, which may be any, and which tests let pass.
///
/// A class because everything that answers shares it.
final class SandboxTime: Sendable {
  private let begin: Date
  private let started = ContinuousClock.now
  private let advanced = Mutex(Duration.zero)

  init(_ begin: Date) { self.begin = begin }

  /// Time since the start, as the sandbox counts it.
  var elapsed: Duration { ContinuousClock.now - started + advanced.withLock { $0 } }

  /// The time, Unix seconds.
  var now: Int { Int(begin.timeIntervalSince1970) + Int(elapsed.components.seconds) }

  /// Lets time pass at once, so that tests need not wait for links.
  func advance(by duration: Duration) { advanced.withLock { $0 += duration } }

  /// The time as HTTP has it, always 29 characters.
  ///
  /// Source: RFC 9110, 5.6.7, `IMF-fixdate`.
  var httpDate: String {
    let now = now
    let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let parts = CivilDay.text(Date(timeIntervalSince1970: Double(now)), in: .gmt).split(
      separator: "-"
    )
    let month = months[((Int(parts[1]) ?? 1) - 1) % 12]
    let clock = [now / 3_600 % 24, now / 60 % 60, now % 60]
      .map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    return "\(days[now / 86_400 % 7]), \(parts[2]) \(month) \(parts[0]) \(clock) GMT"
  }
}

/// Puts the sandbox's time in the place of the `Date` that the server library takes from the
/// system, after all else is done with the response.
///
/// A class because NIO's handlers are.
final class SandboxDate: ChannelOutboundHandler {
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private static let name = Array("\r\ndate: ".utf8)
  private let time: SandboxTime

  init(_ time: SandboxTime) { self.time = time }

  /// Adds it to a connection, next to the network.
  final class Installer: ChannelOutboundHandler, RemovableChannelHandler {
    typealias OutboundIn = NIOAny
    private let time: SandboxTime

    init(_ time: SandboxTime) { self.time = time }

    func handlerAdded(context: ChannelHandlerContext) {
      do {
        try context.pipeline.syncOperations.addHandler(SandboxDate(time), position: .first)
      } catch {
        context.fireErrorCaught(error)
      }
    }
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    var buffer = unwrapOutboundIn(data)
    // The head of a response is a buffer of its own.
    if buffer.readableBytesView.starts(with: "HTTP/1.1 ".utf8) {
      let bytes = buffer.readableBytesView
      let head = bytes.firstRange(of: Array("\r\n\r\n".utf8))?.lowerBound ?? bytes.endIndex
      let lowered = bytes[..<head].map { (65...90).contains($0) ? $0 + 32 : $0 }
      if let date = lowered.firstRange(of: Self.name)?.upperBound {
        buffer.setString(time.httpDate, at: bytes.startIndex + date)
      }
    }
    context.write(wrapOutboundOut(buffer), promise: promise)
  }
}

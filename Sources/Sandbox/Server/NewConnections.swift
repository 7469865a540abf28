import HummingbirdCore
import Logging
import NIOCore
import Synchronization

/// The connections that were accepted and that nobody handles yet.
///
/// A server that is cancelled drops them, and NIO ends the process when a connection is dropped
/// that was not finished. So a server stops when there are none.
final class NewConnections: Sendable {
  private struct State {
    var connections: Set<ObjectIdentifier> = []
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  /// Returns when each connection that was accepted is handled, or closed.
  func handled() async {
    await withCheckedContinuation { continuation in
      let isNone = state.withLock { state in
        if !state.connections.isEmpty { state.waiting.append(continuation) }
        return state.connections.isEmpty
      }
      if isNone { continuation.resume() }
    }
  }

  fileprivate func accept(_ channel: any Channel) {
    let connection = ObjectIdentifier(channel)
    state.withLock { _ = $0.connections.insert(connection) }
    channel.closeFuture.whenComplete { _ in self.remove(connection) }
  }

  fileprivate func handle(_ channel: any Channel) { remove(ObjectIdentifier(channel)) }

  private func remove(_ connection: ObjectIdentifier) {
    let waiting = state.withLock { state in
      state.connections.remove(connection)
      guard state.connections.isEmpty else { return [CheckedContinuation<Void, Never>]() }
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }
}

/// A way to serve connections that notes which of them are not handled yet.
struct CountedChannel<Base: ServerChildChannel>: ServerChildChannel {
  /// The way that it is done.
  let base: Base
  /// Where they are noted.
  let connections: NewConnections

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
    connections.accept(channel)
    return base.setup(channel: channel, logger: logger)
  }

  func handle(value: Base.Value, logger: Logger) async {
    connections.handle(value.channel)
    await base.handle(value: value, logger: logger)
  }
}

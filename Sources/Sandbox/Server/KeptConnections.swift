import HummingbirdCore
import Logging
import NIOCore
import Synchronization

/// The connections that were accepted and that nobody handles yet.
///
/// A server that is cancelled drops them, and NIO ends the process when a connection is dropped
/// before it was closed. So each is kept here until it is handled or closed.
final class KeptConnections: Sendable {
  private struct State {
    var connections: [ObjectIdentifier: any ServerChildChannelValue] = [:]
    var isStopped = false
  }

  private let state = Mutex(State())

  /// Closes those that are left, and each that still comes: the server has stopped.
  func close() {
    let left = state.withLock { state in
      state.isStopped = true
      return Array(state.connections.values)
    }
    for connection in left { connection.channel.close(promise: nil) }
  }

  fileprivate func keep(_ connection: any ServerChildChannelValue) {
    let channel = connection.channel
    let isStopped = state.withLock { state in
      state.connections[ObjectIdentifier(channel)] = connection
      return state.isStopped
    }
    channel.closeFuture.whenComplete { _ in self.release(channel) }
    if isStopped { channel.close(promise: nil) }
  }

  fileprivate func release(_ channel: any Channel) {
    // Let go of outside the lock.
    _ = state.withLock { $0.connections.removeValue(forKey: ObjectIdentifier(channel)) }
  }
}

/// A way to serve connections that keeps each until it is handled.
struct KeptChannel<Base: ServerChildChannel>: ServerChildChannel {
  /// The way that it is done.
  let base: Base
  /// Where they are kept.
  let connections: KeptConnections

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
    base.setup(channel: channel, logger: logger).map { connection in
      connections.keep(connection)
      return connection
    }
  }

  func handle(value: Base.Value, logger: Logger) async {
    connections.release(value.channel)
    await base.handle(value: value, logger: logger)
  }
}

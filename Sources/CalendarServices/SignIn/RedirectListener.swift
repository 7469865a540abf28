import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// Waits on a loopback port for the browser to come back from a consent page (RFC 8252, section 7.3).
///
/// Only this computer can reach it, and only while a sign-in is under way.
struct RedirectListener: Sendable {
  /// Says what comes of a redirect: what the page shows, and whether it was the one.
  typealias Judge = @Sendable (RedirectAnswer) -> SignInError?

  private let channel: any Channel
  /// The port that was free.
  let port: Int

  /// Listens.
  ///
  /// - Parameters:
  ///   - path: The path that the page leads back to; others are answered with 404.
  ///   - judge: Says whether a redirect is the one; the page tells what it is not.
  /// - Throws: ``SignInError/noPort(_:)``.
  init(path: String, judge: @escaping Judge) async throws(SignInError) {
    do {
      channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .childChannelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.configureHTTPServerPipeline()
            try channel.pipeline.syncOperations.addHandler(
              RedirectHandler(path: path, judge: judge)
            )
          }
        }
        .bind(host: "127.0.0.1", port: 0).get()
    } catch {
      throw .noPort(
        "This computer gives no port for the way back from the browser (\(error)). "
          + "Sign in by a device code, if the service has it: --method device"
      )
    }
    port = channel.localAddress?.port ?? 0
  }

  /// Stops; the port is free then, and whoever was told something has it.
  func close() async {
    try? await channel.close()
    // A page is written in the turn of the loop that judged its redirect, and the program may end
    // after this.
    for loop in MultiThreadedEventLoopGroup.singleton.makeIterator() {
      try? await loop.submit {}.get()
    }
  }
}

/// Answers the requests of one connection.
///
/// A class because NIO's handlers are; it lives on the one event loop of its connection.
private final class RedirectHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  /// The code is yet to be exchanged, so nobody is signed in so far.
  private static let arrival =
    "Convene has the answer. Close this window and go back to the terminal: it says how it ends."

  private let path: String
  private let judge: RedirectListener.Judge
  private var head: HTTPRequestHead?

  init(path: String, judge: @escaping RedirectListener.Judge) {
    self.path = path
    self.judge = judge
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): self.head = head
    case .body: break
    case .end: if let head { answer(head, context) }
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func answer(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    let parts = head.uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard head.method == .GET, parts.first.map(String.init) == path, parts.count == 2 else {
      return send(.notFound, "There is nothing here.", context)
    }
    switch judge(RedirectAnswer(query: String(parts[1]))) {
    case nil: send(.ok, Self.arrival, context)
    case .denied?: send(.ok, "The sign-in was denied. You can close this window.", context)
    case let error?: send(.badRequest, error.message, context)
    }
  }

  private func send(
    _ status: HTTPResponseStatus,
    _ text: String,
    _ context: ChannelHandlerContext
  ) {
    var headers = HTTPHeaders()
    headers.add(name: "Content-Type", value: "text/plain; charset=utf-8")
    headers.add(name: "Content-Length", value: "\(text.utf8.count + 1)")
    headers.add(name: "Connection", value: "close")
    // The address of this page holds the code: no other page is to learn it.
    headers.add(name: "Referrer-Policy", value: "no-referrer")
    headers.add(name: "Cache-Control", value: "no-store")
    let head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    let body = context.channel.allocator.buffer(string: text + "\n")
    context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil))).assumeIsolated().whenComplete { _ in
      context.close(promise: nil)
    }
  }
}

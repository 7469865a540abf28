import CalendarCore
import ConferencingCore
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

@testable import CalendarServices

/// A server on loopback that answers as a test says.
final class StubServer: Sendable {
  /// What was asked.
  struct Request: Sendable {
    var method: String
    /// Path and query.
    var target: String
    /// By their names in lower case.
    var headers: [String: String]
    var body: String

    /// The value of a query's name.
    func query(_ name: String) -> String? {
      URLComponents(string: target)?.queryItems?.first { $0.name == name }?.value
    }
  }

  /// What is answered.
  struct Answer: Sendable {
    var status = 200
    var headers = [("Content-Type", "application/json")]
    var body: [UInt8] = []
    /// Whether the connection ends in the midst of the body.
    var isCut = false
    /// How often a byte more of a body without an end comes; never when zero.
    var drops: TimeAmount?

    static func json(_ text: String, status: Int = 200) -> Answer {
      Answer(status: status, body: Array(text.utf8))
    }

    static func page(_ text: String, status: Int = 200) -> Answer {
      Answer(status: status, headers: [("Content-Type", "text/html")], body: Array(text.utf8))
    }
  }

  let port: Int
  let requests: Recorder<Request>
  private let channel: any Channel

  /// Runs a test beside a server.
  ///
  /// - Parameters:
  ///   - tls: What makes it a server that speaks https.
  ///   - answer: What is answered to a request.
  ///   - body: The test.
  /// - Throws: What the test throws.
  static func run(
    tls: NIOSSLContext? = nil,
    _ answer: @escaping @Sendable (Request) -> Answer,
    _ body: (StubServer) async throws -> Void
  ) async throws {
    let server = try await StubServer(tls, answer)
    let result: Result<Void, any Error>
    do { result = .success(try await body(server)) } catch { result = .failure(error) }
    try await server.channel.close()
    try result.get()
  }

  private init(
    _ tls: NIOSSLContext?,
    _ answer: @escaping @Sendable (Request) -> Answer
  ) async throws {
    let requests = Recorder<Request>()
    self.requests = requests
    channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if let tls {
            try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls))
          }
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(
            StubHandler { request in
              requests.add(request)
              return answer(request)
            }
          )
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    port = channel.localAddress?.port ?? 0
  }

  /// Its address, over plain HTTP.
  var url: String { "http://127.0.0.1:\(port)" }

  /// The Nylas service of an account at it, which waits without waiting.
  func nylas(
    waits: Recorder<Duration> = Recorder(),
    settings: TransportSettings = TransportSettings()
  ) throws -> NylasService {
    try NylasService(
      NylasConfiguration(
        url: url,
        grant: GrantID("grant"),
        apiKey: { "secret-key" },
        account: AccountID("work")
      ),
      transport: Self.transport(waits: waits, settings: settings)
    )
  }

  /// The Google service of an account at it.
  func google() throws -> GoogleService {
    try GoogleService(
      GoogleConfiguration(
        url: url + "/calendar/v3",
        grant: GrantID("own"),
        email: "mara@acme.example",
        tokens: FixedTokens(first: AccessToken(value: "token")),
        account: AccountID("work")
      ),
      transport: Self.transport()
    )
  }

  /// The Microsoft service of an account at it.
  func microsoft() throws -> MicrosoftService {
    try MicrosoftService(
      MicrosoftConfiguration(
        url: url + "/v1.0",
        grant: GrantID("own"),
        tokens: FixedTokens(first: AccessToken(value: "token")),
        account: AccountID("work")
      ),
      transport: Self.transport()
    )
  }

  /// What sends requests at a fixed time and notes the waits.
  static func transport(
    waits: Recorder<Duration> = Recorder(),
    settings: TransportSettings = TransportSettings()
  ) -> HTTPTransport {
    HTTPTransport(
      settings: settings,
      clock: ServiceClock(
        now: { Date(timeIntervalSince1970: 1_795_599_000) },
        random: { 0.5 },
        sleep: { waits.add($0) }
      )
    )
  }
}

/// Reads a whole request and writes its answer.
private final class StubHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let answer: (StubServer.Request) -> StubServer.Answer
  private var head: HTTPRequestHead?
  private var body = ""

  init(_ answer: @escaping @Sendable (StubServer.Request) -> StubServer.Answer) {
    self.answer = answer
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      body = ""
    case .body(let buffer): body += String(buffer: buffer)
    case .end:
      guard let head else { return }
      let request = StubServer.Request(
        method: head.method.rawValue,
        target: head.uri,
        headers: Dictionary(
          head.headers.map { ($0.name.lowercased(), $0.value) },
          uniquingKeysWith: { $1 }
        ),
        body: body
      )
      write(answer(request), context)
    }
  }

  private func write(_ answer: StubServer.Answer, _ context: ChannelHandlerContext) {
    var head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: answer.status))
    for (name, value) in answer.headers { head.headers.add(name: name, value: value) }
    if answer.status != 204 {
      let length = answer.body.count + (answer.isCut ? 100 : 0) + (answer.drops == nil ? 0 : 9_999)
      head.headers.add(name: "Content-Length", value: "\(length)")
    }
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: answer.body)))), promise: nil)
    if let pause = answer.drops {
      context.flush()
      guard pause > .zero else { return }
      let channel = context.channel
      context.eventLoop.scheduleRepeatedTask(initialDelay: pause, delay: pause) { task in
        guard channel.isActive else { return task.cancel() }
        channel.writeAndFlush(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(string: " "))))
          .whenFailure { _ in task.cancel() }
      }
      return
    }
    guard answer.isCut else {
      context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
      return
    }
    context.flush()
    context.close(promise: nil)
  }
}

import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Takes a request off the wire, lets the world answer it, and lets faults strike.
struct HTTPExchange: Sendable {
  let world: SandboxWorld

  /// A body beyond this is refused, in bytes.
  private static let mostBytes = 4 * 1024 * 1024

  /// Breaks an answer off: Hummingbird closes the connection when a body cannot be written.
  private struct CutConnection: Error {}

  /// Answers a request of the Nylas interface.
  func respond(
    _ request: Request,
    _ context: SandboxContext,
    _ endpoint: @escaping SandboxWorld.Endpoint
  ) async throws -> Response {
    try await respond(
      request,
      context,
      refusing: { world, fault in world.refuse(fault) },
      answering: { world, call in world.answer(call, with: endpoint) }
    )
  }

  /// Answers a request of any interface.
  ///
  /// - Parameters:
  ///   - request: The request.
  ///   - context: Its surroundings.
  ///   - refuse: The answer with the status of a fault, in the shape of the interface's errors.
  ///   - answer: The answer, errors included.
  /// - Returns: The response, struck by a fault or not.
  /// - Throws: When a fault closes the connection.
  func respond(
    _ request: Request,
    _ context: SandboxContext,
    refusing refuse: @Sendable (isolated SandboxWorld, Fault) -> APIAnswer,
    answering answer: @Sendable (isolated SandboxWorld, APICall) -> APIAnswer
  ) async throws -> Response {
    let call = try await call(request, context)
    let fault = await world.strike(call)
    var answered: APIAnswer
    if let fault, fault.kind == .status {
      answered = await refuse(world, fault)
    } else if let fault, fault.kind == .answer {
      answered = APIAnswer(status: fault.status, body: .string(fault.body))
    } else {
      if let fault, fault.kind == .delay { try await Task.sleep(for: fault.delay) }
      answered = await answer(world, world.firstPage(call, fault))
      answered = await world.withCursor(answered, call, fault)
    }
    return try await deliver(answered, to: call, context, struckBy: fault)
  }

  private func deliver(
    _ answer: APIAnswer,
    to call: APICall,
    _ context: SandboxContext,
    struckBy fault: Fault?
  ) async throws -> Response {
    await world.record(call, answer)
    if let fault, fault.kind != .delay { try await Task.sleep(for: fault.delay) }
    switch fault?.kind {
    case nil, .status, .delay, .cursors:
      return Self.accepts(call) ? Self.compressed(answer) : Self.response(answer)
    case .answer: return Self.response(answer, as: fault)
    case .malformed: return Self.malformed(answer)
    case .cut: return Self.cut(answer)
    case .lostAnswer:
      try? await context.channel.close()
      throw CutConnection()
    }
  }

  /// The request with its body, path and header, free of HTTP types.
  func call(_ request: Request, _ context: SandboxContext) async throws -> APICall {
    let body = try await request.body.collect(upTo: Self.mostBytes)
    var parameters: [String: String] = [:]
    for (name, value) in context.parameters {
      parameters[String(name)] = String(value).removingPercentEncoding
    }
    var headers = Dictionary(
      request.headers.map { ($0.name.canonicalName, $0.value) },
      uniquingKeysWith: { _, last in last }
    )
    // HTTP/1.1 carries it as a header, the types keep it apart.
    headers["host"] = request.head.authority
    return APICall(
      method: request.method.rawValue,
      path: request.uri.path,
      rawQuery: request.uri.query ?? "",
      parameters: parameters,
      body: Array(body.readableBytesView),
      authorization: request.headers[.authorization],
      headers: headers
    )
  }

  static func response(_ body: JSON, status: Int = 200) -> Response {
    response(APIAnswer(status: status, body: body))
  }

  private static func response(_ answer: APIAnswer) -> Response {
    response(answer, ResponseBody(byteBuffer: ByteBuffer(bytes: bytes(answer))))
  }

  /// Whether the request takes gzip; Google wants the word in the name of the client as well.
  ///
  /// Source: Google Calendar API, "Performance tips".
  private static func accepts(_ call: APICall) -> Bool {
    let isGoogle = call.path.hasPrefix("/calendar/v3/")
    return call.headers["accept-encoding"]?.contains("gzip") == true
      && (!isGoogle || call.headers["user-agent"]?.contains("gzip") == true)
  }

  private static func compressed(_ answer: APIAnswer) -> Response {
    guard answer.body != nil else { return response(answer) }
    var response = response(
      answer,
      ResponseBody(byteBuffer: ByteBuffer(bytes: Gzip.wrap(bytes(answer))))
    )
    response.headers[.contentEncoding] = "gzip"
    return response
  }

  /// A body as a fault gives it.
  private static func response(_ answer: APIAnswer, as fault: Fault?) -> Response {
    let text = ByteBuffer(string: fault?.body ?? "")
    var response = response(answer, ResponseBody(byteBuffer: text))
    response.headers[.contentType] = fault?.contentType
    return response
  }

  private static func malformed(_ answer: APIAnswer) -> Response {
    response(answer, ResponseBody(byteBuffer: ByteBuffer(bytes: half(answer))))
  }

  private static func cut(_ answer: APIAnswer) -> Response {
    let half = half(answer)
    let whole = bytes(answer).count
    let body = ResponseBody(contentLength: whole) { writer in
      try await writer.write(ByteBuffer(bytes: half))
      throw CutConnection()
    }
    return response(answer, body)
  }

  private static func half(_ answer: APIAnswer) -> [UInt8] {
    let bytes = bytes(answer)
    return Array(bytes.prefix(bytes.count / 2))
  }

  private static func bytes(_ answer: APIAnswer) -> [UInt8] {
    answer.body.map { Array($0.text.utf8) } ?? []
  }

  private static func response(_ answer: APIAnswer, _ body: ResponseBody) -> Response {
    var response = Response(status: HTTPResponse.Status(code: answer.status), body: body)
    if answer.body != nil { response.headers[.contentType] = "application/json; charset=utf-8" }
    for (name, value) in answer.headers {
      if let name = HTTPField.Name(name) { response.headers[name] = value }
    }
    if let seconds = answer.retryAfter { response.headers[.retryAfter] = String(seconds) }
    return response
  }
}

import ConferencingCore
import Foundation

/// The requests of one grant at one service that takes bearer tokens.
struct ServiceClient: Sendable {
  /// The address of the service.
  let base: ServiceURL
  /// What lets requests in.
  let tokens: any AccessTokens
  let transport: HTTPTransport
  /// What an answer means that is no success; the token is not in what it says.
  let failure: @Sendable (ServiceAnswer) -> ServiceError

  /// Sends a request and reads the JSON of its answer.
  func send<Content: Decodable & Sendable>(
    _ request: ServiceRequest,
    _ type: Content.Type = Content.self
  ) async throws(ServiceError) -> Content {
    try await run(request) { answer throws(ServiceError) in
      do { return try JSONDecoder().decode(Content.self, from: answer.body) } catch {
        throw .malformed("\(base.host) gave an answer that Convene cannot read.")
      }
    }
  }

  /// Sends a request whose answer holds nothing that is needed.
  func perform(_ request: ServiceRequest) async throws(ServiceError) {
    try await run(request) { _ throws(ServiceError) in }
  }

  /// Sends a request and interprets its answer; one whose token is refused goes out once more, with
  /// another token.
  func run<Value>(
    _ request: ServiceRequest,
    interpret: (ServiceAnswer) throws(ServiceError) -> Value
  ) async throws(ServiceError) -> Value {
    let token = try await tokens.token()
    do throws(ServiceError) {
      return try await attempt(request, token, interpret)
    } catch .unauthorized {
      return try await attempt(request, try await tokens.token(insteadOf: token), interpret)
    }
  }

  private func attempt<Value>(
    _ request: ServiceRequest,
    _ token: AccessToken,
    _ interpret: (ServiceAnswer) throws(ServiceError) -> Value
  ) async throws(ServiceError) -> Value {
    try await transport.send(request, to: base, authorization: "Bearer \(token.value)") {
      answer throws(ServiceError) in
      if (200...299).contains(answer.status) { return try interpret(answer) }
      throw failure(answer.redacting(token.value))
    }
  }
}

extension ServiceAnswer {
  /// The answer without a secret that it may repeat.
  func redacting(_ secret: String) -> ServiceAnswer {
    var answer = self
    let text = String(decoding: body, as: UTF8.self)
    if text.contains(secret) { answer.body = Data(text.replacing(secret, with: "…").utf8) }
    // JSON may write a character in another way: a slash as `\/`, a plus as `\u002B`.
    if text.contains("\\"),
      let json = try? JSONSerialization.jsonObject(with: answer.body, options: .fragmentsAllowed),
      let clean = Self.redact(secret, in: json),
      let body = try? JSONSerialization.data(withJSONObject: clean, options: .fragmentsAllowed)
    {
      answer.body = body
    }
    return answer
  }

  /// A JSON value without a secret; `nil` when it does not hold it.
  private static func redact(_ secret: String, in json: Any) -> Any? {
    switch json {
    case let text as String:
      return text.contains(secret) ? text.replacing(secret, with: "…") : nil
    case let list as [Any]:
      let clean = list.map { redact(secret, in: $0) }
      return clean.contains { $0 != nil } ? zip(clean, list).map { $0 ?? $1 } : nil
    case let object as [String: Any]:
      let clean = object.compactMapValues { redact(secret, in: $0) }
      return clean.isEmpty ? nil : object.merging(clean) { $1 }
    default: return nil
    }
  }
}

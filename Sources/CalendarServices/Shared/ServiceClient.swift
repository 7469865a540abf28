import Foundation

/// The requests of one account at one service.
struct ServiceClient: Sendable {
  /// The address of the service.
  let base: ServiceURL
  /// Knows what lets requests in.
  let authorizer: any RequestAuthorizer
  let transport: HTTPTransport
  /// What answers mean that are no success.
  let failures: FailureTable

  /// Sends a request and reads the JSON of its answer.
  func send<Content: Decodable & Sendable>(
    _ request: ServiceRequest,
    _ type: Content.Type = Content.self
  ) async throws(ServiceError) -> Content {
    try await run(request) { answer throws(ServiceError) in
      try decode(Content.self, from: answer)
    }
  }

  /// Reads the JSON of an answer.
  func decode<Content: Decodable>(
    _ type: Content.Type = Content.self,
    from answer: ServiceResponse
  ) throws(ServiceError) -> Content {
    do { return try JSONDecoder().decode(type, from: answer.body) } catch {
      throw .malformed("\(base.host) gave an answer that Convene cannot read.")
    }
  }

  /// Sends a request whose answer holds nothing that is needed.
  func perform(_ request: ServiceRequest) async throws(ServiceError) {
    try await run(request) { _ throws(ServiceError) in }
  }

  /// Sends a request and interprets its answer; one that is not let in goes out once more where
  /// there is something else to let it in.
  func run<Value>(
    _ request: ServiceRequest,
    interpret: (ServiceResponse) throws(ServiceError) -> Value
  ) async throws(ServiceError) -> Value {
    try await authorizer.retrying { authorization throws(ServiceError) in
      try await transport.send(request, to: base, authorization: authorization) {
        answer throws(ServiceError) in
        if (200...299).contains(answer.status) { return try interpret(answer) }
        throw failures.error(authorization.secrets.reduce(answer) { $0.redacting($1) })
      }
    }
  }
}

import Foundation

/// What lets a request in.
enum Authorization: Sendable, Hashable {
  /// Nothing: what is public.
  case none
  /// A token (RFC 6750).
  case bearer(String)
  /// A name and a password (RFC 7617).
  case basic(user: String, password: String)
  /// A key in a header of the service's own.
  case key(header: String, value: String)

  /// The header; `nil` for none.
  var header: (name: String, value: String)? {
    switch self {
    case .none: nil
    case .bearer(let token): ("Authorization", "Bearer \(token)")
    case .basic: ("Authorization", "Basic \(secrets[0])")
    case .key(let name, let value): (name, value)
    }
  }

  /// What an answer may repeat and no message may show.
  var secrets: [String] {
    switch self {
    case .none: []
    case .bearer(let token): [token]
    case .basic(let user, let password):
      [Data("\(user):\(password)".utf8).base64EncodedString(), password]
    case .key(_, let value): [value]
    }
  }
}

/// Knows what lets the requests of one account in.
protocol RequestAuthorizer: Sendable {
  /// What lets a request in now.
  ///
  /// - Throws: ``ServiceError/unauthorized(_:)`` with the remedy when there is nothing.
  func authorization() async throws(ServiceError) -> Authorization

  /// Another than one that the service refused (401); `nil` when there is none.
  ///
  /// - Throws: As ``authorization()``.
  func authorization(insteadOf refused: Authorization) async throws(ServiceError) -> Authorization?
}

extension RequestAuthorizer {
  /// Makes a request, and once more where the service did not let it in (401) and there is something
  /// else to let it in.
  ///
  /// - Throws: What `request` throws, and as ``authorization()``.
  func retrying<Value>(
    _ request: (Authorization) async throws(ServiceError) -> Value
  ) async throws(ServiceError) -> Value {
    let first = try await authorization()
    do throws(ServiceError) { return try await request(first) } catch {
      guard case .unauthorized = error, let other = try await authorization(insteadOf: first)
      else { throw error }
      return try await request(other)
    }
  }
}

/// Requests that bear the tokens of a sign-in.
struct TokenAuthorizer: RequestAuthorizer {
  let tokens: any AccessTokens

  func authorization() async throws(ServiceError) -> Authorization {
    .bearer(try await tokens.token().value)
  }

  func authorization(
    insteadOf refused: Authorization
  ) async throws(ServiceError) -> Authorization? {
    guard case .bearer(let value) = refused else { return nil }
    return .bearer(try await tokens.token(insteadOf: AccessToken(value: value)).value)
  }
}

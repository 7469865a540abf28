/// An answer of a token endpoint that is no success (RFC 6749, section 5.2).
struct OAuthError: Error, Equatable, Sendable {
  var status = 400
  /// The word that clients go by.
  let error: String
  /// What it says to people.
  let description: String
  /// Microsoft's number of it.
  var code = 90014

  /// The body in the shape that a provider gives it.
  func body(of provider: StoredGrant.Provider, trace: String) -> JSON {
    switch provider {
    case .google: ["error": .string(error), "error_description": .string(description)]
    case .zoom: ["error": .string(error), "reason": .string(description)]
    case .microsoft, .icloud, .ews:
      [
        "error": .string(error),
        "error_description": .string("AADSTS\(code): \(description) Trace ID: \(trace)"),
        "error_codes": [.int(code)], "timestamp": "2026-11-25 09:30:00Z",
        "trace_id": .string(trace), "correlation_id": .string(trace),
        "error_uri": .string("https://login.microsoftonline.com/error?code=\(code)"),
      ]
    }
  }
}

extension OAuthError {
  static func invalidRequest(_ text: String) -> OAuthError {
    OAuthError(error: "invalid_request", description: text)
  }

  static func invalidGrant(_ text: String) -> OAuthError {
    OAuthError(error: "invalid_grant", description: text, code: 70000)
  }

  static func invalidScope(_ text: String) -> OAuthError {
    OAuthError(error: "invalid_scope", description: text, code: 70011)
  }

  static func invalidClient(_ text: String, code: Int = 700_016) -> OAuthError {
    OAuthError(status: 401, error: "invalid_client", description: text, code: code)
  }

  static let unsupportedGrant = OAuthError(
    error: "unsupported_grant_type",
    description: "The grant type is not supported here.",
    code: 70003
  )

  /// The error that belongs to the status of a fault.
  static func forStatus(_ status: Int) -> OAuthError {
    status < 500 && status != 429
      ? OAuthError(status: status, error: "invalid_request", description: "Malformed request.")
      : OAuthError(
        status: status,
        error: "temporarily_unavailable",
        description: "The service is busy. Try again later."
      )
  }
}

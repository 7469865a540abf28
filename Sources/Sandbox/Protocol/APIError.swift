/// An answer that is not 200, in the service's error shape.
///
/// Source: Nylas v3 OpenAPI description (2026-08-21), the error examples of the events endpoints.
struct APIError: Error, Equatable, Sendable {
  /// HTTP status.
  let status: Int
  /// The service's name for the kind of error.
  let type: String
  /// A sentence for people.
  let message: String
  /// What the calendar or conferencing provider behind the service said.
  var providerCode: Int?
  var providerMessage: String?

  func body(requestID: String) -> JSON {
    var error: [String: JSON] = ["type": .string(type), "message": .string(message)]
    if let providerCode, let providerMessage {
      error["provider_error"] = [
        "code": .int(providerCode), "message": .string(providerMessage),
      ]
    }
    return ["request_id": .string(requestID), "error": .object(error)]
  }
}

extension APIError {
  static func invalid(_ message: String) -> APIError {
    APIError(status: 400, type: "invalid_request_error", message: message)
  }

  /// 400 because the provider behind the service refused.
  static func provider(_ code: Int, _ message: String) -> APIError {
    APIError(
      status: 400,
      type: "invalid_request_error",
      message: "The provider rejected the request: \(message)",
      providerCode: code,
      providerMessage: message
    )
  }

  static let notFound = APIError(
    status: 404,
    type: "not_found_error",
    message: "requested object not found"
  )

  static func unauthorized(_ message: String) -> APIError {
    APIError(status: 401, type: "unauthorized", message: message)
  }

  /// The error that belongs to a status, for a fault on demand.
  static func forStatus(_ status: Int) -> APIError {
    switch status {
    case 401: .unauthorized("Unauthorized")
    case 403:
      APIError(status: 403, type: "insufficient_scopes", message: "Insufficient scopes.")
    case 404: .notFound
    case 429:
      APIError(
        status: 429,
        type: "rate_limit_error",
        message: "Too many requests, please try again shortly."
      )
    case 504:
      APIError(status: 504, type: "provider_error", message: "Provider request timed out.")
    case 500...599:
      APIError(status: status, type: "api.internal_error", message: "Internal server error.")
    default:
      APIError(
        status: status,
        type: "invalid_request_error",
        message: "error parsing request body"
      )
    }
  }
}

import Foundation

/// An answer of Graph that is no success.
///
/// Source: Microsoft Graph, "Error responses and resource types".
struct GraphError: Error, Equatable, Sendable {
  /// HTTP status.
  let status: Int
  /// What programs branch on.
  let code: String
  /// A sentence for people.
  let message: String

  func body(requestID: String, now: Int) -> JSON {
    let date = GraphTime.stamp(now).prefix(19)
    return [
      "error": [
        "code": .string(code), "message": .string(message),
        "innerError": [
          "date": .string(String(date)), "request-id": .string(requestID),
          "client-request-id": .string(requestID),
        ],
      ]
    ]
  }
}

extension GraphError {
  static func invalid(_ message: String, code: String = "ErrorInvalidRequest") -> GraphError {
    GraphError(status: 400, code: code, message: message)
  }

  static func denied(_ message: String) -> GraphError {
    GraphError(status: 403, code: "ErrorAccessDenied", message: message)
  }

  static let unauthorized = GraphError(
    status: 401,
    code: "InvalidAuthenticationToken",
    message: "Access token is empty, has expired or is not of this service."
  )

  static let notFound = GraphError(
    status: 404,
    code: "ErrorItemNotFound",
    message: "The specified object was not found in the store."
  )

  /// A path that is not there, or does not take the method.
  static func unknownPath(_ path: String, _ status: Int) -> GraphError {
    let segment = path.split(separator: "/").last ?? ""
    return status == 404
      ? GraphError(
        status: 404,
        code: "ResourceNotFound",
        message: "Resource not found for the segment '\(segment)'."
      )
      : GraphError(
        status: status,
        code: "Request_BadRequest",
        message: "Specified HTTP method is not allowed for the request target."
      )
  }

  static let changed = GraphError(
    status: 412,
    code: "ErrorIrresolvableConflict",
    message: "The send or update operation could not be performed because the change key passed "
      + "in the request does not match the current change key for the item."
  )

  static let syncStateNotFound = GraphError(
    status: 410,
    code: "SyncStateNotFound",
    message: "The sync state generation is not found; generation=149;[highest=157]."
  )

  /// The error that belongs to a status, for a fault on demand.
  static func forStatus(_ status: Int) -> GraphError {
    switch status {
    case 401: .unauthorized
    case 403: .denied("Access is denied. Check credentials and try again.")
    case 404: .notFound
    case 410: .syncStateNotFound
    case 412: .changed
    case 429:
      GraphError(
        status: 429,
        code: "ApplicationThrottled",
        message: "Application is over its MailboxConcurrency limit."
      )
    case 503:
      GraphError(status: 503, code: "ErrorServerBusy", message: "The server is busy. Try later.")
    case 500...599:
      GraphError(status: status, code: "ErrorInternalServerError", message: "An internal error.")
    default: .invalid("The request is invalid.").with(status)
    }
  }

  private func with(_ status: Int) -> GraphError {
    GraphError(status: status, code: code, message: message)
  }
}

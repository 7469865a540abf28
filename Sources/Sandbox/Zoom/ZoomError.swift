/// An answer of Zoom that is no success: `{"code", "message", "errors": [{"field", "message"}]}`.
struct ZoomError: Error, Equatable, Sendable {
  let status: Int
  let code: Int
  let message: String
  var fields: [String: String] = [:]
  var headers: [String: String] = [:]

  var answer: APIAnswer {
    var body: [String: JSON] = ["code": .int(code), "message": .string(message)]
    if !fields.isEmpty {
      body["errors"] = .array(
        fields.sorted { $0.key < $1.key }.map {
          ["field": .string($0.key), "message": .string($0.value)]
        }
      )
    }
    return APIAnswer(status: status, body: .object(body), headers: headers)
  }
}

extension ZoomError {
  static func invalid(_ field: String, _ message: String) -> ZoomError {
    ZoomError(status: 400, code: 300, message: "Validation Failed.", fields: [field: message])
  }

  static let noObject = ZoomError(
    status: 400,
    code: 300,
    message: "Request Body should be a valid JSON object."
  )

  static func missing(_ scopes: [String]) -> ZoomError {
    let list = scopes.flatMap { [$0, "\($0):admin"] }.joined(separator: ", ")
    return ZoomError(
      status: 400,
      code: 4711,
      message: "Invalid access token, does not contain scopes:[\(list)]."
    )
  }

  static func unauthorized(_ message: String) -> ZoomError {
    ZoomError(status: 401, code: 124, message: message)
  }

  static func notFound(_ id: String) -> ZoomError {
    ZoomError(status: 404, code: 3001, message: "Meeting does not exist: \(id).")
  }

  /// A path that is not there, or does not take the method.
  static func unknownPath(_ status: Int) -> ZoomError {
    status == 404
      ? ZoomError(status: 404, code: 2300, message: "This API endpoint is not recognized.")
      : ZoomError(status: status, code: status, message: "Request method is not supported.")
  }

  /// Too many requests within a second.
  static func tooFast(at now: Int) -> ZoomError {
    limited("per-second", "QPS", limit: 10, reset: now + 1)
  }

  /// The day's creations and changes of one host are used up.
  ///
  /// - Parameters:
  ///   - limit: How many there are on a day.
  ///   - reset: When they begin again, Unix seconds.
  ///   - text: The same as `Retry-After` says it: a date, not seconds.
  /// - Returns: The answer.
  static func usedUp(limit: Int, reset: Int, text: String) -> ZoomError {
    var error = limited("daily", "Daily-limit", limit: limit, reset: reset)
    error.headers["Retry-After"] = text
    return error
  }

  private static func limited(
    _ span: String,
    _ type: String,
    limit: Int,
    reset: Int
  ) -> ZoomError {
    ZoomError(
      status: 429,
      code: 429,
      message: "You have reached the maximum \(span) rate limit for this API. Try again later.",
      headers: [
        "X-RateLimit-Category": "Medium", "X-RateLimit-Type": type,
        "X-RateLimit-Limit": "\(limit)", "X-RateLimit-Remaining": "0",
        "X-RateLimit-Reset": "\(reset)",
      ]
    )
  }

  /// The error that belongs to a fault.
  static func of(_ fault: Fault, at now: Int) -> ZoomError {
    switch fault.status {
    case 401: .unauthorized("Invalid access token.")
    case 404: .notFound("0")
    case 429:
      if let text = fault.retryAfterText {
        .usedUp(
          limit: ZoomStore.standardDailyLimit,
          reset: now / 86_400 * 86_400 + 86_400,
          text: text
        )
      } else {
        .tooFast(at: now)
      }
    case 500...:
      ZoomError(status: fault.status, code: fault.status, message: "Internal server error.")
    default: ZoomError(status: fault.status, code: 300, message: "Validation Failed.")
    }
  }
}

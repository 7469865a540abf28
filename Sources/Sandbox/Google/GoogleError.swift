/// A refusal of the Google interface, in Google's error shape.
///
/// Source: developers.google.com/workspace/calendar/api/guides/errors.
struct GoogleError: Error, Equatable, Sendable {
  /// HTTP status.
  let code: Int
  let domain: String
  let reason: String
  let message: String
  /// What the refusal is about, and where that stands: a parameter or a header.
  var location: String?
  var locationType: String?

  init(
    _ code: Int,
    _ reason: String,
    _ message: String,
    domain: String = "global",
    parameter: String? = nil,
    header: String? = nil
  ) {
    self.code = code
    self.domain = domain
    self.reason = reason
    self.message = message
    location = parameter ?? header
    locationType = parameter != nil ? "parameter" : header != nil ? "header" : nil
  }

  var answer: APIAnswer {
    var entry: [String: JSON] = [
      "domain": .string(domain), "reason": .string(reason), "message": .string(message),
    ]
    if let location { entry["location"] = .string(location) }
    if let locationType { entry["locationType"] = .string(locationType) }
    var answer = APIAnswer(
      status: code,
      body: [
        "error": [
          "errors": [.object(entry)], "code": .int(code), "message": .string(message),
        ]
      ]
    )
    if code == 401 {
      // RFC 6750, section 3.
      answer.headers["WWW-Authenticate"] =
        #"Bearer realm="https://accounts.google.com/", error="invalid_token""#
    }
    return answer
  }
}

extension GoogleError {
  static func invalid(_ message: String, parameter: String? = nil) -> GoogleError {
    GoogleError(400, "invalid", message, parameter: parameter)
  }

  static let authError = GoogleError(
    401,
    "authError",
    "Invalid Credentials",
    header: "Authorization"
  )
  static let insufficientPermissions = GoogleError(
    403,
    "insufficientPermissions",
    "Request had insufficient authentication scopes."
  )
  static let readOnly = GoogleError(
    403,
    "requiredAccessLevel",
    "You need to have writer access to this calendar.",
    domain: "calendar"
  )
  static let notOrganizer = GoogleError(
    403,
    "forbiddenForNonOrganizer",
    "Shared properties can only be changed by the organizer of the event.",
    domain: "calendar"
  )
  static let notFound = GoogleError(404, "notFound", "Not Found")
  static let duplicate = GoogleError(
    409,
    "duplicate",
    "The requested identifier already exists."
  )
  static let deleted = GoogleError(410, "deleted", "Resource has been deleted")
  static let fullSyncRequired = GoogleError(
    410,
    "fullSyncRequired",
    "Sync token is no longer valid, a full sync is required.",
    domain: "calendar",
    parameter: "syncToken"
  )
  static let conditionNotMet = GoogleError(
    412,
    "conditionNotMet",
    "Precondition Failed",
    header: "If-Match"
  )

  /// The refusal that belongs to a status, for a fault on demand.
  static func forStatus(_ status: Int) -> GoogleError {
    switch status {
    case 401: .authError
    case 403:
      GoogleError(403, "rateLimitExceeded", "Rate Limit Exceeded", domain: "usageLimits")
    case 404: .notFound
    case 409: .duplicate
    case 410: .fullSyncRequired
    case 412: .conditionNotMet
    case 429:
      GoogleError(429, "rateLimitExceeded", "Rate Limit Exceeded", domain: "usageLimits")
    case 500...599: GoogleError(status, "backendError", "Backend Error")
    default: GoogleError(status, "badRequest", "Bad Request")
    }
  }
}

import Logging

/// What the log says of a request: never a key, a body, or a value that could be a secret.
enum RequestLog {
  /// The query values that hold no secret and help to find an error.
  private static let shown: Set<String> = [
    "calendar_id", "limit", "offset", "start", "end", "expand_recurring", "show_cancelled",
    "notify_participants", "conferenceDataVersion", "maxResults", "sendUpdates", "singleEvents",
    "timeMax", "timeMin",
  ]

  /// The path and the query of a request, with all other values left out.
  static func target(of request: ServiceRequest) -> String {
    let query = request.query.map { item in
      (name: item.name, value: shown.contains(item.name) ? item.value : "…")
    }
    return ServiceURL.target(request.path, query: query).replacing("%E2%80%A6", with: "…")
  }

  /// Notes an answer, or that none came.
  static func note(
    _ request: ServiceRequest,
    outcome: String,
    duration: Duration,
    extra: [String: String],
    to logger: Logger
  ) {
    var metadata: Logger.Metadata = [
      "method": "\(request.method.name)",
      "path": "\(target(of: request))",
      "outcome": "\(outcome)",
      "ms":
        "\(duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000)",
    ]
    for (name, value) in extra { metadata[name] = "\(value)" }
    logger.info("request", metadata: metadata)
  }
}

import ConferencingCore
import Foundation

/// The answers of Zoom that are no success.
enum ZoomFailures {
  /// What Zoom means.
  ///
  /// Its pages disagree about numbers, so the HTTP status counts first, then the code.
  ///
  /// - Parameters:
  ///   - grant: The grant that asks, as its account is called.
  ///   - host: The server.
  /// - Returns: The table.
  static func table(_ grant: GrantID, host: String) -> FailureTable {
    FailureTable(
      service: "Zoom",
      host: host,
      subject: "account \"\(grant)\"",
      remedy: "Sign in again: convene accounts login \(grant)",
      missing: { missingScopes($0, grant) },
      scope: "what this needs",
      rows: [
        FailureTable.Row(codes: ["4700", "4711"], meaning: .missingScope),
        FailureTable.Row(statuses: [409, 412], meaning: .rejected),
      ],
      special: { dailyLimit($0, grant) }
    )
  }

  /// That scopes lack, and what to do.
  static func missingScopes(_ scopes: [String], _ grant: GrantID) -> String {
    "Zoom grant \"\(grant)\" lacks \(scopes.joined(separator: ", ")). Add it to the scopes of the "
      + "Zoom app and sign in again: convene accounts login \(grant)"
  }

  /// Zoom takes so many creations and changes of one host a day; the next day begins at midnight UTC.
  private static func dailyLimit(_ answer: ServiceResponse, _ grant: GrantID) -> ServiceError? {
    guard answer.status == 429, let wait = answer.retryAfter,
      answer.headers["x-ratelimit-type"]?.lowercased().hasPrefix("daily") == true
    else { return nil }
    let until = answer.headers["retry-after"].flatMap(Timestamp.httpDate).map(Timestamp.text)
    let time = until.map { $0.replacing("T", with: " ").replacing("Z", with: " UTC") }
    return .limitReached(
      retryAfter: wait,
      "Zoom takes no more meetings of \"\(grant)\" today: its limit for a day is used up. It goes on"
        + (time.map { " at \($0)" } ?? " tomorrow") + "."
    )
  }
}

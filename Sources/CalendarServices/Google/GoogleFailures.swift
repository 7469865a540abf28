import CalendarCore

/// The answers of Google that are no success.
enum GoogleFailures {
  /// What Google means.
  ///
  /// 403 is also too many requests, and 410 is also an event that is deleted already. The reason
  /// tells them apart.
  ///
  /// Source: developers.google.com/workspace/calendar/api/guides/errors.
  ///
  /// - Parameters:
  ///   - account: Who asks.
  ///   - host: The server.
  ///   - scope: What the requests need.
  /// - Returns: The table.
  static func table(_ account: AccountID, host: String, scope: String) -> FailureTable {
    let login = "convene accounts login \(account)"
    return FailureTable(
      service: "Google",
      host: host,
      subject: "account \"\(account)\"",
      remedy: "Sign in again: \(login)",
      missing: {
        "The sign-in of account \"\(account)\" lacks the scope \($0.joined(separator: ", ")). "
          + "Sign in again and allow it: \(login)"
      },
      scope: "https://www.googleapis.com/auth/" + scope,
      rows: [
        FailureTable.Row(
          statuses: [403],
          codes: [
            "ratelimitexceeded", "userratelimitexceeded", "quotaexceeded", "dailylimitexceeded",
            "rate_limit_exceeded", "resource_exhausted",
          ],
          meaning: .rateLimited
        ),
        FailureTable.Row(
          statuses: [403],
          codes: ["insufficientpermissions", "access_token_scope_insufficient"],
          meaning: .missingScope
        ),
        FailureTable.Row(
          statuses: [410],
          codes: ["fullsyncrequired", "updatedmintoolongago"],
          meaning: .syncExpired
        ),
      ]
    )
  }
}

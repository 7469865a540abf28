import CalendarCore
import ConferencingCore

/// The answers of Nylas that are no success.
enum NylasFailures {
  /// What Nylas means; it passes on what the provider behind it says.
  ///
  /// Source: Nylas v3, "Errors".
  ///
  /// - Parameters:
  ///   - account: Who asks.
  ///   - host: The server.
  /// - Returns: The table.
  static func table(_ account: AccountID, host: String) -> FailureTable {
    FailureTable(
      service: "Nylas",
      host: host,
      subject: "account \"\(account)\"",
      remedy: "Correct api_key or api_key_command of the account in config.toml, or connect its "
        + "grant again.",
      permission: "Grant the scope and sign in again.",
      missing: {
        "The host grant lacks \($0.joined(separator: ", ")). Add the scope to the provider's app and "
          + "sign in again for the grant."
      },
      // It has no versions of events: such an answer is about what was asked.
      rows: [FailureTable.Row(statuses: [409, 412], meaning: .rejected)]
    )
  }
}

import CalendarCore

/// The answers of Microsoft that are no success.
enum MicrosoftFailures {
  /// What Microsoft Graph means: the documents allow any of the 40X series for lost
  /// synchronization, and spell its codes in several ways.
  ///
  /// Source: Microsoft Graph, "Error responses and resource types", "Delta query overview".
  ///
  /// - Parameters:
  ///   - account: The account that signs in.
  ///   - subject: Whose requests they are, for messages.
  ///   - host: The server.
  ///   - scope: What the requests need.
  /// - Returns: The table.
  static func table(
    _ account: AccountID,
    subject: String,
    host: String,
    scope: String
  ) -> FailureTable {
    let login = "convene accounts login \(account)"
    return FailureTable(
      service: "Microsoft",
      host: host,
      subject: subject,
      remedy: "Sign in again: \(login)",
      permission: "It takes the scope \(scope): allow it with \(login). What others own, only they "
        + "can change.",
      namesByCode: true,
      rows: [
        FailureTable.Row(
          codes: ["syncstatenotfound", "resyncrequired", "syncstateinvalid"],
          meaning: .syncExpired
        ),
        FailureTable.Row(statuses: [410], meaning: .syncExpired),
        FailureTable.Row(
          codes: ["erroroccurrencecrossingboundary"],
          meaning: .rejected,
          hint: "An occurrence stays on a day between its neighbours: choose another day, or "
            + "delete it and create an event of its own."
        ),
      ]
    )
  }
}

import CalendarCore

/// How one goes on from a calendar that has nothing in it.
package enum EmptyCalendar {
  /// How an account is added.
  ///
  /// - Parameter app: The program.
  /// - Returns: A sentence; `nil` where there is an account already.
  static func account(in app: AppState) -> String? {
    let accounts = app.directory.accounts
    guard app.grants.isEmpty, !accounts.isEmpty, accounts.allSatisfy(\.service.isLocal) else {
      return nil
    }
    return "An account: convene accounts add google work (or microsoft, caldav, nylas)."
  }

  /// What the agenda says below "Nothing planned.", with placeholders for keys.
  ///
  /// - Parameter app: The program.
  /// - Returns: The sentences; none where there is an event or an account.
  package static func lines(in app: AppState) -> [String] {
    guard let window = app.agenda.window, window.events.isEmpty, app.search == nil,
      let account = account(in: app)
    else { return [] }
    return [
      "\(key: .newEvent) makes an event, \(key: .quickAdd) from a line.",
      "\(key: .importFile) imports a calendar file (.ics).",
      account,
    ]
  }
}

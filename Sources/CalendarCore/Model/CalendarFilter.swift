import ConferencingCore

/// Identifies a calendar among those of all accounts.
package struct CalendarKey: Hashable, Sendable {
  /// Its account.
  package var account: AccountID
  /// Its id there.
  package var calendar: CalendarID

  /// Makes a key.
  package init(account: AccountID, calendar: CalendarID) {
    self.account = account
    self.calendar = calendar
  }
}

/// The calendars whose events are wanted.
package enum CalendarFilter: Hashable, Sendable {
  /// Those that are not hidden.
  case shown
  /// These alone, whether hidden or not.
  case only(Set<CalendarKey>)
}

extension CalendarInfo {
  /// What identifies it among the calendars of all accounts.
  package var key: CalendarKey { CalendarKey(account: account, calendar: id) }
}

extension Directory {
  /// The name of a calendar; with its account, and its id if need be, where another has the same name.
  package func label(of calendar: CalendarInfo) -> String {
    let others = calendars.filter { $0.key != calendar.key && $0.name == calendar.name }
    guard !others.isEmpty else { return calendar.name }
    let isTwice = others.contains { $0.account == calendar.account }
    return "\(calendar.name) (\(calendar.account)\(isTwice ? "/\(calendar.id)" : ""))"
  }

  /// The same with the calendars in another order within their accounts.
  ///
  /// - Parameter names: Names of calendars, or `ACCOUNT/NAME`, of which each comes before the next;
  ///   the calendars that are not named follow as they stand.
  /// - Returns: The directory.
  package func ordered(by names: [String]) -> Directory {
    guard !names.isEmpty else { return self }
    func place(_ calendar: CalendarInfo) -> Int {
      names.firstIndex { $0 == calendar.name || $0 == "\(calendar.account)/\(calendar.name)" }
        ?? names.count
    }
    let accounts = Dictionary(accounts.enumerated().map { ($1.id, $0) }) { first, _ in first }
    var ordered = self
    ordered.calendars = calendars.enumerated().sorted { a, b in
      let (first, second) = (
        accounts[a.element.account] ?? .max, accounts[b.element.account] ?? .max
      )
      return (first, place(a.element), a.offset) < (second, place(b.element), b.offset)
    }
    .map(\.element)
    return ordered
  }
}

package import CalendarCore

/// Accounts, calendars and who can host meetings, line by line, with a cursor in it.
package struct AccountsViewModel: Equatable, Sendable {
  /// The lines.
  package private(set) var rows: [AccountRow] = []
  /// The line with the cursor.
  package private(set) var selected = 0
  /// The first line on the screen.
  package private(set) var top = 0
  private var height = 1

  /// Makes the screen of what is known; the cursor begins at a sign-in that has expired, else at the
  /// calendar of the selected event, or at the first one of the first account, which may have none
  /// yet.
  init(in app: AppState) {
    load(in: app)
    let expired = app.grants.first(where: \.isExpired)?.name
    let problem = rows.firstIndex {
      expired != nil && $0.account == expired && $0.row.kind == .problem
    }
    let event = app.subject.flatMap(app.loadedEvent) ?? app.selectedEvent
    let own = event.map { CalendarKey(account: $0.account, calendar: $0.calendar) }
    let line = rows.firstIndex { own != nil && $0.calendar == own }
    let first = rows.firstIndex { $0.calendar != nil && $0.account == rows[0].account }
    selected = problem ?? line ?? first ?? 0
    follow()
  }

  private var line: AccountRow? { rows.indices.contains(selected) ? rows[selected] : nil }

  /// The grant that commands are about.
  package var account: AccountID? { line?.account }

  /// The calendar of the selected line.
  package var calendar: CalendarKey? { line?.calendar }

  /// The lines of the calendars that are hidden and shown from the selected line: its own, or all of
  /// its account.
  private var calendarLines: [AccountRow] {
    guard calendar == nil else { return line.map { [$0] } ?? [] }
    return rows.filter { $0.calendar != nil && $0.account == account }
  }

  /// Whether all of them are shown again: only where all are hidden.
  private var showsAgain: Bool {
    calendarLines.allSatisfy { $0.row.kind == .calendar(isShown: false) }
  }

  /// Takes other lines; the cursor stays on its line, or in its account at least.
  mutating func load(_ rows: [AccountRow], height: Int) {
    let old = self.rows.indices.contains(selected) ? self.rows[selected] : nil
    self.rows = rows
    self.height = max(1, height)
    if let calendar = old?.calendar, let line = rows.firstIndex(where: { $0.calendar == calendar })
    {
      selected = line
    } else if let old, !rows.indices.contains(selected) || rows[selected].account != old.account {
      selected = rows.firstIndex { $0.account == old.account } ?? 0
    }
    selected = max(0, min(selected, rows.count - 1))
    follow()
  }

  /// Moves the cursor.
  ///
  /// - Returns: Whether the command means something here.
  mutating func handle(_ command: Command) -> Bool {
    switch command {
    case .nextField: jump(to: rows.indices.first { $0 > selected && isHeading($0) })
    case .previousField: jump(to: rows.indices.last { $0 < selected && isHeading($0) })
    default:
      let line = ListCursor.line(command, from: selected, count: rows.count, height: height)
      guard let line else { return false }
      move(to: line)
    }
    return true
  }

  private func isHeading(_ index: Int) -> Bool { rows[index].row.kind == .heading }

  private mutating func jump(to index: Int?) {
    guard let index else { return }
    selected = index
    follow()
  }

  /// Blank lines are passed over.
  private mutating func move(to line: Int) {
    guard !rows.isEmpty else { return }
    let step = line < selected ? -1 : 1
    var index = line
    while rows[index].isBlank, rows.indices.contains(index + step) { index += step }
    while rows[index].isBlank, index > 0 { index -= 1 }
    selected = index
    follow()
  }

  /// Keeps the cursor on the screen, with the line above it where there is one.
  private mutating func follow() {
    top = max(0, min(top, rows.count - height))
    let margin = height > 2 ? 1 : 0
    top = min(top, max(0, selected - margin))
    top = max(top, min(selected + margin, rows.count - 1) - height + 1)
  }
}

extension AccountsViewModel: ScreenModel {
  package func context(in app: AppState) -> CommandContext { .accounts }
  package var heading: String? { "Calendars and accounts" }

  package func footer(in app: AppState) -> [Command] {
    // What is first stays where there is little room.
    let isExpired = status(in: app)?.isExpired == true
    return [.showOrHide, .signIn] + (isExpired ? [] : [.signOut])
      + [.doctor, .sync, .help, .back]
  }

  package func title(of command: Command) -> String {
    guard command == .showOrHide else { return command.title }
    return (showsAgain ? "show" : "hide") + (calendar == nil ? " all" : "")
  }

  package func availability(of command: Command, in app: AppState) -> Availability {
    let status = status(in: app)
    switch command {
    case .showOrHide:
      return calendarLines.isEmpty
        ? .not("\(account.map { "\($0)" } ?? "This") has no calendars to hide or show.")
        : .available
    case .signIn:
      guard let status else {
        return .not("There is nothing to sign in to: the calendar is on this machine.")
      }
      return status.service.has(.signIn) && status.standing != .keyed
        ? .available : .not("\(status.name) needs no sign-in.")
    case .signOut:
      return status?.canSignOut == true ? .available : .not("Not signed in.")
    default: return .available
    }
  }

  package mutating func handle(_ command: Command, in app: inout AppState) -> [Effect] {
    if handle(command) { return [] }
    switch (command, status(in: app)) {
    case (.signIn, let status?):
      app.open(SignInViewModel(status.name, at: status.service))
      return [.beginSignIn(status.name)]
    case (.showOrHide, _):
      let calendars = calendarLines.compactMap(\.calendar)
      let effects = HiddenCalendars.set(!showsAgain, calendars, in: &app)
      load(in: app)
      return effects
    case (.signOut, let status?): app.open(Self.question(signingOutOf: status))
    case (.help, _): SharedCommands.showHelp(.accounts, in: &app)
    default: return SharedCommands.handle(command, in: &app)
    }
    return []
  }

  package mutating func receive(_ action: Action, in app: inout AppState) -> [Effect] {
    switch action {
    case .resized, .ticked, .directoryLoaded, .grantsLoaded, .examined: load(in: app)
    default: break
    }
    return []
  }

  private mutating func load(in app: AppState) {
    let width = app.display.columns - AppMetrics.indent
    var rows = AccountRow.all(app.directory, app.grants, now: app.now, width: width)
    if let account = EmptyCalendar.account(in: app) {
      let lines = [""] + LineWrap.lines(account, width: width)
      rows += lines.map { AccountRow(account: nil, row: .init(.text, $0)) }
    }
    load(rows, height: app.display.listHeight)
  }

  private func status(in app: AppState) -> GrantStatus? {
    app.grants.first { $0.name == account }
  }

  private static func question(signingOutOf status: GrantStatus) -> ConfirmationViewModel {
    ConfirmationViewModel(
      title: "Sign out of \(status.name)?",
      lines: [
        "Its tokens are revoked and forgotten. "
          + (status.service.has(.calendars)
            ? "Events that were read stay; edits wait until you sign in again."
            : "No meetings can be made there until you sign in again.")
      ],
      confirmLabel: "sign out",
      answer: .carryOut(.signOut(status.name))
    )
  }
}

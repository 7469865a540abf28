import ConferencingCore
import Foundation

extension AppViewModel {
  /// How a configured grant stands; `nil` when none has the name.
  func grant(_ name: AccountID) -> GrantStatus? { grants.first { $0.name == name } }

  /// Opens calendars and accounts.
  mutating func openAccounts() -> [Effect] {
    screens.append(.accounts)
    refreshAccounts()
    return [.loadGrants]
  }

  /// What the screen of accounts says is made anew.
  mutating func refreshAccounts() {
    guard screens.contains(.accounts) else { return }
    accounts.load(
      AccountRow.all(directory, grants, now: now, width: columns - AppMetrics.indent),
      height: listHeight
    )
  }

  /// It is known how the configured grants stand.
  mutating func load(_ grants: [GrantStatus]) {
    self.grants = grants
    refreshAccounts()
  }

  /// Carries out a command on calendars and accounts.
  mutating func handleOnAccounts(_ command: Command) -> [Effect] {
    if accounts.handle(command) { return [] }
    switch command {
    case .signIn: return beginSignIn()
    case .signOut:
      askSignOut()
      return []
    default: return handleAnywhere(command)
    }
  }

  private mutating func beginSignIn() -> [Effect] {
    guard let status = accounts.account.flatMap(grant) else {
      say(.info, "There is nothing to sign in to: the calendar is on this machine.")
      return []
    }
    guard status.service.has(.signIn), status.standing != .keyed else {
      say(.info, "\(status.name) is let in by a key, not by a sign-in.")
      return []
    }
    screens.append(.signIn(SignInViewModel(status.name, at: status.service)))
    return [.beginSignIn(status.name)]
  }

  private mutating func askSignOut() {
    guard let status = accounts.account.flatMap(grant), status.canSignOut else {
      say(.info, "There is no sign-in to end here.")
      return
    }
    screens.append(
      .confirmation(
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
      )
    )
  }

  // MARK: The doctor

  /// Opens the doctor's page; what was found comes later.
  mutating func openDoctor() -> [Effect] {
    screens.append(
      .reading(
        ReadingViewModel(
          .doctor,
          title: "Doctor",
          rows: [.init(.text, "Asking the services…")]
        )
      )
    )
    return [.examine]
  }

  mutating func show(_ diagnosis: Diagnosis) {
    for index in screens.indices {
      guard case .reading(var reading) = screens[index], reading.subject == .doctor else {
        continue
      }
      reading.rows = diagnosis.rows(
        now: now,
        zone: zone,
        width: min(columns, AppMetrics.readingColumns) - AppMetrics.indent
      )
      screens[index] = .reading(reading)
    }
    load(diagnosis.checkups.map(\.status))
  }

  // MARK: A sign-in that goes on

  /// Carries out a command on a sign-in.
  mutating func handle(_ command: Command, on screen: SignInViewModel) -> [Effect] {
    var screen = screen
    switch command {
    case .back, .quit:
      if screen.isTyping {
        screen.turn(typing: false)
        break
      }
      screens.removeLast()
      return [.cancelSignIn(screen.name)]
    case .copyAddress: return screen.address.map { [.copy($0, what: "address")] } ?? []
    case .openAddress: return screen.address.map { [.openURL($0)] } ?? []
    case .typeAddress: screen.turn(typing: !screen.isTyping)
    case .signIn: return finishTyping(screen)
    case .help: return handleAnywhere(command)
    default: screen.edit(command)
    }
    screens[screens.count - 1] = .signIn(screen)
    return []
  }

  /// Takes what is typed or pasted.
  mutating func type(_ text: String, on screen: SignInViewModel) -> [Effect] {
    var screen = screen
    let whole = screen.insert(text)
    screens[screens.count - 1] = .signIn(screen)
    return whole == nil ? [] : finishTyping(screen)
  }

  private mutating func finishTyping(_ screen: SignInViewModel) -> [Effect] {
    var screen = screen
    let redirect = screen.field.trimmed
    if case .failed = screen.step {
      screen.step = .starting
      screens[screens.count - 1] = .signIn(screen)
      return [.beginSignIn(screen.name)]
    }
    guard screen.takesRedirect, !redirect.isEmpty else {
      say(.info, "Paste the address that the browser ended at.")
      return []
    }
    screen.finish()
    screens[screens.count - 1] = .signIn(screen)
    return [.finishSignIn(screen.name, redirect: redirect)]
  }

  /// A sign-in has come further.
  mutating func reach(_ step: SignInProgress, signingInTo name: AccountID) {
    for index in screens.indices {
      guard case .signIn(var screen) = screens[index], screen.name == name else { continue }
      screen.step = step
      if !screen.takesRedirect { screen.turn(typing: false) }
      screens[index] = .signIn(screen)
    }
  }

  /// A sign-in is done: its screen closes, and what waited for it goes on.
  mutating func finishSignIn(_ name: AccountID, email: String) -> [Effect] {
    screens.removeAll { screen in
      if case .signIn(let screen) = screen { screen.name == name } else { false }
    }
    say(.info, "Signed in to \(name)\(email.isEmpty ? "" : " as \(email)").")
    return [.loadGrants, .sync]
  }
}

package import CalendarCore

/// A sign-in that goes on: where to allow it, and a field for the address that the browser ended at.
package struct SignInViewModel: Equatable, Sendable {
  /// The grant.
  package let name: AccountID
  /// What it is at.
  package let service: ServiceKind
  /// How far it has come.
  package var step: SignInProgress
  /// The address that the browser ended at, as far as it is typed.
  package private(set) var field = TextField()
  /// Whether keys are text of the field.
  package private(set) var isTyping = false

  /// Whether it came to its end.
  private var isDone = false

  /// Makes the screen of a sign-in that begins.
  package init(_ name: AccountID, at service: ServiceKind) {
    self.name = name
    self.service = service
    step = .starting
  }

  /// What can be copied and opened now; `nil` when there is nothing yet.
  package var address: String? {
    switch step {
    case .browser(let address, _), .device(let address, _, _): address
    case .starting, .finishing, .failed: nil
    }
  }

  /// Whether an address that the browser ended at is of use.
  package var takesRedirect: Bool {
    if case .browser = step { true } else { false }
  }

  /// Whether a key is the beginning of an address: it is typed then, and no command.
  package func beginsAddress(_ key: String) -> Bool {
    takesRedirect && !isTyping && key == "h"
  }

  /// Goes to the field or leaves it.
  mutating func turn(typing: Bool) { isTyping = typing && takesRedirect }

  /// Types or pastes.
  ///
  /// - Returns: The address, when a whole one was pasted.
  mutating func insert(_ text: String) -> String? {
    guard takesRedirect else { return nil }
    isTyping = true
    field.insert(text)
    return text.count > 1 && Self.isWhole(field.trimmed) ? field.trimmed : nil
  }

  /// Carries out an editing command.
  mutating func edit(_ command: Command) { _ = field.handle(command) }

  /// What was typed is tried: it is not needed any more.
  mutating func finish() {
    step = .finishing
    isTyping = false
    field.set("")
  }

  /// Whether a text is an address that ends a sign-in, well or not.
  private static func isWhole(_ text: String) -> Bool {
    text.hasPrefix("http") && (text.contains("code=") || text.contains("error="))
  }
}

extension SignInViewModel: ScreenModel {
  package func context(in app: AppState) -> CommandContext { isTyping ? .address : .signIn }
  package var heading: String? { "Sign in · \(name), \(service.displayName)" }
  package func takesText(in app: AppState) -> Bool { isTyping }
  package func takesPaste(in app: AppState) -> Bool { takesRedirect }
  package func wantsText(_ key: String, in app: AppState) -> Bool { isTyping || beginsAddress(key) }
  package var isCountingDown: Bool { if case .device = step { true } else { false } }
  package var effectsOfClosing: [Effect] { isDone ? [] : [.cancelSignIn(name)] }

  package func footer(in app: AppState) -> [Command] {
    if isTyping { return [.signIn, .deleteToStart, .back] }
    if case .failed = step { return [.signIn, .back] }
    return [.copyAddress, .openAddress, .typeAddress, .back]
  }

  package func availability(of command: Command, in app: AppState) -> Availability {
    switch command {
    case .copyAddress, .openAddress:
      address == nil ? .not("There is no address yet.") : .available
    case .typeAddress:
      takesRedirect ? .available : .not("No address is needed here.")
    default: .available
    }
  }

  package mutating func handle(_ command: Command, in app: inout AppState) -> [Effect] {
    switch command {
    case .back, .quit:
      if isTyping { turn(typing: false) } else { app.close() }
    case .copyAddress: return address.map { [.copy($0, what: "address")] } ?? []
    case .openAddress: return address.map { [.openURL($0)] } ?? []
    case .typeAddress: turn(typing: !isTyping)
    case .signIn: return finishTyping(in: &app)
    case .help: SharedCommands.showHelp(context(in: app), in: &app)
    default: edit(command)
    }
    return []
  }

  package mutating func type(_ text: String, in app: inout AppState) -> [Effect] {
    insert(text) == nil ? [] : finishTyping(in: &app)
  }

  package mutating func receive(_ action: Action, in app: inout AppState) -> [Effect] {
    switch action {
    case .signInReached(name, let step):
      self.step = step
      if !takesRedirect { turn(typing: false) }
    case .signedIn(name, _):
      isDone = true
      app.close()
    default: break
    }
    return []
  }

  private mutating func finishTyping(in app: inout AppState) -> [Effect] {
    let redirect = field.trimmed
    if case .failed = step {
      step = .starting
      return [.beginSignIn(name)]
    }
    guard takesRedirect, !redirect.isEmpty else {
      app.say(.info, "Paste the address that the browser ended at.")
      return []
    }
    finish()
    return [.finishSignIn(name, redirect: redirect)]
  }
}

package import CalendarCore
package import Foundation

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

extension SignInViewModel {
  /// A line of what is said.
  package struct Row: Equatable, Sendable {
    package enum Kind: Equatable, Sendable {
      case text
      case faint
      /// The address, and the command for a tunnel to it.
      case address
      case command
      case code
      case problem
      case space
    }
    package var kind: Kind
    package var text: String
  }

  /// What is said above the field.
  ///
  /// - Parameters:
  ///   - now: The time.
  ///   - width: The columns for it.
  ///   - height: The lines for it. Where they are few the blank ones go first, then the end of the
  ///     address, which is copied whole in any case.
  /// - Returns: The lines.
  package func rows(now: Date, width: Int, height: Int) -> [Row] {
    var rows = parts(now: now).flatMap { Self.lines(of: $0, width: width) }
    if rows.count > height { rows.removeAll { $0.kind == .space } }
    let excess = rows.count - height
    if excess > 0, let last = rows.lastIndex(where: { $0.kind == .address }) {
      let length = rows.count { $0.kind == .address }
      let kept = max(1, length - excess)
      if kept < length {
        let cut = last - length + kept
        rows[cut].text = String(rows[cut].text.prefix(max(0, width - 1))) + "…"
        rows.removeSubrange((cut + 1)...last)
      }
    }
    if rows.count > height { rows.removeAll { $0.kind == .faint } }
    return rows
  }

  private func parts(now: Date) -> [Row] {
    let space = Row(.space, "")
    switch step {
    case .starting: return [Row(.text, "Asking \(service.displayName)…")]
    case .finishing: return [Row(.text, "Finishing with \(service.displayName)…")]
    case .failed(let reason):
      return [Row(.problem, reason), space, Row(.faint, "Nothing is stored.")]
    case .browser(let address, let tunnel):
      let first =
        tunnel.map { [Row(.text, "First, on the browser's computer:"), Row(.command, $0), space] }
      return (first ?? []) + [
        Row(.text, "Open this in a browser:"), Row(.address, address), space,
        Row(
          .faint,
          "Should it end at a page that the browser cannot open, paste the address of that page:"
        ),
      ]
    case .device(let address, let code, let expires):
      let left = Int(expires.timeIntervalSince(now).rounded(.up))
      return [
        Row(.text, "Open this on any device:"), Row(.address, address), space,
        Row(.text, "and type this code:"), Row(.code, code), space,
        Row(.faint, left > 0 ? "It holds for \(Self.words(left))." : "It has run out."),
      ]
    }
  }

  private static func lines(of row: Row, width: Int) -> [Row] {
    switch row.kind {
    case .address, .command:
      var rest = row.text[...]
      var lines: [Row] = []
      while !rest.isEmpty {
        lines.append(Row(row.kind, String(rest.prefix(max(1, width)))))
        rest = rest.dropFirst(max(1, width))
      }
      return lines
    case .text, .faint, .code, .problem, .space:
      return LineWrap.lines(row.text, width: width).map { Row(row.kind, $0) }
    }
  }

  /// `14 min`, in the last minute `35 s`.
  private static func words(_ seconds: Int) -> String {
    seconds >= 60 ? "\((seconds + 59) / 60) min" : "\(seconds) s"
  }
}

extension SignInViewModel.Row {
  fileprivate init(_ kind: Kind, _ text: String) { self.init(kind: kind, text: text) }
}

package import ConferencingCore

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

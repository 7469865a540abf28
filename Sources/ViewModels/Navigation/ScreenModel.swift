package import CalendarCore

/// A screen: what is shown, what keys mean there, and what comes of what happens.
///
/// Everything but its own state is in ``AppState``, through which it also opens other screens and
/// closes itself. Nothing outside of a screen asks which one it is.
package protocol ScreenModel: Equatable, Sendable {
  /// Where a key is pressed now.
  func context(in app: AppState) -> CommandContext
  /// What the header says; `nil` for what lies on another screen.
  var heading: String? { get }
  /// The same where it says what is shown now; ``heading`` unless a screen has more to say.
  func title(in app: AppState) -> String?
  /// The event that commands are about; `nil` for that of the screen below.
  var subject: EventID? { get }
  /// The event that is shown or changed, which is read again when it has changed.
  var observedEvent: EventID? { get }
  /// The commands that the footer names, most useful first.
  func footer(in app: AppState) -> [Command]
  /// What the footer calls a command here.
  func title(of command: Command) -> String
  /// Whether a command can be carried out now, and why not.
  func availability(of command: Command, in app: AppState) -> Availability

  /// Whether printable keys are text now.
  func takesText(in app: AppState) -> Bool
  /// Whether a text that is pasted is taken, although keys may be commands.
  func takesPaste(in app: AppState) -> Bool
  /// Whether a printable key is text here, although others may be commands.
  func wantsText(_ key: String, in app: AppState) -> Bool
  /// Whether something is being saved: until then nobody knows what the next key is about.
  var isSaving: Bool { get }
  /// Whether something is shown that changes by the second.
  var isCountingDown: Bool { get }
  /// Whether closing it loses what was typed.
  var hasUnsavedChanges: Bool { get }
  /// What ends with it: effects that nobody waits for any more.
  var effectsOfClosing: [Effect] { get }

  /// Carries out a command.
  mutating func handle(_ command: Command, in app: inout AppState) -> [Effect]
  /// Takes a text that was typed or pasted.
  mutating func type(_ text: String, in app: inout AppState) -> [Effect]
  /// Takes something else that happened; every screen is told.
  mutating func receive(_ action: Action, in app: inout AppState) -> [Effect]
  /// Takes the yes to a question that it asked; `nil` when it makes no difference to it.
  mutating func take(
    _ answer: ConfirmationViewModel.Answer,
    in app: inout AppState
  ) -> [Effect]?
  /// The edit to ask about now that its event has changed; `nil` when there is none any more.
  mutating func renewed(_ edit: EventEdit, in app: inout AppState) -> EventEdit?
}

extension ScreenModel {
  package var heading: String? { nil }
  package func title(in app: AppState) -> String? { heading }
  package var subject: EventID? { nil }
  package var observedEvent: EventID? { subject }
  package func title(of command: Command) -> String { command.title }
  package func availability(of command: Command, in app: AppState) -> Availability {
    command == .complete ? .not("Names of files alone are completed.") : .available
  }
  package func takesText(in app: AppState) -> Bool { false }
  package func takesPaste(in app: AppState) -> Bool { takesText(in: app) }
  package func wantsText(_ key: String, in app: AppState) -> Bool { takesText(in: app) }
  package var isSaving: Bool { false }
  package var isCountingDown: Bool { false }
  package var hasUnsavedChanges: Bool { false }
  package var effectsOfClosing: [Effect] { [] }
  package mutating func type(_ text: String, in app: inout AppState) -> [Effect] { [] }
  package mutating func receive(_ action: Action, in app: inout AppState) -> [Effect] { [] }
  package mutating func take(
    _ answer: ConfirmationViewModel.Answer,
    in app: inout AppState
  ) -> [Effect]? { nil }
  package mutating func renewed(_ edit: EventEdit, in app: inout AppState) -> EventEdit? { edit }

  /// Whether another screen is the same.
  func isEqual(to other: any ScreenModel) -> Bool { other as? Self == self }
}

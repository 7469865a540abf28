import CalendarCore
import ConferencingCore

/// The conferencing form for all marked events.
///
/// Providers and hosts are those of the first event's calendar; what another calendar cannot have is
/// left out with its reason in the question that follows. So are events whose meetings have no such
/// settings, where these are changed.
package struct BulkConferencingScreen: Equatable, Sendable {
  package private(set) var form: ConferencingFormViewModel
  private let events: [EventID]
  private let calendar: CalendarKey
  private let original: ConferencingFormViewModel

  /// Makes the form; `nil` when the calendar of the events is not known.
  init?(_ marks: MarkedEvents, in app: AppState) {
    guard let calendar = marks.firstCalendar,
      let context = ConferencingContext(
        app.directory,
        account: calendar.account,
        calendar: calendar.calendar
      )
    else { return nil }
    var form = ConferencingFormViewModel(context: context)
    form.defaults = app.newEventDefaults
    form.shared = SharedSettingsForm(provider: marks.commonProvider ?? .zoomMeeting)
    form.chooseCreation()
    self.form = form
    original = form
    events = marks.ids
    self.calendar = calendar
  }

  /// What is chosen; `nil` when it breaks a rule, which the form shows then.
  private mutating func action() -> BulkAction? {
    switch form.chosen {
    // Of several events some may have a meeting: none is a choice, and no state to be kept.
    case .none: .conferencing(.strip)
    case .settings:
      form.attemptSave() == nil ? nil : form.shared.map { .settings(NamedSettings($0.wish)) }
    case .create, .made, .link, .room: form.attemptSave().map { .conferencing($0) }
    }
  }
}

extension BulkConferencingScreen: ScreenModel {
  package func context(in app: AppState) -> CommandContext { .form }
  package var heading: String? { "Meeting link · \(BulkWords.events(events.count))" }
  package func takesText(in app: AppState) -> Bool { form.editsText }
  package func wantsText(_ key: String, in app: AppState) -> Bool { form.editsText || key == " " }
  package var hasUnsavedChanges: Bool {
    form.change != original.change || form.shared != original.shared
  }
  package func footer(in app: AppState) -> [Command] { [.save, .nextField, .nextChoice, .back] }

  package func availability(of command: Command, in app: AppState) -> Availability {
    command == .editor ? .not("This form has no description to edit.") : .available
  }

  package mutating func handle(_ command: Command, in app: inout AppState) -> [Effect] {
    switch command {
    case .save:
      if form.chosen == .settings, form.shared?.wish.isEmpty != false {
        app.say(.problem, "Not saved: every setting is left as it is. Choose another value first.")
        return []
      }
      guard let action = action() else {
        let problem = form.violations.first?.message
        app.say(.problem, "Not saved: \(problem ?? "the meeting cannot be read.")")
        return []
      }
      if action.isOfSettings {
        app.say(.info, "Asking the hosts of the meetings… \(key: .back) cancels.")
      }
      return [.planBulk(action, events)]
    case .back where app.plannedBulk?.isOfSettings == true:
      app.plannedBulk = nil
      app.say(.info, "Cancelled. Nothing was changed.")
    case .back: FormSaving.leave(isChanged: hasUnsavedChanges, in: &app)
    case .help: SharedCommands.showHelp(.form, in: &app)
    default: _ = form.handle(command)
    }
    return []
  }

  package mutating func type(_ text: String, in app: inout AppState) -> [Effect] {
    form.insert(text)
    return []
  }

  package mutating func receive(_ action: Action, in app: inout AppState) -> [Effect] {
    switch action {
    case .bulkSubmitted(let plan):
      switch plan.action {
      case .conferencing, .settings: app.close()
      case .delete, .respond, .shift, .move: break
      }
    case .directoryLoaded(let directory):
      if let context = ConferencingContext(
        directory,
        account: calendar.account,
        calendar: calendar.calendar
      ) {
        form.move(to: context)
      }
    default: break
    }
    return []
  }

  package mutating func take(
    _ answer: ConfirmationViewModel.Answer,
    in app: inout AppState
  ) -> [Effect]? {
    if answer == .discardForm { app.close() }
    return answer.effects
  }
}

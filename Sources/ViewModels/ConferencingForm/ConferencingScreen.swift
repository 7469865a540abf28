package import CalendarCore
import ConferencingCore

/// The conferencing form on the screen, and the event it is about.
package struct ConferencingScreen: Equatable, Sendable {
  package var form: ConferencingFormViewModel
  /// The event as it was read last.
  private var current: Event
  /// The edit that is being saved.
  private var sent: EventEdit?
  package var isSaving: Bool { sent != nil }
  private var original: ConferencingFormViewModel

  /// Makes a screen.
  ///
  /// - Parameters:
  ///   - form: The form.
  ///   - event: The event.
  ///   - link: A link of the event's texts that is to be offered; the one that it is joined by when `nil`.
  init(_ form: ConferencingFormViewModel, event: Event, offering link: String? = nil) {
    var form = form
    let chosen = link.flatMap { url in
      (LinkFinder.meetings(in: event) + LinkFinder.others(in: event)).first {
        $0.link?.link.url == url
      }
    }
    if let chosen {
      form.offer(chosen, replacing: true)
    } else {
      form.offer(Self.found(in: event))
    }
    self.form = form
    current = event
    original = form
  }
}

extension ConferencingScreen: ScreenModel {
  package func context(in app: AppState) -> CommandContext { .form }
  package var heading: String? { "Meeting link · \(current.title)" }
  package var observedEvent: EventID? { current.id }
  package func takesText(in app: AppState) -> Bool { form.editsText }
  package func wantsText(_ key: String, in app: AppState) -> Bool { form.editsText || key == " " }
  package var hasUnsavedChanges: Bool {
    form.change != original.change || form.settingsChange != nil
  }
  package func footer(in app: AppState) -> [Command] { [.save, .nextField, .nextChoice, .back] }

  package func availability(of command: Command, in app: AppState) -> Availability {
    command == .editor ? .not("This form has no description to edit.") : .available
  }

  package mutating func handle(_ command: Command, in app: inout AppState) -> [Effect] {
    guard !isSaving else { return [] }
    switch command {
    case .save:
      guard let edit = attemptSave(in: &app) else { return [] }
      if let effects = FormSaving.obstacle(to: edit, of: current, in: &app) { return effects }
      sent = edit
      return [.submit(edit)]
    case .back: FormSaving.leave(isChanged: hasUnsavedChanges, in: &app)
    case .help: SharedCommands.showHelp(.form, in: &app)
    default: _ = form.handle(command)
    }
    return []
  }

  package mutating func type(_ text: String, in app: inout AppState) -> [Effect] {
    if !isSaving { form.insert(text) }
    return []
  }

  package mutating func receive(_ action: Action, in app: inout AppState) -> [Effect] {
    switch action {
    // Others may be under way that were made before the form was opened.
    case .submitted(let edit, _) where edit == sent: app.close()
    case .submitFailed(let edit, _) where edit == sent: sent = nil
    case .eventLoaded(current.id, let event?, let delivery) where !isSaving:
      follow(event)
      form.note(delivery)
    case .settingsLoaded(current.id, let known) where !isSaving:
      form.know(known)
      original.know(known)
    case .directoryLoaded(let directory) where !isSaving: follow(directory)
    default: break
    }
    return []
  }

  package mutating func take(
    _ answer: ConfirmationViewModel.Answer,
    in app: inout AppState
  ) -> [Effect]? {
    if case .submit(let edit) = answer {
      if let effects = ScopeViewModel.ask(edit, of: current, in: &app) { return effects }
      sent = edit
    }
    if answer == .discardForm { app.close() }
    return answer.effects
  }

  package mutating func renewed(_ edit: EventEdit, in app: inout AppState) -> EventEdit? {
    attemptSave(in: &app)
  }

  /// The edit that the form makes; `nil` when something is wrong, which is said then.
  private mutating func attemptSave(in app: inout AppState) -> EventEdit? {
    guard let change = form.attemptSave() else {
      let problem = form.violations.first?.message
      app.say(.problem, "Not saved: \(problem ?? "the meeting cannot be read.")")
      return nil
    }
    guard let service = app.directory.account(current.account)?.service else {
      app.say(.problem, "Not saved: the account \(current.account) is no longer known here.")
      return nil
    }
    var patch = EventEditor.patch(
      from: current,
      to: EventDraft(current),
      conferencing: change,
      service: service
    )
    patch.settings = form.settingsChange
    let provider = app.directory.ownGrant(of: current.account)?.provider
    if let problem = patch.description.flatMap({
      EventLimits.descriptionProblem($0, on: provider)
    }) {
      app.say(.problem, "Not saved: \(problem)")
      return nil
    }
    return EventEdit(
      event: current.id,
      change: .update(patch),
      notifiesParticipants: app.directory.notifiesParticipants(of: current.account)
    )
  }

  /// The first sync may find out who can host meetings while the form is open.
  private mutating func follow(_ directory: Directory) {
    guard
      var context = ConferencingContext(
        directory,
        account: current.account,
        calendar: current.calendar
      )
    else { return }
    context.isReadOnlyEvent = current.isReadOnly
    form.move(to: context)
    original.move(to: context)
  }

  private mutating func follow(_ event: Event) {
    guard event != current else { return }
    current = event
    var context = form.context
    context.isReadOnlyEvent = event.isReadOnly
    let isRetry = event.conferencingFailure != nil
    let isUntouched = !hasUnsavedChanges
    form.follow(event.conferencing, isRetry: isRetry, of: event, in: context)
    original = ConferencingFormViewModel(
      context: context,
      current: event.conferencing,
      isRetry: isRetry,
      event: event
    )
    original.defaults = form.defaults
    let found = Self.found(in: event)
    original.offer(found)
    if isUntouched { form.offer(found) }
  }

  /// The meeting of the texts that an event is joined by.
  private static func found(in event: Event) -> FoundMeeting? {
    let first = JoinLinks(of: event).links.first?.link.identity
    let meetings = LinkFinder.meetings(in: event)
    return meetings.first { $0.link?.link.identity == first } ?? meetings.first
  }
}

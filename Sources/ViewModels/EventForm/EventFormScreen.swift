package import CalendarCore

/// The event form on the screen, and the form as it began.
package struct EventFormScreen: Equatable, Sendable {
  package var form: EventFormViewModel
  private var original: EventFormViewModel
  /// Whether the description is in the user's own editor.
  private var isInEditor = false
  /// The edit that is being saved.
  private var sent: EventEdit?

  init(_ form: EventFormViewModel) {
    self.form = form
    original = form
  }

  /// Opens the form of an event, and asks for its series.
  static func open(_ event: Event, in app: inout AppState) -> [Effect] {
    var form = EventFormViewModel(
      event: event,
      directory: app.directory,
      zone: app.zone,
      now: app.now,
      style: app.clock.style
    )
    form?.conferencing.defaults = app.newEventDefaults
    form?.second = app.display.second
    guard let form else { return [] }
    app.open(EventFormScreen(form))
    let settings: [Effect] =
      form.conferencing.made == nil ? [] : [.loadSettings(event.id, asksHost: true)]
    return settings + (event.occurrence == nil ? [] : [.loadSeries(event.id)])
  }
}

extension EventFormScreen: ScreenModel {
  package func context(in app: AppState) -> CommandContext { .form }
  package var heading: String? { form.event.map { "Edit · \($0.title)" } ?? "New event" }
  package var observedEvent: EventID? { form.event?.id }
  package func takesText(in app: AppState) -> Bool { form.editsText }
  package func wantsText(_ key: String, in app: AppState) -> Bool {
    form.editsText || form.focus == .repeats || key == " "
  }
  package var isSaving: Bool { form.isSaving }
  package var hasUnsavedChanges: Bool { form.isChanged(from: original) }

  package func footer(in app: AppState) -> [Command] {
    form.focus == .description
      ? [.save, .editor, .nextField, .back] : [.save, .nextField, .nextChoice, .back]
  }

  package mutating func handle(_ command: Command, in app: inout AppState) -> [Effect] {
    guard !form.isSaving else { return [] }
    switch command {
    case .save:
      guard let edit = form.attemptSave() else {
        app.say(.problem, "Not saved: \(form.saveProblem)")
        return []
      }
      if let effects = FormSaving.obstacle(to: edit, of: form.event, in: &app) { return effects }
      note(sent: edit)
      return [.submit(edit)]
    case .back: FormSaving.leave(isChanged: hasUnsavedChanges, in: &app)
    case .editor:
      isInEditor = true
      return [.edit(form.descriptionText)]
    case .help: SharedCommands.showHelp(.form, in: &app)
    default:
      _ = form.handle(command)
      // Names are read once there is a row that they complete.
      if Completion.rows.contains(form.focus), !form.names.isAsked {
        (form.names.isAsked, original.names.isAsked) = (true, true)
        return [.loadPeople]
      }
    }
    return []
  }

  package mutating func type(_ text: String, in app: inout AppState) -> [Effect] {
    if !form.isSaving { form.insert(text) }
    return []
  }

  package mutating func receive(_ action: Action, in app: inout AppState) -> [Effect] {
    switch action {
    // Others may be under way that were made before the form was opened.
    case .submitted(let edit, _) where edit == sent: app.close()
    case .submitFailed(let edit, _) where edit == sent:
      sent = nil
      form.isSaving = false
    case .editorClosed(let text, _) where isInEditor:
      isInEditor = false
      if let text { form.takeDescription(text) }
    // A link arrives, or somebody else edits the event: what the user has not touched follows.
    case .eventLoaded(let id, let event?, let delivery)
    where id == form.event?.id && !form.isSaving:
      form.conferencing.note(delivery)
      if let fresh = form.follow(event, from: original) { original = fresh }
    case .settingsLoaded(let id, let known) where id == form.event?.id && !form.isSaving:
      form.conferencing.know(known)
      original.conferencing.know(known)
    case .seriesLoaded(let id, let series?) where id == form.event?.id && !form.isSaving:
      RepeatRows.show(series.master, in: &form)
      RepeatRows.show(series.master, in: &original)
    case .peopleLoaded(let people, let places) where !form.isSaving:
      form.know(people, places: places)
      original.know(people, places: places)
    // The first sync may find out who can host meetings while the form is open.
    case .directoryLoaded(let directory) where !form.isSaving:
      form.follow(directory)
      original.follow(directory)
    default: break
    }
    return []
  }

  package mutating func take(
    _ answer: ConfirmationViewModel.Answer,
    in app: inout AppState
  ) -> [Effect]? {
    if case .submit(let edit) = answer {
      if let effects = ScopeViewModel.ask(edit, of: form.event, in: &app) { return effects }
      note(sent: edit)
    }
    if answer == .discardForm { app.close() }
    return answer.effects
  }

  package mutating func renewed(_ edit: EventEdit, in app: inout AppState) -> EventEdit? {
    form.attemptSave()
  }

  private mutating func note(sent edit: EventEdit) {
    sent = edit
    form.isSaving = true
  }
}

/// What saving and leaving have in common for all forms.
enum FormSaving {
  /// What is to be done before an edit may be sent: says why it may not, or asks first; `nil` when it
  /// may be sent at once.
  static func obstacle(
    to edit: EventEdit,
    of event: Event?,
    in app: inout AppState
  ) -> [Effect]? {
    if case .update(let patch) = edit.change, patch.isEmpty {
      app.close()
      app.say(.info, "Nothing was changed.")
      return []
    }
    if case .update(let patch) = edit.change, let reason = event?.kind?.refusal(of: patch) {
      app.say(.problem, reason)
      return []
    }
    guard
      let question = ConfirmationViewModel.question(for: edit, of: event, in: app.directory)
    else {
      return ScopeViewModel.ask(edit, of: event, in: &app)
    }
    app.open(question)
    return []
  }

  /// Closes a form, after a question when something was changed in it.
  static func leave(isChanged: Bool, in app: inout AppState) {
    guard isChanged else { return app.close() }
    app.open(
      ConfirmationViewModel(
        title: "Discard unsaved changes?",
        confirmLabel: "discard",
        answer: .discardForm
      )
    )
  }
}

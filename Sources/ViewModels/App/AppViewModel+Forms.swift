import ConferencingCore

extension AppViewModel {
  /// Carries out a command on the form on top.
  mutating func handleOnForm(_ command: Command) -> [Effect] {
    switch screens.last {
    case .eventForm(var screen):
      guard !screen.form.isSaving else { return [] }
      switch command {
      case .save: return saveEventForm(screen)
      case .back: return leave(isChanged: screen.form.isChanged(from: screen.original))
      case .editor: return [.edit(screen.form.descriptionText)]
      case .help: return showFormHelp()
      default:
        _ = screen.form.handle(command)
        screens[screens.count - 1] = .eventForm(screen)
      }
    case .conferencingForm(var screen):
      guard !screen.isSaving else { return [] }
      switch command {
      case .save: return saveConferencingForm(screen)
      case .back: return leave(isChanged: screen.form.change != screen.original.change)
      case .help: return showFormHelp()
      default:
        _ = screen.form.handle(command)
        screens[screens.count - 1] = .conferencingForm(screen)
      }
    default: break
    }
    return []
  }

  /// Carries out a command on a question.
  mutating func handle(_ command: Command, on confirmation: ConfirmationViewModel) -> [Effect] {
    switch command {
    case .confirm, .choose:
      screens.removeLast()
      switch confirmation.answer {
      case .discardForm:
        screens.removeLast(min(1, screens.count))
        return []
      case .submit(let edit):
        holdForm()
        return [.submit(edit)]
      case .carryOut(let effect): return [effect]
      }
    case .refuse, .back, .quit: screens.removeLast()
    default:
      var confirmation = confirmation
      if confirmation.handle(command, columns: columns, rows: listHeight) {
        screens[screens.count - 1] = .confirmation(confirmation)
      }
    }
    return []
  }

  /// Carries out a command on a short list.
  mutating func handle(_ command: Command, on menu: MenuViewModel) -> [Effect] {
    var menu = menu
    switch command {
    case .choose, .confirm:
      screens.removeLast()
      return menu.items.indices.contains(menu.selected) ? menu.items[menu.selected].effects : []
    case .back, .quit, .refuse:
      screens.removeLast()
      return menu.cancelled
    default:
      let effects = menu.handle(command) ?? []
      screens[screens.count - 1] = .menu(menu)
      return effects
    }
  }

  /// Carries out a command on a text to read.
  mutating func handle(_ command: Command, on reading: ReadingViewModel) -> [Effect] {
    var reading = reading
    switch command {
    case .back, .quit, .help: screens.removeLast()
    case .sync: return [.sync]
    default:
      if reading.handle(command, height: listHeight, count: reading.rows.count) {
        screens[screens.count - 1] = .reading(reading)
      }
    }
    return []
  }

  /// The cache has taken an edit: its form closes, and the list goes to the event.
  mutating func finish(_ edit: EventEdit) -> [Effect] {
    switch screens.last {
    case .eventForm(let screen) where screen.form.isSaving: screens.removeLast()
    case .conferencingForm(let screen) where screen.isSaving: screens.removeLast()
    default: break
    }
    switch edit.change {
    case .create(let draft, let conferencing):
      let saved = "“\(draft.title)” is in \(calendarName(draft))."
      say(saved, edit.event, in: draft.account, conferencing)
      return awaitedEvent(edit.event)
        + agenda.show(edit.event, on: draft.time.days(in: zone).lowerBound)
    case .update(let patch):
      let account = account(of: edit.event) ?? .local
      say(Self.words(for: patch), edit.event, in: account, patch.conferencing)
      let waited = awaitedEvent(edit.event)
      return waited
        + (patch.time.map { agenda.show(edit.event, on: $0.days(in: zone).lowerBound) }
          ?? agenda.reload())
    case .delete:
      screens.removeAll { screen in
        if case .detail(let detail) = screen { detail.id == edit.event } else { false }
      }
      say(.info, "The event is deleted. \(key: .undo) undoes it.")
    case .respond(let response): say(.info, "Answered: \(response.rawValue).")
    }
    return agenda.reload()
  }

  /// The form on top can be changed again.
  mutating func releaseForm() { setSaving(false) }

  private mutating func holdForm() { setSaving(true) }

  private mutating func setSaving(_ isSaving: Bool) {
    switch screens.last {
    case .eventForm(var screen):
      screen.form.isSaving = isSaving
      screens[screens.count - 1] = .eventForm(screen)
    case .conferencingForm(var screen):
      screen.isSaving = isSaving
      screens[screens.count - 1] = .conferencingForm(screen)
    default: break
    }
  }

  private mutating func saveEventForm(_ screen: EventFormScreen) -> [Effect] {
    var screen = screen
    let edit = screen.form.attemptSave()
    screens[screens.count - 1] = .eventForm(screen)
    guard let edit else {
      say(.problem, "Not saved: \(screen.form.saveProblem)")
      return []
    }
    return submit(edit, of: screen.form.event)
  }

  private mutating func saveConferencingForm(_ screen: ConferencingScreen) -> [Effect] {
    var screen = screen
    guard let edit = attemptSave(&screen) else { return [] }
    return submit(edit, of: screen.event)
  }

  /// The edit that the form on top makes; `nil` when something is wrong, which is said then.
  mutating func attemptSave(_ screen: inout ConferencingScreen) -> EventEdit? {
    let event = screen.event
    let change = screen.form.attemptSave()
    screens[screens.count - 1] = .conferencingForm(screen)
    guard let change else {
      let problem = screen.form.violations.first?.message
      say(.problem, "Not saved: \(problem ?? "the meeting cannot be read.")")
      return nil
    }
    guard let service = directory.account(event.account)?.service else {
      say(.problem, "Not saved: the account \(event.account) is no longer known here.")
      return nil
    }
    let patch = EventEditor.patch(
      from: event,
      to: EventDraft(event),
      conferencing: change,
      service: service
    )
    let provider = directory.ownGrant(of: event.account)?.provider
    if let problem = patch.description.flatMap({
      EventLimits.descriptionProblem($0, on: provider)
    }) {
      say(.problem, "Not saved: \(problem)")
      return nil
    }
    return EventEdit(event: event.id, change: .update(patch))
  }

  /// Saves an edit, after a question where one is due.
  private mutating func submit(_ edit: EventEdit, of event: Event?) -> [Effect] {
    if case .update(let patch) = edit.change, patch.isEmpty {
      screens.removeLast()
      say(.info, "Nothing was changed.")
      return []
    }
    if case .update(let patch) = edit.change, let reason = event?.kind?.refusal(of: patch) {
      say(.problem, reason)
      return []
    }
    if let question = ConfirmationViewModel.question(for: edit, of: event) {
      screens.append(.confirmation(question))
      return []
    }
    holdForm()
    return [.submit(edit)]
  }

  private mutating func leave(isChanged: Bool) -> [Effect] {
    if isChanged {
      screens.append(
        .confirmation(
          ConfirmationViewModel(
            title: "Discard unsaved changes?",
            confirmLabel: "discard",
            answer: .discardForm
          )
        )
      )
    } else {
      screens.removeLast()
    }
    return []
  }

  /// Quits, after a question while a form has changes that are not saved.
  mutating func exit() -> [Effect] {
    guard hasUnsavedChanges else { return [.quit] }
    if case .confirmation(let question) = screens.last, question.answer == .carryOut(.quit) {
      return []
    }
    screens.append(
      .confirmation(
        ConfirmationViewModel(
          title: "Discard unsaved changes and quit?",
          confirmLabel: "discard and quit",
          answer: .carryOut(.quit)
        )
      )
    )
    return []
  }

  private var hasUnsavedChanges: Bool {
    screens.contains { screen in
      switch screen {
      case .eventForm(let screen): screen.form.isChanged(from: screen.original)
      case .conferencingForm(let screen): screen.form.change != screen.original.change
      default: false
      }
    }
  }

  private mutating func showFormHelp() -> [Effect] {
    showHelp(.form)
    return []
  }

  private func calendarName(_ draft: EventDraft) -> String {
    directory.calendar(draft.calendar, in: draft.account)?.name ?? draft.calendar.rawValue
  }

  /// The account of an event that is in the list.
  private func account(of event: EventID) -> AccountID? {
    agenda.window?.events.first { $0.id == event }?.account
  }

  private static func words(for patch: EventPatch) -> String {
    switch patch.conferencing {
    case .keep, .autocreate: "Saved."
    case .strip: "The meeting is taken off."
    case .details: "Saved. The link is on the event."
    }
  }
}

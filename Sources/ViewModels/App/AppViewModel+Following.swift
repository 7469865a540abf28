import ConferencingCore

/// Open screens follow their event: a link arrives, or somebody else edits it, while a form is open.
extension AppViewModel {
  /// An event was read again: forms about it take what the person has not touched, and a question
  /// about it is asked of the event as it is now.
  mutating func follow(_ event: Event) {
    for index in screens.indices {
      switch screens[index] {
      case .eventForm(var screen) where screen.form.event?.id == event.id && !screen.form.isSaving:
        screen.follow(event)
        screens[index] = .eventForm(screen)
      case .conferencingForm(var screen) where screen.event.id == event.id && !screen.isSaving:
        screen.follow(event)
        screens[index] = .conferencingForm(screen)
      default: break
      }
    }
    askAgain(about: event)
  }

  /// Asks a question that is open once more, for what it says and does may be another thing now.
  private mutating func askAgain(about event: Event) {
    guard case .confirmation(let asked)? = screens.last, case .submit(let edit) = asked.answer,
      edit.event == event.id
    else { return }
    screens.removeLast()
    let again: EventEdit?
    switch screens.last {
    case .eventForm(var screen):
      again = screen.form.attemptSave()
      screens[screens.count - 1] = .eventForm(screen)
    case .conferencingForm(var screen): again = attemptSave(&screen)
    default: again = edit
    }
    guard let again, var question = ConfirmationViewModel.question(for: again, of: event) else {
      say(.info, "The event has changed meanwhile. Look at it once more.")
      return
    }
    question.keepPlace(of: asked)
    screens.append(.confirmation(question))
  }
}

extension EventFormScreen {
  fileprivate mutating func follow(_ event: Event) {
    if let fresh = form.follow(event, from: original) { original = fresh }
  }
}

extension ConferencingScreen {
  fileprivate mutating func follow(_ event: Event) {
    guard event != self.event else { return }
    self.event = event
    var context = form.context
    context.isReadOnlyEvent = event.isReadOnly
    let isRetry = event.conferencingFailure != nil
    form.follow(event.conferencing, isRetry: isRetry, in: context)
    original = ConferencingFormViewModel(
      context: context,
      current: event.conferencing,
      isRetry: isRetry
    )
  }
}

extension AppViewModel.Screen {
  /// The event that is shown or changed on it.
  var event: EventID? {
    switch self {
    case .detail(let detail): detail.id
    case .eventForm(let screen): screen.form.event?.id
    case .conferencingForm(let screen): screen.event.id
    case .confirmation, .menu, .reading, .changes, .conflict, .accounts, .signIn: nil
    }
  }
}

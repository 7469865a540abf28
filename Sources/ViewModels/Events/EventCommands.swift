import CalendarCore
import ConferencingCore
import Foundation

/// What is asked of an event, which is read for it first.
struct EventRequest: Equatable, Sendable {
  var command: Command
  var event: EventID
  /// The link that a form is to offer; `nil` for the best one of the texts.
  var link: String?
}

/// The commands on an event that is selected or open.
enum EventCommands {
  /// Those that need the whole event.
  private static let all: Set<Command> = [
    .open, .edit, .duplicate, .conferencing, .delete, .join, .joinBy, .copyLink, .copyInvitation,
    .respond,
    .answerYes, .answerMaybe, .answerNo,
  ]

  /// The reason against a command where no event is known yet; `nil` when there is none.
  static func availability(of command: Command, in app: AppState) -> Availability {
    guard all.contains(command) else { return .available }
    guard let event = app.selectedEvent else {
      return .not("No event is selected. \(key: .newEvent) makes one.")
    }
    switch command {
    case .duplicate: return NewEvent.availability(in: app)
    case .edit, .conferencing, .delete:
      // What is decided of an edit comes before all else.
      guard event.delivery == .delivered else { return .available }
      return Availability(unless: EventAvailability.readOnlyReason(event, app.directory))
    default: return .available
    }
  }

  /// Carries out a command on the event that commands are about; `nil` when it is none of those.
  static func handle(_ command: Command, in app: inout AppState) -> [Effect]? {
    guard all.contains(command), let event = app.subject else { return nil }
    // What is decided of a conflict comes before the next change.
    if [.open, .edit, .conferencing, .delete].contains(command),
      let conflict = app.changes.conflict(of: event)
    {
      app.open(conflict: conflict)
      return []
    }
    app.request = EventRequest(command: command == .open ? .edit : command, event: event)
    return [.loadEvent(event)]
  }

  /// Does what was asked for, now that its event is there.
  static func carryOutRequest(
    of id: EventID,
    _ event: Event?,
    _ delivery: Delivery,
    in app: inout AppState
  ) -> [Effect] {
    guard let request = app.request, request.event == id else { return [] }
    app.request = nil
    guard let event else {
      app.say(.problem, "The event is gone.")
      return []
    }
    let facts = EventAvailability(event: event, delivery: delivery, directory: app.directory)
    if let reason = facts.reason(against: request.command) {
      app.status.say(reason, now: app.now)
      return []
    }
    switch request.command {
    case .conferencing: return openConferencingForm(facts, offering: request.link, in: &app)
    case .delete:
      if case .refused = delivery { return app.openChanges(about: id) }
      let edit = EventEdit(
        event: id,
        change: .delete,
        notifiesParticipants: app.directory.notifiesParticipants(of: event.account)
      )
      if let effects = ScopeViewModel.ask(edit, of: event, in: &app) { return effects }
      guard
        let question = ConfirmationViewModel.question(for: edit, of: event, in: app.directory)
      else {
        return [.submit(edit)]
      }
      app.open(question)
    case .join: return JoinMenus.join(event, in: &app)
    case .copyLink:
      return JoinLinks(of: event).links.first.map { [.copy($0.link.url, what: "link")] } ?? []
    case .joinBy: JoinMenus.ways(event, country: app.country).map { app.open($0) }
    case .duplicate: NewEvent.open(like: event, in: &app)
    case .copyInvitation:
      app.open(JoinMenus.copies(event, country: app.country, clock: app.clock, now: app.now))
    case .respond: app.open(responses(to: event, facts))
    case .answerYes: return answer(.yes, facts, in: &app)
    case .answerMaybe: return answer(.maybe, facts, in: &app)
    case .answerNo: return answer(.no, facts, in: &app)
    default: return EventFormScreen.open(event, in: &app)
    }
    return []
  }

  private static func openConferencingForm(
    _ facts: EventAvailability,
    offering link: String?,
    in app: inout AppState
  ) -> [Effect] {
    guard let context = facts.context else { return [] }
    var form = ConferencingFormViewModel(
      context: context,
      current: facts.event.conferencing,
      isRetry: facts.event.conferencingFailure != nil,
      event: facts.event
    )
    form.defaults = app.newEventDefaults
    form.note(facts.delivery)
    app.open(ConferencingScreen(form, event: facts.event, offering: link))
    return form.made == nil ? [] : [.loadSettings(facts.event.id, asksHost: true)]
  }

  /// Answers an invitation of the list at once, or asks for how much of its series: for all of it
  /// first, as the next occurrence would be listed else.
  private static func answer(
    _ response: ParticipantResponse,
    _ facts: EventAvailability,
    in app: inout AppState
  ) -> [Effect] {
    let event = facts.event
    var edit = EventEdit(event: event.id, change: .respond(response))
    if let effects = ScopeViewModel.ask(edit, of: event, in: &app, beginsWithAll: true) {
      return effects
    }
    if event.occurrence != nil { edit.scope = .this }
    return [.submit(edit)]
  }

  private static func hasScopes(_ facts: EventAvailability) -> Bool {
    facts.event.occurrence != nil && facts.context?.account.service.has(.createsSeries) == true
  }

  private static func responses(
    to event: Event,
    _ facts: EventAvailability
  ) -> MenuViewModel {
    let answers: [(String, String, ParticipantResponse)] = [
      ("y", "Yes, I come", .yes), ("m", "Maybe", .maybe), ("n", "No", .no),
    ]
    let hasScopes = hasScopes(facts)
    func items(_ scope: EditScope?) -> [MenuViewModel.Item] {
      answers.map { key, label, response in
        MenuViewModel.Item(
          key: scope == .all ? key.uppercased() : key,
          scope == .all ? "\(label): all of the series" : label,
          [.submit(EventEdit(event: event.id, change: .respond(response), scope: scope))]
        )
      }
    }
    let response = facts.ownAttendee?.response
    return MenuViewModel(
      "Answer “\(event.title)”",
      items(event.occurrence == nil ? nil : .this) + (hasScopes ? items(.all) : []),
      selected: answers.firstIndex { $0.2 == response } ?? 0
    )
  }
}

import ConferencingCore
import Foundation

extension AppViewModel {
  /// Carries out a command on the event that commands are about; `nil` when it is none of those.
  mutating func handleOnEvent(_ command: Command) -> [Effect]? {
    let make: (EventID) -> Opening
    switch command {
    case .open, .edit: make = Opening.edit
    case .conferencing: make = Opening.conferencing
    case .delete: make = Opening.delete
    case .join: make = Opening.join
    case .copyLink: make = Opening.copyLink
    case .copyInvitation: make = Opening.copyInvitation
    case .respond: make = Opening.respond
    default: return nil
    }
    guard let subject else {
      say(.info, "No event is selected. \(key: .newEvent) makes one.")
      return []
    }
    // What is decided of a conflict comes before the next change.
    if [.open, .edit, .conferencing, .delete].contains(command),
      let conflict = changes.conflict(of: subject)
    {
      openConflict(conflict)
      return []
    }
    opening = make(subject)
    return [.loadEvent(subject)]
  }

  /// Carries out a command on the selected line of an event; `nil` when it is none of those.
  ///
  /// A link is joined, what one types or dials elsewhere is copied, and everything else is edited.
  mutating func handle(_ command: Command, onLineOf detail: EventDetailViewModel) -> [Effect]? {
    switch (command, detail.use) {
    case (.copyField, _), (.useLine, .copy):
      return detail.copied.map { [.copy($0.text, what: $0.what)] } ?? []
    case (.useLine, .join): return detail.copied.map { [.openURL($0.text)] } ?? []
    case (.useLine, .edit): return handleOnEvent(.open)
    default: return nil
    }
  }

  /// Opens what was asked for, now that its event is there.
  mutating func open(_ opening: Opening, _ event: Event, _ delivery: Delivery) -> [Effect] {
    switch opening {
    case .edit: openEventForm(event)
    case .conferencing: openConferencingForm(event)
    case .delete:
      if case .refused = delivery { return openChanges() }
      return openDeletion(event)
    case .join: return join(event, delivery)
    case .copyLink: return copyLink(event)
    case .copyInvitation:
      return [.copy(Invitation.text(event, zone: zone, now: now), what: "invitation")]
    case .respond: openAnswers(event)
    }
    return []
  }

  /// Opens the form for a new event on the selected day, in the primary calendar of the selected
  /// event's account.
  mutating func openNewEvent() -> [Effect] {
    let day = agenda.selection?.day ?? agenda.today
    let form = EventFormViewModel(
      newID: newIDs.next(),
      directory: directory,
      account: agenda.selectedEvent?.account,
      start: start(on: day),
      zone: zone,
      now: now
    )
    if let form {
      screens.append(.eventForm(EventFormScreen(form)))
    } else {
      say(.problem, "No calendar is writable. \(key: .accounts) shows the calendars and accounts.")
    }
    return []
  }

  /// The next half hour of the clock today, nine o'clock on other days.
  ///
  /// A form holds times of the clock, and one that is shown twice in a night means the first: neither
  /// start nor end is the second then.
  private func start(on day: Day) -> Date {
    guard day == agenda.today else { return day.time(secondsFromMidnight: 9 * 3_600, in: zone) }
    let half = 1_800.0
    let offset = Double(zone.secondsFromGMT(for: now))
    let wall = ((now.timeIntervalSince1970 + offset) / half).rounded(.up) * half
    var start = Date(timeIntervalSince1970: wall - offset)
    while isShownAgain(start) || isShownAgain(start + EventFormMetrics.defaultLength) {
      start += half
    }
    return start
  }

  /// Whether the clock has shown the same time before.
  private func isShownAgain(_ date: Date) -> Bool {
    let day = Day(date, in: zone)
    let wall = Int(date.timeIntervalSince1970) + zone.secondsFromGMT(for: date)
    return day.time(secondsFromMidnight: wall - day.daysSinceEpoch * 86_400, in: zone) != date
  }

  private mutating func openEventForm(_ event: Event) {
    guard mayChange(event) else { return }
    if let form = EventFormViewModel(event: event, directory: directory, zone: zone, now: now) {
      screens.append(.eventForm(EventFormScreen(form)))
    }
  }

  private mutating func openConferencingForm(_ event: Event) {
    guard mayChange(event), let context = context(of: event) else { return }
    if let kind = event.kind {
      say(.problem, kind.meetingRefusal)
      return
    }
    let form = ConferencingFormViewModel(
      context: context,
      current: event.conferencing,
      isRetry: event.conferencingFailure != nil
    )
    screens.append(.conferencingForm(ConferencingScreen(form, event: event)))
  }

  private mutating func openDeletion(_ event: Event) -> [Effect] {
    guard mayChange(event) else { return [] }
    let edit = EventEdit(event: event.id, change: .delete)
    guard let question = ConfirmationViewModel.question(for: edit, of: event) else {
      return [.submit(edit)]
    }
    screens.append(.confirmation(question))
    return []
  }

  private mutating func openAnswers(_ event: Event) {
    let own = directory.ownGrant(of: event.account)?.email.lowercased() ?? ""
    if let organizer = event.organizer, organizer.email.lowercased() == own {
      say(.info, "You organize this event; only attendees can respond.")
      return
    }
    guard let me = event.participants.first(where: { $0.email.lowercased() == own }) else {
      say(.info, "You are not invited to this event.")
      return
    }
    if let provider = directory.ownGrant(of: event.account)?.provider, !provider.takesResponses {
      say(
        .info,
        "\(provider.displayName) accepts no responses from other programs. "
          + "Respond in its own calendar app."
      )
      return
    }
    let answers: [(String, String, ParticipantResponse)] = [
      ("y", "Yes, I come", .yes), ("m", "Maybe", .maybe), ("n", "No", .no),
    ]
    let items = answers.map { key, label, response in
      MenuViewModel.Item(
        key: key,
        label,
        [.submit(EventEdit(event: event.id, change: .respond(response)))]
      )
    }
    screens.append(
      .menu(
        MenuViewModel(
          "Answer “\(event.title)”",
          items,
          selected: answers.firstIndex { $0.2 == me.response } ?? 0
        )
      )
    )
  }

  private mutating func join(_ event: Event, _ delivery: Delivery) -> [Effect] {
    if case .autocreate = event.conferencing, event.conferencingFailure == nil {
      say(
        .info,
        delivery == .waiting
          ? "The link is created when the edit is sent." : "The link is being created."
      )
      return []
    }
    let links = joinable(event)
    guard let first = links.first else {
      sayNoLink(event)
      return []
    }
    let isMeeting = first.purpose == .meeting
    if links.count == 1, isMeeting { return [.openURL(first.url)] }
    screens.append(
      .menu(
        MenuViewModel(
          isMeeting ? "Join which?" : "No meeting link yet. Register?",
          links.map { link in
            let label = isMeeting ? link.provider.rawValue : "Register  \(link.provider)"
            return .init("\(label)  \(link.url)", [.openURL(link.url)])
          }
        )
      )
    )
    return []
  }

  private mutating func copyLink(_ event: Event) -> [Effect] {
    guard let link = joinable(event).first else {
      sayNoLink(event)
      return []
    }
    return [.copy(link.url, what: "link")]
  }

  /// Says why there is nothing to open.
  private mutating func sayNoLink(_ event: Event) {
    if case .details(let details) = event.conferencing, !details.url.isEmpty,
      let problem = DetailsRules.urlMessage(details.url)
    {
      say(.problem, problem)
    } else {
      say(.info, "This event has no meeting link. \(key: .conferencing) adds one.")
    }
  }

  /// The links to join an event by, the field's alone where it has one; where there is none, the
  /// pages to register at.
  private func joinable(_ event: Event) -> [RecognizedLink] {
    let links = LinkFinder.links(in: event).map(\.link)
    // A service may name a provider and no link, or a link that nobody should open.
    if case .details(let details) = event.conferencing, details.isReady {
      return Array(links.prefix(1))
    }
    let meetings = links.filter { $0.purpose == .meeting }
    return meetings.isEmpty ? links : meetings
  }

  func context(of event: Event) -> ConferencingContext? {
    ConferencingContext(
      directory,
      account: event.account,
      calendar: event.calendar,
      isReadOnlyEvent: event.isReadOnly
    )
  }

  /// Whether an event may be changed; says why when it may not.
  private mutating func mayChange(_ event: Event) -> Bool {
    guard let context = context(of: event) else {
      say(.problem, "The event's calendar is not known yet. \(key: .sync) syncs.")
      return false
    }
    if let reason = ConferencingRules.readOnlyReason(context) {
      say(.problem, reason)
      return false
    }
    return true
  }
}

import CalendarCore
import ConferencingCore

extension MicrosoftService {
  /// The name of Teams that a meeting is asked for under in a calendar.
  ///
  /// A calendar that was not listed is not asked for it first: nearly all have the usual name.
  ///
  /// - Throws: ``ServiceError/conferencingRefused(_:message:)`` where Teams is not allowed,
  ///   ``ServiceError/rejected(_:)`` for a meeting that an event of Microsoft cannot make by itself.
  func teams(
    for wanted: Autocreate,
    in calendar: CalendarID
  ) throws(ServiceError) -> String {
    guard wanted.provider == .microsoftTeams, wanted.hostGrant ?? grant == grant else {
      throw .rejected(
        "An event of Microsoft makes only its own Teams meeting. Make the \(wanted.provider.rawValue)"
          + " at its host first, and put its link."
      )
    }
    guard let known = teamsNames.known(calendar) else { return GraphCalendar.usualTeams }
    guard let name = known.teams else { throw refusal(by: known.calendar) }
    return name
  }

  /// Sees to it that an event for which a meeting was asked has one, or will.
  ///
  /// Where it has none, its calendar is asked what Teams is called there: it is asked for once more
  /// when that is another name.
  ///
  /// - Parameters:
  ///   - event: The event as the service answered.
  ///   - name: What Teams was called.
  ///   - calendar: The calendar of the event.
  /// - Returns: The event with its meeting.
  /// - Throws: ``ServiceError/rejected(_:)`` or ``ServiceError/conferencingRefused(_:message:)`` with
  ///   the reason why the service made none; it does not say.
  func withMeeting(
    _ event: GraphEvent,
    askedAs name: String,
    in calendar: CalendarID
  ) async throws(ServiceError) -> GraphEvent {
    if event.online.isOnline { return event }
    guard event.isOrganizer else {
      throw .rejected(
        "Only the organizer of \"\(event.subject)\" can put a Teams meeting on it. Ask them, or use a link "
          + "you have."
      )
    }
    let stored: GraphCalendar = try await client.send(
      GraphClient.request(.get, ["me", "calendars", calendar.rawValue])
    )
    teamsNames.note(stored)
    guard let teams = stored.teams, teams != name, let id = event.id else {
      throw refusal(by: stored.name)
    }
    var request = GraphEventRequest()
    request.isOnlineMeeting = true
    request.onlineMeetingProvider = teams
    let asked = try await change(
      RemoteEventID(id),
      in: calendar,
      request,
      version: event.version
    )
    guard asked.online.isOnline else { throw refusal(by: stored.name) }
    return asked
  }

  /// An event that was just made, with its meeting where there is one.
  ///
  /// Personal accounts and policies answer 201 without a meeting: the event is there all the same,
  /// and those invited were told. It says why it has none.
  func created(
    _ made: GraphEvent,
    askedAs name: String,
    in calendar: CalendarID
  ) async throws(ServiceError) -> Event {
    do throws(ServiceError) {
      return try event(try await withMeeting(made, askedAs: name, in: calendar), in: calendar)
    } catch {
      // What may pass is for another attempt: under the same transaction it makes no second event.
      if error.isTransient { throw error }
      var event = try event(made, in: calendar)
      if case .conferencingRefused = error {
        event.conferencingFailure =
          "The event was created, without Teams: its calendar has none, as those of personal accounts "
          + "and some organizations. Choose another provider, or put a link you have on it."
      } else {
        event.conferencingFailure = "The event was created, without Teams: \(error.message)"
      }
      return event
    }
  }

  /// Takes a meeting off again that a change of the description has turned on.
  ///
  /// The service turns the meeting of an event off at a body without its text, and has been seen to
  /// turn it on with another link at the next one (microsoft-graph-docs issues #10618 and #16336): so
  /// the same body is sent once more. What then stands is said by the event.
  ///
  /// - Parameters:
  ///   - changed: The event as the service answered.
  ///   - calendar: Its calendar.
  ///   - body: What was sent.
  /// - Returns: The event as it is, with or without a meeting.
  /// - Throws: ``ServiceError``.
  func turnedOff(
    _ changed: GraphEvent,
    in calendar: CalendarID,
    _ body: GraphBody
  ) async throws(ServiceError) -> GraphEvent {
    guard let id = changed.id else { return changed }
    // The answer may be older than what it did, and one more body would then turn it on.
    let now = try await stored(id, in: calendar)
    guard now.online.isOnline, now.online.info?.joinURL != nil else { return now }
    var request = GraphEventRequest()
    request.body = body
    let again = try await change(RemoteEventID(id), in: calendar, request, version: now.version)
    return again.online.isOnline ? try await stored(id, in: calendar) : again
  }

  /// An event whose meeting was to stay as it is, with what became of it.
  ///
  /// - Parameters:
  ///   - changed: The event as the service has it now.
  ///   - current: The event before.
  /// - Returns: The event; it says so when the service has changed its meeting.
  /// - Throws: ``ServiceError/malformed(_:)`` when it has no time.
  func told(_ changed: GraphEvent, since current: Event) throws(ServiceError) -> Event {
    var event = try event(changed, in: current.calendar)
    let url = changed.online.info?.joinURL
    switch current.conferencing {
    case .details(let old) where Self.hasOnlineMeeting(current) && !old.url.isEmpty:
      if !changed.online.isOnline {
        event.conferencingFailure =
          "Microsoft took the Teams meeting off with this change. Create another link, and tell those "
          + "invited."
      } else if let url, url != old.url {
        event.conferencingFailure =
          "Microsoft replaced the Teams link with this change: the old one leads nowhere. Tell those "
          + "invited the new one: \(url)"
      }
    case .details, .none:
      if changed.online.isOnline, url != nil, !Self.hasOnlineMeeting(current) {
        event.conferencingFailure =
          "Microsoft put a Teams meeting on this event again with this change, which nobody asked for. "
          + "Take it off with convene conference strip."
      }
    case .autocreate: break
    }
    return event
  }

  private func refusal(by calendar: String?) -> ServiceError {
    .conferencingRefused(
      .microsoftTeams,
      message: (calendar.map { "Calendar \"\($0)\"" } ?? "This calendar")
        + " does not allow Microsoft Teams. Choose another provider or calendar, or use a link you "
        + "have."
    )
  }

  /// Takes the Teams meeting off an event, in one update with the other fields.
  ///
  /// There is no property for it: `isOnlineMeeting: false` is ignored. The meeting goes when its
  /// text is no longer in the body, so the body without it is what is sent.
  ///
  /// - Parameters:
  ///   - id: The event.
  ///   - request: The other fields.
  ///   - text: The description without the text of the meeting; `nil` when that is to be cut here.
  ///   - current: The event as last seen.
  /// - Returns: The event without a meeting.
  /// - Throws: As ``without(_:besides:from:)``.
  func strip(
    _ id: RemoteEventID,
    _ request: GraphEventRequest,
    text: String?,
    from current: Event
  ) async throws(ServiceError) -> GraphEvent {
    var request = request
    var current = current
    if current.conferencing == .none, text == nil {
      // What seems to be without a meeting may have got its link a moment ago.
      let stored = try await stored(id.rawValue, in: current.calendar)
      guard stored.online.isOnline else {
        return request.isEmpty
          ? stored
          : try await change(id, in: current.calendar, request, version: current.version)
      }
      current = try event(stored, in: current.calendar)
    }
    let kept = ConferenceText.cut(current.description, own: current.ownDescription).kept
    let body = GraphBody(text ?? kept)
    request.body = body
    var changed = try await change(
      id,
      in: current.calendar,
      request,
      version: current.version
    )
    if changed.online.isOnline, changed.online.info?.joinURL != nil {
      changed = try await turnedOff(changed, in: current.calendar, body)
    }
    return try await without(changed, from: current)
  }

  /// Sees to it that a changed event has no Teams meeting any more.
  ///
  /// - Parameters:
  ///   - changed: The event as the service answered.
  ///   - url: A link that it may have.
  ///   - earlier: The event as last seen, whose text of the meeting was taken out.
  /// - Returns: The event as it is.
  /// - Throws: ``ServiceError/rejected(_:)`` when the service kept the meeting,
  ///   ``ServiceError/unavailable(status:message:)`` while the meeting is still being made.
  func without(
    _ changed: GraphEvent,
    besides url: String? = nil,
    from earlier: Event
  ) async throws(ServiceError) -> GraphEvent {
    guard changed.online.isOnline, let id = changed.id else { return changed }
    // The answer may be older than what it did.
    let stored = try await stored(id, in: earlier.calendar)
    guard stored.online.isOnline, stored.online.info?.joinURL != url || url == nil else {
      return stored
    }
    guard stored.online.info?.joinURL != nil else {
      throw .unavailable(
        status: 503,
        message: "Microsoft is still creating the Teams meeting of \"\(stored.subject)\". It is "
          + "taken off once it is there."
      )
    }
    let cut = ConferenceText.cut(earlier.description, own: earlier.ownDescription)
    guard !cut.removed.isEmpty else {
      throw .rejected(
        "The text of the Teams meeting of \"\(stored.subject)\" was not found in the description, "
          + "and the meeting ends only with it. Take the text out in Outlook, or create the event "
          + "again without a link and delete this one."
      )
    }
    throw .rejected(
      "Microsoft keeps the Teams meeting of \"\(stored.subject)\" although its text is out of the "
        + "description: people with the link can still join. It ends only with its event. To be "
        + "rid of it, create the event again without a link and delete this one."
    )
  }

  /// Whether the meeting of an event is one of the service itself, which lives by its text in the body.
  static func hasOnlineMeeting(_ event: Event) -> Bool {
    switch event.conferencing {
    case .autocreate(let asked):
      asked.provider == .microsoftTeams && event.conferencingFailure == nil
    case .details(let details):
      // A link that somebody put there stands in a block of ours alone.
      [.microsoftTeams, .skypeForBusiness, .skypeForConsumer].contains(details.provider)
        && (InvitationBlock.find(in: event.description) == nil
          || GraphBody.holdsTeamsText(event.description))
    case .none: false
    }
  }
}

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
        "Only who called \"\(event.subject)\" can put a Teams meeting on it. Ask them, or use a link "
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
    let asked = try await change(RemoteEventID(id), request, version: event.version)
    guard asked.online.isOnline else { throw refusal(by: stored.name) }
    return asked
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
      let stored = try await stored(id.rawValue)
      guard stored.online.isOnline else {
        return request.isEmpty
          ? stored : try await change(id, request, version: current.version)
      }
      current = try event(stored, in: current.calendar)
    }
    let kept = ConferenceText.cut(current.description, own: current.ownDescription).kept
    request.body = GraphBody(text ?? kept)
    let changed = try await change(id, request, version: current.version)
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
    let stored = try await stored(id)
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
}

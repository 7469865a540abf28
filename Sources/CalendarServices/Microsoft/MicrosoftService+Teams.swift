import ConferencingCore

extension MicrosoftService {
  /// The name of Teams that a meeting is asked for under in a calendar.
  ///
  /// - Throws: ``ServiceError/conferencingRefused(_:message:)`` where Teams is not allowed,
  ///   ``ServiceError/rejected(_:)`` for a meeting that an event of Microsoft cannot make by itself.
  func teams(
    for wanted: Autocreate,
    in calendar: CalendarID
  ) async throws(ServiceError) -> String {
    guard wanted.provider == .microsoftTeams, wanted.hostGrant ?? grant == grant else {
      throw .rejected(
        "An event of Microsoft makes only its own Teams meeting. Make the \(wanted.provider.rawValue)"
          + " at its host first, and put its link."
      )
    }
    let stored: GraphCalendar = try await client.send(
      GraphClient.request(.get, ["me", "calendars", calendar.rawValue])
    )
    guard let name = stored.teams else { throw refusal(by: stored.name) }
    return name
  }

  /// Sees to it that an event for which a meeting was asked has one, or will.
  ///
  /// - Throws: ``ServiceError/rejected(_:)`` or ``ServiceError/conferencingRefused(_:message:)`` with
  ///   the reason why the service made none; it does not say.
  func checkMeeting(of event: GraphEvent) throws(ServiceError) {
    if event.online.isOnline { return }
    guard event.isOrganizer else {
      throw .rejected(
        "Only who called \"\(event.subject)\" can put a Teams meeting on it. Ask them, or use a link "
          + "you have."
      )
    }
    throw refusal(by: nil)
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
  /// - Throws: As ``without(_:besides:)``.
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
    return try await without(await change(id, request, version: current.version))
  }

  /// Sees to it that a changed event has no Teams meeting any more.
  ///
  /// - Parameters:
  ///   - changed: The event as the service answered.
  ///   - url: A link that it may have.
  /// - Returns: The event as it is.
  /// - Throws: ``ServiceError/rejected(_:)`` when the service kept the meeting,
  ///   ``ServiceError/unavailable(status:message:)`` while the meeting is still being made.
  func without(
    _ changed: GraphEvent,
    besides url: String? = nil
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
    throw .rejected(
      "Microsoft keeps the Teams meeting of \"\(stored.subject)\" although its text is out of the "
        + "description: people with the link can still join. It ends only with its event. To be "
        + "rid of it, create the event again without a link and delete this one."
    )
  }
}

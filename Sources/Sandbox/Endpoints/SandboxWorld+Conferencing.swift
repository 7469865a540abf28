extension SandboxWorld {
  /// What a request wants of the conferencing field, found possible.
  enum CheckedLink: Sendable {
    case untouched
    case strip
    case details(provider: String, fields: [String: JSON])
    case autocreate(ConferencingProvider, autocreate: JSON, host: StoredGrant)
  }

  /// Checks the wish against the grants and the calendar, before anything is changed.
  ///
  /// - Throws: 400; with the provider's own words where the provider would refuse.
  func checkedLink(
    _ request: ConferencingRequest?,
    _ calendar: StoredCalendar,
    _ grant: StoredGrant
  ) throws(APIError) -> CheckedLink {
    switch request {
    case nil: return .untouched
    case .strip: return .strip
    case .details(let provider, let fields):
      return .details(provider: provider, fields: fields)
    case .autocreate(let provider, let autocreate, let hostID):
      if provider == .googleMeet, !calendar.allowsMeet {
        throw .provider(400, "Invalid conference type value.")
      }
      let host = try hostGrant(hostID, for: provider, of: grant)
      return .autocreate(provider, autocreate: autocreate, host: host)
    }
  }

  private func hostGrant(
    _ id: String?,
    for provider: ConferencingProvider,
    of grant: StoredGrant
  ) throws(APIError) -> StoredGrant {
    guard let id else {
      guard provider.host == grant.provider else {
        let need = provider == .zoomMeeting ? "always" : "on a \(grant.provider.rawValue) calendar"
        throw .invalid("\"conf_grant_id\" is required for \(provider.rawValue) \(need).")
      }
      return grant
    }
    guard let host = grants.first(where: { $0.id == id }) else {
      throw .invalid("There is no grant with the \"conf_grant_id\" \"\(id)\".")
    }
    guard host.provider == provider.host else {
      throw .invalid(
        "The grant \(host.email) is a \(host.provider.rawValue) grant and cannot host "
          + "\(provider.rawValue)."
      )
    }
    // Zoom's error page: 124 for a token that ran out, 4711 for a missing scope.
    guard host.isValid else { throw .provider(124, "Access token is expired.") }
    if provider == .zoomMeeting, !host.missingZoomScopes.isEmpty {
      let scopes = host.missingZoomScopes.map { "\($0), \($0):admin" }.joined(separator: ", ")
      throw .provider(4711, "Invalid access token, does not contain scopes:[\(scopes)].")
    }
    return host
  }

  /// Puts the wish into the event.
  ///
  /// The meeting itself comes with `resolveLinks`.
  func set(_ link: CheckedLink, on event: inout StoredEvent) {
    switch link {
    case .untouched: break
    case .strip:
      // The service takes the field off, not the text in the description.
      dropMeeting(of: &event)
      event.conferencing = .none
    case .details(let provider, let fields):
      dropMeeting(of: &event)
      event.conferencing = .details(provider: provider, fields: fields, meetingID: nil)
      keepText(of: provider, fields, in: &event)
    case .autocreate(let provider, let autocreate, let host):
      pendingSequence += 1
      event.conferencing = .pending(
        PendingLink(
          provider: provider,
          hostGrantID: host.id,
          autocreate: autocreate,
          deadline: elapsed + configuration.linkDelay,
          sequence: pendingSequence,
          replacedMeetingID: ownMeetingID(of: event),
          answer: configuration.pendingAnswer
        )
      )
      pending.insert(event.id)
    }
  }

  /// Makes the meetings whose time has come: the event gets their details and their text.
  ///
  /// Called at the start of each request instead of by a timer, so that what a request sees
  /// depends on the time alone.
  func resolveLinks() {
    let time = elapsed
    let due = pending.compactMap { id -> (StoredEvent, PendingLink)? in
      guard let event = store.events[id], case .pending(let link) = event.conferencing,
        link.deadline <= time
      else { return nil }
      return (event, link)
    }
    for (event, link) in due.sorted(by: { $0.1.sequence < $1.1.sequence }) {
      resolve(event, link)
    }
  }

  private func resolve(_ old: StoredEvent, _ link: PendingLink) {
    var event = old
    pending.remove(event.id)
    let meeting = MeetingFactory.make(
      link.provider,
      host: link.hostGrantID,
      eventID: event.id,
      settings: link.settings,
      topic: event.title ?? "",
      start: event.when.interval(in: zone).start,
      random: &random
    )
    meetings.append(meeting)
    // The new meeting stands before the old one goes.
    if let replaced = link.replacedMeetingID { deleteMeeting(replaced) }
    event.conferencing = .details(
      provider: link.provider.rawValue,
      fields: meeting.details,
      meetingID: meeting.id
    )
    append(
      InvitationText.of(link.provider, meeting.details, topic: meeting.topic),
      to: &event
    )
    event.updatedAt = updateTime(after: event.updatedAt)
    store.put(event)
    for id in store.occurrences[event.id] ?? [] {
      guard var occurrence = store.events[id] else { continue }
      // One that was changed on its own still waits for the link if it had not another one.
      guard occurrence.conferencing == .pending(link) else { continue }
      occurrence.conferencing = event.conferencing
      if !occurrence.isException { occurrence.description = event.description }
      occurrence.updatedAt = updateTime(after: occurrence.updatedAt)
      store.put(occurrence)
    }
  }

  /// Puts the conference information of a request into the description, where the service stores
  /// it, unless the link is there already.
  ///
  /// A Meet on a Google calendar has a field of its own.
  private func keepText(
    of provider: String,
    _ fields: [String: JSON],
    in event: inout StoredEvent
  ) {
    guard !isNative(provider, on: event), let url = fields["url"]?.string,
      !Self.holds(event.description, url)
    else { return }
    let topic = event.title ?? ""
    let text =
      ConferencingProvider(rawValue: provider).map {
        InvitationText.of($0, fields, topic: topic)
      } ?? InvitationText.other(provider, fields)
    append(text, to: &event)
  }

  /// Appends a conference text to the description.
  ///
  /// Google takes no description beyond 8,192 characters; the link then stands in the field alone.
  private func append(_ text: String, to event: inout StoredEvent) {
    let own = event.description ?? ""
    let whole = own.isEmpty ? text : "\(own)\n\n\(text)"
    let most = provider(of: event) == .google ? 8192 : Int.max
    if whole.unicodeScalars.count <= most { event.description = whole }
  }

  /// Takes the conference off an event whose new description lost the information about it.
  ///
  /// The service keeps that information in the description only, but for a Meet on a Google
  /// calendar. Outlook ends a Teams meeting of its own with its text; elsewhere the meeting stays at
  /// its host, and the event no longer knows of it.
  ///
  /// - Parameters:
  ///   - event: The event as changed.
  ///   - earlier: The event before.
  func dropLostLink(of event: inout StoredEvent, before earlier: StoredEvent) {
    guard case .details(let provider, let fields, _) = event.conferencing,
      event.conferencing == earlier.conferencing, !isNative(provider, on: event),
      let url = fields["url"]?.string, Self.holds(earlier.description, url),
      !Self.holds(event.description, url), !Self.holds(event.location, url)
    else { return }
    let isTeams = provider == ConferencingProvider.microsoftTeams.rawValue
    if isTeams, self.provider(of: event) == .microsoft { dropMeeting(of: &event) }
    event.conferencing = .none
  }

  /// Whether the calendar's own service has a field for the conference.
  private func isNative(_ provider: String, on event: StoredEvent) -> Bool {
    provider == ConferencingProvider.googleMeet.rawValue && self.provider(of: event) == .google
  }

  /// Whether a link stands in a text, which may be HTML.
  private static func holds(_ text: String?, _ url: String) -> Bool {
    guard let text else { return false }
    return text.contains(url) || text.contains(url.replacing("&", with: "&amp;"))
  }

  /// Deletes the meetings that were made for the event, those on their way included.
  func dropMeeting(of event: inout StoredEvent) {
    if let own = ownMeetingID(of: event) { deleteMeeting(own) }
    pending.remove(event.id)
    if case .pending = event.conferencing { event.conferencing = .none }
  }

  /// Lets the meeting follow its event's title and start.
  func followEvent(_ event: StoredEvent) {
    guard let id = ownMeetingID(of: event),
      let index = meetings.firstIndex(where: { $0.id == id })
    else { return }
    meetings[index].topic = event.title ?? ""
    meetings[index].start = event.when.interval(in: zone).start
  }

  /// The live meeting made for this very event; an occurrence does not own its series' meeting.
  private func ownMeetingID(of event: StoredEvent) -> String? {
    let id =
      switch event.conferencing {
      case .none: nil as String?
      case .pending(let link): link.replacedMeetingID
      case .details(_, _, let id): id
      }
    guard let id, meetings.contains(where: { $0.id == id && $0.eventID == event.id && $0.isLive })
    else { return nil }
    return id
  }

  private func deleteMeeting(_ id: String) {
    guard let index = meetings.firstIndex(where: { $0.id == id }) else { return }
    meetings[index].isLive = false
  }

  private func provider(of event: StoredEvent) -> StoredGrant.Provider? {
    grants.first { $0.id == event.grantID }?.provider
  }
}

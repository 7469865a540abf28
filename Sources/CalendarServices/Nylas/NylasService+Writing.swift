package import CalendarCore
package import ConferencingCore
import Foundation

extension NylasService {
  package func create(
    _ draft: EventDraft,
    conferencing: ConferencingChange,
    id: EventID,
    notify: Bool
  ) async throws(ServiceError) -> Event {
    try SharedLimits.check(title: draft.title, location: draft.location, time: draft.time)
    try await checkDescription(draft.description)
    let body = try NylasEventRequest(draft, conferencing: conferencing, id: id).json()
    let answer: NylasEvent = try await change(
      .post,
      path("events"),
      calendar: draft.calendar,
      notify: notify,
      body: body,
      conferencing: conferencing
    )
    return try event(answer, in: draft.calendar)
  }

  package func update(
    _ id: RemoteEventID,
    in calendar: CalendarID,
    patch: EventPatch,
    current: Event,
    notify: Bool
  ) async throws(ServiceError) -> Event {
    try SharedLimits.check(title: patch.title, location: patch.location, time: patch.time)
    if patch.title?.isEmpty == true {
      throw .rejected("The service does not take an empty title. Give the event a title.")
    }
    let description = patch.description.map { text in
      Self.keepsMeeting(patch, of: current) ? KeptMeetingText.description(text, of: current) : text
    }
    try await checkDescription(description)
    var request = NylasEventRequest(patch, of: current)
    request.description = description
    if let visibility = patch.visibility { request.visibility = try await word(for: visibility) }
    if let participants = patch.participants {
      request.participants = try await whole(participants, of: id, in: calendar)
    }
    if request.isEmpty { return try await event(id, in: calendar) }
    let answer: NylasEvent = try await change(
      .put,
      path("events", id.rawValue),
      calendar: calendar,
      notify: notify,
      body: try request.json(),
      conferencing: patch.conferencing
    )
    return try event(answer, in: calendar)
  }

  package func delete(
    _ id: RemoteEventID,
    in calendar: CalendarID,
    current: Event?,
    notify: Bool
  ) async throws(ServiceError) {
    do throws(ServiceError) {
      try await perform(
        ServiceRequest(
          method: .delete,
          path: path("events", id.rawValue),
          query: [("calendar_id", calendar.rawValue), ("notify_participants", "\(notify)")]
        )
      )
    } catch .notFound {
      // Gone already: that is what was asked for.
    }
  }

  package func respond(
    to id: RemoteEventID,
    in calendar: CalendarID,
    with response: ParticipantResponse
  ) async throws(ServiceError) {
    guard response != .none else { throw SharedLimits.noResponse }
    if let provider = try await ownProvider(), !provider.takesResponses {
      throw .rejected(
        "\(provider.displayName) takes no responses through Nylas. Answer the invitation in the "
          + "calendar app of \(provider.displayName), or by mail."
      )
    }
    let body = try? JSONEncoder().encode(["status": response.rawValue])
    try await perform(
      ServiceRequest(
        method: .post,
        path: path("events", id.rawValue, "send-rsvp"),
        query: [("calendar_id", calendar.rawValue)],
        body: body
      )
    )
  }

  /// Sends a change, and tells a refused provider from other refusals.
  private func change(
    _ method: ServiceRequest.Method,
    _ path: [String],
    calendar: CalendarID,
    notify: Bool,
    body: Data,
    conferencing: ConferencingChange
  ) async throws(ServiceError) -> NylasEvent {
    do throws(ServiceError) {
      return try await send(
        ServiceRequest(
          method: method,
          path: path,
          query: [("calendar_id", calendar.rawValue), ("notify_participants", "\(notify)")],
          body: body
        )
      ).data
    } catch {
      guard case .autocreate(let autocreate) = conferencing, case .rejected(let text) = error,
        // Source: Google Calendar API, `conferenceData.createRequest`, on a calendar whose
        // `allowedConferenceSolutionTypes` lack the type.
        text.localizedCaseInsensitiveContains("invalid conference type")
      else { throw error }
      throw .conferencingRefused(
        autocreate.provider,
        message: "This calendar does not allow \(autocreate.provider.rawValue). Choose another "
          + "provider or calendar, or use a link you have. (\(text))"
      )
    }
  }

  /// The whole list of participants: with it the service forgets what is not in it.
  private func whole(
    _ participants: [Participant],
    of id: RemoteEventID,
    in calendar: CalendarID
  ) async throws(ServiceError) -> [NylasParticipantRequest] {
    let known = Dictionary(
      try await stored(id, in: calendar).participants.compactMap { person in
        person.email.map { ($0.lowercased(), person) }
      },
      uniquingKeysWith: { first, _ in first }
    )
    return participants.map { NylasParticipantRequest($0, known: known[$0.email.lowercased()]) }
  }

  /// Refuses a description that Google would refuse.
  private func checkDescription(_ text: String?) async throws(ServiceError) {
    guard let problem = text.flatMap({ EventLimits.descriptionProblem($0, on: .google) }),
      try await ownProvider() == .google
    else { return }
    throw .rejected(problem)
  }

  /// The service's word for a visibility; "default" is for Google alone, "public" is what the
  /// others have as their default.
  private func word(for visibility: EventVisibility) async throws(ServiceError) -> String {
    guard visibility == .standard else { return visibility.rawValue }
    return try await ownProvider() == .google ? "default" : "public"
  }

  /// What the account is signed in to; asked once.
  func ownProvider() async throws(ServiceError) -> GrantProvider? {
    if let known = ownGrant.provider { return known }
    let grant: NylasGrant = try await send(ServiceRequest(method: .get, path: path())).data
    guard let provider = grant.grant?.provider else { return nil }
    ownGrant.note(provider)
    return provider
  }

  /// Whether an event has the same meeting after a patch, of which no more may be said.
  private static func keepsMeeting(_ patch: EventPatch, of current: Event) -> Bool {
    switch patch.conferencing {
    case .keep: true
    case .details(let details): current.conferencing.isSameMeeting(as: details)
    case .strip, .autocreate: false
    }
  }
}

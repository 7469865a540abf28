package import CalendarCore
package import ConferencingCore
import Foundation

extension GoogleService {
  package func create(
    _ draft: EventDraft,
    conferencing: ConferencingChange,
    id: EventID,
    notify: Bool
  ) async throws(ServiceError) -> Event {
    try GoogleLimits.check(
      title: draft.title,
      location: draft.location,
      description: draft.description,
      time: draft.time
    )
    var request = GoogleEventRequest(draft, id: id)
    let chosen = RemoteEventID(GoogleID.event(id.rawValue))
    if case .autocreate(let asked) = conferencing {
      try checkHost(asked)
      request.conference = .create(requestID: GoogleID.request(on: chosen.rawValue, at: ""))
    }
    do throws(ServiceError) {
      let made = try await client.write(
        .post,
        Self.path(draft.calendar),
        request,
        notify: notify,
        asksForMeet: request.conference != nil
      )
      return try event(made, in: draft.calendar)
    } catch .changed {
      // The id is taken: an earlier attempt has made the event.
      return try await event(chosen, in: draft.calendar)
    }
  }

  package func update(
    _ id: RemoteEventID,
    in calendar: CalendarID,
    patch: EventPatch,
    current: Event,
    notify: Bool
  ) async throws(ServiceError) -> Event {
    try GoogleLimits.check(
      title: patch.title,
      location: patch.location,
      description: patch.description,
      time: patch.time
    )
    if let reason = current.kind?.refusal(of: patch) { throw .rejected(reason) }
    let seen = needsLook(patch, current) ? try await stored(id, in: calendar) : nil
    // What was looked at must be what the patch was made for.
    if let seen, let version = current.version, seen.etag != version {
      throw .changed("The event was changed at Google since it was last read.")
    }
    if patch.participants != nil, seen?.isListCut == true {
      throw .rejected(
        "Google shows only a part of those invited to \"\(current.title)\", and a change would take "
          + "off all others. Change who is invited in Google Calendar."
      )
    }
    let version = current.version ?? seen?.etag
    var request = GoogleEventRequest(patch, of: current, attendees: seen?.attendees ?? [])
    request.conference = try conference(
      patch.conferencing,
      of: id,
      at: version ?? "",
      current: current.conferencing,
      hasMeet: seen?.hasMeet ?? Self.hasMeet(current)
    )
    if request.isEmpty { return try await event(id, in: calendar) }
    let written = try await client.write(
      .patch,
      Self.path(calendar, id.rawValue),
      request,
      version: version,
      notify: notify,
      asksForMeet: request.conference?.isCreation ?? false
    )
    return try event(written, in: calendar)
  }

  package func delete(
    _ id: RemoteEventID,
    in calendar: CalendarID,
    current: Event?,
    notify: Bool
  ) async throws(ServiceError) {
    do throws(ServiceError) {
      try await client.perform(
        ServiceRequest(
          method: .delete,
          path: Self.path(calendar, id.rawValue),
          query: [("sendUpdates", notify ? "all" : "none")],
          headers: current?.version.map { [("If-Match", $0)] } ?? []
        )
      )
    } catch .notFound {
      // Gone already, be it 404 or 410 with the reason "deleted": that is what was asked for.
    }
  }

  package func restore(
    _ start: OccurrenceKey.Start,
    of series: RemoteEventID,
    in calendar: CalendarID,
    notify: Bool
  ) async throws(ServiceError) {
    let original =
      switch start {
      case .moment(let date): Timestamp.text(date)
      case .day(let day): day.description
      }
    let page: GoogleEventPage = try await client.send(
      ServiceRequest(
        method: .get,
        path: Self.path(calendar, series.rawValue, "instances"),
        query: [("originalStart", original), ("showDeleted", "true")]
      )
    )
    var request = GoogleEventRequest()
    request.status = "confirmed"
    for item in page.items where item.isCancelled {
      guard let id = item.id else { continue }
      do throws(ServiceError) {
        _ = try await client.write(
          .patch,
          Self.path(calendar, id),
          request,
          version: item.etag,
          notify: notify,
          asksForMeet: false
        )
      } catch .notFound {
        // The series does not give it any more.
      }
    }
  }

  package func respond(
    to id: RemoteEventID,
    in calendar: CalendarID,
    with response: ParticipantResponse
  ) async throws(ServiceError) {
    guard response != .none else { throw SharedLimits.noResponse }
    // Who else is invited goes back with the answer, so it is given to the list as it just was.
    for attempt in 1... {
      let item = try await stored(id, in: calendar)
      var request = GoogleEventRequest()
      var attendees = item.attendees
      if item.isListCut {
        // Who is not listed would be taken off with a whole list.
        attendees = attendees.filter(isOwn)
        if attendees.isEmpty, !configuration.email.isEmpty {
          attendees = [GoogleAttendee(Participant(email: configuration.email))]
        }
        request.attendeesOmitted = true
      }
      guard let own = attendees.firstIndex(where: isOwn) else {
        throw .rejected("\(configuration.email) is not invited to this event.")
      }
      attendees[own].response = GoogleAttendee.word(for: response)
      request.attendees = attendees
      do throws(ServiceError) {
        _ = try await client.write(
          .patch,
          Self.path(calendar, id.rawValue),
          request,
          version: item.etag,
          notify: true,
          asksForMeet: false
        )
        return
      } catch {
        guard case .changed = error, attempt < 3 else { throw error }
      }
    }
  }

  private func isOwn(_ attendee: GoogleAttendee) -> Bool {
    attendee.isSelf || attendee.email?.lowercased() == configuration.email.lowercased()
  }

  /// Whether the event must be read before a patch: for the attendees, who are replaced whole, and
  /// for what is known of it without its version or by its description alone.
  private func needsLook(_ patch: EventPatch, _ current: Event) -> Bool {
    if patch.participants != nil { return true }
    guard case .autocreate = patch.conferencing else { return false }
    return current.version == nil || Self.isInDescription(current)
  }

  /// What is sent for a change of the meeting; `nil` when nothing is.
  ///
  /// A second request for a Meet would put another one into the place of the first, whose link
  /// would be dead in all calendars and mails: so an event that has one keeps it. A Meet that came
  /// to be meanwhile is found out by the version. What an add-on has put into the field gives way
  /// to a Meet that is asked for, for there is one place alone; its meeting goes on at its maker.
  private func conference(
    _ change: ConferencingChange,
    of id: RemoteEventID,
    at version: String,
    current: Conferencing,
    hasMeet: Bool
  ) throws(ServiceError) -> GoogleConferenceRequest? {
    switch change {
    case .keep: return nil
    case .strip: return .strip
    // The link stands in the description; another one that would stand beside it in the field is
    // taken off. Where it is the field's own, the description only says more of it.
    case .details(let details):
      return current == .none || current.isSameMeeting(as: details) ? nil : .strip
    case .autocreate(let asked):
      try checkHost(asked)
      return hasMeet
        ? nil : .create(requestID: GoogleID.request(on: id.rawValue, at: version))
    }
  }

  private static func hasMeet(_ event: Event) -> Bool {
    event.conferencing.provider == .googleMeet && event.conferencingState != .failed
  }

  /// Whether the meeting of an event may be known from its description and not from its field.
  private static func isInDescription(_ event: Event) -> Bool {
    guard hasMeet(event), case .details = event.conferencing else { return false }
    return InvitationBlock.find(in: event.description) != nil
  }

  /// Refuses a meeting that Google does not make by itself.
  private func checkHost(_ asked: Autocreate) throws(ServiceError) {
    let isOwn =
      asked.hostGrant.map {
        $0 == configuration.grant
          || ($0 == GrantID(configuration.email) && !configuration.email.isEmpty)
      } ?? true
    guard asked.provider == .googleMeet, isOwn else {
      throw .rejected(
        "Google puts only Google Meet of account \"\(account)\" itself on an event. "
          + "Have the \(asked.provider.rawValue) meeting made at its host and use its link."
      )
    }
  }
}

package import CalendarCore
package import ConferencingCore
import Foundation

extension MicrosoftService {
  /// Makes an event; Microsoft itself tells the participants, whatever `notify` says.
  ///
  /// A repeated request with the same id makes no second event: `transactionId`.
  package func create(
    _ draft: EventDraft,
    conferencing: ConferencingChange,
    id: EventID,
    notify: Bool
  ) async throws(ServiceError) -> Event {
    try SharedLimits.check(title: draft.title, location: draft.location, time: draft.time)
    var request = try GraphEventRequest(draft, id: id)
    if case .autocreate(let wanted) = conferencing {
      request.isOnlineMeeting = true
      request.onlineMeetingProvider = try teams(for: wanted, in: draft.calendar)
    }
    let made: GraphEvent = try await client.send(
      GraphClient.request(
        .post,
        ["me", "calendars", draft.calendar.rawValue, "events"],
        body: try request.json()
      )
    )
    guard let name = request.onlineMeetingProvider else {
      return try event(made, in: draft.calendar)
    }
    return try await created(made, askedAs: name, in: draft.calendar)
  }

  /// Changes fields of an event; Microsoft itself tells the participants, whatever `notify` says.
  package func update(
    _ id: RemoteEventID,
    in calendar: CalendarID,
    patch: EventPatch,
    current: Event,
    notify: Bool
  ) async throws(ServiceError) -> Event {
    var request = try await fields(of: patch, id, over: current)
    switch patch.conferencing {
    case .keep:
      return try told(await keep(id, request, patch.description, current), since: current)
    case .details(let details) where current.conferencing.isSameMeeting(as: details):
      // More is said of the meeting that the event has: it stays, and the text with it.
      return try event(await keep(id, request, patch.description, current), in: calendar)
    case .details(let details):
      request.body = patch.description.map { GraphBody($0) }
      var changed = try await change(id, in: calendar, request, version: current.version)
      if let body = request.body, !Self.hasOnlineMeeting(current), changed.online.isOnline,
        changed.online.info?.joinURL != details.url
      {
        changed = try await turnedOff(changed, in: calendar, body)
      }
      let bare = try await without(changed, besides: details.url, from: current)
      return try event(bare, in: calendar)
    case .strip:
      let changed = try await strip(id, request, text: patch.description, from: current)
      return try event(changed, in: calendar)
    case .autocreate(let wanted):
      let provider = try teams(for: wanted, in: calendar)
      var version = current.version
      if case .details(let old) = current.conferencing, old.provider == .microsoftTeams {
        // One event has one Teams meeting, which stays until its text goes.
        version = try await strip(id, request, text: patch.description, from: current).version
        request = GraphEventRequest()
      } else {
        request.body = patch.description.map { GraphBody($0) }
      }
      request.isOnlineMeeting = true
      request.onlineMeetingProvider = provider
      let changed = try await change(id, in: calendar, request, version: version)
      let met = try await withMeeting(changed, askedAs: provider, in: calendar)
      return try event(met, in: calendar)
    }
  }

  package func delete(
    _ id: RemoteEventID,
    in calendar: CalendarID,
    current: Event?,
    notify: Bool
  ) async throws(ServiceError) {
    do throws(ServiceError) {
      try await reaching(id.rawValue, in: calendar) { path throws(ServiceError) in
        try await client.perform(GraphClient.request(.delete, path, version: current?.version))
      }
    } catch .notFound {
      // Gone already: that is what was asked for.
    }
  }

  package func respond(
    to id: RemoteEventID,
    in calendar: CalendarID,
    with response: ParticipantResponse
  ) async throws(ServiceError) {
    let action: String
    switch response {
    case .yes: action = "accept"
    case .no: action = "decline"
    case .maybe: action = "tentativelyAccept"
    case .none: throw SharedLimits.noResponse
    }
    let body = try? JSONEncoder().encode(["sendResponse": true])
    try await reaching(id.rawValue, in: calendar, action) { path throws(ServiceError) in
      try await client.perform(GraphClient.request(.post, path, body: body))
    }
  }

  /// Changes an event whose meeting stays.
  private func keep(
    _ id: RemoteEventID,
    _ request: GraphEventRequest,
    _ text: String?,
    _ current: Event
  ) async throws(ServiceError) -> GraphEvent {
    var request = request
    if let text { request.body = try GraphBody(text, keepingMeetingOf: current) }
    let changed = try await change(
      id,
      in: current.calendar,
      request,
      version: current.version
    )
    guard let body = request.body, !Self.hasOnlineMeeting(current), changed.online.isOnline else {
      return changed
    }
    return try await turnedOff(changed, in: current.calendar, body)
  }

  /// Sends a change that builds on a version; without fields the event is read.
  func change(
    _ id: RemoteEventID,
    in calendar: CalendarID,
    _ request: GraphEventRequest,
    version: String?
  ) async throws(ServiceError) -> GraphEvent {
    if request.isEmpty { return try await stored(id.rawValue, in: calendar) }
    let body = try request.json()
    return try await reaching(id.rawValue, in: calendar) { path throws(ServiceError) in
      try await client.send(GraphClient.request(.patch, path, body: body, version: version))
    }
  }

  /// The fields that a patch changes, description and meeting aside.
  private func fields(
    of patch: EventPatch,
    _ id: RemoteEventID,
    over current: Event
  ) async throws(ServiceError) -> GraphEventRequest {
    // The list is replaced whole: whether somebody is optional, or a room, is kept.
    let known =
      patch.participants == nil ? [] : try await stored(id.rawValue, in: current.calendar).attendees
    return try GraphEventRequest(patch, of: current, attendees: known)
  }
}

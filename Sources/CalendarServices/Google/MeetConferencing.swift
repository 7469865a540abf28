package import CalendarCore
package import ConferencingCore
import Foundation

/// Makes Google Meet meetings for events that are elsewhere.
///
/// A meeting is that of an event on the host's own calendar, which is marked and kept out of the
/// agenda: an event can be found by an id that was chosen before, and with it the meeting goes.
package struct MeetConferencing: ConferencingService {
  private let client: ServiceClient
  private let spaces: MeetSpaces
  private let clock: ServiceClock

  /// How many ids there are for a key: an id that was used once stays taken, also when its event was
  /// deleted, so a meeting that is asked for again gets the next one.
  private static let generations = 16
  /// The first wait for a link, and all of them together.
  ///
  /// Source: facts of the Google Calendar API, `createRequest.status`: half a second, doubled, up to
  /// about half a minute.
  private static let waits: [Duration] = [
    .milliseconds(500), .seconds(1), .seconds(2), .seconds(4), .seconds(8), .seconds(15),
  ]

  /// Makes the service of a sign-in; nothing is sent yet.
  ///
  /// - Throws: ``ServiceError/rejected(_:)`` when the address of the configuration is none.
  package init(
    _ configuration: GoogleConfiguration,
    transport: HTTPTransport
  ) throws(ServiceError) {
    client = try configuration.client(scope: "calendar.events", transport: transport)
    spaces = try MeetSpaces(configuration, transport: transport)
    clock = transport.clock
  }

  package func create(_ request: MeetingRequest) async throws(ServiceError) -> MadeMeeting {
    for generation in 0..<Self.generations {
      let id = Self.id(request.key, generation)
      do throws(ServiceError) {
        let made = try await client.write(
          .post,
          Self.path(),
          Self.event(request, id: id),
          notify: false,
          asksForMeet: true
        )
        return try await settled(made, id: id)
      } catch .changed {
        // The id is taken: an earlier attempt has made the meeting, unless it was deleted since.
        let there = try await stored(id)
        if !there.isCancelled { return try await settled(there, id: id) }
      }
    }
    throw .rejected("The meeting was made and deleted too often. Use a link you have.")
  }

  package func find(_ request: MeetingRequest) async throws(ServiceError) -> MadeMeeting? {
    for generation in 0..<Self.generations {
      let id = Self.id(request.key, generation)
      do throws(ServiceError) {
        let there = try await stored(id)
        if !there.isCancelled { return try await settled(there, id: id) }
      } catch .notFound {
        return nil
      }
    }
    return nil
  }

  package func update(_ id: String, to request: MeetingRequest) async throws(ServiceError) {
    var change = GoogleEventRequest()
    change.summary = request.title
    change.move(to: request.time)
    let changed = try await client.write(
      .patch,
      Self.path(id),
      change,
      notify: false,
      asksForMeet: false
    )
    if changed.isCancelled { throw .notFound("The meeting has been deleted.") }
  }

  package func delete(_ id: String) async throws(ServiceError) {
    do throws(ServiceError) {
      try await client.perform(
        ServiceRequest(
          method: .delete,
          path: Self.path(id),
          query: [("sendUpdates", "none")]
        )
      )
    } catch .notFound {
      // Gone already: that is what was asked for.
    }
  }

  package func configure(
    _ meeting: MeetingAddress,
    to settings: ConferencingSettings
  ) async throws(ServiceError) {
    do throws(ServiceError) { try await spaces.configure(meeting.id, to: settings) } catch {
      throw error.naming(of: settings, at: .googleMeet)
    }
  }

  package func read(_ meeting: MeetingAddress) async throws(ServiceError) -> MeetingReading {
    let space = try await spaces.read(meeting.id)
    guard let config = space.config else {
      throw .forbidden(
        "Google tells the settings of this meeting to its owner alone, who is another account."
      )
    }
    return MeetingReading(settings: config.values)
  }

  /// Events cannot be listed by a mark with any value; each is asked for.
  package func inventory(of ids: Set<String>) async throws(ServiceError) -> MeetingInventory {
    let gone = try await goneMeetings(among: ids) { id throws(ServiceError) in
      do throws(ServiceError) { return try await stored(id).isCancelled } catch .notFound {
        return true
      }
    }
    return MeetingInventory(gone: gone)
  }

  /// The meeting once its link is there.
  private func settled(
    _ first: GoogleEvent,
    id: String
  ) async throws(ServiceError) -> MadeMeeting {
    var event = first
    for wait in Self.waits {
      guard case .autocreate = event.conferencing else { break }
      do { try await clock.sleep(wait) } catch { throw .cancelled }
      event = try await stored(id)
    }
    if case .details(let details) = event.conferencing {
      return MadeMeeting(id: id, details: details)
    }
    if case .autocreate = event.conferencing {
      throw .unavailable(status: 504, message: "Google has not made the Google Meet link yet.")
    }
    // An event without a Meet is no use, and would be taken for the meeting next time.
    try await delete(id)
    throw .conferencingRefused(
      .googleMeet,
      message: event.failure ?? "Google made no Google Meet link. Use a link you have."
    )
  }

  private func stored(_ id: String) async throws(ServiceError) -> GoogleEvent {
    try await client.send(ServiceRequest(method: .get, path: Self.path(id)))
  }

  private static func path(_ parts: String...) -> [String] {
    ["calendars", "primary", "events"] + parts
  }

  private static func id(_ key: String, _ generation: Int) -> String {
    GoogleID.event("meeting \(generation) \(key)")
  }

  /// The event that carries the meeting: it takes no time, tells nobody and reminds of nothing.
  private static func event(_ request: MeetingRequest, id: String) -> GoogleEventRequest {
    var event = GoogleEventRequest()
    event.id = id
    event.summary = request.title
    event.put(request.time, recurrence: request.recurrence.map { Recurrence($0) })
    event.visibility = "private"
    event.transparency = "transparent"
    event.reminders = GoogleReminders()
    event.conference = .create(requestID: GoogleID.request(on: id, at: ""))
    // A hash, for keys can be longer than a property.
    event.mark(GoogleEventRequest.meetingKey, id)
    return event
  }
}

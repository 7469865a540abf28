package import ConferencingCore
package import Foundation

extension NylasService {
  /// The most pages of a list that are asked for; a longer one is no list but an error.
  private static let pageLimit = 100

  package func grants() async throws(ServiceError) -> [Grant] {
    var grants: [Grant] = []
    for _ in 0..<Self.pageLimit {
      let page = try await send(
        ServiceRequest(
          method: .get,
          path: ["v3", "grants"],
          query: [("limit", "\(NylasLimits.grantPageSize)"), ("offset", "\(grants.count)")]
        ),
        [Lenient<NylasGrant>].self
      )
      let known = Set(grants.map(\.id))
      let fresh = page.data.compactMap { $0.value?.grant }.filter { !known.contains($0.id) }
      grants += fresh
      // A service may give fewer at a time than it was asked for, and says how many.
      let size = min(page.limit ?? NylasLimits.grantPageSize, NylasLimits.grantPageSize)
      if fresh.isEmpty || page.data.count < size { break }
    }
    return grants
  }

  package func calendars() async throws(ServiceError) -> [CalendarInfo] {
    var calendars: [CalendarInfo] = []
    var cursor: String?
    for _ in 0..<Self.pageLimit {
      let page = try await send(
        ServiceRequest(
          method: .get,
          path: path("calendars"),
          query: [("limit", "\(NylasLimits.pageSize)")]
            + (cursor.map { [("page_token", $0)] } ?? [])
        ),
        [Lenient<NylasCalendar>].self
      )
      calendars += page.data.compactMap { $0.value?.calendar(account: account) }
      guard let next = page.nextCursor else { return calendars }
      cursor = next
    }
    // A list that is cut off would be taken for the end of the calendars that it does not name.
    throw .malformed("\(base.host) gives the same page of calendars again and again.")
  }

  package func events(
    in calendar: CalendarID,
    window: DateInterval,
    cursor: String?
  ) async throws(ServiceError) -> EventPage {
    try await page(of: calendar, window: window, since: nil, cursor: cursor)
  }

  package func changes(
    in calendar: CalendarID,
    window: DateInterval,
    since mark: SyncMark,
    cursor: String?
  ) async throws(ServiceError) -> EventPage {
    try await page(of: calendar, window: window, since: mark.moment, cursor: cursor)
  }

  private func page(
    of calendar: CalendarID,
    window: DateInterval,
    since moment: Date?,
    cursor: String?
  ) async throws(ServiceError) -> EventPage {
    let page = try await list(calendar, window: window, since: moment, cursor: cursor)
    guard page.nextCursor != cursor || cursor == nil else {
      // The same page over and over: its end would be taken for the end of the list.
      throw .malformed("\(base.host) gives the same page of events again and again.")
    }
    var result = EventPage(events: [], next: page.nextCursor, serviceTime: page.date)
    for item in page.data.compactMap(\.value) {
      if let event = item.event(account: account, calendar: calendar) {
        result.events.append(event)
        if let remote = event.remoteID, let own = item.metadata[NylasEventRequest.idKey] {
          result.madeHere[remote] = EventID(own)
        }
      } else if let id = item.id {
        result.unreadable.append(RemoteEventID(id))
      }
    }
    return result
  }

  package func event(
    _ id: RemoteEventID,
    in calendar: CalendarID
  ) async throws(ServiceError) -> Event {
    try event(await stored(id, in: calendar), in: calendar)
  }

  package func find(
    _ id: EventID,
    in calendar: CalendarID,
    near window: DateInterval
  ) async throws(ServiceError) -> Event? {
    var cursor: String?
    // The list is looked through here: the filter `metadata_pair` cannot be combined with a time,
    // and without one the service looks at the next month alone.
    for _ in 0..<Self.pageLimit {
      let page = try await list(calendar, window: window, cursor: cursor)
      let match = page.data.compactMap(\.value).first {
        $0.metadata[NylasEventRequest.idKey] == id.rawValue && $0.status != "cancelled"
      }
      if let match { return try event(match, in: calendar) }
      guard let next = page.nextCursor, next != cursor else { break }
      cursor = next
    }
    return nil
  }

  /// One event as the service sends it.
  func stored(_ id: RemoteEventID, in calendar: CalendarID) async throws(ServiceError) -> NylasEvent
  {
    try await send(
      ServiceRequest(
        method: .get,
        path: path("events", id.rawValue),
        query: [("calendar_id", calendar.rawValue)]
      )
    ).data
  }

  /// The event that an answer holds.
  func event(_ item: NylasEvent, in calendar: CalendarID) throws(ServiceError) -> Event {
    guard let event = item.event(account: account, calendar: calendar) else {
      throw .malformed("\(base.host) gave an event without a time that Convene can read.")
    }
    return event
  }

  private func list(
    _ calendar: CalendarID,
    window: DateInterval,
    since moment: Date? = nil,
    cursor: String?
  ) async throws(ServiceError) -> NylasEnvelope<[Lenient<NylasEvent>]> {
    var query = [
      ("calendar_id", calendar.rawValue), ("limit", "\(NylasLimits.pageSize)"),
      ("start", "\(NylasLimits.seconds(window.start))"),
      ("end", "\(NylasLimits.seconds(window.end))"),
      ("expand_recurring", "true"), ("show_cancelled", moment == nil ? "false" : "true"),
    ]
    if let moment { query.append(("updated_after", "\(NylasLimits.seconds(moment))")) }
    if let cursor { query.append(("page_token", cursor)) }
    return try await send(ServiceRequest(method: .get, path: path("events"), query: query))
  }
}

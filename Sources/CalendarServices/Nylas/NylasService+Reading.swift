package import CalendarCore
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
      for grant in fresh where grant.id == self.grant || grant.email == self.grant.rawValue {
        ownGrant.note(grant.provider)
      }
      // A service may give fewer at a time than it was asked for, and says how many.
      let size = min(page.limit ?? NylasLimits.grantPageSize, NylasLimits.grantPageSize)
      if fresh.isEmpty || page.data.count < size { break }
    }
    return grants
  }

  package func calendars() async throws(ServiceError) -> CalendarList {
    var calendars: [CalendarInfo] = []
    var failure: ServiceError?
    var cursor: String?
    var chain = PageChain(of: base.host)
    while true {
      let page = try await send(
        ServiceRequest(
          method: .get,
          path: path("calendars"),
          query: [("limit", "\(NylasLimits.pageSize)")]
            + (cursor.map { [("page_token", $0)] } ?? [])
        ),
        [Lenient<NylasCalendar>].self
      )
      let items = page.data.compactMap { $0.value?.calendar(account: account) }
      if items.count < page.data.count { failure = .incompleteCalendars(of: base.host) }
      calendars += items
      guard let next = page.nextCursor else { return CalendarList(calendars, failure: failure) }
      try chain.follow(next, after: items.map(\.id.rawValue))
      cursor = next
    }
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
    let features = await features()
    let pieces = features.pieces(of: window)
    let place = NylasPieceCursor(cursor)
    let page = try await list(
      calendar,
      features,
      window: pieces[min(place.piece, pieces.count - 1)],
      // Where changes cannot be asked for, all that is there is what may have changed.
      since: features.tellsChanges ? moment : nil,
      cursor: place.token
    )
    var result = EventPage(
      events: [],
      next: place.text(after: page.nextCursor, of: pieces.count),
      serviceTime: page.date
    )
    result.hasUnnamed = page.data.contains { $0.value?.id == nil }
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

  package func occurrences(
    of series: RemoteEventID,
    in calendar: CalendarID,
    window: DateInterval
  ) async throws(ServiceError) -> [Event] {
    let features = await features()
    var found: [Event] = []
    for piece in features.pieces(of: window) {
      var cursor: String?
      var chain = PageChain(of: base.host)
      repeat {
        let page = try await list(
          calendar,
          features,
          window: piece,
          series: series,
          cursor: cursor
        )
        let items = page.data.compactMap(\.value)
        // What cannot be read is there all the same, and is not to be taken for deleted.
        for item in items where item.status != "cancelled" && item.id != nil {
          found.append(try event(item, in: calendar))
        }
        cursor = page.nextCursor
        if let next = cursor { try chain.follow(next, after: items.compactMap(\.id)) }
      } while cursor != nil
    }
    return found
  }

  package func find(
    _ id: EventID,
    in calendar: CalendarID,
    near window: DateInterval
  ) async throws(ServiceError) -> Event? {
    var cursor: String?
    let features = await features()
    // That an event is not there must be certain: else it is made twice.
    var chain = PageChain(of: base.host)
    // The list is looked through here: the filter `metadata_pair` cannot be combined with a time,
    // and without one the service looks at the next month alone.
    while true {
      let page = try await list(calendar, features, window: window, cursor: cursor)
      let items = page.data.compactMap(\.value)
      let match = items.first {
        $0.metadata[NylasEventRequest.idKey] == id.rawValue && $0.status != "cancelled"
      }
      if let match { return try event(match, in: calendar) }
      guard let next = page.nextCursor else { return nil }
      try chain.follow(next, after: items.compactMap(\.id))
      cursor = next
    }
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

  /// What can be asked for; where that cannot be told, everything is tried.
  private func features() async -> NylasFeatures {
    NylasFeatures((try? await ownProvider()) ?? nil)
  }

  private func list(
    _ calendar: CalendarID,
    _ features: NylasFeatures,
    window: DateInterval,
    since moment: Date? = nil,
    series: RemoteEventID? = nil,
    cursor: String?
  ) async throws(ServiceError) -> NylasEnvelope<[Lenient<NylasEvent>]> {
    var query = [
      ("calendar_id", calendar.rawValue), ("limit", "\(NylasLimits.pageSize)"),
      ("start", "\(Timestamp.seconds(window.start))"),
      ("end", "\(Timestamp.seconds(window.end))"),
      ("expand_recurring", "true"),
    ]
    if features.showsCancelled {
      query.append(("show_cancelled", moment == nil ? "false" : "true"))
    }
    if let series { query.append(("master_event_id", series.rawValue)) }
    if let moment { query.append(("updated_after", "\(Timestamp.seconds(moment))")) }
    if let cursor { query.append(("page_token", cursor)) }
    return try await send(ServiceRequest(method: .get, path: path("events"), query: query))
  }
}

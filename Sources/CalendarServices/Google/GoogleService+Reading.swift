package import CalendarCore
package import ConferencingCore
package import Foundation

extension GoogleService {
  package func grants() async throws(ServiceError) -> [Grant] {
    var own = Grant(id: configuration.grant, provider: .google, email: configuration.email)
    do throws(ServiceError) {
      own.scopes = try await configuration.tokens.token().scopes
    } catch .unauthorized {
      own.isValid = false
    }
    return [own]
  }

  package func calendars() async throws(ServiceError) -> CalendarList {
    var calendars: [CalendarInfo] = []
    var failure: ServiceError?
    var cursor: String?
    var chain = PageChain(of: lists.base.host)
    while true {
      let page: GoogleCalendarPage = try await lists.send(
        ServiceRequest(
          method: .get,
          path: ["users", "me", "calendarList"],
          query: [("maxResults", "\(GoogleLimits.calendarPageSize)")]
            + (cursor.map { [("pageToken", $0)] } ?? [])
        )
      )
      calendars += page.calendars.compactMap { $0.calendar(account: account) }
      if !page.isComplete { failure = .incompleteCalendars(of: lists.base.host) }
      guard let next = page.next else { return CalendarList(calendars, failure: failure) }
      try chain.follow(next, after: page.calendars.compactMap(\.id))
      cursor = next
    }
  }

  package func events(
    in calendar: CalendarID,
    window: DateInterval,
    cursor: String?
  ) async throws(ServiceError) -> EventPage {
    try await page(
      of: calendar,
      [
        ("timeMin", Timestamp.text(window.start)),
        ("timeMax", Timestamp.text(window.end)),
      ],
      cursor: cursor
    )
  }

  /// The stretch is the one that the token was given for; the request must not name it again.
  package func changes(
    in calendar: CalendarID,
    window: DateInterval,
    since mark: SyncMark,
    cursor: String?
  ) async throws(ServiceError) -> EventPage {
    guard let token = mark.token else {
      throw .syncExpired("Google tells changes only from where a list was read to its end.")
    }
    return try await page(of: calendar, [("syncToken", token)], cursor: cursor)
  }

  private func page(
    of calendar: CalendarID,
    _ stretch: [(name: String, value: String)],
    cursor: String?
  ) async throws(ServiceError) -> EventPage {
    let request = ServiceRequest(
      method: .get,
      path: Self.path(calendar),
      query: [("singleEvents", "true"), ("maxResults", "\(GoogleLimits.pageSize)")] + stretch
        + (cursor.map { [("pageToken", $0)] } ?? [])
    )
    let host = client.base.host
    let page = try await client.run(request) { answer throws(ServiceError) in
      do {
        var page = try JSONDecoder().decode(GoogleEventPage.self, from: answer.body)
        page.date = answer.date
        return page
      } catch {
        throw .malformed("\(host) gave an answer that Convene cannot read.")
      }
    }
    return result(page, of: calendar)
  }

  private func result(_ page: GoogleEventPage, of calendar: CalendarID) -> EventPage {
    var result = EventPage(events: [], next: page.next, serviceTime: page.date)
    result.syncToken = page.syncToken
    result.hasUnnamed = page.hasUnnamed
    var series: Set<RemoteEventID> = []
    for item in page.items {
      if item.isHost { continue }
      // A series made here is known as one event until its occurrences are listed in its place.
      if let id = item.seriesID, item.properties[GoogleEventRequest.idKey] != nil {
        series.insert(RemoteEventID(id))
      }
      if let event = item.event(account: account, calendar: calendar, role: page.role) {
        result.events.append(event)
        if let remote = event.remoteID { result.madeHere[remote] = item.madeHere }
      } else if let id = item.id {
        if item.isCancelled {
          result.gone.append(RemoteEventID(id))
        } else {
          result.unreadable.append(RemoteEventID(id))
        }
      }
    }
    result.gone += series.sorted { $0.rawValue < $1.rawValue }
    return result
  }

  package func event(
    _ id: RemoteEventID,
    in calendar: CalendarID
  ) async throws(ServiceError) -> Event {
    try event(try await stored(id, in: calendar), in: calendar)
  }

  package func occurrences(
    of series: RemoteEventID,
    in calendar: CalendarID,
    window: DateInterval
  ) async throws(ServiceError) -> [Event] {
    var found: [Event] = []
    var cursor: String?
    var chain = PageChain(of: client.base.host)
    while true {
      let page: GoogleEventPage
      do throws(ServiceError) {
        page = try await client.send(
          ServiceRequest(
            method: .get,
            path: Self.path(calendar, series.rawValue, "instances"),
            query: [
              ("maxResults", "\(GoogleLimits.pageSize)"),
              ("timeMin", Timestamp.text(window.start)), ("timeMax", Timestamp.text(window.end)),
            ] + (cursor.map { [("pageToken", $0)] } ?? [])
          )
        )
      } catch .notFound {
        return []
      }
      for item in page.items where !item.isCancelled && item.id != nil {
        guard let event = item.event(account: account, calendar: calendar, role: page.role) else {
          // It is there all the same, and is not to be taken for deleted.
          throw .malformed(
            "\(client.base.host) gave an event without a time that Convene can read."
          )
        }
        found.append(event)
      }
      guard let next = page.next else { return found }
      try chain.follow(next, after: page.items.compactMap(\.id))
      cursor = next
    }
  }

  package func find(
    _ id: EventID,
    in calendar: CalendarID,
    near window: DateInterval
  ) async throws(ServiceError) -> Event? {
    do throws(ServiceError) {
      let item = try await stored(RemoteEventID(GoogleID.event(id.rawValue)), in: calendar)
      return item.isCancelled ? nil : try event(item, in: calendar)
    } catch .notFound {
      return nil
    }
  }

  /// One event as Google sends it; a deleted one is there for a long time yet, as cancelled.
  func stored(
    _ id: RemoteEventID,
    in calendar: CalendarID
  ) async throws(ServiceError) -> GoogleEvent {
    try await client.send(
      ServiceRequest(method: .get, path: Self.path(calendar, id.rawValue))
    )
  }
}

package import CalendarCore
package import ConferencingCore
package import Foundation

extension MicrosoftService {
  package func grants() async throws(ServiceError) -> [Grant] {
    var own = Grant(id: grant, provider: .microsoft, email: "")
    do throws(ServiceError) {
      own.email = try await address()
      own.scopes = try await client.scopes()
    } catch .unauthorized {
      own.isValid = false
    }
    return [own]
  }

  /// The user's address; empty when the sign-in may not ask for it (User.Read), which costs no
  /// more than the name.
  private func address() async throws(ServiceError) -> String {
    do throws(ServiceError) {
      let user: GraphUser = try await client.send(GraphClient.request(.get, ["me"]))
      return user.mail ?? user.userPrincipalName ?? ""
    } catch .forbidden {
      return ""
    }
  }

  package func calendars() async throws(ServiceError) -> CalendarList {
    let items: [GraphCalendar] = try await client.all(
      GraphClient.request(.get, ["me", "calendars"], query: [("$top", "\(GraphClient.pageSize)")])
    )
    for item in items { teamsNames.note(item) }
    let calendars = items.compactMap { $0.calendar(account: account) }
    return CalendarList(
      calendars,
      failure: calendars.count < items.count ? .incompleteCalendars(of: client.host) : nil
    )
  }

  package func events(
    in calendar: CalendarID,
    window: DateInterval,
    cursor: String?
  ) async throws(ServiceError) -> EventPage {
    try await page(of: calendar, window: window, link: cursor)
  }

  package func changes(
    in calendar: CalendarID,
    window: DateInterval,
    since mark: SyncMark,
    cursor: String?
  ) async throws(ServiceError) -> EventPage {
    guard let link = cursor ?? mark.token else {
      throw .syncExpired("Microsoft tells changes only from a reading of this stretch on.")
    }
    return try await page(of: calendar, window: window, link: link)
  }

  package func event(
    _ id: RemoteEventID,
    in calendar: CalendarID
  ) async throws(ServiceError) -> Event {
    try event(await stored(id.rawValue, in: calendar), in: calendar)
  }

  package func occurrences(
    of series: RemoteEventID,
    in calendar: CalendarID,
    window: DateInterval
  ) async throws(ServiceError) -> [Event] {
    do throws(ServiceError) {
      let items: [GraphEvent] = try await reaching(series.rawValue, in: calendar, "instances") {
        path throws(ServiceError) in
        try await client.all(GraphClient.request(.get, path, query: stretch(window)))
      }
      var found: [Event] = []
      // What cannot be read is there all the same, and is not to be taken for deleted.
      for item in items where !item.isCancelled && item.id != nil {
        found.append(try event(item, in: calendar))
      }
      return found
    } catch .notFound {
      return []
    }
  }

  package func find(
    _ id: EventID,
    in calendar: CalendarID,
    near window: DateInterval
  ) async throws(ServiceError) -> Event? {
    let request = GraphClient.request(
      .get,
      ["me", "calendars", calendar.rawValue, "calendarView"],
      query: stretch(window)
    )
    var masters: Set<String> = []
    for item: GraphEvent in try await client.all(request) {
      if item.transaction == id.rawValue, !item.isCancelled { return try event(item, in: calendar) }
      if let master = item.masterID { masters.insert(master) }
    }
    // What a series was made with stands on the series.
    for master in masters.sorted() {
      guard let item = try await existing(master, in: calendar), item.transaction == id.rawValue
      else { continue }
      return try event(item, in: calendar)
    }
    return nil
  }

  /// One event as the service sends it.
  func stored(
    _ id: String,
    in calendar: CalendarID
  ) async throws(ServiceError) -> GraphEvent {
    try await reaching(id, in: calendar) { path throws(ServiceError) in
      try await client.send(GraphClient.request(.get, path))
    }
  }

  /// One event; `nil` when it is no more.
  private func existing(
    _ id: String,
    in calendar: CalendarID
  ) async throws(ServiceError) -> GraphEvent? {
    do throws(ServiceError) { return try await stored(id, in: calendar) } catch .notFound {
      return nil
    }
  }

  private func stretch(_ window: DateInterval) -> [(name: String, value: String)] {
    [
      ("startDateTime", Timestamp.text(window.start)),
      ("endDateTime", Timestamp.text(window.end)),
    ]
  }

  private func page(
    of calendar: CalendarID,
    window: DateInterval,
    link: String?
  ) async throws(ServiceError) -> EventPage {
    let request = GraphClient.request(
      .get,
      ["me", "calendars", calendar.rawValue, "calendarView", "delta"],
      query: stretch(window)
    )
    let (page, date): (GraphPage<GraphEvent>, Date?) = try await client.page(request, link: link)
    var result = EventPage(events: [], next: page.next, serviceTime: date)
    result.syncToken = page.next == nil ? page.delta : nil
    result.hasUnnamed = page.hasOthers || page.items.contains { $0.id == nil }
    let series = try await series(of: page.items, in: calendar)
    result.masters = series.values.compactMap { $0.event(account: account, calendar: calendar) }
      .filter { $0.recurrence != nil }
    for item in page.items {
      guard let id = item.id.map({ RemoteEventID($0) }) else { continue }
      let whole = item.isBare ? item.masterID.flatMap { series[$0] }.map(item.completed) : item
      if item.isRemoved || item.isMaster {
        // A series is no event of a view: where it was made here, its occurrences stand for it.
        result.gone.append(id)
        // It comes with all its occurrences, on one page, and a cancelled one may be told of by its
        // absence alone. Source: microsoft-graph-docs #4501.
        if !item.isRemoved { result.series.append(id) }
      } else if let whole, let event = whole.event(account: account, calendar: calendar) {
        result.events.append(event)
        if let own = item.transaction { result.madeHere[id] = EventID(own) }
      } else if whole == nil {
        // Its series was not to be had now: what is known of the occurrence stays.
        result.unreadable.append(id)
        result.isIncomplete = true
      } else {
        result.unreadable.append(id)
      }
    }
    return result
  }

  /// The series of the occurrences of which a page says only the times.
  ///
  /// The service gives each series with its occurrences when it lists them first, and may leave it
  /// out of changes. Source: microsoft-graph-docs issues #7632 and #22197.
  private func series(
    of items: [GraphEvent],
    in calendar: CalendarID
  ) async throws(ServiceError) -> [String: GraphEvent] {
    var series: [String: GraphEvent] = [:]
    for item in items where item.isMaster && !item.isRemoved {
      if let id = item.id { series[id] = item }
    }
    let missing = Set(items.filter(\.isBare).compactMap(\.masterID)).subtracting(series.keys)
    for id in missing.sorted() {
      do throws(ServiceError) { series[id] = try await stored(id, in: calendar) } catch {
        guard error.mayConcernOneEvent else { throw error }
      }
    }
    return series
  }
}

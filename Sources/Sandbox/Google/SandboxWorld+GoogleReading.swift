import Foundation

extension SandboxWorld {
  /// `GET calendars/{calendarId}/events/{eventId}`.
  func getGoogleEvent(_ call: APICall, _ signIn: SignIn) throws(GoogleError) -> APIAnswer {
    let query = try GoogleQuery(call, ["alwaysIncludeEmail", "maxAttendees", "timeZone"])
    let most = try query.int("maxAttendees", 1...100_000)
    let calendar = try googleCalendar(call, signIn)
    let event = try storedEvent(call, calendar)
    if call.headers["if-none-match"] == event.etag {
      return APIAnswer(status: 304, headers: ["ETag": event.etag])
    }
    return answer(event, in: calendar, most: most)
  }

  /// The event of the path; a cancelled one is there as well.
  func storedEvent(
    _ call: APICall,
    _ calendar: GoogleCalendar
  ) throws(GoogleError) -> GoogleEvent {
    guard let event = google.event(call.parameters["event"] ?? "", in: calendar) else {
      throw .notFound
    }
    return event
  }

  func answer(
    _ event: GoogleEvent,
    in calendar: GoogleCalendar,
    most: Int? = nil
  ) -> APIAnswer {
    APIAnswer(
      status: 200,
      body: event.json(in: calendar, most: most),
      headers: ["ETag": event.etag]
    )
  }

  /// `GET calendars/{calendarId}/events/{eventId}/instances`.
  func listGoogleInstances(_ call: APICall, _ signIn: SignIn) throws(GoogleError) -> APIAnswer {
    let query = try GoogleQuery(
      call,
      [
        "alwaysIncludeEmail", "maxAttendees", "maxResults", "originalStart", "showDeleted",
        "timeMax", "timeMin", "timeZone",
      ]
    )
    let calendar = try googleCalendar(call, signIn)
    let series = try storedEvent(call, calendar)
    let window = try window(query)
    let showsDeleted = try query.bool("showDeleted") ?? false
    let original = query.string("originalStart")
    let most = try query.int("maxResults", 1...2_500) ?? 250
    let events = google.listed(in: calendar, singly: true, since: nil)
      .filter { event in
        event.seriesID == series.id && (showsDeleted || !event.isCancelled)
          && touches(event, window, in: calendar)
          && original.map { event.originallyStarts($0, in: calendar.zone) } ?? true
      }
      .sorted { $0.id < $1.id }
    let attendees = try query.int("maxAttendees", 1...100_000)
    return list(events.prefix(most), of: calendar, [:], call, most: attendees)
  }

  /// `GET calendars/{calendarId}/events`.
  func listGoogleEvents(_ call: APICall, _ signIn: SignIn) throws(GoogleError) -> APIAnswer {
    let query = try GoogleQuery(call, Self.listNames)
    let calendar = try googleCalendar(call, signIn)
    let size = try query.int("maxResults", 1...2_500) ?? 250
    let most = try query.int("maxAttendees", 1...100_000)
    let place = try place(query, in: calendar)
    let since = place.since
    let asked = place.query
    let all = google.listed(in: calendar, singly: asked.singly, since: since)
      .filter { event in
        if let since { return event.version > since && event.touched(asked.window) }
        // What was deleted since `updatedMin` is told in any case.
        return (asked.showsDeleted || asked.updatedMin != nil || !event.isCancelled)
          && touches(event, asked.window, in: calendar)
      }
      .filter(asked.matches)
    var events = asked.sorted(all, in: calendar)[...]
    if let after = place.after {
      events =
        asked.order == nil
        ? events.drop { $0.id <= after } : events.drop { $0.id != after }.dropFirst()
    }
    let page = events.prefix(size)
    var next = place
    // Changes from here on are told with the sync token, those while the list is paged included.
    next.after = page.count < events.count ? page.last?.id : nil
    guard next.after == nil else {
      let token = JSON.string(google.token(for: next))
      return list(page, of: calendar, ["nextPageToken": token], call, most: most)
    }
    guard asked.canSync else { return list(page, of: calendar, [:], call, most: most) }
    let synced = GoogleListToken(
      calendar: calendar.id,
      query: place.query,
      version: place.version,
      since: place.version
    )
    let token = JSON.string(google.token(for: synced))
    return list(page, of: calendar, ["nextSyncToken": token], call, most: most)
  }

  private static let listNames: Set = [
    "alwaysIncludeEmail", "eventTypes", "iCalUID", "maxAttendees", "maxResults", "orderBy",
    "pageToken", "privateExtendedProperty", "q", "sharedExtendedProperty", "showDeleted",
    "showHiddenInvitations", "singleEvents", "syncToken", "timeMax", "timeMin", "timeZone",
    "updatedMin",
  ]
  /// Source: the description of `syncToken` in the discovery document.
  private static let notWithSyncToken = [
    "iCalUID", "orderBy", "privateExtendedProperty", "q", "sharedExtendedProperty", "timeMin",
    "timeMax", "updatedMin",
  ]

  /// Where a list begins or goes on.
  private func place(
    _ query: GoogleQuery,
    in calendar: GoogleCalendar
  ) throws(GoogleError) -> GoogleListToken {
    let sync = query.string("syncToken")
    if sync != nil {
      if let name = Self.notWithSyncToken.first(where: query.has) {
        throw .invalid("Sync token cannot be used with other query restrictions.", parameter: name)
      }
      if try query.bool("showDeleted") == false {
        throw .invalid("Sync token cannot be used with this.", parameter: "showDeleted")
      }
    }
    let asked = try GoogleListQuery(query, window: try window(query), now: now)
    var begun = GoogleListToken(
      calendar: calendar.id,
      query: asked,
      version: google.version,
      since: nil
    )
    if let sync {
      guard let known = google.meaning(of: sync), known.calendar == calendar.id else {
        throw .fullSyncRequired
      }
      for (name, isSame) in [
        ("singleEvents", known.query.singly == asked.singly),
        ("eventTypes", known.query.types == asked.types),
      ] where !isSame {
        throw .invalid("Query parameters must be those of the first.", parameter: name)
      }
      begun = GoogleListToken(
        calendar: calendar.id,
        query: known.query,
        version: google.version,
        since: known.version
      )
    }
    guard let token = query.string("pageToken") else { return begun }
    guard let page = google.meaning(of: token), page.after != nil, page.query == begun.query,
      page.since == begun.since, page.calendar == calendar.id
    else { throw .invalid("Invalid Value", parameter: "pageToken") }
    return page
  }

  private func window(_ query: GoogleQuery) throws(GoogleError) -> ClosedRange<Int> {
    let from = try query.time("timeMin") ?? EventWhen.times.lowerBound
    let to = try query.time("timeMax") ?? EventWhen.times.upperBound
    guard from < to else {
      throw GoogleError(
        400,
        "timeRangeEmpty",
        "The specified time range is empty.",
        domain: "calendar",
        parameter: "timeMax"
      )
    }
    return from...to
  }

  /// `timeMin` bounds ends and `timeMax` starts, both exclusively.
  private func touches(
    _ event: GoogleEvent,
    _ window: ClosedRange<Int>,
    in calendar: GoogleCalendar
  ) -> Bool {
    if !event.recurrence.isEmpty {
      return event.start.seconds(in: calendar.zone) < window.upperBound
    }
    let span = event.span(in: calendar.zone)
    return span.upperBound > window.lowerBound && span.lowerBound < window.upperBound
  }

  /// A page of a list, or 304 when the client has what is there.
  private func list(
    _ events: some Sequence<GoogleEvent>,
    of calendar: GoogleCalendar,
    _ more: [String: JSON],
    _ call: APICall,
    most: Int?
  ) -> APIAnswer {
    let etag = "\"p\(google.version)\""
    if call.headers["if-none-match"] == etag {
      return APIAnswer(status: 304, headers: ["ETag": etag])
    }
    var body: [String: JSON] = [
      "kind": "calendar#events", "etag": .string(etag),
      "summary": .string(calendar.summary), "description": "",
      "updated": .string(RFC3339.text(now, in: .gmt)),
      "timeZone": .string(calendar.zone.identifier), "accessRole": .string(calendar.accessRole),
      "defaultReminders": [["method": "popup", "minutes": 10]],
      "items": .array(events.map { $0.json(in: calendar, most: most) }),
    ]
    for (name, value) in more { body[name] = value }
    return APIAnswer(status: 200, body: .object(body), headers: ["ETag": etag])
  }
}

import Foundation

extension SandboxWorld {
  /// `GET calendars/{calendarId}/events/{eventId}`.
  func getGoogleEvent(_ call: APICall, _ signIn: SignIn) throws(GoogleError) -> APIAnswer {
    _ = try GoogleQuery(call, ["alwaysIncludeEmail", "maxAttendees", "timeZone"])
    let calendar = try googleCalendar(call, signIn)
    return answer(try storedEvent(call, calendar), in: calendar)
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

  func answer(_ event: GoogleEvent, in calendar: GoogleCalendar) -> APIAnswer {
    APIAnswer(status: 200, body: event.json(in: calendar), headers: ["ETag": event.etag])
  }

  /// `GET calendars/{calendarId}/events/{eventId}/instances`.
  func listGoogleInstances(_ call: APICall, _ signIn: SignIn) throws(GoogleError) -> APIAnswer {
    let query = try GoogleQuery(
      call,
      [
        "alwaysIncludeEmail", "maxAttendees", "maxResults", "showDeleted", "timeMax", "timeMin",
        "timeZone",
      ]
    )
    let calendar = try googleCalendar(call, signIn)
    let series = try storedEvent(call, calendar)
    let window = try window(query)
    let showsDeleted = try query.bool("showDeleted") ?? false
    let most = try query.int("maxResults", 1...2_500) ?? 250
    let events = google.listed(in: calendar, singly: true, since: nil)
      .filter { event in
        event.seriesID == series.id && (showsDeleted || !event.isCancelled)
          && touches(event, window, in: calendar)
      }
      .sorted { $0.id < $1.id }
    return .ok(list(Array(events.prefix(most)), of: calendar, [:]))
  }

  /// `GET calendars/{calendarId}/events`.
  func listGoogleEvents(_ call: APICall, _ signIn: SignIn) throws(GoogleError) -> APIAnswer {
    let query = try GoogleQuery(call, Self.listNames)
    let calendar = try googleCalendar(call, signIn)
    let size = try query.int("maxResults", 1...2_500) ?? 250
    let place = try place(query, in: calendar)
    let since = place.since
    let events = google.listed(in: calendar, singly: place.query.singly, since: since)
      .filter { event in
        if let since { return event.version > since && event.touched(place.query.window) }
        return (place.query.showsDeleted || !event.isCancelled)
          && touches(event, place.query.window, in: calendar)
      }
      .filter { matches($0, place.query) && $0.id > (place.after ?? "") }
      .sorted { $0.id < $1.id }
    let page = events.prefix(size)
    var next = place
    // Changes from here on are told with the sync token, those while the list is paged included.
    next.after = page.count < events.count ? page.last?.id : nil
    guard next.after == nil else {
      return .ok(list(page, of: calendar, ["nextPageToken": .string(google.token(for: next))]))
    }
    let synced = GoogleListToken(
      calendar: calendar.id,
      query: place.query,
      version: place.version,
      since: place.version
    )
    return .ok(list(page, of: calendar, ["nextSyncToken": .string(google.token(for: synced))]))
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
    for name in ["orderBy", "iCalUID", "sharedExtendedProperty", "updatedMin"]
    where query.has(name) {
      throw .invalid("The sandbox does not know this.", parameter: name)
    }
    let singly = try query.bool("singleEvents") ?? false
    let asked = GoogleListQuery(
      singly: singly,
      showsDeleted: try query.bool("showDeleted") ?? false,
      window: try window(query),
      text: query.string("q"),
      properties: query.all("privateExtendedProperty")
    )
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
      guard known.query.singly == singly else {
        throw .invalid("Query parameters must be those of the first.", parameter: "singleEvents")
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

  private func matches(_ event: GoogleEvent, _ query: GoogleListQuery) -> Bool {
    if let text = query.text {
      let words = ["summary", "description", "location"].compactMap { event.members[$0]?.string }
      guard words.contains(where: { $0.localizedCaseInsensitiveContains(text) }) else {
        return false
      }
    }
    let own = event.members["extendedProperties"]?.object?["private"]?.object ?? [:]
    return query.properties.allSatisfy { pair in
      let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
      return parts.count == 2 && own[parts[0]]?.string == parts[1]
    }
  }

  private func list(
    _ events: some Sequence<GoogleEvent>,
    of calendar: GoogleCalendar,
    _ more: [String: JSON]
  ) -> JSON {
    var body: [String: JSON] = [
      "kind": "calendar#events", "etag": .string("\"p\(google.version)\""),
      "summary": .string(calendar.summary), "description": "",
      "updated": .string(RFC3339.text(now, in: .gmt)),
      "timeZone": .string(calendar.zone.identifier), "accessRole": .string(calendar.accessRole),
      "defaultReminders": [["method": "popup", "minutes": 10]],
      "items": .array(events.map { $0.json(in: calendar) }),
    ]
    for (name, value) in more { body[name] = value }
    return .object(body)
  }
}

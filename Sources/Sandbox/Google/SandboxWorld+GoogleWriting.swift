extension SandboxWorld {
  private static let writeNames: Set = [
    "conferenceDataVersion", "eventLabelVersion", "maxAttendees", "sendNotifications",
    "sendUpdates", "supportsAttachments",
  ]

  /// `POST calendars/{calendarId}/events`.
  func insertGoogleEvent(_ call: APICall, _ signIn: SignIn) throws(GoogleError) -> APIAnswer {
    let query = try GoogleQuery(call, Self.writeNames)
    try query.checkUpdates()
    let version = try query.int("conferenceDataVersion", 0...1) ?? 0
    let calendar = try googleCalendar(call, signIn, writing: true)
    let body = try googleBody(call)
    let id = try chosenID(body)
    if let id, google.events[calendar.id]?[id] != nil { throw .duplicate }
    var event = try GoogleEventChange(calendar: calendar, replaces: true).made(
      body,
      id: id ?? google.random.characters(26, of: "0123456789abcdefghijklmnopqrstuv"),
      at: now
    )
    let change = try GoogleLinkChange(
      body["conferenceData"],
      version: version,
      current: .none,
      calendar: calendar
    )
    set(change, on: &event, hostedBy: signIn)
    store(event, in: calendar)
    return answer(try stored(event.id, in: calendar), in: calendar)
  }

  /// `PATCH` and `PUT calendars/{calendarId}/events/{eventId}`.
  func changeGoogleEvent(
    _ call: APICall,
    _ signIn: SignIn,
    replacing: Bool
  ) throws(GoogleError) -> APIAnswer {
    let query = try GoogleQuery(call, Self.writeNames.union(["alwaysIncludeEmail"]))
    try query.checkUpdates()
    let version = try query.int("conferenceDataVersion", 0...1) ?? 0
    let calendar = try googleCalendar(call, signIn, writing: true)
    let old = try storedEvent(call, calendar)
    let body = try googleBody(call)
    // What was deleted keeps its id and comes back by its status alone.
    // Source: `Event.status` in the discovery document, and reports from the real service.
    guard
      !old.isCancelled
        || (body["status"] == "confirmed"
          && old.seriesID.map { id in
            google.events[calendar.id]?[id]?.isCancelled == false
          } ?? true)
    else { throw .notFound }
    try checkMatch(call, old)
    if body["status"] == "cancelled" {
      cancel(old, in: calendar)
      return answer(try stored(old.id, in: calendar), in: calendar)
    }
    let change = try GoogleLinkChange(
      body["conferenceData"],
      version: version,
      current: old.link,
      calendar: calendar
    )
    let writer = GoogleEventChange(calendar: calendar, replaces: replacing)
    if old.organizer != calendar.id { try writer.checkInvited(body, old) }
    var event = try writer.applied(body, to: old)
    event.isCancelled = false
    try GoogleEventType.checkChange(of: old, to: event, body)
    set(change, on: &event, hostedBy: signIn)
    store(event, in: calendar)
    share(event, before: old, in: calendar)
    return answer(try stored(event.id, in: calendar), in: calendar)
  }

  /// Gives the exceptions of a changed series what they have from it; what they have of their own
  /// stays.
  private func share(_ series: GoogleEvent, before old: GoogleEvent, in calendar: GoogleCalendar) {
    guard !series.recurrence.isEmpty, series.members != old.members else { return }
    let names = Set(series.members.keys).union(old.members.keys)
      .filter { series.members[$0] != old.members[$0] }
    for var occurrence in google.events[calendar.id, default: [:]].values
    where occurrence.seriesID == series.id && !occurrence.isCancelled {
      for name in names where occurrence.members[name] == old.members[name] {
        occurrence.members[name] = series.members[name]
      }
      google.put(occurrence, at: now, in: calendar)
    }
  }

  /// `DELETE calendars/{calendarId}/events/{eventId}`.
  func deleteGoogleEvent(_ call: APICall, _ signIn: SignIn) throws(GoogleError) -> APIAnswer {
    let query = try GoogleQuery(call, ["sendNotifications", "sendUpdates"])
    try query.checkUpdates()
    let calendar = try googleCalendar(call, signIn, writing: true)
    let event = try storedEvent(call, calendar)
    guard !event.isCancelled else { throw .deleted }
    try checkMatch(call, event)
    try GoogleEventType.checkDeletion(of: event)
    cancel(event, in: calendar)
    return APIAnswer(status: 204, body: nil)
  }

  private func cancel(_ event: GoogleEvent, in calendar: GoogleCalendar) {
    var cancelled = event
    cancelled.isCancelled = true
    dropMeet(of: event)
    google.put(cancelled, at: now, in: calendar)
    for var occurrence in google.events[calendar.id, default: [:]].values
    where occurrence.seriesID == event.id && !occurrence.isCancelled {
      occurrence.isCancelled = true
      dropMeet(of: occurrence)
      google.put(occurrence, at: now, in: calendar)
    }
  }

  private func store(_ event: GoogleEvent, in calendar: GoogleCalendar) {
    let old = google.events[calendar.id]?[event.id]?.link ?? .none
    google.put(event, at: now, in: calendar)
    // What was changed of a series on its own has the series' conference until it has another one.
    for var occurrence in google.events[calendar.id, default: [:]].values
    where occurrence.seriesID == event.id && occurrence.link == old && old != event.link
      && !occurrence.isCancelled
    {
      occurrence.link = event.link
      google.put(occurrence, at: now, in: calendar)
    }
    followMeet(of: event, in: calendar)
    settleMeets()
  }

  private func stored(
    _ id: String,
    in calendar: GoogleCalendar
  ) throws(GoogleError) -> GoogleEvent {
    guard let event = google.events[calendar.id]?[id] else { throw .notFound }
    return event
  }

  private func checkMatch(_ call: APICall, _ event: GoogleEvent) throws(GoogleError) {
    guard let tag = call.headers["if-match"], tag != "*" else { return }
    guard tag == event.etag else { throw .conditionNotMet }
  }

  private func googleBody(_ call: APICall) throws(GoogleError) -> [String: JSON] {
    guard let body = JSON(bytes: call.body)?.object else {
      throw GoogleError(400, "parseError", "This API does not support parsing form-encoded input.")
    }
    return body
  }

  /// The id that the client chose: base32hex, 5 to 1024 characters.
  private func chosenID(_ body: [String: JSON]) throws(GoogleError) -> String? {
    guard let id = body["id"] else { return nil }
    guard let text = id.string, (5...1_024).contains(text.utf8.count),
      text.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x76).contains($0) })
    else { throw .invalid("Invalid resource id value.") }
    guard body["iCalUID"] == nil else { throw .invalid("Only one of id and iCalUID.") }
    return text
  }
}

import Foundation

extension SandboxWorld {
  /// A method of the Google interface.
  typealias GoogleEndpoint =
    @Sendable (isolated SandboxWorld, APICall, SignIn) throws(GoogleError) -> APIAnswer

  /// Answers a request of the Google interface.
  func answerGoogle(_ call: APICall, with endpoint: GoogleEndpoint) -> APIAnswer {
    guard let signIn = signIns.bearer(call, at: .google, now: now) else {
      return GoogleError.authError.answer
    }
    settleMeets()
    do {
      return try endpoint(self, call, signIn)
    } catch {
      return error.answer
    }
  }

  /// `POST /_sandbox/google`: `expire_sync_tokens` lets all tokens go, `fail_meets` says how many of
  /// the next Meets fail, `rename_calendar` and `remove_calendar` change the list of calendars, and
  /// `scopes` are those of the sign-in from now on, `refuse_settings` are those of Meets that its edition
  /// does not include, and `put_events` stores events as they are given, whatever no client may write.
  func turnGoogle(_ call: APICall) throws(APIError) -> JSON {
    let wish = try call.object()
    if wish["expire_sync_tokens"]?.bool == true { google.expireTokens() }
    if let scopes = wish["scopes"]?.array,
      let index = signIns.signIns.firstIndex(where: { $0.provider == .google })
    {
      signIns.signIns[index].scopes = Set(scopes.compactMap(\.string))
    }
    if let names = wish["refuse_settings"]?.array {
      google.refusedSettings = Set(names.compactMap(\.string))
    }
    if let count = wish["fail_meets"]?.int { google.failures = count }
    if let id = wish["remove_calendar"]?.string, !google.change(calendar: id, to: nil) {
      throw .notFound
    }
    if let rename = wish["rename_calendar"]?.object, let id = rename["id"]?.string {
      guard google.change(calendar: id, to: rename["summary"]?.string ?? "") else {
        throw .notFound
      }
    }
    for event in wish["put_events"]?.array ?? [] { try putGoogle(event.object ?? [:]) }
    return ["meets_to_fail": .int(google.failures)]
  }

  /// Stores an event of any type on the calendar that `calendar` names, or the primary one.
  private func putGoogle(_ body: [String: JSON]) throws(APIError) {
    let wanted = google.calendars.first { $0.id == body["calendar"]?.string }
    guard let calendar = wanted ?? google.calendars.first(where: \.isPrimary),
      let id = body["id"]?.string
    else { throw .invalid("An event needs an \"id\".") }
    let known = google.events[calendar.id]?[id]
    do throws(GoogleError) {
      func moment(_ name: String) throws(GoogleError) -> GoogleMoment? {
        guard let value = body[name] else { return nil }
        return try GoogleMoment(value, zone: calendar.zone)
      }
      let (start, end) = (try moment("start"), try moment("end"))
      var event = GoogleEvent(
        id: id,
        calendarID: calendar.id,
        start: start ?? known?.start ?? .instant(now, zone: nil),
        end: end ?? known?.end ?? .instant(now + 3_600, zone: nil),
        created: now,
        updated: now,
        organizer: body["organizer"]?.object?["email"]?.string ?? calendar.id
      )
      let own: Set = ["calendar", "id", "start", "end", "organizer", "recurrence", "status"]
      event.members = body.filter { !own.contains($0.key) }
      event.recurrence = (body["recurrence"]?.array ?? []).compactMap(\.string)
      event.isCancelled = body["status"] == "cancelled"
      event.seriesID = body["recurringEventId"]?.string
      event.originalStart = try moment("originalStartTime")
      google.put(event, at: now, in: calendar)
    } catch {
      throw .invalid(error.message)
    }
  }

  /// `GET users/me/calendarList`.
  func listGoogleCalendars(_ call: APICall, _ signIn: SignIn) throws(GoogleError) -> APIAnswer {
    try require(["calendar.calendarlist.readonly", "calendar.calendarlist"], of: signIn)
    let query = try GoogleQuery(
      call,
      ["maxResults", "minAccessRole", "pageToken", "showDeleted", "showHidden", "syncToken"]
    )
    let etag = "\"p\(google.version)\""
    if call.headers["if-none-match"] == etag {
      return APIAnswer(status: 304, headers: ["ETag": etag])
    }
    let all = try calendarEntries(query, signIn)
    let size = try query.int("maxResults", 1...250) ?? 100
    guard let from = Int(query.string("pageToken") ?? "0"), 0...all.count ~= from else {
      throw .invalid("Invalid Value", parameter: "pageToken")
    }
    let page = all.dropFirst(from).prefix(size)
    var body: [String: JSON] = [
      "kind": "calendar#calendarList", "etag": .string(etag), "items": .array(Array(page)),
    ]
    let next = from + page.count
    if next < all.count {
      body["nextPageToken"] = .string("\(next)")
    } else {
      body["nextSyncToken"] = .string("\(Self.calendarToken)\(google.version)")
    }
    return APIAnswer(status: 200, body: .object(body), headers: ["ETag": etag])
  }

  private static let calendarToken = "CL"

  /// The entries of the list; with a token those that changed since, and those that are gone.
  private func calendarEntries(
    _ query: GoogleQuery,
    _ signIn: SignIn
  ) throws(GoogleError) -> [JSON] {
    let own = google.calendars.filter { $0.signIn == signIn.id }
    guard let token = query.string("syncToken") else {
      let roles = ["freeBusyReader", "reader", "writer", "owner"]
      guard let least = query.string("minAccessRole") else { return own.map(\.json) }
      guard let place = roles.firstIndex(of: least) else {
        throw .invalid("Invalid value for: minAccessRole", parameter: "minAccessRole")
      }
      return own.filter { roles[place...].contains($0.accessRole) }.map(\.json)
    }
    guard !query.has("minAccessRole") else {
      throw .invalid("Sync token cannot be used with this.", parameter: "minAccessRole")
    }
    guard token.hasPrefix(Self.calendarToken),
      let since = Int(token.dropFirst(Self.calendarToken.count)), since >= google.calendarTokens
    else { throw .fullSyncRequired }
    return google.calendarChanges
      .filter { $0.version > since && $0.calendar.signIn == signIn.id }
      .map { change in
        guard change.isRemoved else { return change.calendar.json }
        return [
          "kind": "calendar#calendarListEntry", "id": .string(change.calendar.id), "deleted": true,
        ]
      }
  }

  /// `GET users/me/calendarList/{calendarId}`.
  func getGoogleListEntry(_ call: APICall, _ signIn: SignIn) throws(GoogleError) -> APIAnswer {
    try require(["calendar.calendarlist.readonly", "calendar.calendarlist"], of: signIn)
    return .ok(try listedCalendar(call, signIn).json)
  }

  /// `GET calendars/{calendarId}`.
  func getGoogleCalendar(_ call: APICall, _ signIn: SignIn) throws(GoogleError) -> APIAnswer {
    try require(["calendar.calendars.readonly", "calendar.calendars"], of: signIn)
    let calendar = try listedCalendar(call, signIn)
    return .ok([
      "kind": "calendar#calendar", "etag": "\"p33\"", "id": .string(calendar.id),
      "summary": .string(calendar.summary), "timeZone": .string(calendar.zone.identifier),
    ])
  }

  /// The calendar of the path, once the sign-in may do with its events what it wants to.
  func googleCalendar(
    _ call: APICall,
    _ signIn: SignIn,
    writing: Bool = false
  ) throws(GoogleError) -> GoogleCalendar {
    try require(
      writing ? ["calendar.events"] : ["calendar.events", "calendar.events.readonly"],
      of: signIn
    )
    let calendar = try listedCalendar(call, signIn)
    guard calendar.isWritable || !writing else { throw .readOnly }
    return calendar
  }

  private func listedCalendar(
    _ call: APICall,
    _ signIn: SignIn
  ) throws(GoogleError) -> GoogleCalendar {
    let name = call.parameters["calendar"] ?? ""
    let id = name == "primary" ? signIn.email : name
    guard let calendar = google.calendar(id), calendar.signIn == signIn.id else {
      throw .notFound
    }
    return calendar
  }

  private func require(_ scopes: Set<String>, of signIn: SignIn) throws(GoogleError) {
    let granted = signIn.scopes.map { $0.replacing("https://www.googleapis.com/auth/", with: "") }
    guard !scopes.union(["calendar"]).isDisjoint(with: granted) else {
      throw .insufficientPermissions
    }
  }
}

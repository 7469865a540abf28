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
  /// the next Meets fail.
  func turnGoogle(_ call: APICall) -> JSON {
    let wish = JSON(bytes: call.body)?.object ?? [:]
    if wish["expire_sync_tokens"]?.bool == true { google.expireTokens() }
    if let count = wish["fail_meets"]?.int { google.failures = count }
    return ["meets_to_fail": .int(google.failures)]
  }

  /// `GET users/me/calendarList`.
  func listGoogleCalendars(_ call: APICall, _ signIn: SignIn) throws(GoogleError) -> APIAnswer {
    try require(["calendar.calendarlist.readonly", "calendar.calendarlist"], of: signIn)
    let query = try GoogleQuery(
      call,
      ["maxResults", "minAccessRole", "pageToken", "showDeleted", "showHidden", "syncToken"]
    )
    let all = google.calendars.filter { $0.signIn == signIn.id }
    let size = try query.int("maxResults", 1...250) ?? 100
    guard let from = Int(query.string("pageToken") ?? "0"), 0...all.count ~= from else {
      throw .invalid("Invalid Value", parameter: "pageToken")
    }
    let page = all.dropFirst(from).prefix(size)
    var body: [String: JSON] = [
      "kind": "calendar#calendarList", "etag": "\"p33\"", "items": .array(page.map(\.json)),
    ]
    let next = from + page.count
    if next < all.count {
      body["nextPageToken"] = .string("\(next)")
    } else {
      body["nextSyncToken"] = "calendars="
    }
    return .ok(.object(body))
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

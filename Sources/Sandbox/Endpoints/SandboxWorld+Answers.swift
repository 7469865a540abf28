extension SandboxWorld {
  /// `POST /v3/grants/{grant}/events/{event}/send-rsvp`: the user's answer to an invitation, to one
  /// occurrence of a series or, on its master, to all that were not answered on their own.
  func sendRSVP(_ call: APICall) throws(APIError) -> APIAnswer {
    let grant = try calendarGrant(call)
    let query = try QueryParameters(call, allowing: ["calendar_id", "skip_nylas_email"])
    _ = try query.bool("skip_nylas_email")
    try GrantLimits(provider: grant.provider).check(query)
    try GrantLimits(provider: grant.provider).checkHas("send-rsvp")
    let calendar = try calendar(query.required("calendar_id"), of: grant)
    let stored = store.events[try call.parameter("event")]
    guard var event = stored, event.grantID == grant.id, event.calendarID == calendar.id else {
      throw .notFound
    }
    guard let status = try call.object()["status"]?.string, ["yes", "no", "maybe"].contains(status)
    else { throw .invalid("\"status\" must be yes, no or maybe.") }
    guard event.organizer.email != grant.email else {
      throw .invalid("The organizer cannot answer their own invitation.")
    }
    guard let place = event.participants.firstIndex(where: { $0.email == grant.email }) else {
      throw .invalid("\(grant.email) is not invited to this event.")
    }
    event.participants[place].status = status
    event.updatedAt = updateTime(after: event.updatedAt)
    event.isException = event.masterEventID != nil
    save(event)
    return .ok(["data": [:]])
  }

  /// `POST /v3/grants/{grant}/calendars/free-busy`.
  func freeBusy(_ call: APICall) throws(APIError) -> APIAnswer {
    let grant = try calendarGrant(call)
    _ = try QueryParameters(call, allowing: [])
    try GrantLimits(provider: grant.provider).checkHas("free-busy")
    let body = try call.object()
    let fields = FieldReader(body)
    guard let start = try fields.time("start_time"), let end = try fields.time("end_time"),
      let emails = try fields.strings("emails"), !emails.isEmpty
    else { throw .invalid("\"start_time\", \"end_time\" and \"emails\" are required.") }
    let tentativeAsBusy = try fields.bool("tentative_as_busy") ?? true
    guard start < end else { throw .invalid("\"end_time\" must be after \"start_time\".") }
    // Published limits: Google 50 addresses and 3 months, Microsoft 20 and 62 days.
    let isGoogle = grant.provider == .google
    let most = isGoogle ? (emails: 50, days: 92) : (emails: 20, days: 62)
    guard emails.count <= most.emails else {
      throw .invalid("At most \(most.emails) e-mail addresses are allowed.")
    }
    guard (end - start) / 86_400 <= most.days else {
      throw .invalid("At most \(most.days) days can be asked for at once.")
    }
    let data = emails.map { email in
      freeBusy(email, start..<end, tentativeAsBusy: tentativeAsBusy)
    }
    return .ok(["data": .array(data)])
  }

  private func freeBusy(_ email: String, _ window: Range<Int>, tentativeAsBusy: Bool) -> JSON {
    let owner = grants.first { $0.provider != .zoom && $0.email == email.lowercased() }
    guard let owner else {
      return [
        "email": .string(email), "object": "error",
        "error": "Unable to resolve the e-mail address.",
      ]
    }
    var slots: [Range<Int>] = []
    for calendar in calendars where calendar.grantID == owner.id && !calendar.isReadOnly {
      for entry in store.entries(of: owner.id, calendar.id)
      where entry.start < window.upperBound && entry.end > window.lowerBound {
        guard let event = store.events[entry.id], !event.isMaster, event.busy,
          event.status == .confirmed || (event.status == .maybe && tentativeAsBusy)
        else { continue }
        slots.append((entry.start..<entry.end).clamped(to: window))
      }
    }
    var merged: [Range<Int>] = []
    for slot in slots.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, slot.lowerBound <= last.upperBound {
        let end = max(last.upperBound, slot.upperBound)
        merged[merged.count - 1] = last.lowerBound..<end
      } else {
        merged.append(slot)
      }
    }
    return [
      "email": .string(email), "object": "free_busy",
      "time_slots": .array(
        merged.map {
          [
            "start_time": .int($0.lowerBound), "end_time": .int($0.upperBound),
            "status": "busy", "object": "time_slot",
          ]
        }
      ),
    ]
  }
}

import Foundation

extension SandboxWorld {
  /// Makes a meeting: `POST /users/me/meetings`.
  func createZoomMeeting(_ call: APICall, _ host: SignIn) throws(ZoomError) -> APIAnswer {
    try checkScopes(host, ["meeting:write:meeting"])
    let body = try Self.body(call)
    var plan = ZoomMeetingPlan(now: now)
    try plan.apply(body, now: now, isNew: true)
    try zoom.checkPlan(of: body)
    try countZoomChange(host)
    plan.settings.merge(zoom.locked.filter { plan.settings[$0.key] != nil }) { $1 }
    var settings = plan.settings
    settings["password"] = plan.password.map(JSON.string)
    let made = MeetingFactory.make(
      .zoomMeeting,
      host: host.id,
      eventID: "",
      settings: settings,
      topic: plan.topic,
      start: plan.start,
      random: &random
    )
    let meeting = ZoomMeeting(
      id: made.id,
      uuid: random.uuid(),
      host: host.id,
      email: host.email,
      joinURL: made.url,
      createdAt: now,
      password: made.details["password"]?.string ?? "",
      plan: plan
    )
    meetings.append(made)
    zoom.meetings[made.id] = meeting
    return APIAnswer(status: 201, body: meeting.json(key: zoomHostKey()))
  }

  /// `GET /users/me/meetings`: `type=upcoming` and the like, page by page.
  func listZoomMeetings(_ call: APICall, _ host: SignIn) throws(ZoomError) -> APIAnswer {
    try checkScopes(host, ["meeting:read:list_meetings"], or: "meeting:read:meeting")
    let query = call.queryForm
    guard ["upcoming", "scheduled", "live", "upcoming_meetings"].contains(query["type"] ?? "live")
    else { throw .invalid("type", "Must be scheduled, live or upcoming.") }
    let size = try Self.number(query, "page_size", standard: 30, 1...300)
    let isUpcoming = query["type"]?.hasPrefix("upcoming") ?? false
    let all = zoom.meetings.values
      .filter { meeting in
        meeting.host == host.id
          && (!isUpcoming || meeting.plan.type == .openSeries
            || meeting.plan.starts.contains { $0 + meeting.plan.duration * 60 > now })
      }
      .sorted { ($0.plan.start, $0.id) < ($1.plan.start, $1.id) }
    let rest = try Self.page(all, after: query["next_page_token"])
    let next = rest.count > size ? rest.prefix(size).last?.id : nil
    return .ok([
      "page_size": .int(size), "total_records": .int(all.count),
      "next_page_token": .string(next ?? ""),
      "meetings": .array(rest.prefix(size).map { $0.summary(now: now) }),
    ])
  }

  /// Tells all of a meeting: `GET /meetings/{id}`.
  func getZoomMeeting(_ call: APICall, _ host: SignIn) throws(ZoomError) -> APIAnswer {
    try checkScopes(host, ["meeting:read:meeting"])
    return .ok(try zoomMeeting(call, host).json(key: zoomHostKey()))
  }

  /// Tells the text of an invitation: `GET /meetings/{id}/invitation`.
  func getZoomInvitation(_ call: APICall, _ host: SignIn) throws(ZoomError) -> APIAnswer {
    try checkScopes(host, ["meeting:read:invitation"])
    let meeting = try zoomMeeting(call, host)
    let details: [String: JSON] = [
      "url": .string(meeting.joinURL), "meeting_code": .string(meeting.id),
      "password": .string(meeting.password),
    ]
    let text = InvitationText.of(.zoomMeeting, details, topic: meeting.plan.topic)
    return .ok(["invitation": .string(text), "sip_links": []])
  }

  /// `PATCH /meetings/{id}`: 204 without a body.
  func updateZoomMeeting(_ call: APICall, _ host: SignIn) throws(ZoomError) -> APIAnswer {
    try checkScopes(host, ["meeting:update:meeting"])
    var meeting = try zoomMeeting(call, host)
    let body = try Self.body(call)
    try meeting.plan.apply(body, now: now, isNew: false)
    try zoom.checkPlan(of: body)
    try countZoomChange(host)
    meeting.plan.settings.merge(zoom.locked.filter { meeting.plan.settings[$0.key] != nil }) { $1 }
    if let password = meeting.plan.password, password != meeting.password {
      // The link holds the passcode: with another one it is another link.
      meeting.password = password
      meeting.joinURL =
        "https://us02web.zoom.us/j/\(meeting.id)?pwd="
        + random.characters(22, of: Self.letters) + ".1"
    }
    // A meeting without any lock is not left so: Zoom puts a waiting room, and says nothing of it.
    let isOpen = meeting.password.isEmpty && meeting.plan.settings["meeting_authentication"] != true
    if isOpen { meeting.plan.settings["waiting_room"] = true }
    zoom.meetings[meeting.id] = meeting
    if let index = meetings.lastIndex(where: { $0.id == meeting.id }) {
      meetings[index].topic = meeting.plan.topic
      meetings[index].start = meeting.plan.start
      meetings[index].url = meeting.joinURL
      meetings[index].settings.merge(meeting.plan.settings) { $1 }
      meetings[index].settings["password"] = meeting.plan.password.map(JSON.string)
    }
    return APIAnswer(status: 204)
  }

  /// Deletes a meeting: `DELETE /meetings/{id}`.
  func deleteZoomMeeting(_ call: APICall, _ host: SignIn) throws(ZoomError) -> APIAnswer {
    try checkScopes(host, ["meeting:delete:meeting"])
    let meeting = try zoomMeeting(call, host)
    zoom.meetings[meeting.id] = nil
    if let index = meetings.lastIndex(where: { $0.id == meeting.id }) {
      meetings[index].isLive = false
    }
    return APIAnswer(status: 204)
  }

  /// Tells whose account it is: `GET /users/me`.
  func getZoomUser(_ call: APICall, _ host: SignIn) throws(ZoomError) -> APIAnswer {
    try checkScopes(host, ["user:read:user"])
    return .ok([
      "id": .string(ZoomMeeting.hostID), "email": .string(host.email),
      "display_name": .string(host.name),
      "type": 2, "status": "active", "timezone": .string(zone.identifier),
    ])
  }

  private func zoomMeeting(_ call: APICall, _ host: SignIn) throws(ZoomError) -> ZoomMeeting {
    let id = call.parameters["meeting"] ?? ""
    guard let meeting = zoom.meetings[id], meeting.host == host.id else { throw .notFound(id) }
    return meeting
  }

  /// The secret of a host, planted so that one can see that it goes nowhere.
  private func zoomHostKey() -> String { "zak-" + random.characters(40, of: Self.letters) }

  private func countZoomChange(_ host: SignIn) throws(ZoomError) {
    guard zoom.count(host: host.id, now: now) else {
      let reset = now / 86_400 * 86_400 + 86_400
      throw .usedUp(limit: zoom.dailyLimit, reset: reset, text: ZoomTime.text(reset))
    }
  }

  private func checkScopes(
    _ host: SignIn,
    _ needed: [String],
    or other: String? = nil
  ) throws(ZoomError) {
    let holds = { (scope: String) in
      host.scopes.contains(scope) || host.scopes.contains("\(scope):admin")
    }
    if needed.allSatisfy(holds) || other.map(holds) ?? false { return }
    throw .missing(needed.filter { !holds($0) })
  }

  private static func body(_ call: APICall) throws(ZoomError) -> [String: JSON] {
    guard let object = JSON(bytes: call.body)?.object else { throw .noObject }
    return object
  }

  private static func number(
    _ query: Form,
    _ name: String,
    standard: Int,
    _ range: ClosedRange<Int>
  ) throws(ZoomError) -> Int {
    guard let text = query[name] else { return standard }
    guard let number = Int(text), range.contains(number) else {
      throw .invalid(name, "Must be a number from \(range.lowerBound) to \(range.upperBound).")
    }
    return number
  }

  private static func page(
    _ all: [ZoomMeeting],
    after token: String?
  ) throws(ZoomError) -> ArraySlice<ZoomMeeting> {
    guard let token else { return all[...] }
    guard let index = all.firstIndex(where: { $0.id == token }) else {
      throw .invalid("next_page_token", "The token is not valid.")
    }
    return all[(index + 1)...]
  }
}

/// A meeting that was made without an event.
struct GraphOnlineMeeting: Equatable, Sendable {
  let id: String
  let externalID: String?
  let meeting: GraphMeeting
  let passcode: String
  let created: Int
  var subject: String
  var start: Int
  var end: Int
  var settings = GraphMeetingSettings()

  /// The meeting as a request is answered.
  func json(_ call: GraphCall) -> JSON {
    var members = facts
    members.merge(settings.members(showsAll: call.preferences.showsAllValues)) { $1 }
    return .object(members)
  }

  private var facts: [String: JSON] {
    [
      "id": .string(id), "externalId": .optional(externalID), "subject": .string(subject),
      "creationDateTime": .string(GraphTime.stamp(created)),
      "startDateTime": .string(GraphTime.stamp(start)),
      "endDateTime": .string(GraphTime.stamp(end)), "joinWebUrl": .string(meeting.url),
      "isBroadcast": false, "isEntryExitAnnounced": true,
      "joinMeetingIdSettings": [
        "isPasscodeRequired": true, "passcode": .string(passcode),
        "joinMeetingId": .string(meeting.conferenceID + "000"),
      ],
      "audioConferencing": [
        "conferenceId": .string(meeting.conferenceID),
        "tollNumber": .string(meeting.tollNumber), "tollFreeNumber": .null,
        "dialinUrl": "https://dialin.teams.microsoft.com/0e73a853",
      ],
    ]
  }
}

// https://learn.microsoft.com/graph/api/resources/onlinemeeting
extension SandboxWorld {
  /// `POST /me/onlineMeetings` and `/me/onlineMeetings/createOrGet`.
  func createGraphMeeting(_ call: GraphCall) throws(GraphError) -> APIAnswer {
    let body = try call.body(
      ["subject", "startDateTime", "endDateTime", "externalId", "participants"],
      of: "microsoft.graph.onlineMeeting"
    )
    let external = body["externalId"]?.string
    if call.call.path.hasSuffix("/createOrGet") {
      guard let external, !external.isEmpty else { throw .invalid("externalId is required.") }
      if let known = graph.onlineMeetings.values.first(where: { $0.externalID == external }) {
        return .ok(known.json(call))
      }
    }
    let start = try moment(body["startDateTime"])
    let end = try moment(body["endDateTime"])
    guard end == nil || start != nil, (end ?? .max) > (start ?? .min) else {
      throw .invalid("endDateTime is not later than startDateTime.")
    }
    let subject = body["subject"]?.string ?? ""
    let first = start ?? now
    let id =
      "MSo1N2Y5ZGFjYy03MWJmLTQ3" + random.characters(40, of: "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345")
    let made = makeMeeting(
      id: id,
      host: call.signIn.id,
      event: "",
      topic: subject,
      start: first
    )
    let online = GraphOnlineMeeting(
      id: id,
      externalID: external,
      meeting: made,
      passcode: random.characters(6, of: "abcdefghijkmnpqrstuvwxyz23456789"),
      created: now,
      subject: subject,
      start: first,
      end: end ?? first + 3600
    )
    graph.onlineMeetings[id] = online
    return APIAnswer(status: 201, body: online.json(call))
  }

  /// `GET /me/onlineMeetings/{meeting}`.
  func getGraphMeeting(_ call: GraphCall) throws(GraphError) -> APIAnswer {
    .ok(try onlineMeeting(of: call).json(call))
  }

  /// `PATCH /me/onlineMeetings/{meeting}`.
  func updateGraphMeeting(_ call: GraphCall) throws(GraphError) -> APIAnswer {
    var online = try onlineMeeting(of: call)
    let body = try call.body(
      GraphMeetingSettings.properties.union(["subject", "startDateTime", "endDateTime"]),
      of: "microsoft.graph.onlineMeeting"
    )
    try online.settings.apply(body, refusing: graph.quirks.refusedSettings)
    online.subject = body["subject"]?.string ?? online.subject
    online.start = try moment(body["startDateTime"]) ?? online.start
    online.end = try moment(body["endDateTime"]) ?? online.end
    guard online.start < online.end else { throw .invalid("endDateTime") }
    graph.onlineMeetings[online.id] = online
    noteSettings(of: online)
    move(online.id, topic: online.subject, start: online.start)
    return .ok(online.json(call))
  }

  /// `DELETE /me/onlineMeetings/{meeting}`.
  func deleteGraphMeeting(_ call: GraphCall) throws(GraphError) -> APIAnswer {
    let online = try onlineMeeting(of: call)
    graph.onlineMeetings[online.id] = nil
    endMeeting(online.id)
    return APIAnswer(status: 204, body: nil)
  }

  private func onlineMeeting(of call: GraphCall) throws(GraphError) -> GraphOnlineMeeting {
    guard let online = graph.onlineMeetings[call.parameter("meeting")] else {
      throw GraphError(status: 404, code: "NotFound", message: "Meeting not found.")
    }
    return online
  }

  private func moment(_ value: JSON?) throws(GraphError) -> Int? {
    guard let value else { return nil }
    guard let moment = value.string.flatMap(GraphTime.moment) else {
      throw .invalid("A time is written 2026-11-25T09:30:00Z.")
    }
    return moment
  }
}

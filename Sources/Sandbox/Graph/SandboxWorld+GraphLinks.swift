extension SandboxWorld {
  /// Begins to make the meeting that a request asks for.
  ///
  /// A calendar that does not allow Teams ignores the wish, and `isOnlineMeeting: false` is ignored
  /// everywhere.
  func ask(
    for body: [String: JSON],
    on event: inout GraphEvent,
    _ calendar: GraphStore.Calendar
  ) {
    let provider = body["onlineMeetingProvider"]?.string ?? "teamsForBusiness"
    guard body["isOnlineMeeting"]?.bool == true, event.online == .none, event.isOrganizer,
      !graph.quirks.refusesTeams,
      provider.hasPrefix("teams"), calendar.allowedProviders.contains(provider)
    else { return }
    event.online = .pending(elapsed + configuration.linkDelay)
  }

  /// Makes the meetings whose time has come: the event gets their facts and their text.
  func resolveGraphLinks() {
    let time = elapsed
    let waiting = graph.events.values.flatMap { [$0] + $0.exceptions.values }
      .filter { if case .pending(let deadline) = $0.online { deadline <= time } else { false } }
    guard let host = signIns.signIns.first(where: { $0.provider == .microsoft }) else { return }
    // A series comes before its occurrences, which have its meeting when they wait for the same.
    var made: [String: (online: GraphEvent.Online, meeting: GraphMeeting)] = [:]
    for var event in waiting.sorted(by: {
      ($0.key.count, $0.sequence) < ($1.key.count, $1.sequence)
    }) {
      let series = event.masterKey.flatMap { made[$0] }.flatMap {
        $0.online == event.online ? $0.meeting : nil
      }
      let meeting =
        series
        ?? makeMeeting(
          id: nil,
          host: host.id,
          event: GraphPreferences.immutableID(event.key),
          topic: event.subject,
          start: event.start
        )
      made[event.key] = (event.online, meeting)
      event.online = .ready(meeting)
      event.body += GraphBlob.html(meeting)
      event.lostMeeting = false
      graph.put(event, now: now)
    }
  }

  /// The meeting that was made for an event itself; an occurrence does not own that of its series.
  func ownMeeting(of event: GraphEvent) -> GraphMeeting? {
    guard case .ready(let meeting) = event.online else { return nil }
    let master = event.masterKey.flatMap { graph.events[$0] }
    return master?.online == event.online ? nil : meeting
  }

  /// Makes a meeting at Teams.
  func makeMeeting(
    id: String?,
    host: String,
    event: String,
    topic: String,
    start: Int
  ) -> GraphMeeting {
    let made = MeetingFactory.make(
      .microsoftTeams,
      host: host,
      eventID: event,
      settings: [:],
      topic: topic,
      start: start,
      random: &random
    )
    let meeting = Meeting(
      id: id ?? made.id,
      provider: .microsoftTeams,
      hostGrantID: host,
      url: made.url,
      eventID: event,
      settings: [:],
      details: made.details,
      topic: topic,
      start: start
    )
    meetings.append(meeting)
    return GraphMeeting(
      id: meeting.id,
      url: meeting.url,
      conferenceID: random.digits(9),
      tollNumber: "+49 69 3650\(random.digits(5))"
    )
  }

  /// Lets the meeting of an event follow its title and start.
  func follow(_ event: GraphEvent) {
    guard let meeting = ownMeeting(of: event) else { return }
    move(meeting.id, topic: event.subject, start: event.start)
  }

  func move(_ id: String, topic: String, start: Int) {
    guard let index = meetings.firstIndex(where: { $0.id == id }) else { return }
    meetings[index].topic = topic
    meetings[index].start = start
  }

  func endMeeting(_ id: String) {
    graph.onlineMeetings[id] = nil
    guard let index = meetings.firstIndex(where: { $0.id == id }) else { return }
    meetings[index].isLive = false
  }

  /// `POST /_sandbox/graph`: forgets where rounds of changes were, sets ``GraphQuirks``, lets links
  /// lead elsewhere, or changes what the sign-in may do and who makes meetings.
  func turnGraph(_ call: APICall) throws(APIError) -> JSON {
    let fields = try FieldReader(call.object())
    if try fields.bool("expire_sync") == true { graph.rounds = [:] }
    try graph.quirks.set(fields)
    if let origin = try fields.string("link_origin", 1...1024) { graph.linkOrigin = origin }
    if let scopes = try fields.strings("scopes"),
      let index = signIns.signIns.firstIndex(where: { $0.provider == .microsoft })
    {
      signIns.signIns[index].scopes = Set(scopes)
    }
    if let providers = try fields.strings("providers") {
      for index in graph.calendars.indices { graph.calendars[index].allowedProviders = providers }
    }
    return ["keep_meetings": .bool(graph.quirks.keepsMeetings)]
  }
}

import Foundation

extension SandboxWorld {
  /// `POST /me/calendars/{calendar}/events`.
  func createGraphEvent(_ call: GraphCall) throws(GraphError) -> APIAnswer {
    let calendar = try calendar(of: call)
    guard calendar.canEdit else { throw .denied("The calendar is read-only.") }
    let body = try call.body(
      GraphEvent.writable.union(["transactionId"]),
      of: "microsoft.graph.event"
    )
    let transaction = body["transactionId"]?.string
    // A repeated request makes no second event.
    if let transaction,
      let known = graph.events.values.first(where: { $0.transaction == transaction })
    {
      return APIAnswer(status: 201, body: json(known, for: call))
    }
    var event = GraphEvent(
      key: random.characters(
        40,
        of: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
      ),
      calendar: calendar.id,
      organizer: calendar.owner
    )
    guard body["start"] != nil, body["end"] != nil else {
      throw .invalid("The properties start and end are required.")
    }
    try event.set(body)
    try event.checkRange(body)
    if let words = body["body"] { event.body = try GraphEvent.words(words) }
    event.transaction = transaction
    event.created = now
    if graph.quirks.invites {
      event.isOrganizer = false
      event.organizer = Person(name: "Aiko Tanaka", email: "aiko@example.org")
      event.response = "notResponded"
    }
    ask(for: body, on: &event, calendar)
    graph.put(event, now: now)
    resolveGraphLinks()
    let made = graph.event(event.key) ?? event
    return APIAnswer(status: 201, body: json(made, for: call))
  }

  /// `PATCH /me/events/{event}`.
  func updateGraphEvent(_ call: GraphCall) throws(GraphError) -> APIAnswer {
    var event = try graphEvent(of: call)
    guard let calendar = graph.calendar(event.calendar), calendar.canEdit else {
      throw .denied("The calendar is read-only.")
    }
    let body = try call.body(GraphEvent.writable, of: "microsoft.graph.event")
    try check(call, event)
    let earlier = event
    try event.set(body)
    try checkBoundary(event, earlier)
    try event.checkRange(body)
    event.dropLost(since: earlier)
    ask(for: body, on: &event, calendar)
    if let words = body["body"] { put(try GraphEvent.words(words), on: &event) }
    if event != earlier { graph.put(event, now: now) }
    follow(event)
    resolveGraphLinks()
    let changed = graph.event(event.key) ?? event
    return .ok(json(changed, for: call))
  }

  /// `DELETE /me/events/{event}`.
  func deleteGraphEvent(_ call: GraphCall) throws(GraphError) -> APIAnswer {
    let event = try graphEvent(of: call)
    try check(call, event)
    try removeWithMeetings(event)
    return APIAnswer(status: 204, body: nil)
  }

  private func removeWithMeetings(_ event: GraphEvent) throws(GraphError) {
    guard graph.calendar(event.calendar)?.canEdit == true else {
      throw .denied("The calendar is read-only.")
    }
    for item in [event] + event.exceptions.values {
      if let meeting = ownMeeting(of: item) { endMeeting(meeting.id) }
    }
    graph.remove(event)
  }

  /// `POST /me/events/{event}/accept`, `decline` and `tentativelyAccept`.
  func respondGraphEvent(_ call: GraphCall) throws(GraphError) -> APIAnswer {
    var event = try graphEvent(of: call)
    let body = try call.body(["comment", "sendResponse", "proposedNewTime"], of: "action")
    guard body["sendResponse"].map({ $0.bool != nil }) ?? true else {
      throw .invalid("sendResponse must be true or false.")
    }
    guard !event.isOrganizer else {
      throw .invalid("You can't respond to this meeting because you're the meeting organizer.")
    }
    switch call.call.path.split(separator: "/").last {
    case "accept": event.response = "accepted"
    case "decline": event.response = "declined"
    default: event.response = "tentativelyAccepted"
    }
    for index in event.attendees.indices {
      guard var person = event.attendees[index].object,
        person["emailAddress"]?.object?["address"]?.string == call.signIn.email
      else { continue }
      person["status"] = [
        "response": .string(event.response), "time": .string(GraphTime.stamp(now)),
      ]
      event.attendees[index] = .object(person)
    }
    graph.put(event, now: now)
    return APIAnswer(status: 202, body: nil)
  }

  /// `POST /me/events/{event}/cancel`: the organizer calls it off, and everybody is told.
  func cancelGraphEvent(_ call: GraphCall) throws(GraphError) -> APIAnswer {
    let event = try graphEvent(of: call)
    _ = try call.body(["comment", "Comment"], of: "action")
    guard event.isOrganizer else {
      throw .invalid("Your request can't be completed. You need to be an organizer to cancel it.")
    }
    try removeWithMeetings(event)
    return APIAnswer(status: 202, body: nil)
  }

  private func check(_ call: GraphCall, _ event: GraphEvent) throws(GraphError) {
    guard let wanted = call.call.headers["if-match"], wanted != "*" else { return }
    guard wanted == event.etag else { throw GraphError.changed }
  }

  /// An occurrence stays on a day between those of its neighbours.
  ///
  /// Source: Microsoft Graph, "Update event", ErrorOccurrenceCrossingBoundary.
  private func checkBoundary(_ event: GraphEvent, _ earlier: GraphEvent) throws(GraphError) {
    guard event.start != earlier.start, let original = event.original,
      let master = event.masterKey.flatMap({ graph.events[$0] })
    else { return }
    let starts = master.starts(before: original + 400 * 86_400)
    let zone = master.zone
    func day(_ start: Int) -> String {
      CivilDay.text(Date(timeIntervalSince1970: TimeInterval(start)), in: zone)
    }
    let before = starts.last { $0 < original }.map(day)
    let after = starts.first { $0 > original }.map(day)
    let own = day(event.start)
    guard before.map({ own > $0 }) ?? true, after.map({ own < $0 }) ?? true else {
      throw .invalid(
        "Modified occurrence is crossing or overlapping adjacent occurrence.",
        code: "ErrorOccurrenceCrossingBoundary"
      )
    }
  }

  /// Puts a body; without the text of the meeting the event loses it, and the next such body puts a new
  /// one on.
  ///
  /// Source: microsoft-graph-docs #10618 and #16336.
  private func put(_ words: String, on event: inout GraphEvent) {
    event.body = words
    if event.online == .none, event.lostMeeting {
      event.online = .pending(elapsed)
    }
    guard case .ready(let meeting) = event.online, !graph.quirks.keepsMeetings,
      !GraphBlob.stands(in: words, of: meeting)
    else { return }
    if ownMeeting(of: event) == meeting { endMeeting(meeting.id) }
    event.online = .none
    event.lostMeeting = true
  }
}

import CalendarCore
import ConferencingCore
import Foundation
import Sandbox
import Testing

@testable import CalendarServices

/// Holds every request and every answer of Graph to the published metadata.
@Suite struct GraphContractTests {
  @Test func everyRequestAndAnswerIsWhatTheMetadataSays() async throws {
    try await ServiceWorld.run { world in
      try await exercise(world)
      let metadata = try GraphMetadata()
      var complaints: [String] = []
      var bodies = 0
      for exchange in try await world.exchanges("/v1.0/") {
        #expect((exchange["status"] as? Int ?? 500) < 300, "\(exchange)")
        complaints += metadata.complaints(of: exchange)
        if exchange["request"] is [String: Any] { bodies += 1 }
      }
      #expect(complaints.isEmpty, "\(Set(complaints).sorted().joined(separator: "\n"))")
      #expect(bodies > 25)
    }
  }

  @Test(arguments: [
    (#"{"subject": 1}"#, "subject"), (#"{"title": "x"}"#, "title"),
    (#"{"showAs": "away"}"#, "away"), (#"{"attendees": {"type": "required"}}"#, "attendees"),
    (#"{"start": {"dateTime": "2026-11-25T09:30:00", "zone": "UTC"}}"#, "zone"),
    (#"{"lastModifiedDateTime": "yesterday"}"#, "lastModifiedDateTime"),
    (#"{"recurrence": {"pattern": {"interval": "1"}}}"#, "interval"),
    (#"{"isOnlineMeeting": "true"}"#, "isOnlineMeeting"),
  ])
  func theCheckCanSayNo(_ json: String, _ word: String) throws {
    let body = try JSONSerialization.jsonObject(with: Data(json.utf8))
    let complaints = try GraphMetadata().complaints(of: body, type: "graph.event", at: "body")
    #expect(complaints.count == 1 && complaints[0].contains(word), "\(complaints)")
    let odd: [String: Any] = ["method": "GET", "path": "/v1.0/me/calendars", "query": "$search=a"]
    #expect(try GraphMetadata().complaints(of: odd).count == 1)
  }

  /// Sends every kind of request.
  private func exercise(_ world: ServiceWorld) async throws {
    let service = try world.microsoft()
    _ = try await service.grants()
    let calendar = try await world.calendar(service)
    let whole = try await world.whole(service, calendar)
    let (events, mark) = (whole.events, whole.mark)
    let invitation = try #require(events.first { $0.title == "Budget, second reading" })
    for response in [ParticipantResponse.yes, .no, .maybe] {
      try await service.respond(
        to: try #require(invitation.remoteID),
        in: calendar.id,
        with: response
      )
    }
    let rules = [
      nil, "FREQ=DAILY;COUNT=2", "FREQ=WEEKLY;BYDAY=MO", "FREQ=MONTHLY;BYDAY=-1FR",
      "FREQ=MONTHLY;BYMONTHDAY=3;UNTIL=20301231", "FREQ=YEARLY;BYMONTH=3;BYDAY=1SU",
      "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1",
    ]
    for (number, rule) in rules.enumerated() {
      var draft = world.draft(calendar)
      draft.recurrence = rule.map { Recurrence(lines: ["RRULE:\($0)"]) }
      draft.description = "words"
      draft.participants = [Participant(name: "B", email: "b@x.example")]
      draft.visibility = .private
      let made = try await service.create(
        draft,
        conferencing: number.isMultiple(of: 2)
          ? .autocreate(Autocreate(provider: .microsoftTeams)) : .keep,
        id: EventID("contract-\(number)"),
        notify: true
      )
      await world.server.advanceClock(by: .seconds(61))
      let id = try #require(made.remoteID)
      var current = try await service.event(id, in: calendar.id)
      let day = Day(world.now, in: .gmt)
      for patch in [
        EventPatch(title: "T", description: "other <b>words</b>", isBusy: false),
        EventPatch(time: .allDay(first: day, last: day), location: "L", participants: []),
        EventPatch(visibility: .standard, conferencing: .strip),
      ] {
        current = try await service.update(
          id,
          in: calendar.id,
          patch: patch,
          current: current,
          notify: false
        )
      }
      _ = try await service.find(EventID("contract-0"), in: calendar.id, near: world.window())
      _ = try await world.whole(service, calendar, since: mark)
      try await service.delete(id, in: calendar.id, current: current, notify: true)
    }
    _ = try await world.whole(service, calendar, since: mark)
    let teams = try world.teams()
    let request = MeetingRequest(key: "k", title: "T", time: world.draft(calendar).time)
    let meeting = try await teams.create(request)
    try await teams.update(meeting.id, to: request)
    let chosen = ConferencingSettings([
      "lobbyBypassSettings": .text("invited"), "allowedPresenters": .text("organizer"),
      "recordAutomatically": .flag(true), "allowMeetingChat": .text("limited"),
    ])
    let host = GrantID("ms")
    for id in [meeting.id, meeting.details.url] {
      let address = MeetingAddress(provider: .microsoftTeams, host: host, id: id)
      try await teams.configure(address, to: chosen)
      #expect(try await teams.read(address).settings == chosen)
    }
    try await teams.delete(meeting.id)
  }
}

/// The types of Graph as its metadata (CSDL) says them, and the queries as its documents do.
struct GraphMetadata {
  private let types: [String: [String: Any]]

  init() throws {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/msgraph-v1.0-calendar.json")
    let whole = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any]
    types = try #require(whole?["types"] as? [String: [String: Any]])
  }

  /// What is wrong with a request and its answer.
  func complaints(of exchange: [String: Any]) -> [String] {
    let method = exchange["method"] as? String ?? ""
    let path = exchange["path"] as? String ?? ""
    let parts = path.split(separator: "/").dropFirst(2).map(String.init)
    let place = "\(method) /\(parts.first ?? "")…/\(parts.last ?? "")"
    var found = self.query(exchange["query"] as? String ?? "", parts.last ?? "", at: place)
    let isList =
      ["calendars", "calendarView", "delta"].contains(parts.last)
      || (parts.last == "onlineMeetings" && method == "GET")
    let type: String
    switch parts.first {
    case "calendars" where parts.count <= 2: type = "graph.calendar"
    case "calendars", "events": type = "graph.event"
    case "onlineMeetings": type = "graph.onlineMeeting"
    default: return found
    }
    if let body = exchange["request"] as? [String: Any] {
      if ["accept", "decline", "tentativelyAccept"].contains(parts.last) {
        if Array(body.keys) != ["sendResponse"] { found.append("\(place): \(body.keys)") }
      } else {
        found += complaints(of: body, type: type, at: "\(place) request")
      }
    }
    guard let answer = exchange["response"] as? [String: Any] else { return found }
    if isList {
      let items = answer["value"] as? [Any] ?? ["no value"]
      found += items.flatMap { complaints(of: $0, type: type, at: "\(place) answer") }
    } else {
      found += complaints(of: answer, type: type, at: "\(place) answer")
    }
    return found
  }

  private func query(_ query: String, _ last: String, at place: String) -> [String] {
    let allowed: Set<String> =
      switch last {
      case "delta": ["startDateTime", "endDateTime", "$skiptoken", "$deltatoken"]
      case "calendarView": ["startDateTime", "endDateTime", "$top", "$skip"]
      case "calendars": ["$top", "$skip"]
      case "onlineMeetings": ["$filter"]
      default: []
      }
    return query.split(separator: "&").compactMap { part in
      let name = part.split(separator: "=")[0].removingPercentEncoding ?? ""
      return allowed.contains(name) ? nil : "\(place): query \(name)"
    }
  }

  /// What is wrong with a value of a type.
  func complaints(of value: Any, type: String, at place: String) -> [String] {
    if value is NSNull { return [] }
    if type.hasPrefix("Collection(") {
      let inner = String(type.dropFirst("Collection(".count).dropLast())
      guard let items = value as? [Any] else { return ["\(place) is no list"] }
      return items.flatMap { complaints(of: $0, type: inner, at: place) }
    }
    if type.hasPrefix("Edm.") {
      return isPrimitive(value, type) ? [] : ["\(place) is no \(type): \(value)"]
    }
    guard let known = types[String(type.dropFirst("graph.".count))] else { return [] }
    if let members = known["members"] as? [String: Any] {
      guard let word = value as? String, members[word] != nil else {
        return ["\(place) is no \(type): \(value)"]
      }
      return []
    }
    guard let object = value as? [String: Any] else { return ["\(place) is no \(type)"] }
    let properties = properties(of: known)
    return object.flatMap { name, value -> [String] in
      if name.hasPrefix("@") { return [] }
      guard let type = properties[name] else { return ["\(place).\(name) is not known"] }
      return complaints(of: value, type: type, at: "\(place).\(name)")
    }
  }

  /// The properties of a type and of what it builds on.
  private func properties(of type: [String: Any]) -> [String: String] {
    var found: [String: String] = [:]
    if let base = type["base"] as? String,
      let parent = types[String(base.dropFirst("graph.".count))]
    {
      found = properties(of: parent)
    }
    for (name, property) in type["properties"] as? [String: [String: Any]] ?? [:] {
      found[name] = property["type"] as? String
    }
    return found
  }

  private func isText(_ value: Any, _ pattern: String) -> Bool {
    (value as? String)?.range(of: pattern, options: .regularExpression) != nil
  }

  private func isPrimitive(_ value: Any, _ type: String) -> Bool {
    let isFlag = (value as? NSNumber).map { CFBoolean.isFlag($0) } ?? false
    return switch type {
    case "Edm.Boolean": isFlag
    case "Edm.Int32": !isFlag && value is Int
    case "Edm.String": value is String
    case "Edm.DateTimeOffset":
      isText(value, #"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$"#)
    case "Edm.Date": isText(value, #"^\d{4}-\d\d-\d\d$"#)
    default: true
    }
  }
}

/// Tells true and false from numbers, which Foundation keeps in one class.
private enum CFBoolean {
  static func isFlag(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
}

import Foundation

/// Puts the body of a request into an event: `PATCH` merges, `PUT` and `POST` replace.
struct GoogleEventChange: Sendable {
  let calendar: GoogleCalendar
  let replaces: Bool

  /// What a member may be.
  private enum Kind {
    case text(most: Int)
    case word(Set<String>)
    case flag
    case object
    case attendees
  }

  /// The members that are kept; all others are ignored, as Google ignores what it does not know.
  private static let kinds: [String: Kind] = [
    "summary": .text(most: 1_024), "location": .text(most: 1_024),
    "description": .text(most: 8_192), "colorId": .text(most: 10),
    "status": .word(["confirmed", "tentative"]),
    "visibility": .word(["default", "public", "private", "confidential"]),
    "transparency": .word(["opaque", "transparent"]),
    "guestsCanModify": .flag, "guestsCanInviteOthers": .flag, "guestsCanSeeOtherGuests": .flag,
    "reminders": .object, "extendedProperties": .object, "source": .object,
    "attendees": .attendees, "eventType": .text(most: 30), "attendeesOmitted": .flag,
    "workingLocationProperties": .object, "focusTimeProperties": .object,
    "outOfOfficeProperties": .object, "birthdayProperties": .object,
  ]
  /// What somebody invited may set on their own copy.
  private static let own: Set = [
    "attendees", "colorId", "reminders", "transparency", "visibility", "extendedProperties",
    "conferenceData",
  ]

  /// The event that a body makes.
  func made(_ body: [String: JSON], id: String, at time: Int) throws(GoogleError) -> GoogleEvent {
    guard body["start"] != nil else { throw GoogleError(400, "required", "Missing start time.") }
    guard body["end"] != nil else { throw GoogleError(400, "required", "Missing end time.") }
    let event = GoogleEvent(
      id: id,
      calendarID: calendar.id,
      start: .instant(0, zone: nil),
      end: .instant(0, zone: nil),
      created: time,
      updated: time,
      organizer: calendar.id
    )
    let made = try applied(body, to: event)
    try GoogleEventType.checkMade(made, body, in: calendar)
    return made
  }

  /// An event with a body put into it.
  func applied(_ body: [String: JSON], to old: GoogleEvent) throws(GoogleError) -> GoogleEvent {
    var event = old
    if replaces { event.members = [:] }
    event.start = try moment(body["start"], over: old.start)
    event.end = try moment(body["end"], over: old.end)
    guard event.start.isDay == event.end.isDay else {
      throw .invalid("Start and end times must either both be date or both be dateTime.")
    }
    let span = (event.start.seconds(in: calendar.zone), event.end.seconds(in: calendar.zone))
    guard span.0 < span.1 || (span.0 == span.1 && !event.start.isDay) else {
      throw GoogleError(
        400,
        "timeRangeEmpty",
        "The specified time range is empty.",
        domain: "calendar"
      )
    }
    for (name, value) in body.sorted(by: { $0.key < $1.key }) where name != "attendeesOmitted" {
      guard let kind = Self.kinds[name] else { continue }
      if value == .null {
        event.members[name] = nil
      } else {
        event.members[name] = try checked(value, name, kind, over: event.members[name])
      }
    }
    if let text = event.members["description"]?.string {
      event.members["description"] = .string(Self.withoutMeetText(text))
    }
    if body["attendees"] != nil, !replaces, body["attendeesOmitted"] == true {
      event.members["attendees"] = Self.answered(event.members["attendees"], over: old)
      event.members["attendeesOmitted"] = old.members["attendeesOmitted"]
    } else if body["attendees"] != nil {
      // The list is replaced whole, whether the client had all of it or not.
      event.members["attendeesOmitted"] = nil
    }
    if let lines = body["recurrence"] { event.recurrence = try series(lines, event) }
    return event
  }

  /// A description without what stands between the lines that Google itself writes around the text
  /// of a Meet: it is cut out of whatever a client sends.
  ///
  /// Source: ridafkih/keeper.sh #749, measured on the real service.
  private static func withoutMeetText(_ text: String) -> String {
    text.replacing(#/-::~:~::~[:~]*::~:~::-(?s:.*?)-::~:~::~[:~]*::~:~::-/#, with: "")
  }

  /// The list of an event in which only those answer whom a request names.
  private static func answered(_ given: JSON?, over old: GoogleEvent) -> JSON {
    let answers = (given?.array ?? []).compactMap(\.object)
    let known = (old.members["attendees"]?.array ?? []).compactMap(\.object)
    return .array(
      known.map { person in
        let own = answers.first { $0["email"]?.string == person["email"]?.string }
        return .object(person.merging(own ?? [:]) { $1 })
      }
    )
  }

  /// Refuses what somebody invited cannot change: all that everybody sees.
  func checkInvited(_ body: [String: JSON], _ event: GoogleEvent) throws(GoogleError) {
    guard event.members["guestsCanModify"] != true else { return }
    guard Set(body.keys).isSubset(of: Self.own) else { throw .notOrganizer }
  }

  private func moment(_ value: JSON?, over old: GoogleMoment) throws(GoogleError) -> GoogleMoment {
    guard let value else { return old }
    return try GoogleMoment(
      replaces ? value : Self.merged(value, over: old.json(in: calendar.zone)),
      zone: calendar.zone
    )
  }

  /// Objects are merged member by member, and null takes a member off; arrays are replaced whole.
  private static func merged(_ value: JSON, over old: JSON?) -> JSON {
    guard let members = value.object else { return value }
    var result = old?.object ?? [:]
    for (name, member) in members {
      result[name] = member == .null ? nil : merged(member, over: result[name])
    }
    return .object(result)
  }

  private func checked(
    _ value: JSON,
    _ name: String,
    _ kind: Kind,
    over old: JSON?
  ) throws(GoogleError) -> JSON {
    let isRight: Bool
    switch kind {
    case .text(let most): isRight = value.string.map { $0.unicodeScalars.count <= most } ?? false
    case .word(let words): isRight = value.string.map(words.contains) ?? false
    case .flag: isRight = value.bool != nil
    case .object:
      guard value.object != nil else { throw .invalid("Invalid value for: \(name)") }
      return replaces ? value : Self.merged(value, over: old)
    case .attendees: return try attendees(value)
    }
    guard isRight else { throw .invalid("Invalid value for: \(name)") }
    return value
  }

  private func attendees(_ value: JSON) throws(GoogleError) -> JSON {
    guard let list = value.array else { throw .invalid("Invalid value for: attendees") }
    var people: [JSON] = []
    for item in list {
      guard var person = item.object else { throw .invalid("Invalid value for: attendees") }
      guard let email = person["email"]?.string, email.contains("@") else {
        throw .invalid("Invalid attendee email.")
      }
      let answer = person["responseStatus"]?.string ?? "needsAction"
      guard ["needsAction", "declined", "tentative", "accepted"].contains(answer) else {
        throw .invalid("Invalid value for: responseStatus")
      }
      person["responseStatus"] = .string(answer)
      person["self"] = nil
      person["organizer"] = nil
      people.append(.object(person))
    }
    return .array(people)
  }

  private func series(_ value: JSON, _ event: GoogleEvent) throws(GoogleError) -> [String] {
    let lines = (value.array ?? []).compactMap(\.string)
    guard value == .null || lines.count == value.array?.count else {
      throw .invalid("Invalid value for: recurrence")
    }
    guard lines.isEmpty || event.start.isDay || event.start.zoneName != nil else {
      throw GoogleError(400, "required", "Missing time zone definition for start time.")
    }
    guard lines.isEmpty || event.end.isDay || event.end.zoneName != nil else {
      throw GoogleError(400, "required", "Missing time zone definition for end time.")
    }
    do {
      try Recurrence.check(lines, zone: calendar.zone)
    } catch {
      throw .invalid("Invalid recurrence rule.")
    }
    // Source: googleapis.dart #223, seen at the real service.
    let isFloating = lines.contains { $0.contains(#/UNTIL=\d{8}(T\d{6})?(;|$)/#) }
    guard event.start.isDay || !isFloating else { throw .invalid("Invalid recurrence rule.") }
    return lines
  }
}

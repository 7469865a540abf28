/// What may be written to an event, by its `eventType`.
///
/// Source: developers.google.com/workspace/calendar/api/guides/event-types, and for the words of the
/// refusals reports of clients.
enum GoogleEventType {
  /// All that lists can be narrowed to.
  static let all: Set = [
    "birthday", "default", "focusTime", "fromGmail", "outOfOffice", "workingLocation",
  ]

  /// The members that a change of an event of a special type may have.
  private static let changeable: [String: Set<String>] = [
    "birthday": ["summary", "colorId", "reminders", "start", "end"],
    "fromGmail": [
      "attendees", "colorId", "reminders", "visibility", "transparency", "status",
      "extendedProperties",
    ],
    "workingLocation": [
      "summary", "start", "end", "recurrence", "workingLocationProperties", "visibility",
      "transparency", "colorId", "reminders", "extendedProperties", "status",
    ],
    "focusTime": timed.union(["focusTimeProperties"]),
    "outOfOffice": timed.union(["outOfOfficeProperties"]),
  ]
  private static let timed: Set = [
    "summary", "description", "start", "end", "recurrence", "visibility", "transparency", "colorId",
    "reminders", "extendedProperties", "status",
  ]

  /// Refuses an event that cannot be made.
  static func checkMade(
    _ event: GoogleEvent,
    _ body: [String: JSON],
    in calendar: GoogleCalendar
  ) throws(GoogleError) {
    guard event.type != "default" else { return }
    guard all.contains(event.type), event.type != "fromGmail" else {
      throw .invalid("Invalid value for: eventType")
    }
    guard calendar.isPrimary else { throw .restriction(event.type) }
    try check(event, setting: body)
    if event.type == "workingLocation", body["workingLocationProperties"] == nil {
      throw GoogleError(400, "required", "Missing working location properties.")
    }
    if event.type == "birthday" {
      guard event.start.isDay, event.recurrence.first?.hasPrefix("RRULE:FREQ=YEARLY") == true else {
        throw .restriction(event.type)
      }
    }
  }

  /// Refuses a change that the type of an event does not take.
  ///
  /// - Parameters:
  ///   - event: The event as it was.
  ///   - changed: The same with the change in it.
  ///   - body: What the request sets.
  /// - Throws: 400 that names the type.
  static func checkChange(
    of event: GoogleEvent,
    to changed: GoogleEvent,
    _ body: [String: JSON]
  ) throws(GoogleError) {
    // A replaced event without a type is a default one.
    guard changed.type == event.type else { throw .invalid("Event type cannot be changed.") }
    guard let changeable = changeable[event.type] else { return }
    if event.type == "birthday", body["extendedProperties"] != nil {
      throw .invalid("'birthday' event type must not have private extended properties.")
    }
    let named = Set(body.keys).subtracting(["eventType", "attendeesOmitted", "id", "etag", "kind"])
    guard named.isSubset(of: changeable) else { throw .restriction(event.type) }
    try check(changed, setting: body)
  }

  /// Refuses to delete what only a contact or Gmail can take away.
  static func checkDeletion(of event: GoogleEvent) throws(GoogleError) {
    let contact = event.members["birthdayProperties"]?.object?["contact"]
    guard event.type != "birthday" || contact == nil else { throw .restriction(event.type) }
  }

  private static func check(
    _ event: GoogleEvent,
    setting body: [String: JSON]
  ) throws(GoogleError) {
    let isRight =
      switch event.type {
      case "focusTime", "outOfOffice":
        !event.start.isDay && event.members["transparency"] != "transparent"
      case "workingLocation":
        event.members["visibility"] ?? "public" == "public"
          && event.members["transparency"] ?? "transparent" == "transparent"
      case "birthday": event.start.isDay
      default: true
      }
    guard isRight, body["conferenceData"] ?? .null == .null else {
      throw .restriction(event.type)
    }
  }
}

extension GoogleError {
  /// What the type of an event does not take.
  static func restriction(_ type: String) -> GoogleError {
    GoogleError(
      400,
      "eventTypeRestriction",
      "Attempt made to modify '\(type)' event in a way that is not valid for this event type.",
      domain: "calendar"
    )
  }
}

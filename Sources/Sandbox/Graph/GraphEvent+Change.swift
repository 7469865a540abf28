import Foundation

extension GraphEvent {
  /// The properties that a request may set.
  ///
  /// Source: Microsoft Graph, "Update event", and the metadata of v1.0.
  static let writable: Set<String> = [
    "subject", "body", "start", "end", "location", "locations", "attendees", "isAllDay",
    "sensitivity", "showAs", "importance", "categories", "isOnlineMeeting",
    "onlineMeetingProvider", "recurrence", "allowNewTimeProposals", "hideAttendees",
    "isReminderOn", "reminderMinutesBeforeStart", "responseRequested",
  ]

  /// Sets what a request sets, meeting and body aside.
  ///
  /// - Throws: 400 that names what is wrong.
  mutating func set(_ body: [String: JSON]) throws(GraphError) {
    if let value = body["subject"] {
      subject = try Self.text(value, "subject")
      guard subject.unicodeScalars.count <= 1_024 else { throw .invalid("subject is too long.") }
    }
    if let value = body["location"] {
      location = try Self.text(value.object?["displayName"] ?? .null, "location")
    }
    if let value = body["attendees"] { attendees = try people(value) }
    showAs = try Self.word(
      body["showAs"],
      of: ["free", "tentative", "busy", "oof", "workingElsewhere", "unknown"],
      or: showAs
    )
    sensitivity = try Self.word(
      body["sensitivity"],
      of: ["normal", "personal", "private", "confidential"],
      or: sensitivity
    )
    if let value = body["isReminderOn"] {
      guard let isOn = value.bool else { throw .invalid("isReminderOn must be true or false.") }
      isReminderOn = isOn
    }
    if let value = body["reminderMinutesBeforeStart"] {
      guard let minutes = value.int, minutes >= 0 else {
        throw .invalid("reminderMinutesBeforeStart must be a number of minutes.")
      }
      reminderMinutes = minutes
    }
    importance = try Self.word(body["importance"], of: ["low", "normal", "high"], or: importance)
    _ = try Self.word(
      body["onlineMeetingProvider"],
      // The last is not in the metadata: personal accounts have it.
      of: [
        "unknown", "skypeForBusiness", "skypeForConsumer", "teamsForBusiness", "teamsForConsumer",
      ],
      or: ""
    )
    if let value = body["isOnlineMeeting"], value.bool == nil { throw .invalid("isOnlineMeeting") }
    try setTime(body)
    if let value = body["recurrence"] { pattern = value == .null ? nil : try GraphPattern(value) }
  }

  private mutating func setTime(_ body: [String: JSON]) throws(GraphError) {
    var wholeDay = isAllDay
    if let value = body["isAllDay"] {
      guard let flag = value.bool else { throw .invalid("isAllDay must be true or false.") }
      wholeDay = flag
    }
    guard wholeDay == isAllDay || (body["start"] != nil && body["end"] != nil) else {
      throw .invalid("isAllDay is changed with start and end.")
    }
    isAllDay = wholeDay
    if let value = body["start"] { (start, startZone) = try moment(value, "Start") }
    if let value = body["end"] { (end, endZone) = try moment(value, "End") }
    if isAllDay, startZone != endZone {
      throw .invalid("An all-day event has start and end in the same time zone.")
    }
    guard isAllDay ? end > start : end >= start else {
      throw .invalid(
        "The end date is before the start date.",
        code: "ErrorCalendarEndDateIsEarlierThanStartDate"
      )
    }
  }

  private func moment(_ value: JSON, _ name: String) throws(GraphError) -> (Int, String) {
    guard let object = value.object, let text = object["dateTime"]?.string,
      let zoneName = object["timeZone"]?.string,
      Set(object.keys).subtracting(["@odata.type"]) == ["dateTime", "timeZone"]
    else { throw .invalid("The Event.\(name) property needs dateTime and timeZone.") }
    guard let zone = GraphZones.zone(zoneName) else {
      throw .invalid(
        "A valid TimeZone value must be specified.",
        code: "TimeZoneNotSupportedException"
      )
    }
    guard let moment = GraphTime.moment(wall: text, in: isAllDay ? .gmt : zone) else {
      throw .invalid("The Event.\(name) property holds no time that can be.")
    }
    guard !isAllDay || moment % 86_400 == 0 else {
      throw .invalid(
        "The Event.\(name) property for an all-day event needs to be set to midnight.",
        code: "ErrorPropertyValidationFailure"
      )
    }
    return (moment, GraphZones.windows(zoneName))
  }

  /// Invited people, with what those answered who were invited before.
  private func people(_ value: JSON) throws(GraphError) -> [JSON] {
    guard let list = value.array else { throw .invalid("attendees must be a list.") }
    var people: [JSON] = []
    for item in list {
      guard let address = item.object?["emailAddress"]?.object,
        let email = address["address"]?.string, email.contains("@")
      else {
        throw .invalid("At least one recipient isn't valid.", code: "ErrorInvalidRecipients")
      }
      let type = try Self.word(
        item.object?["type"],
        of: ["required", "optional", "resource"],
        or: "required"
      )
      let known = attendees.first {
        $0.object?["emailAddress"]?.object?["address"]?.string?.lowercased() == email.lowercased()
      }
      people.append([
        "type": .string(type),
        "status": known?.object?["status"]
          ?? ["response": "none", "time": "0001-01-01T00:00:00Z"],
        "emailAddress": Self.address(address["name"]?.string ?? "", email),
      ])
    }
    return people
  }

  /// The words of `body`, as HTML.
  static func words(_ value: JSON) throws(GraphError) -> String {
    guard let object = value.object, let content = object["content"]?.string else {
      throw .invalid("body needs contentType and content.")
    }
    switch object["contentType"]?.string?.lowercased() {
    case "html": return unframed(content)
    case "text", nil:
      return content.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
        .replacing(">", with: "&gt;").replacing("\r\n", with: "\n").replacing("\n", with: "<br>")
    default: throw .invalid("contentType is text or html.")
    }
  }

  private static func text(_ value: JSON, _ name: String) throws(GraphError) -> String {
    if value == .null { return "" }
    guard let text = value.string else { throw .invalid("\(name) must be a string.") }
    return text
  }

  private static func word(
    _ value: JSON?,
    of words: Set<String>,
    or standard: String
  ) throws(GraphError) -> String {
    guard let value, value != .null else { return standard }
    guard let word = value.string, words.contains(word) else {
      throw .invalid("Requested value '\(value.text)' was not found.", code: "RequestBodyRead")
    }
    return word
  }
}

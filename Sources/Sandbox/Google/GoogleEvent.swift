import Foundation

/// An event as the Google interface keeps it.
struct GoogleEvent: Equatable, Sendable {
  let id: String
  let calendarID: String
  var start: GoogleMoment
  var end: GoogleMoment
  /// Unix seconds.
  var created: Int
  var updated: Int
  /// The organizer's address; that of the calendar for what was made on it.
  var organizer: String
  /// The other members that a request may set, as they were sent.
  var members: [String: JSON] = [:]
  /// The lines of `recurrence`.
  var recurrence: [String] = []
  /// The series that it is an occurrence of.
  var seriesID: String?
  /// When the series has it.
  var originalStart: GoogleMoment?
  var link = GoogleLink.none
  var isCancelled = false
  /// Grows with every change of any event; the ETag, and what sync tokens count in.
  var version = 0
  /// All the time that it ever took, so that who listed it hears that it has moved away.
  var reach: ClosedRange<Int> = 0...0

  /// `eventType`: `default` where nothing else was said.
  var type: String { members["eventType"]?.string ?? "default" }

  var uid: String { "\(seriesID ?? id)@google.com" }

  var etag: String { "\"\(3_181_161_784_712_000 + version)\"" }

  /// Whether its series has it start at a moment, or on a day, that a query names.
  func originallyStarts(_ text: String, in zone: TimeZone) -> Bool {
    switch originalStart {
    case .day(let day)?: day == text
    case .instant(let seconds, _)?: seconds == RFC3339.seconds(text, zone: zone)
    case nil: false
    }
  }

  /// Whether it ever touched a stretch of time.
  func touched(_ window: ClosedRange<Int>) -> Bool {
    reach.lowerBound < window.upperBound && reach.upperBound > window.lowerBound
      || reach.lowerBound == reach.upperBound && window.contains(reach.lowerBound)
  }

  /// From its first second to the one at which it is over.
  func span(in zone: TimeZone) -> ClosedRange<Int> {
    let first = start.seconds(in: zone)
    return first...max(first, end.seconds(in: zone))
  }

  /// The resource.
  ///
  /// A cancelled one tells no more than what it was, as the specification warns.
  ///
  /// - Parameters:
  ///   - calendar: The calendar that it is in.
  ///   - most: `maxAttendees`: of a longer list only the user's own entry is told.
  /// - Returns: The JSON of it.
  func json(in calendar: GoogleCalendar, most: Int? = nil) -> JSON {
    let zone = calendar.zone
    var object: [String: JSON] = [
      "kind": "calendar#event", "etag": .string(etag), "id": .string(id),
      "status": isCancelled ? "cancelled" : members["status"] ?? "confirmed",
    ]
    if let seriesID, let originalStart {
      object["recurringEventId"] = .string(seriesID)
      object["originalStartTime"] = originalStart.json(in: zone)
    }
    if isCancelled { return .object(object) }
    for (name, value) in members where name != "status" { object[name] = value }
    let own = organizer == calendar.id
    var person: [String: JSON] = ["email": .string(organizer)]
    if own { person["self"] = true }
    object["creator"] = .object(person)
    object["organizer"] = .object(person)
    object["start"] = start.json(in: zone)
    object["end"] = end.json(in: zone)
    object["created"] = .string(RFC3339.text(created, in: .gmt))
    object["updated"] = .string(RFC3339.text(updated, in: .gmt))
    object["htmlLink"] = .string("https://www.google.com/calendar/event?eid=\(id)")
    object["iCalUID"] = .string(uid)
    object["sequence"] = 0
    object["eventType"] = .string(type)
    object["reminders"] = members["reminders"] ?? ["useDefault": true]
    if !recurrence.isEmpty { object["recurrence"] = .array(recurrence.map(JSON.string)) }
    if let attendees = members["attendees"]?.array {
      let isOmitted =
        members["attendeesOmitted"] == true || attendees.count > most ?? attendees.count
      let told = attendees.filter {
        !isOmitted || $0.object?["email"]?.string?.lowercased() == calendar.id.lowercased()
      }
      object["attendees"] = .array(told.map { marked($0, calendar) })
      if isOmitted { object["attendeesOmitted"] = true }
    }
    if let data = link.json { object["conferenceData"] = data }
    if let url = link.hangoutLink { object["hangoutLink"] = .string(url) }
    return .object(object)
  }

  private func marked(_ attendee: JSON, _ calendar: GoogleCalendar) -> JSON {
    guard var person = attendee.object else { return attendee }
    let email = person["email"]?.string
    if email == calendar.id { person["self"] = true }
    if email == organizer { person["organizer"] = true }
    return .object(person)
  }
}

import Foundation

/// The checked body of a POST or PUT of an event: only what was sent is set.
///
/// Source: schema `event_create`, with the limits that the documentation adds.
struct EventChange: Sendable {
  var title: String?
  var description: String?
  var location: String?
  var when: EventWhen?
  var busy: Bool?
  var visibility: String?
  var participants: [Participant]?
  var resources: JSON?
  var recurrence: [String]?
  var reminders: JSON?
  var hidesParticipants: Bool?
  var metadata: [String: String]?
  var capacity: Int?
  var conferencing: ConferencingRequest?

  /// Reads and checks a body.
  ///
  /// - Parameters:
  ///   - body: the request's JSON object.
  ///   - provider: the calendar's provider, whose limits apply.
  ///   - zone: the zone for rules that name none.
  /// - Throws: 400 that names the field and what is wrong with it.
  init(
    _ body: [String: JSON],
    provider: StoredGrant.Provider,
    zone: TimeZone
  ) throws(APIError) {
    let fields = FieldReader(body)
    title = try fields.string("title", 1...1024)
    // Google refuses longer ones; the others publish no limit.
    description = try fields.string("description", 0...(provider == .google ? 8192 : 1_000_000))
    location = try fields.string("location", 0...255)
    busy = body["busy"] == .null ? true : try fields.bool("busy")
    hidesParticipants = try fields.bool("hide_participants")
    capacity = try fields.int("capacity")
    if let value = body["when"] { when = try EventWhen(request: value) }
    if let text = try fields.string("visibility", 0...7) {
      guard ["default", "public", "private"].contains(text) else {
        throw .invalid("\"visibility\" must be default, public or private.")
      }
      guard text != "default" || provider == .google else {
        throw .invalid("\"visibility\" default is for Google calendars only.")
      }
      visibility = text
    }
    participants = try fields.participants()
    resources = try fields.resources()
    if let lines = try fields.strings("recurrence") {
      try Recurrence.check(lines, zone: zone)
      recurrence = lines
    }
    reminders = try fields.reminders(most: provider == .google ? 5 : 1)
    metadata = try fields.metadata()
    if let value = body["notetaker"], value.object == nil {
      throw .invalid("\"notetaker\" must be an object.")
    }
    if let value = body["conferencing"] { conferencing = try ConferencingRequest(value) }
  }

  /// Puts what was sent into an event, all but the conferencing.
  ///
  /// Nested objects are replaced whole; people who stay keep their answer.
  func apply(to event: inout StoredEvent) {
    if let title { event.title = title }
    if let description { event.description = description }
    if let location { event.location = location }
    if let when { event.when = when }
    if let busy { event.busy = busy }
    if let visibility { event.visibility = visibility }
    if let resources { event.resources = resources }
    if let recurrence { event.recurrence = recurrence }
    if let reminders { event.reminders = reminders }
    if let hidesParticipants { event.hidesParticipants = hidesParticipants }
    if let metadata { event.metadata = metadata }
    if let capacity { event.capacity = capacity }
    if let participants {
      let answers = event.participants.map { ($0.email.lowercased(), $0.status) }
      let known = Dictionary(answers) { first, _ in first }
      event.participants = participants.map { person in
        var person = person
        person.status = known[person.email.lowercased()] ?? person.status
        return person
      }
    }
  }
}

extension EventWhen {
  /// Reads the four shapes that requests know.
  ///
  /// - Throws: 400 when it is none of them, or says something impossible.
  init(request value: JSON) throws(APIError) {
    guard var object = value.object else { throw .invalid("\"when\" must be an object.") }
    let kind = object.removeValue(forKey: "object")
    let keys = Set(object.keys)
    if keys.contains("start_time") {
      self = try Self.timespan(object, keys)
      try Self.check(kind, "timespan")
    } else if keys.contains("time") {
      guard keys.isSubset(of: ["time", "timezone"]),
        let time = try Self.time(object["time"])
      else { throw .invalid("\"when.time\" must be a Unix time, beside it only \"timezone\".") }
      let zone = try Self.zone(object["timezone"])
      self = .timespan(start: time, end: time, startZone: zone, endZone: zone)
      try Self.check(kind, "time")
    } else if keys.contains("start_date") {
      guard keys == ["start_date", "end_date"] else {
        throw .invalid("\"when\" with \"start_date\" needs \"end_date\" and nothing else.")
      }
      let first = try Self.day(object["start_date"])
      let last = try Self.day(object["end_date"])
      guard first <= last else { throw .invalid("\"when\" ends before it begins.") }
      self = .datespan(first: first, last: last)
      try Self.check(kind, "datespan")
    } else {
      guard keys == ["date"] else {
        throw .invalid("\"when\" must be a time, timespan, date or datespan.")
      }
      self = .date(try Self.day(object["date"]))
      try Self.check(kind, "date")
    }
  }

  private static func timespan(
    _ object: [String: JSON],
    _ keys: Set<String>
  ) throws(APIError) -> EventWhen {
    guard keys.isSubset(of: ["start_time", "end_time", "start_timezone", "end_timezone"]),
      let start = try time(object["start_time"]),
      let end = try time(object["end_time"])
    else { throw .invalid("\"when\" needs \"start_time\" and \"end_time\" as Unix times.") }
    guard start <= end else { throw .invalid("\"when\" ends before it begins.") }
    let startZone = try zone(object["start_timezone"])
    let endZone = try zone(object["end_timezone"])
    guard (startZone == nil) == (endZone == nil) else {
      throw .invalid("\"when\" needs both \"start_timezone\" and \"end_timezone\" or neither.")
    }
    return .timespan(start: start, end: end, startZone: startZone, endZone: endZone)
  }

  private static func time(_ value: JSON?) throws(APIError) -> Int? {
    guard let time = value?.int else { return nil }
    guard times.contains(time) else {
      throw .invalid("The times in \"when\" must be of the years 1 to 9999.")
    }
    return time
  }

  private static func zone(_ value: JSON?) throws(APIError) -> String? {
    guard let value, value != .null else { return nil }
    guard let name = value.string, TimeZone(identifier: name) != nil else {
      throw .invalid("The time zone in \"when\" is not an IANA name.")
    }
    return name
  }

  private static func day(_ value: JSON?) throws(APIError) -> String {
    guard let text = value?.string, CivilDay.components(text) != nil else {
      throw .invalid("A date in \"when\" must be a day written as YYYY-MM-DD.")
    }
    return text
  }

  private static func check(_ kind: JSON?, _ expected: String) throws(APIError) {
    guard kind == nil || kind?.string == expected else {
      throw .invalid("\"when.object\" must be \"\(expected)\".")
    }
  }
}

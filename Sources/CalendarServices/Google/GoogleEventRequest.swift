import ConferencingCore
import CalendarCore
import Foundation

/// An event as Google takes it; members that are `nil` are not sent and so are kept.
///
/// Source: Google Calendar API v3, `Event`.
struct GoogleEventRequest: Encodable, Sendable {
  var id: String?
  /// What brings back an event that was deleted.
  var status: String?
  var summary: String?
  var start: GoogleMomentRequest?
  var end: GoogleMomentRequest?
  var location: String?
  var description: String?
  var visibility: String?
  var transparency: String?
  var attendees: [GoogleAttendee]?
  /// Whether ``attendees`` is the own entry alone, and leaves all others as they are.
  var attendeesOmitted: Bool?
  var recurrence: [String]?
  var reminders: GoogleReminders?
  var conference: GoogleConferenceRequest?
  private var extendedProperties: [String: [String: String]]?

  /// The private property that holds our event id.
  static let idKey = "conveneEvent"
  /// The private property that marks what is there for its Meet alone, with the key of the request.
  static let meetingKey = "conveneMeeting"

  private enum CodingKeys: String, CodingKey {
    case id, status, summary, start, end, location, description, visibility, transparency, attendees
    case attendeesOmitted, recurrence, reminders, extendedProperties
    case conference = "conferenceData"
  }

  /// Nothing.
  init() {}

  /// The request that makes an event.
  init(_ draft: EventDraft, id event: EventID) {
    id = GoogleID.event(event.rawValue)
    summary = draft.title
    put(draft.time, recurrence: draft.recurrence)
    location = draft.location.isEmpty ? nil : draft.location
    description = draft.description.isEmpty ? nil : draft.description
    visibility = draft.visibility == .standard ? nil : draft.visibility.rawValue
    transparency = draft.isBusy ? nil : "transparent"
    reminders = draft.reminders == .standard ? nil : GoogleReminders(draft.reminders)
    attendees = draft.participants.isEmpty ? nil : draft.participants.map(GoogleAttendee.init)
    mark(Self.idKey, event.rawValue)
  }

  /// The request that changes fields of an event, the meeting aside.
  ///
  /// - Parameters:
  ///   - patch: What is changed.
  ///   - current: The event before it.
  ///   - known: The attendees as Google has them, for the list is replaced whole.
  init(_ patch: EventPatch, of current: Event, attendees known: [GoogleAttendee]) {
    summary = patch.title
    if let time = patch.time {
      move(
        to: time,
        endZone: time.zone == current.time.zone ? current.endZone : nil,
        isSeries: (patch.recurrence ?? current.recurrence) != nil
      )
    }
    if let series = patch.recurrence {
      let time = patch.time ?? current.time
      recurrence = series.lines(of: time)
      // A series needs a zone, which a single event may lack.
      if current.recurrence == nil { move(to: time, endZone: current.endZone, isSeries: true) }
    }
    location = patch.location
    description = patch.description
    visibility = patch.visibility?.rawValue
    transparency = patch.isBusy.map { $0 ? "opaque" : "transparent" }
    reminders = patch.reminders.map { GoogleReminders($0) }
    attendees = patch.participants.map { GoogleAttendee.list($0, keeping: known) }
  }

  /// Puts the time of an event that is made.
  mutating func put(_ time: EventTime, recurrence series: Recurrence?) {
    (start, end) = GoogleMomentRequest.both(time, needsZone: series != nil, isPatch: false)
    recurrence = series?.lines(of: time)
  }

  /// Puts another time on an event.
  mutating func move(to time: EventTime, endZone: String? = nil, isSeries: Bool = false) {
    (start, end) = GoogleMomentRequest.both(
      time,
      endZone: endZone,
      needsZone: isSeries,
      isPatch: true
    )
  }

  /// Sets a private property, unless it is too long for one.
  mutating func mark(_ key: String, _ value: String) {
    guard value.utf8.count <= GoogleLimits.property else { return }
    extendedProperties = ["private": [key: value]]
  }

  /// Whether nothing would change.
  var isEmpty: Bool {
    id == nil && status == nil && summary == nil && start == nil && end == nil && location == nil
      && description == nil && visibility == nil && transparency == nil && attendees == nil
      && recurrence == nil && reminders == nil && conference == nil && extendedProperties == nil
  }

  /// The JSON of it.
  func json() throws(ServiceError) -> Data {
    try RequestBody.json(self, of: "The event")
  }
}

/// `conferenceData` as Google takes it of a client like this: a Meet, or nothing.
///
/// A link that exists already cannot be put there: without `key.type` it is dropped without a word,
/// with it refused.
enum GoogleConferenceRequest: Encodable, Sendable {
  /// Ask for a Meet; what an add-on had put there gives way to it.
  case create(requestID: String)
  /// Take off what is there.
  case strip

  /// Whether a Meet is asked for.
  var isCreation: Bool {
    if case .create = self { true } else { false }
  }

  private enum CodingKeys: String, CodingKey { case createRequest }
  private enum RequestKeys: String, CodingKey { case requestId, conferenceSolutionKey }

  func encode(to encoder: any Encoder) throws {
    switch self {
    case .strip:
      var container = encoder.singleValueContainer()
      try container.encodeNil()
    case .create(let id):
      var container = encoder.container(keyedBy: CodingKeys.self)
      var request = container.nestedContainer(keyedBy: RequestKeys.self, forKey: .createRequest)
      try request.encode(id, forKey: .requestId)
      try request.encode(["type": "hangoutsMeet"], forKey: .conferenceSolutionKey)
    }
  }
}

/// `reminders` as Google sends and takes them.
///
/// Source: Google Calendar API v3, `Event.reminders`.
struct GoogleReminders: Codable, Sendable {
  /// One of them.
  struct Override: Codable, Sendable {
    var method: String?
    var minutes: Int?
  }
  private var useDefault: Bool?
  private var overrides: [Override]?

  /// Makes them; without any the event stays silent.
  init(_ reminders: Reminders = Reminders([])) {
    useDefault = reminders.list == nil
    overrides = (reminders.list ?? []).map {
      Override(method: $0.isMail ? "email" : "popup", minutes: $0.minutes)
    }
  }

  /// The reminders; those of another method are shown as well.
  var reminders: Reminders {
    guard useDefault != true else { return .standard }
    return Reminders(
      (overrides ?? []).compactMap { item in
        item.minutes.map { .init(minutes: $0, isMail: item.method == "email") }
      }
    )
  }
}

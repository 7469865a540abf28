import CalendarCore
import ConferencingCore
import Foundation

/// A page of events as Google sends it.
struct GoogleEventPage: Decodable, Sendable {
  let items: [GoogleEvent]
  /// Whether it lists something that names no event.
  let hasUnnamed: Bool
  let next: String?
  let syncToken: String?
  let role: String?
  /// When Google answered, by its own clock; it stands in the head and not in the body.
  var date: Date?

  private enum CodingKeys: String, CodingKey {
    case items, nextPageToken, nextSyncToken, accessRole
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    // Something else that answers in JSON would be taken for an empty calendar.
    let count = try container.nestedUnkeyedContainer(forKey: .items).count
    items = container.elements(GoogleEvent.self, .items)
    hasUnnamed = items.count != count || items.contains { $0.id == nil }
    next = container.text(.nextPageToken)
    syncToken = container.text(.nextSyncToken)
    role = container.text(.accessRole)
  }
}

/// An event as Google sends it.
///
/// Source: Google Calendar API v3, `Event`.
struct GoogleEvent: Decodable, Sendable {
  let id: String?
  let etag: String?
  let isCancelled: Bool
  let attendees: [GoogleAttendee]
  /// Whether Google leaves some of those invited out of ``attendees``.
  let isListCut: Bool
  /// The series that it is an occurrence of.
  let seriesID: String?
  /// When its series has it start.
  private let originalStart: GoogleMoment?
  /// The lines of a series.
  private let recurrence: [String]
  /// What it is; `nil` for an ordinary event.
  let kind: EventKind?
  /// The properties that only Convene, and programs of the same client, see.
  let properties: [String: String]
  /// The meeting in its field.
  let conferencing: Conferencing
  /// Why its Meet was not made.
  let failure: String?
  private let title: String
  private let description: String
  private let location: String
  private let start: GoogleMoment?
  private let end: GoogleMoment?
  private let isTentative: Bool
  private let visibility: String?
  private let isBusy: Bool
  private let reminders: Reminders
  private let organizer: GoogleAttendee?
  private let isLocked: Bool
  private let updatedAt: Date?

  private enum CodingKeys: String, CodingKey {
    case id, etag, status, attendees, extendedProperties, conferenceData, hangoutLink, summary
    case description, location, start, end, visibility, transparency, reminders, organizer, locked
    case guestsCanModify, updated, attendeesOmitted, eventType, originalStartTime, recurrence
    case seriesID = "recurringEventId"
  }

  private struct Properties: Decodable {
    let own: [String: String]

    private enum CodingKeys: String, CodingKey { case own = "private" }

    init(from decoder: any Decoder) throws {
      own =
        try decoder.container(keyedBy: CodingKeys.self).lenient([String: String].self, .own) ?? [:]
    }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = container.text(.id)
    etag = container.text(.etag)
    let status = container.text(.status)
    isCancelled = status == "cancelled"
    isTentative = status == "tentative"
    attendees = container.elements(GoogleAttendee.self, .attendees)
    isListCut = container.lenient(Bool.self, .attendeesOmitted) ?? false
    seriesID = container.text(.seriesID)
    originalStart = container.lenient(GoogleMoment.self, .originalStartTime)
    recurrence = container.lenient([String].self, .recurrence) ?? []
    properties = container.lenient(Properties.self, .extendedProperties)?.own ?? [:]
    title = container.text(.summary) ?? ""
    description = container.text(.description) ?? ""
    location = container.text(.location) ?? ""
    start = container.lenient(GoogleMoment.self, .start)
    end = container.lenient(GoogleMoment.self, .end)
    visibility = container.text(.visibility)
    let type = container.text(.eventType)
    kind = type == nil || type == "default" ? nil : type.map { EventKind(rawValue: $0) }
    // A place of work keeps no time busy, whatever else is said of it.
    isBusy = container.text(.transparency) != "transparent" && kind != .workingLocation
    reminders = container.lenient(GoogleReminders.self, .reminders)?.reminders ?? .standard
    let organizer = container.lenient(GoogleAttendee.self, .organizer)
    self.organizer = organizer
    // Who did not call it cannot change what others see of it, unless guests may.
    isLocked =
      container.lenient(Bool.self, .locked) == true
      || organizer.map { !$0.isSelf && container.lenient(Bool.self, .guestsCanModify) != true }
        ?? false
    updatedAt = container.text(.updated).flatMap { Timestamp.date($0, in: .gmt) }
    let field = container.lenient(GoogleConference.self, .conferenceData)
    failure = field?.failure
    if let field, field.conferencing != .none || field.failure != nil {
      conferencing = field.conferencing
    } else if let url = container.text(.hangoutLink) {
      conferencing = .details(ConferencingDetails(provider: .googleMeet, url: url))
    } else {
      conferencing = .none
    }
  }

  /// The id that it was made under here; `nil` for what was not, and for an occurrence, which has it
  /// from its series.
  var madeHere: EventID? {
    seriesID == nil ? properties[GoogleEventRequest.idKey].map { EventID($0) } : nil
  }

  /// Whether it is there for its Meet alone, see ``MeetConferencing``.
  var isHost: Bool { properties[GoogleEventRequest.meetingKey] != nil }

  /// Whether its field has a Meet, there or on its way.
  var hasMeet: Bool { conferencing.provider == .googleMeet }

  /// Makes an event of it.
  ///
  /// - Parameters:
  ///   - account: The account that it was asked for.
  ///   - calendar: The calendar that it was asked for.
  ///   - role: What the account may do there, where that is known.
  /// - Returns: The event; `nil` when it has no id or no time that can be read.
  func event(account: AccountID, calendar: CalendarID, role: String? = nil) -> Event? {
    guard let id, let time = GoogleMoment.time(from: start, to: end) else { return nil }
    let zones = (start?.zone, end?.zone)
    return Event(
      id: EventID(id),
      remoteID: RemoteEventID(id),
      account: account,
      calendar: calendar,
      title: title,
      time: time,
      endZone: !time.isAllDay && zones.0 != nil && zones.0 != zones.1 ? zones.1 : nil,
      location: location,
      description: description,
      status: isCancelled ? .cancelled : isTentative ? .tentative : .confirmed,
      visibility: Self.visibility(visibility),
      isBusy: isBusy,
      reminders: reminders,
      participants: attendees.compactMap(\.participant),
      organizer: organizer?.person,
      isReadOnly: isLocked || GoogleCalendarEntry.isReadOnly(role: role),
      conferencing: conferencing,
      conferencingFailure: failure,
      version: etag,
      recurrence: recurrence.isEmpty ? nil : Recurrence(lines: recurrence),
      occurrence: seriesID.map {
        OccurrenceKey(
          series: .remote(RemoteEventID($0)),
          originalStart: originalStart?.startKey ?? time.startKey
        )
      },
      isException: seriesID != nil && originalStart.map { $0.startKey != time.startKey } ?? false,
      updatedAt: updatedAt,
      kind: kind
    )
  }

  private static func visibility(_ text: String?) -> EventVisibility {
    // "confidential" is an old word for "private".
    text == "confidential" ? .private : text.flatMap { EventVisibility(rawValue: $0) } ?? .standard
  }
}

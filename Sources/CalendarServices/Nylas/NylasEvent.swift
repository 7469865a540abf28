import CalendarCore
import ConferencingCore
import Foundation

/// An event as Nylas sends it.
///
/// Source: Nylas v3 Events API, schema `event`; and what clients of the real service have met.
struct NylasEvent: Decodable {
  let id: String?
  let title: String
  let description: String
  let location: String
  let when: NylasWhen?
  let isBusy: Bool
  let reminders: Reminders
  let status: String?
  let visibility: String?
  let isReadOnly: Bool
  let participants: [NylasParticipant]
  let organizer: NylasParticipant?
  let conferencing: Conferencing
  let masterID: String?
  private let originalStart: Date?
  private let recurrence: [String]
  let updatedAt: Date?
  let metadata: [String: String]

  private enum CodingKeys: String, CodingKey {
    case id, title, description, location, when, busy, status, visibility, participants, organizer
    case reminders
    case conferencing, metadata, recurrence
    case originalStart = "original_start_time"
    case readOnly = "read_only"
    case masterID = "master_event_id"
    case updatedAt = "updated_at"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = container.text(.id)
    title = container.text(.title) ?? ""
    description = container.text(.description) ?? ""
    location = container.text(.location) ?? ""
    when = container.lenient(NylasWhen.self, .when)
    isBusy = container.lenient(Bool.self, .busy) ?? true
    reminders = container.lenient(NylasReminders.self, .reminders)?.reminders ?? .standard
    status = container.text(.status)
    visibility = container.text(.visibility)
    isReadOnly = container.lenient(Bool.self, .readOnly) ?? false
    participants = container.elements(NylasParticipant.self, .participants)
    organizer = container.lenient(NylasParticipant.self, .organizer)
    conferencing =
      container.lenient(NylasConferencing.self, .conferencing)?.conferencing ?? .none
    masterID = container.text(.masterID)
    originalStart = container.instant(.originalStart)
    recurrence = container.lenient([String].self, .recurrence) ?? []
    updatedAt = container.instant(.updatedAt)
    metadata = container.lenient([String: String].self, .metadata) ?? [:]
  }

  /// Makes an event of it.
  ///
  /// - Parameters:
  ///   - account: The account that it was asked for.
  ///   - calendar: The calendar that it was asked for, under the name used there: the service may
  ///     know it by another one (`primary`).
  /// - Returns: The event; `nil` when it has no id or no time that can be read.
  func event(account: AccountID, calendar: CalendarID) -> Event? {
    guard let id, let time = when?.time else { return nil }
    return Event(
      id: EventID(id),
      remoteID: RemoteEventID(id),
      account: account,
      calendar: calendar,
      title: title,
      time: time,
      endZone: when?.otherEndZone,
      location: location,
      description: description,
      status: Self.status(status),
      visibility: visibility.flatMap { EventVisibility(rawValue: $0) } ?? .standard,
      isBusy: isBusy,
      reminders: reminders,
      participants: participants.compactMap(\.participant),
      organizer: organizer?.person,
      isReadOnly: isReadOnly,
      conferencing: conferencing,
      recurrence: recurrence.isEmpty ? nil : Recurrence(lines: recurrence),
      occurrence: masterID.map {
        OccurrenceKey(series: .remote(RemoteEventID($0)), originalStart: original(of: time))
      },
      isException: masterID != nil && original(of: time) != time.startKey,
      updatedAt: updatedAt
    )
  }

  /// When its series has it start, as a day for whole days.
  private func original(of time: EventTime) -> OccurrenceKey.Start {
    guard let originalStart else { return time.startKey }
    // Whole days begin at midnight somewhere: half a day later it is that day in UTC.
    return time.isAllDay
      ? .day(Day(originalStart.addingTimeInterval(43_200), in: .gmt)) : .moment(originalStart)
  }

  /// The documents say `maybe`, two official clients `tentative`.
  private static func status(_ text: String?) -> EventStatus {
    switch text?.lowercased() {
    case "maybe", "tentative": .tentative
    case "cancelled", "canceled": .cancelled
    default: .confirmed
    }
  }
}

/// A participant or organizer as Nylas sends it.
struct NylasParticipant: Decodable {
  let name: String?
  let email: String?
  let status: String?
  let comment: String?
  let phoneNumber: String?

  private enum CodingKeys: String, CodingKey {
    case name, email, status, comment
    case phoneNumber = "phone_number"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = container.text(.name)
    email = container.text(.email)
    status = container.text(.status)
    comment = container.text(.comment)
    phoneNumber = container.text(.phoneNumber)
  }

  /// Somebody invited; `nil` without an address.
  var participant: Participant? {
    guard let email else { return nil }
    let response = status.flatMap { ParticipantResponse(rawValue: $0) } ?? .none
    return Participant(name: name ?? "", email: email, response: response)
  }

  /// Somebody with a name or an address.
  var person: Person? {
    guard name != nil || email != nil else { return nil }
    return Person(name: name ?? "", email: email ?? "")
  }
}

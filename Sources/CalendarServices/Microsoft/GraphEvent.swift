import CalendarCore
import ConferencingCore
import Foundation

/// An event as Graph sends it.
///
/// Source: Microsoft Graph v1.0, resource type `event`; and what clients of the real service have
/// met.
struct GraphEvent: Decodable, Sendable {
  var id: String?
  var version: String?
  var masterID: String?
  var start: GraphMoment?
  var end: GraphMoment?
  private var type: String?
  /// Whether it is no more; nothing else is said of it then.
  let isRemoved: Bool
  /// How it repeats, when it is a series.
  let recurrence: GraphRecurrence?
  /// When its series has it start; a skeleton does not say it.
  var originalStart: Date?
  /// Whether it is an occurrence of which only its times are said.
  let isBare: Bool
  let subject: String
  /// The description: a piece of HTML, or plain text.
  let body: String
  let location: String
  let isAllDay: Bool
  let startZone: String?
  let endZone: String?
  let showAs: String?
  let sensitivity: String?
  let reminders: Reminders
  let isCancelled: Bool
  let attendees: [GraphAttendee]
  let organizer: GraphPerson?
  /// Whether the user of the sign-in called it.
  let isOrganizer: Bool
  let response: String?
  let online: GraphOnline
  let transaction: String?
  let updatedAt: Date?

  private enum CodingKeys: String, CodingKey {
    case id, type, start, end, subject, body, location, isAllDay, showAs, sensitivity, isCancelled
    case isReminderOn, reminderMinutesBeforeStart
    case attendees, organizer, isOrganizer, responseStatus, transactionId, lastModifiedDateTime
    case seriesMasterId, originalStartTimeZone, originalEndTimeZone, recurrence, originalStart
    case version = "@odata.etag"
    case removed = "@removed"
  }
  private struct Body: Decodable {
    let contentType: String?
    let content: String?

    /// What people wrote; the service keeps it as a document of HTML.
    var words: String {
      let content = content ?? ""
      return contentType?.lowercased() == "text" ? content : HTMLText.unframed(content)
    }
  }
  private struct Place: Decodable { let displayName: String? }
  private struct Response: Decodable { let response: String? }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = container.text(.id)
    version = container.text(.version)
    masterID = container.text(.seriesMasterId)
    start = container.lenient(GraphMoment.self, .start)
    end = container.lenient(GraphMoment.self, .end)
    type = container.text(.type)
    isRemoved = container.contains(.removed)
    recurrence = container.lenient(GraphRecurrence.self, .recurrence)
    originalStart = container.text(.originalStart).flatMap { Timestamp.date($0) }
    isBare = type == "occurrence" && !container.contains(.subject)
    subject = container.text(.subject) ?? ""
    body = container.lenient(Body.self, .body)?.words ?? ""
    location = container.lenient(Place.self, .location)?.displayName ?? ""
    isAllDay = container.lenient(Bool.self, .isAllDay) ?? false
    startZone = container.text(.originalStartTimeZone)
    endZone = container.text(.originalEndTimeZone)
    showAs = container.text(.showAs)
    sensitivity = container.text(.sensitivity)
    let minutes = container.lenient(Int.self, .reminderMinutesBeforeStart)
    // What is not said of it is left to the service.
    reminders =
      switch (container.lenient(Bool.self, .isReminderOn), minutes) {
      case (false?, _): Reminders([])
      case (true?, let minutes?): Reminders([.init(minutes: minutes)])
      default: .standard
      }
    isCancelled = container.lenient(Bool.self, .isCancelled) ?? false
    attendees = container.elements(GraphAttendee.self, .attendees)
    organizer = container.lenient(GraphPerson.self, .organizer)
    isOrganizer = container.lenient(Bool.self, .isOrganizer) ?? true
    response = container.lenient(Response.self, .responseStatus)?.response
    online = try GraphOnline(from: decoder)
    transaction = container.text(.transactionId)
    updatedAt = container.text(.lastModifiedDateTime).flatMap { Timestamp.date($0) }
  }

  /// Whether it is a series as a whole, which is no event of a view.
  var isMaster: Bool { type == "seriesMaster" }

  /// The occurrence of which only the times are said, completed from its series.
  func completed(from master: GraphEvent) -> GraphEvent {
    var event = master
    event.id = id
    event.version = version
    event.type = type
    event.masterID = masterID
    event.originalStart = originalStart
    event.start = start
    event.end = end
    return event
  }

  /// Makes an event of it; `nil` without an id or without times that can be read.
  func event(account: AccountID, calendar: CalendarID) -> Event? {
    guard let id, let time else { return nil }
    let zones = (
      start: startZone.flatMap(WindowsZones.iana), end: endZone.flatMap(WindowsZones.iana)
    )
    return Event(
      id: EventID(id),
      remoteID: RemoteEventID(id),
      account: account,
      calendar: calendar,
      title: subject,
      time: time,
      endZone: time.isAllDay || zones.start == nil || zones.end == zones.start ? nil : zones.end,
      location: location,
      description: body,
      status: status,
      visibility: sensitivity == nil || sensitivity == "normal" ? .standard : .private,
      isBusy: showAs != "free" && showAs != "workingElsewhere",
      reminders: reminders,
      participants: attendees.compactMap(\.participant),
      organizer: organizer?.person,
      conferencing: online.conferencing,
      version: version,
      recurrence: isMaster ? recurrence?.lines(for: time) : nil,
      occurrence: masterID.map {
        OccurrenceKey(series: .remote(RemoteEventID($0)), originalStart: original(of: time))
      },
      isException: type == "exception",
      updatedAt: updatedAt
    )
  }

  private var time: EventTime? {
    guard let start, let end else { return nil }
    if isAllDay {
      guard let first = start.day(in: startZone), let after = end.day(in: endZone ?? startZone)
      else { return nil }
      return .allDay(first: first, last: max(first, after.advanced(by: -1)))
    }
    guard let from = start.date, let to = end.date else { return nil }
    return .timed(start: from, end: max(from, to), zone: startZone.flatMap(WindowsZones.iana))
  }

  /// When its series has it start, as a day for whole days.
  private func original(of time: EventTime) -> OccurrenceKey.Start {
    guard let originalStart else { return time.startKey }
    // Whole days begin at midnight somewhere: half a day later it is that day in UTC.
    return time.isAllDay
      ? .day(Day(originalStart.addingTimeInterval(43_200), in: .gmt)) : .moment(originalStart)
  }

  private var status: EventStatus {
    if isCancelled { return .cancelled }
    return showAs == "tentative" || response == "tentativelyAccepted" ? .tentative : .confirmed
  }
}

/// Somebody with an address, as Graph sends and takes it.
struct GraphPerson: Codable, Hashable, Sendable {
  /// Name and address.
  struct Address: Codable, Hashable, Sendable {
    var name: String?
    var address: String?
  }
  var emailAddress: Address

  /// Somebody with a name or an address.
  var person: Person? {
    guard emailAddress.name != nil || emailAddress.address != nil else { return nil }
    return Person(name: emailAddress.name ?? "", email: emailAddress.address ?? "")
  }
}

/// Somebody invited, as Graph sends it.
struct GraphAttendee: Decodable, Sendable {
  let type: String?
  let person: GraphPerson
  let response: String?

  private enum CodingKeys: String, CodingKey { case type, status, emailAddress }
  private struct Status: Decodable { let response: String? }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    type = container.text(.type)
    person = try GraphPerson(from: decoder)
    response = container.lenient(Status.self, .status)?.response
  }

  /// Somebody invited; `nil` without an address.
  var participant: Participant? {
    guard let email = person.emailAddress.address, !email.isEmpty else { return nil }
    let name = person.emailAddress.name ?? ""
    let answer: ParticipantResponse =
      switch response {
      case "accepted", "organizer": .yes
      case "declined": .no
      case "tentativelyAccepted": .maybe
      default: .none
      }
    // Graph puts the address where it knows no name.
    return Participant(name: name == email ? "" : name, email: email, response: answer)
  }
}

package import ConferencingCore
package import Foundation

/// An event as a service or this cache holds it.
package struct Event: Identifiable, Hashable, Sendable, Codable {
  /// Its identity.
  package var id: EventID
  /// The service's id, `nil` until the service has one.
  package var remoteID: RemoteEventID?
  /// The account it belongs to.
  package var account: AccountID
  /// The calendar it is in.
  package var calendar: CalendarID
  /// The title; may be empty.
  package var title: String
  /// When it takes place.
  package var time: EventTime
  /// The IANA name of the zone in which it ends, where that is another than the one of its start.
  package var endZone: String?
  /// The place; empty when there is none.
  package var location: String
  /// The description as the service holds it, which may be HTML.
  package var description: String
  /// The part of the description that people wrote; `nil` when it is not known for certain.
  ///
  /// It is known when this cache saw the description before a service appended a conference text
  /// to it. Stripping then restores it to the byte.
  package var ownDescription: String?
  /// Whether it stands.
  package var status: EventStatus
  /// Who may see it.
  package var visibility: EventVisibility
  /// Whether it blocks its time for others.
  package var isBusy: Bool
  /// When the account's owner is reminded of it.
  package var reminders: Reminders
  /// The attendees.
  package var participants: [Participant]
  /// Who called it.
  package var organizer: Person?
  /// Whether the service refuses changes to it.
  package var isReadOnly: Bool
  /// The meeting on it.
  package var conferencing: Conferencing
  /// Why the last attempt to create its meeting failed; `nil` when none did.
  package var conferencingFailure: String?
  /// The request that its meeting was made by; `nil` when Convene did not have it made.
  ///
  /// It stays when the link is there, so that the meeting is known as one that Convene made.
  package var autocreated: Autocreate?
  /// The meeting that Convene had made for it at a host grant by itself; `nil` when there is none.
  package var meeting: HostedMeeting?
  /// Which of its links the user joins by; `nil` when the user has not said.
  ///
  /// It is read with the event where it is shown or joined, and is never sent.
  package var linkChoice: LinkChoice?
  /// The service's version of it (ETag), where the service has such.
  package var version: String?
  /// How it repeats, on the master of a series; `nil` on all other events.
  package var recurrence: Recurrence?
  /// Which occurrence of which series it is; `nil` for what is none.
  package var occurrence: OccurrenceKey?
  // Kept only when it is so: what was stored before there were exceptions does not say it.
  private var exception: Bool?
  /// When the service last changed it.
  package var updatedAt: Date?
  /// What it is for its service; `nil` for an ordinary event.
  package var kind: EventKind?

  /// Makes an event; everything but identity, place and time has a plain default.
  package init(
    id: EventID,
    remoteID: RemoteEventID? = nil,
    account: AccountID,
    calendar: CalendarID,
    title: String,
    time: EventTime,
    endZone: String? = nil,
    location: String = "",
    description: String = "",
    ownDescription: String? = nil,
    status: EventStatus = .confirmed,
    visibility: EventVisibility = .standard,
    isBusy: Bool = true,
    reminders: Reminders = .standard,
    participants: [Participant] = [],
    organizer: Person? = nil,
    isReadOnly: Bool = false,
    conferencing: Conferencing = .none,
    conferencingFailure: String? = nil,
    autocreated: Autocreate? = nil,
    meeting: HostedMeeting? = nil,
    version: String? = nil,
    recurrence: Recurrence? = nil,
    occurrence: OccurrenceKey? = nil,
    isException: Bool = false,
    updatedAt: Date? = nil,
    kind: EventKind? = nil
  ) {
    self.id = id
    self.remoteID = remoteID
    self.account = account
    self.calendar = calendar
    self.title = title
    self.time = time
    self.endZone = endZone
    self.location = location
    self.description = description
    self.ownDescription = ownDescription
    self.status = status
    self.visibility = visibility
    self.isBusy = isBusy
    self.reminders = reminders
    self.participants = participants
    self.organizer = organizer
    self.isReadOnly = isReadOnly
    self.conferencing = conferencing
    self.conferencingFailure = conferencingFailure
    self.autocreated = autocreated
    self.meeting = meeting
    self.version = version
    self.recurrence = recurrence
    self.occurrence = occurrence
    self.updatedAt = updatedAt
    self.kind = kind
    self.isException = isException
  }

  /// Whether it is an occurrence that differs from what its rule says.
  package var isException: Bool {
    get { exception ?? false }
    set { exception = newValue ? true : nil }
  }

  /// Whether it is a series or part of one.
  package var isRecurring: Bool { recurrence != nil || occurrence != nil }

  /// The service's id of the series this is an occurrence of.
  package var masterID: RemoteEventID? {
    if case .remote(let id) = occurrence?.series { id } else { nil }
  }

  /// Whether undo of its deletion alone, once sent, makes an event of its own of it.
  ///
  /// - Parameter service: What holds it. One that takes an occurrence back does not where a meeting was
  ///   made for the occurrence: it would come back with a dead link.
  /// - Returns: Whether it does.
  package func comesBackAlone(at service: ServiceKind) -> Bool {
    masterID != nil && (service.losesDeletedOccurrences || meeting != nil)
  }

  /// What the owner of an address has answered to the invitation.
  ///
  /// - Parameter address: The address; capitals do not count. Empty when it is not known.
  /// - Returns: The response; `nil` for one who is not invited, or who invites.
  package func response(of address: String) -> ParticipantResponse? {
    let address = address.lowercased()
    guard !address.isEmpty, organizer?.email.lowercased() != address else { return nil }
    return participants.response(of: address)
  }

  /// The start that its series gives it; of any other event its own.
  package var seriesStart: OccurrenceKey.Start { occurrence?.originalStart ?? time.startKey }
}

/// Whether an event stands.
package enum EventStatus: String, Hashable, Sendable, Codable, CaseIterable {
  case confirmed
  case tentative
  case cancelled
}

/// Who may see an event.
package enum EventVisibility: String, Hashable, Sendable, Codable, CaseIterable {
  /// As the calendar says.
  case standard = "default"
  case `public`
  case `private`
}

public import Foundation

/// An event as a service or this cache holds it.
public struct Event: Identifiable, Hashable, Sendable, Codable {
  /// What tells it from others.
  public var id: EventID
  /// The service's id, `nil` until the service has one.
  public var remoteID: RemoteEventID?
  /// The account it belongs to.
  public var account: AccountID
  /// The calendar it is in.
  public var calendar: CalendarID
  /// The title; may be empty.
  public var title: String
  /// When it takes place.
  public var time: EventTime
  /// The IANA name of the zone in which it ends, where that is another than the one of its start.
  public var endZone: String?
  /// The place; empty when there is none.
  public var location: String
  /// The description as the service holds it, which may be HTML.
  public var description: String
  /// The part of the description that people wrote; `nil` when it is not known for certain.
  ///
  /// It is known when this cache saw the description before a service appended a conference text
  /// to it. Stripping then restores it to the byte.
  public var ownDescription: String?
  /// Whether it stands.
  public var status: EventStatus
  /// Who may see it.
  public var visibility: EventVisibility
  /// Whether it blocks its time for others.
  public var isBusy: Bool
  /// The people invited.
  public var participants: [Participant]
  /// Who called it.
  public var organizer: Person?
  /// Whether the service refuses changes to it.
  public var isReadOnly: Bool
  /// The meeting on it.
  public var conferencing: Conferencing
  /// Why the last attempt to create its meeting failed; `nil` when none did.
  public var conferencingFailure: String?
  /// The request that its meeting was made by; `nil` when Convene did not have it made.
  ///
  /// It stays when the link is there, so that the meeting is known as one that Convene made.
  public var autocreated: Autocreate?
  /// The meeting that Convene had made for it at a host grant by itself; `nil` when there is none.
  public var meeting: HostedMeeting?
  /// The service's version of it (ETag), where the service has such.
  public var version: String?
  /// The service's id of the series this is an instance of.
  public var masterID: RemoteEventID?
  /// When the service last changed it.
  public var updatedAt: Date?
  /// What it is for its service; `nil` for an ordinary event.
  public var kind: EventKind?

  /// Makes an event; everything but identity, place and time has a plain default.
  public init(
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
    participants: [Participant] = [],
    organizer: Person? = nil,
    isReadOnly: Bool = false,
    conferencing: Conferencing = .none,
    conferencingFailure: String? = nil,
    autocreated: Autocreate? = nil,
    meeting: HostedMeeting? = nil,
    version: String? = nil,
    masterID: RemoteEventID? = nil,
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
    self.participants = participants
    self.organizer = organizer
    self.isReadOnly = isReadOnly
    self.conferencing = conferencing
    self.conferencingFailure = conferencingFailure
    self.autocreated = autocreated
    self.meeting = meeting
    self.version = version
    self.masterID = masterID
    self.updatedAt = updatedAt
    self.kind = kind
  }
}

/// Whether an event stands.
public enum EventStatus: String, Hashable, Sendable, Codable, CaseIterable {
  case confirmed
  case tentative
  case cancelled
}

/// Who may see an event.
public enum EventVisibility: String, Hashable, Sendable, Codable, CaseIterable {
  /// As the calendar says.
  case standard = "default"
  case `public`
  case `private`
}

/// Somebody with an address.
public struct Person: Hashable, Sendable, Codable {
  /// The name; empty when it is not known.
  public var name: String
  /// The mail address.
  public var email: String
  /// Makes a person.
  public init(name: String = "", email: String) {
    self.name = name
    self.email = email
  }
}

/// Somebody invited to an event, and what they answered.
public struct Participant: Hashable, Sendable, Codable {
  /// The name; empty when it is not known.
  public var name: String
  /// The mail address.
  public var email: String
  /// What they answered.
  public var response: ParticipantResponse
  /// Makes a participant.
  public init(name: String = "", email: String, response: ParticipantResponse = .none) {
    self.name = name
    self.email = email
    self.response = response
  }
}

/// What an invited person answered.
public enum ParticipantResponse: String, Hashable, Sendable, Codable, CaseIterable {
  case yes
  case no
  case maybe
  case none = "noreply"
}

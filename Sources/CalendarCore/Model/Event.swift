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
  /// The people invited.
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

/// Somebody with an address.
package struct Person: Hashable, Sendable, Codable {
  /// The name; empty when it is not known.
  package var name: String
  /// The mail address.
  package var email: String
  /// Makes a user.
  package init(name: String = "", email: String) {
    self.name = name
    self.email = email
  }
}

/// Somebody invited to an event, and what they answered.
package struct Participant: Hashable, Sendable, Codable {
  /// The name; empty when it is not known.
  package var name: String
  /// The mail address.
  package var email: String
  /// What they answered.
  package var response: ParticipantResponse
  /// Makes a participant.
  package init(name: String = "", email: String, response: ParticipantResponse = .none) {
    self.name = name
    self.email = email
    self.response = response
  }
}

/// What an invited person answered.
package enum ParticipantResponse: String, Hashable, Sendable, Codable, CaseIterable {
  case yes
  case no
  case maybe
  case none = "noreply"
}

/// When somebody is reminded of an event.
package struct Reminders: Hashable, Sendable, Codable {
  /// One reminder.
  package struct Reminder: Hashable, Sendable, Codable {
    /// How long before the event, in minutes.
    package var minutes: Int
    /// Whether it is a mail; otherwise it is shown on the screen.
    package var isMail: Bool
    /// Makes a reminder.
    package init(minutes: Int, isMail: Bool = false) {
      self.minutes = minutes
      self.isMail = isMail
    }
  }

  /// The most that an event can have, and the most minutes before it: four weeks.
  ///
  /// Source: Google Calendar API v3, `Event.reminders.overrides`.
  package static let limits = (count: 5, minutes: 40_320)

  /// The reminders; `nil` for those that the service gives its events.
  package var list: [Reminder]?

  /// Makes reminders, in the order of their times.
  package init(_ list: [Reminder]?) {
    self.list = list?.sorted { ($0.minutes, $0.isMail ? 1 : 0) < ($1.minutes, $1.isMail ? 1 : 0) }
  }

  /// What the service gives its events.
  package static let standard = Reminders(nil)

  /// Reads `10m, 1d email`, `default` or `none`; `nil` when the text is nothing like that.
  package init?(text: String) {
    let items = text.lowercased().split(separator: ",").map { item in
      item.split(whereSeparator: \.isWhitespace).map(String.init)
    }
    switch items {
    case [], [["default"]]: self = .standard
    case [["none"]]: self.init([])
    default:
      var list: [Reminder] = []
      for words in items {
        guard let minutes = words.first.flatMap(Self.minutes), minutes <= Self.limits.minutes,
          words.dropFirst().allSatisfy({ $0 == "email" }), words.count <= 2
        else { return nil }
        list.append(Reminder(minutes: minutes, isMail: words.count == 2))
      }
      guard list.count <= Self.limits.count else { return nil }
      self.init(list)
    }
  }

  /// The text that ``init(text:)`` reads.
  package var text: String {
    guard let list else { return "default" }
    guard !list.isEmpty else { return "none" }
    return list.map { Self.length($0.minutes) + ($0.isMail ? " email" : "") }
      .joined(separator: ", ")
  }

  private static let units: [(letter: Character, minutes: Int)] = [
    ("w", 10_080), ("d", 1_440), ("h", 60), ("m", 1),
  ]

  private static func length(_ minutes: Int) -> String {
    let unit = units.first { minutes > 0 && minutes.isMultiple(of: $0.minutes) } ?? ("m", 1)
    return "\(minutes / unit.minutes)\(unit.letter)"
  }

  /// The minutes that `1h30m` stands for; a number alone is minutes.
  private static func minutes(_ text: String) -> Int? {
    var sum = 0
    var digits = ""
    for character in text.allSatisfy(\.isNumber) ? text + "m" : text {
      if let unit = units.first(where: { $0.letter == character }) {
        guard let number = UInt(digits), number <= limits.minutes else { return nil }
        sum += Int(number) * unit.minutes
        digits = ""
      } else {
        digits.append(character)
      }
    }
    return digits.isEmpty && !text.isEmpty ? sum : nil
  }
}

extension KeyedDecodingContainer {
  /// Reads reminders; what was stored before events had them has those of its service.
  func decode(_ type: Reminders.Type, forKey key: Key) throws -> Reminders {
    try decodeIfPresent(type, forKey: key) ?? .standard
  }
}

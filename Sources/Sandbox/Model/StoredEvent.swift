/// One event or occurrence, as the sandbox keeps it.
struct StoredEvent: Equatable, Sendable {
  enum Status: String, Sendable {
    case confirmed, cancelled, maybe
  }

  let id: String
  let grantID: String
  let calendarID: String
  var title: String?
  var description: String?
  var location: String?
  var when: EventWhen
  var busy = true
  var status = Status.confirmed
  var visibility: String?
  var isReadOnly = false
  var participants: [Participant] = []
  var resources: JSON = []
  var organizer: Person
  /// Rules with their `RRULE:` prefix; only a series' master has them.
  var recurrence: [String] = []
  var masterEventID: String?
  /// Unix seconds at which an occurrence would stand by its rule.
  var originalStart: Int?
  /// True for an occurrence that was changed on its own: its master no longer moves it.
  var isException = false
  var reminders: JSON = ["use_default": true, "overrides": .null]
  var hidesParticipants = false
  var metadata: [String: String] = [:]
  var capacity: Int?
  var conferencing = StoredConferencing.none
  var icalUID: String
  /// Unix seconds.
  var createdAt: Int
  var updatedAt: Int

  var isMaster: Bool { !recurrence.isEmpty }
}

/// A name with an address.
struct Person: Equatable, Sendable {
  let name: String
  let email: String

  var json: JSON { ["name": .string(name), "email": .string(email)] }
}

/// Someone invited to an event.
struct Participant: Equatable, Sendable {
  let email: String
  var name: String?
  var comment: String?
  var phoneNumber: String?
  /// `yes`, `no`, `maybe` or `noreply`.
  var status = "noreply"

  var json: JSON {
    var object: [String: JSON] = ["email": .string(email), "status": .string(status)]
    object["name"] = name.map(JSON.string)
    object["comment"] = comment.map(JSON.string)
    object["phone_number"] = phoneNumber.map(JSON.string)
    return .object(object)
  }
}

/// The conferencing field of a stored event.
enum StoredConferencing: Equatable, Sendable {
  case none
  /// A link that is being created.
  case pending(PendingLink)
  /// A link that is there; `meetingID` names the meeting when the service made it for this event.
  case details(provider: String, fields: [String: JSON], meetingID: String?)

  var json: JSON? {
    switch self {
    case .none: nil
    case .pending(let link): link.json
    case .details(let provider, let fields, _):
      ["provider": .string(provider), "details": .object(fields)]
    }
  }
}

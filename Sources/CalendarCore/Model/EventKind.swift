import ConferencingCore

/// What an event is for its service, where that is more than an ordinary event; an open set.
///
/// Source: Google Calendar API v3, `Event.eventType`, and the guides "Manage focus time, out of office
/// and working location events" and "Birthday events".
package struct EventKind: RawRepresentable, Hashable, Sendable, Codable {
  /// The service's word for it.
  package let rawValue: String
  /// Makes a kind from the service's word.
  package init(rawValue: String) { self.rawValue = rawValue }

  /// The birthday of somebody, made from their address.
  package static let birthday = EventKind(rawValue: "birthday")
  /// Where somebody works on a day; it is no appointment and keeps no time busy.
  package static let workingLocation = EventKind(rawValue: "workingLocation")
  /// Time that is kept free of meetings.
  package static let focusTime = EventKind(rawValue: "focusTime")
  /// Time away, in which invitations are declined.
  package static let outOfOffice = EventKind(rawValue: "outOfOffice")
  /// Made from a mail, such as a flight.
  package static let fromGmail = EventKind(rawValue: "fromGmail")

  /// What people call it.
  package var name: String {
    switch self {
    case .birthday: "birthday"
    case .workingLocation: "working location"
    case .focusTime: "focus time"
    case .outOfOffice: "out of office"
    case .fromGmail: "event from Gmail"
    default: rawValue
    }
  }

  /// The fields that the service lets other programs change.
  private var changeable: [EventField] {
    EventField.table.filter { $0.kinds.contains(self) }.map(\.field)
  }

  /// The beginning of a sentence about such an event.
  private var subject: String { "This event of Google Calendar is of the kind “\(name)”" }

  /// Why a meeting cannot be put on such an event.
  package var meetingRefusal: String {
    "\(subject), which takes no meeting. Make an event of its own for it."
  }

  /// Why a change cannot be made to such an event; `nil` when it can.
  ///
  /// - Parameter patch: The change.
  /// - Returns: Thing, reason and remedy.
  package func refusal(of patch: EventPatch) -> String? {
    if patch.conferencing != .keep { return meetingRefusal }
    let left = patch.fields.filter { !changeable.contains($0) }
    guard !left.isEmpty else { return nil }
    let words = changeable.isEmpty ? "nothing" : "only the " + EventField.list(changeable)
    return "\(subject), of which other programs can change \(words). Change it in Google Calendar."
  }
}

import CalendarCore
import ConferencingCore
import Foundation

/// An event as Nylas takes it; fields that are `nil` are not sent and so are kept.
///
/// Source: Nylas v3 Events API, schema `event_create`.
struct NylasEventRequest: Encodable {
  var title: String?
  var when: NylasWhenRequest?
  var location: String?
  var description: String?
  var visibility: String?
  var busy: Bool?
  var reminders: NylasReminders?
  var participants: [NylasParticipantRequest]?
  var conferencing: NylasConferencingRequest?
  var metadata: [String: String]?
  var recurrence: [String]?

  /// The key of the metadata that holds our event id.
  ///
  /// Only `key1` to `key5` can be searched for (Nylas guide "Metadata").
  static let idKey = "key1"

  /// Nothing.
  init() {}

  /// The request that makes an event.
  init(_ draft: EventDraft, conferencing change: ConferencingChange, id: EventID) {
    // The service refuses an empty title, and needs no other empty field.
    title = draft.title.isEmpty ? nil : draft.title
    when = NylasWhenRequest(time: draft.recurrence == nil ? draft.time : Self.zoned(draft.time))
    recurrence = draft.recurrence?.lines(of: draft.time)
    location = draft.location.isEmpty ? nil : draft.location
    description = draft.description.isEmpty ? nil : draft.description
    // "default" is for Google alone; without the field it is every service's default.
    visibility = draft.visibility == .standard ? nil : draft.visibility.rawValue
    busy = draft.isBusy
    reminders = draft.reminders == .standard ? nil : NylasReminders(draft.reminders)
    participants =
      draft.participants.isEmpty
      ? nil : draft.participants.map { NylasParticipantRequest($0, known: nil) }
    conferencing = change == .strip ? nil : NylasConferencingRequest(change, over: .none)
    metadata = [Self.idKey: id.rawValue]
  }

  /// The request that changes fields of an event, but for those that need a look at the service:
  /// description, visibility and participants.
  init(_ patch: EventPatch, of current: Event) {
    title = patch.title
    let isSeries = (patch.recurrence ?? current.recurrence) != nil
    when = patch.time.map { time in
      NylasWhenRequest(
        time: isSeries ? Self.zoned(time) : time,
        endZone: time.zone == current.time.zone ? current.endZone : nil
      )
    }
    recurrence = patch.recurrence?.lines(of: patch.time ?? current.time)
    location = patch.location
    busy = patch.isBusy
    reminders = patch.reminders.map { NylasReminders($0) }
    conferencing = NylasConferencingRequest(patch.conferencing, over: current.conferencing)
  }

  /// Whether nothing would change.
  var isEmpty: Bool {
    title == nil && when == nil && location == nil && description == nil && visibility == nil
      && busy == nil && reminders == nil && participants == nil && conferencing == nil
      && metadata == nil && recurrence == nil
  }

  /// The JSON of it.
  func json() throws(ServiceError) -> Data {
    try RequestBody.json(self, of: "The event")
  }

  /// A time that names a zone: a series is counted in it.
  private static func zoned(_ time: EventTime) -> EventTime {
    guard case .timed(let start, let end, nil) = time else { return time }
    return .timed(start: start, end: end, zone: "UTC")
  }
}

/// A participant as Nylas takes it.
struct NylasParticipantRequest: Encodable {
  var email: String
  var name: String?
  var comment: String?
  var phoneNumber: String?

  private enum CodingKeys: String, CodingKey {
    case email, name, comment
    case phoneNumber = "phone_number"
  }

  /// Makes a participant, with what the service knows of them besides: the list is replaced whole.
  init(_ participant: Participant, known: NylasParticipant?) {
    email = participant.email
    name = participant.name.isEmpty ? nil : participant.name
    comment = known?.comment
    phoneNumber = known?.phoneNumber
  }
}

/// `reminders` as Nylas sends and takes them.
///
/// Source: Nylas v3 Events API, schema `event_reminders_create`.
struct NylasReminders: Codable {
  /// One of them.
  struct Override: Codable {
    var minutes: Int?
    var method: String?

    private enum CodingKeys: String, CodingKey {
      case minutes = "reminder_minutes"
      case method = "reminder_method"
    }
  }
  private var useDefault: Bool?
  private var overrides: [Override]?

  private enum CodingKeys: String, CodingKey {
    case overrides
    case useDefault = "use_default"
  }

  /// Makes them.
  init(_ reminders: Reminders) {
    useDefault = reminders.list == nil
    overrides = (reminders.list ?? []).map {
      Override(minutes: $0.minutes, method: $0.isMail ? "email" : "popup")
    }
  }

  /// The reminders; what is not said of them is left to the service, and both may be null.
  var reminders: Reminders {
    guard useDefault == false || overrides?.isEmpty == false else { return .standard }
    return Reminders(
      (overrides ?? []).compactMap { item in
        item.minutes.map { .init(minutes: $0, isMail: item.method == "email") }
      }
    )
  }
}

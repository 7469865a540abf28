import ConferencingCore
import CalendarCore
import Foundation

/// An event as Graph takes it; fields that are `nil` are not sent and so are kept.
///
/// Never holds `isOnlineMeeting: false`: the service ignores it.
/// Source: Microsoft Graph v1.0, "Create event" and "Update event".
struct GraphEventRequest: Encodable, Hashable, Sendable {
  /// A place, by its name.
  struct Place: Encodable, Hashable, Sendable { var displayName: String }

  /// Somebody invited.
  struct Attendee: Encodable, Hashable, Sendable {
    var emailAddress: GraphPerson.Address
    var type: String

    /// Makes one; the kind is what the service has them as.
    init(_ participant: Participant, known: GraphAttendee?) {
      emailAddress = GraphPerson.Address(
        name: participant.name.isEmpty ? nil : participant.name,
        address: participant.email
      )
      type = known?.type ?? "required"
    }
  }

  var subject: String?
  var body: GraphBody?
  var start: GraphMoment?
  var end: GraphMoment?
  var isAllDay: Bool?
  var location: Place?
  var attendees: [Attendee]?
  var showAs: String?
  var sensitivity: String?
  var isReminderOn: Bool?
  var reminderMinutesBeforeStart: Int?
  var isOnlineMeeting: Bool?
  var onlineMeetingProvider: String?
  var recurrence: GraphRecurrence?
  var transactionId: String?

  /// Nothing.
  init() {}

  /// The request that makes an event.
  ///
  /// - Throws: ``ServiceError/rejected(_:)`` for a recurrence that Microsoft does not know.
  init(_ draft: EventDraft, id: EventID) throws(ServiceError) {
    subject = draft.title
    if !draft.description.isEmpty { body = GraphBody(draft.description) }
    set(draft.time, endZone: nil)
    if !draft.location.isEmpty { location = Place(displayName: draft.location) }
    if !draft.participants.isEmpty {
      attendees = draft.participants.map { Attendee($0, known: nil) }
    }
    showAs = draft.isBusy ? "busy" : "free"
    set(draft.visibility)
    if draft.reminders != .standard { try set(draft.reminders) }
    if let series = draft.recurrence { recurrence = try Self.pattern(series, time: draft.time) }
    transactionId = id.rawValue
  }

  /// The request that changes fields of an event, description and meeting aside.
  ///
  /// - Parameters:
  ///   - patch: What is changed.
  ///   - current: The event before it.
  ///   - known: The attendees as the service has them.
  /// - Throws: ``ServiceError/rejected(_:)`` for what the service would refuse.
  init(
    _ patch: EventPatch,
    of current: Event,
    attendees known: [GraphAttendee]
  ) throws(ServiceError) {
    try SharedLimits.check(title: patch.title, location: patch.location, time: patch.time)
    subject = patch.title
    if let time = patch.time {
      set(time, endZone: time.zone == current.time.zone ? current.endZone : nil)
    }
    if let series = patch.recurrence ?? (patch.time == nil ? nil : current.recurrence) {
      let time = patch.time ?? current.time
      // Pattern and range go with the start that they count from.
      if patch.time == nil { set(time, endZone: current.endZone) }
      recurrence = try Self.pattern(series, time: time)
    }
    location = patch.location.map { Place(displayName: $0) }
    showAs = patch.isBusy.map { $0 ? "busy" : "free" }
    if let visibility = patch.visibility { set(visibility) }
    if let reminders = patch.reminders { try set(reminders) }
    let known = Dictionary(
      known.map { ($0.person.emailAddress.address?.lowercased() ?? "", $0) },
      uniquingKeysWith: { first, _ in first }
    )
    attendees = patch.participants.map { people in
      people.map { Attendee($0, known: known[$0.email.lowercased()]) }
    }
  }

  /// The pattern and range of a series.
  ///
  /// - Throws: ``ServiceError/rejected(_:)`` for a recurrence that Microsoft does not know.
  private static func pattern(
    _ series: Recurrence,
    time: EventTime
  ) throws(ServiceError) -> GraphRecurrence {
    guard !series.lines.isEmpty else {
      throw .rejected(SeriesProblem.noSingle.message)
    }
    guard series.lines.count == 1, let rule = series.rule else {
      throw .rejected(
        "Microsoft takes one rule for a series, without dates that are added or left out. Choose "
          + "another repetition, or delete single occurrences."
      )
    }
    do throws(RecurrenceError) { return try GraphRecurrence(rule, time: time) } catch {
      throw .rejected("\(error) Choose another repetition.")
    }
  }

  /// Sets the time; whole days go from midnight to midnight.
  mutating func set(_ time: EventTime, endZone: String?) {
    switch time {
    case .timed(let from, let to, let zone):
      start = GraphMoment(from, zone: zone)
      end = GraphMoment(max(from, to), zone: endZone ?? zone)
      isAllDay = false
    case .allDay(let first, let last):
      start = GraphMoment(midnight: first)
      end = GraphMoment(midnight: max(first, last).advanced(by: 1))
      isAllDay = true
    }
  }

  /// Sets who may see it; Microsoft does not tell "public" from the calendar's own way.
  mutating func set(_ visibility: EventVisibility) {
    sensitivity = visibility == .private ? "private" : "normal"
  }

  /// Sets the reminder, of which an event has one at most.
  ///
  /// - Throws: ``ServiceError/rejected(_:)`` for reminders that Microsoft does not know.
  private mutating func set(_ reminders: Reminders) throws(ServiceError) {
    // The service has no word for its default, which is 15 minutes.
    let list = reminders.list ?? [.init(minutes: 15)]
    if let problem = EventLimits.remindersProblem(reminders, on: .microsoft) {
      throw .rejected(problem)
    }
    isReminderOn = !list.isEmpty
    reminderMinutesBeforeStart = list.first?.minutes
  }

  /// Whether nothing would change.
  var isEmpty: Bool { self == GraphEventRequest() }

  /// The JSON of it.
  func json() throws(ServiceError) -> Data {
    try RequestBody.json(self, of: "The event")
  }
}

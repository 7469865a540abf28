package import ConferencingCore

/// Everything of an event that a user may set.
package struct EventDraft: Hashable, Sendable, Codable {
  /// The account it is to be in.
  package var account: AccountID
  /// The calendar it is to be in.
  package var calendar: CalendarID
  /// The title.
  package var title: String
  /// When it takes place.
  package var time: EventTime
  /// The place.
  package var location: String
  /// The description, as it is to stand at the service.
  package var description: String
  /// Who may see it.
  package var visibility: EventVisibility
  /// Whether it blocks its time.
  package var isBusy: Bool
  /// When the account's owner is reminded of it.
  package var reminders: Reminders
  /// The attendees.
  package var participants: [Participant]
  /// How it repeats; `nil` when it does not.
  package var recurrence: Recurrence?
  /// The occurrence that it takes the place of, for an exception that is to be made.
  package var occurrence: OccurrenceKey?
  /// The event that it brings back after that was deleted here; a service that keeps texts puts back
  /// the one that it had.
  package var origin: RemoteEventID?
  /// The event that it is made from; `nil` for one that begins with nothing but what is set here.
  package var source: EventSource?

  /// Makes a draft.
  package init(
    account: AccountID,
    calendar: CalendarID,
    title: String,
    time: EventTime,
    location: String = "",
    description: String = "",
    visibility: EventVisibility = .standard,
    isBusy: Bool = true,
    reminders: Reminders = .standard,
    participants: [Participant] = [],
    recurrence: Recurrence? = nil,
    occurrence: OccurrenceKey? = nil
  ) {
    self.account = account
    self.calendar = calendar
    self.title = title
    self.time = time
    self.location = location
    self.description = description
    self.visibility = visibility
    self.isBusy = isBusy
    self.reminders = reminders
    self.participants = participants
    self.recurrence = recurrence
    self.occurrence = occurrence
  }
}

/// The fields of an event that an edit changes; `nil` leaves a field alone.
package struct EventPatch: Hashable, Sendable, Codable {
  /// The title.
  package var title: String?
  /// When it takes place.
  package var time: EventTime?
  /// The place.
  package var location: String?
  /// The whole description.
  package var description: String?
  /// Who may see it.
  package var visibility: EventVisibility?
  /// Whether it blocks its time.
  package var isBusy: Bool?
  /// When the account's owner is reminded of it.
  package var reminders: Reminders?
  /// The attendees, all of them.
  package var participants: [Participant]?
  /// How it repeats; one without lines for an event that does so no more.
  package var recurrence: Recurrence?
  /// The occurrence that an exception takes the place of, when its series was moved or split.
  package var occurrence: OccurrenceKey?
  /// What happens to the meeting.
  package var conferencing: ConferencingChange
  /// What changes of the settings of the meeting, which stays.
  package var settings: SettingsChange?

  /// Makes a patch that changes what is given.
  package init(
    title: String? = nil,
    time: EventTime? = nil,
    location: String? = nil,
    description: String? = nil,
    visibility: EventVisibility? = nil,
    isBusy: Bool? = nil,
    reminders: Reminders? = nil,
    participants: [Participant]? = nil,
    recurrence: Recurrence? = nil,
    occurrence: OccurrenceKey? = nil,
    conferencing: ConferencingChange = .keep,
    settings: SettingsChange? = nil
  ) {
    self.title = title
    self.time = time
    self.location = location
    self.description = description
    self.visibility = visibility
    self.isBusy = isBusy
    self.reminders = reminders
    self.participants = participants
    self.recurrence = recurrence
    self.occurrence = occurrence
    self.conferencing = conferencing
    self.settings = settings
  }

  /// Whether nothing changes.
  package var isEmpty: Bool { self == EventPatch() }

  /// Whether it changes settings of the meeting and nothing of the event.
  package var isOfSettingsAlone: Bool {
    guard settings != nil else { return false }
    var rest = self
    rest.settings = nil
    return rest.isEmpty
  }
}

// MARK: Fields

extension EventPatch {
  /// The fields that it changes, in the order of a form.
  package var fields: [EventField] {
    EventField.table.filter { $0.isChanged(by: self) }.map(\.field)
  }

  /// The patch that turns an event into a draft.
  package init(from event: Event, to draft: EventDraft) {
    self.init()
    for field in EventField.table { field.put(draft, unlike: event, into: &self) }
  }

  /// The patch without what an event has already.
  package func without(_ event: Event) -> EventPatch {
    var left = self
    for field in EventField.table { field.drop(from: &left, asIn: event) }
    if left.occurrence == event.occurrence { left.occurrence = nil }
    return left
  }

  /// The patch without fields in which an exception is not as its series is.
  func without(fieldsOf exception: Event, unlike master: Event) -> EventPatch {
    var left = self
    for field in EventField.table where !field.isUnchanged(exception, since: master) {
      field.clear(&left)
    }
    return left
  }

  /// The patch without the fields that another one changes.
  func without(fieldsOf other: EventPatch) -> EventPatch {
    var left = self
    for field in EventField.table where field.isChanged(by: other) { field.clear(&left) }
    return left
  }

  /// This patch and a later one as one.
  package func merged(with later: EventPatch) -> EventPatch {
    var merged = self
    for field in EventField.table { field.override(&merged, with: later) }
    merged.occurrence = later.occurrence ?? merged.occurrence
    if later.conferencing != .keep {
      // The settings were those of the meeting that goes.
      merged.settings = later.settings
    } else if let settings = later.settings {
      merged.settings = merged.settings.map { $0.merged(with: settings) } ?? settings
    }
    return merged
  }

  /// The fields of this patch that another one has too.
  func limited(to other: EventPatch) -> EventPatch {
    var patch = self
    for field in EventField.table where !field.isChanged(by: other) { field.clear(&patch) }
    patch.occurrence = nil
    return patch
  }

  /// The patch without the occurrence that an exception takes the place of.
  package var fieldsAlone: EventPatch {
    var patch = self
    patch.occurrence = nil
    return patch
  }
}

// MARK: Link

extension EventPatch {
  /// Whether it changes the place of an event only because the link changes.
  func placesLink(on event: Event) -> Bool {
    guard let location else { return false }
    let others = event.isPlacedAtLink ? "" : event.location
    switch conferencing {
    case .keep: return false
    case .strip, .autocreate: return location.isEmpty && others.isEmpty
    case .details(let details): return location == details.url && others.isEmpty
    }
  }

  /// Whether it does nothing but put a link on an event that has none.
  func onlyPutsLink(on event: Event?) -> Bool {
    guard let event, event.conferencing == .none else { return false }
    switch conferencing {
    case .keep, .strip: return false
    case .autocreate, .details: break
    }
    let others = EventPatch(
      location: placesLink(on: event) ? location : nil,
      description: description,
      conferencing: conferencing
    )
    let words = description.map { InvitationBlock.removed(from: $0) } ?? event.description
    return self == others && words == event.description
  }

  /// The patch that gives an occurrence what another one had of its own.
  ///
  /// - Parameters:
  ///   - current: The occurrence, with what is known here of its meeting.
  ///   - service: What holds it.
  /// - Returns: The patch as a service takes it: with the text of a meeting that is put or taken off;
  ///   empty where the occurrence has all of it.
  package func putting(on current: Event, service: ServiceKind) -> EventPatch {
    var own = self
    if let words = own.description, words.utf8.elementsEqual(current.ownWords.utf8) {
      own.description = nil
    }
    return EventEditor.patch(
      from: current,
      to: EventDraft(current).applying(own),
      conferencing: conferencing,
      service: service
    )
  }
}

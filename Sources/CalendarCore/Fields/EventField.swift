package import ConferencingCore

/// A field of an event that can be changed by itself, in the order of a form.
///
/// ``rules`` is the table of them: whatever is done to the fields of an event loops over it. A new
/// field is a property of ``Event``, ``EventDraft`` and ``EventPatch``, and a row there.
package enum EventField: String, Hashable, Sendable, Codable, CaseIterable {
  case title
  case time
  case recurrence
  case location
  case description
  case participants
  case visibility
  case isBusy
  case reminders
  case conferencing

  /// The row of the field: where its value is, what it is called, and what is special about it.
  var rules: any FieldRules {
    switch self {
    case .title:
      ValueField(
        .title,
        (\.title, \.title, \.title),
        FieldNames("title", label: "Title"),
        FieldValue.title,
        kinds: [.birthday, .workingLocation, .focusTime, .outOfOffice],
        both: { FieldMerge.joined($0, $1, " / ", atMost: EventLimits.title) }
      )
    case .time:
      ValueField(
        .time,
        (\.time, \.time, \.time),
        FieldNames("time", label: "Time"),
        FieldValue.time,
        kinds: [.workingLocation, .focusTime, .outOfOffice],
        isSame: { $0.isSame(as: $1) },
        assign: { time, event in
          if time.zone != event.time.zone { event.endZone = nil }
          event.time = time
        }
      )
    case .recurrence:
      ValueField(
        .recurrence,
        (\.repetition, \.repetition, \.recurrence),
        FieldNames("repetition", label: "Repeats"),
        FieldValue.recurrence
      )
    case .location:
      ValueField(
        .location,
        (\.location, \.location, \.location),
        FieldNames("location", label: "Location"),
        FieldValue.text,
        both: { FieldMerge.joined($0, $1, " / ", atMost: EventLimits.location) }
      )
    case .description:
      // Merging and reversing look at the meeting too: see `EventMerge`, `EventPatch.init(reversing:)`.
      ValueField(
        .description,
        (\.description, \.description, \.description),
        FieldNames("description", label: "Description"),
        FieldValue.text,
        kinds: [.focusTime, .outOfOffice],
        isUnchanged: { $0.words == $1.words },
        assign: { description, event in
          event.ownDescription = event.ownDescription.flatMap { _ in event.own(in: description) }
          event.description = description
        },
        both: { mine, _ in mine },
        reversed: { _, _, _ in nil },
        isOvertaken: { ValueReturn($0.ownWords, $1.ownWords, $2.ownWords).isOvertaken }
      )
    case .participants:
      ValueField(
        .participants,
        (\.participants, \.participants, \.participants),
        FieldNames("attendees", label: "People", isPlural: true),
        FieldValue.people,
        isUnchanged: { $0.namesByAddress == $1.namesByAddress },
        merged: { $0.merge($1, $2, $3) },
        reversed: { before, after, current in
          let people = EventPatch.people(before: before, after: after, now: current)
          return people == current.participants ? nil : people
        },
        isOvertaken: { _, _, _ in false }
      )
    case .visibility:
      ValueField(
        .visibility,
        (\.visibility, \.visibility, \.visibility),
        FieldNames("visibility", label: "Visibility"),
        FieldValue.visibility,
        kinds: [.focusTime, .outOfOffice, .fromGmail]
      )
    case .isBusy:
      ValueField(
        .isBusy,
        (\.isBusy, \.isBusy, \.isBusy),
        FieldNames("availability", label: "Shows as", keyword: "busy"),
        { .flag($0, word: $0 ? "busy" : "free") },
        kinds: [.fromGmail]
      )
    case .reminders:
      ValueField(
        .reminders,
        (\.reminders, \.reminders, \.reminders),
        FieldNames("reminders", label: "Reminders", isPlural: true),
        FieldValue.reminders,
        kinds: [.birthday, .fromGmail]
      )
    case .conferencing: MeetingField()
    }
  }

  /// The rows of all fields; that of the meeting is the last, for it looks at what others became.
  static let table = allCases.map(\.rules)
}

extension EventDraft {
  /// The draft that changes nothing of an event.
  package init(_ event: Event) {
    self.init(account: event.account, calendar: event.calendar, title: "", time: event.time)
    for field in EventField.table { field.copy(event, to: &self) }
    if event.isException { occurrence = event.occurrence }
  }

  /// The draft with what a patch changes, the meeting aside.
  package func applying(_ patch: EventPatch) -> EventDraft {
    var draft = self
    for field in EventField.table { field.apply(patch, to: &draft) }
    return draft
  }
}

extension Event {
  /// Makes the event that a draft describes, as it will look before the service has it.
  package init(creating id: EventID, draft: EventDraft, conferencing: ConferencingChange) {
    self.init(id: id, account: draft.account, calendar: draft.calendar, title: "", time: draft.time)
    for field in EventField.table { field.copy(draft, to: &self) }
    occurrence = draft.occurrence
    isException = draft.occurrence != nil
    apply(conferencing)
  }

  /// The event as it will look once a patch is carried out.
  package func applying(_ patch: EventPatch) -> Event {
    var event = self
    for field in EventField.table { field.apply(patch, to: &event) }
    event.occurrence = patch.occurrence ?? event.occurrence
    if let settings = patch.settings { event.apply(settings) }
    return event
  }

  /// The event with the fields in which another one differs from an earlier state of that; the meeting
  /// aside.
  ///
  /// - Parameters:
  ///   - other: The event whose fields are taken.
  ///   - earlier: What its fields are compared with, to the letter; `nil` to take all of them.
  /// - Returns: The event.
  package func taking(fieldsOf other: Event, unlike earlier: Event? = nil) -> Event {
    let others = EventDraft(other)
    let draft =
      earlier.map { EventDraft(self).applying(EventPatch(from: $0, to: others)) } ?? others
    var event = self
    for field in EventField.table { field.copy(draft, to: &event) }
    return event
  }

  /// The fields that were changed since an earlier state, what people answered aside.
  package func changes(since earlier: Event) -> [EventField] {
    EventField.table.filter { !$0.isUnchanged(self, since: earlier) }.map(\.field)
  }

  /// The event as it was expected after a change, with what the change set as the service wrote it.
  ///
  /// What then differs still was changed by somebody else.
  package func acknowledging(_ change: EventChange, in stored: Event) -> Event {
    var event = self
    switch change {
    case .create: return stored
    case .delete: break
    case .respond: event.participants = stored.participants
    case .update(let patch):
      var fields = patch.fields
      // The text of a meeting and the meeting come together.
      if fields.contains(.description) { fields.append(.conferencing) }
      for field in fields { field.rules.acknowledge(stored, in: &event) }
    }
    return event
  }

  /// Whether it is what its series gives for a start; answers and links aside.
  package func isGiven(by master: Event, at start: OccurrenceKey.Start) -> Bool {
    differences(from: master, at: start).isEmpty
  }

  /// What of an occurrence is not as its series gives it for a start; answers and links aside.
  func differences(from master: Event, at start: OccurrenceKey.Start) -> EventPatch {
    var given = master
    given.time = master.time.moved(to: start)
    var patch = EventPatch(from: given, to: EventDraft(self))
    patch.recurrence = nil
    if !time.isUnlike(given.time) { patch.time = nil }
    let addresses = { (event: Event) in Set(event.participants.map { $0.email.lowercased() }) }
    if addresses(self) == addresses(master) { patch.participants = nil }
    return patch
  }

  /// How it repeats; one without lines for never.
  fileprivate var repetition: Recurrence {
    get { recurrence ?? Recurrence(lines: []) }
    set { recurrence = newValue.lines.isEmpty ? nil : newValue }
  }

  /// The attendees, what they answered aside.
  fileprivate var namesByAddress: [String: String] {
    Dictionary(participants.map { ($0.address, $0.name) }, uniquingKeysWith: { first, _ in first })
  }
}

extension EventDraft {
  /// How it repeats; one without lines for never.
  fileprivate var repetition: Recurrence {
    get { recurrence ?? Recurrence(lines: []) }
    set { recurrence = newValue.lines.isEmpty ? nil : newValue }
  }
}

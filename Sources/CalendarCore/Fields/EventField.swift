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
        kinds: [.birthday, .workingLocation, .focusTime, .outOfOffice],
        both: { FieldMerge.joined($0, $1, " / ", atMost: EventLimits.title) }
      )
    case .time:
      ValueField(
        .time,
        (\.time, \.time, \.time),
        FieldNames("time", label: "Time"),
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
        FieldNames("repetition", label: "Repeats")
      )
    case .location:
      ValueField(
        .location,
        (\.location, \.location, \.location),
        FieldNames("location", label: "Location"),
        both: { FieldMerge.joined($0, $1, " / ", atMost: EventLimits.location) }
      )
    case .description:
      // Merging and reversing look at the meeting too: see `EventMerge`, `EventPatch.init(reversing:)`.
      ValueField(
        .description,
        (\.description, \.description, \.description),
        FieldNames("description", label: "Description"),
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
        FieldNames("people invited", label: "People", isPlural: true),
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
        kinds: [.focusTime, .outOfOffice, .fromGmail]
      )
    case .isBusy:
      ValueField(
        .isBusy,
        (\.isBusy, \.isBusy, \.isBusy),
        FieldNames("availability", label: "Shows as", keyword: "busy"),
        kinds: [.fromGmail]
      )
    case .reminders:
      ValueField(
        .reminders,
        (\.reminders, \.reminders, \.reminders),
        FieldNames("reminders", label: "Reminders", isPlural: true),
        kinds: [.birthday, .fromGmail]
      )
    case .conferencing: MeetingField()
    }
  }

  /// The rows of all fields; that of the meeting is the last, for it looks at what others became.
  static let table = allCases.map(\.rules)
}

/// What a field is called.
package struct FieldNames: Hashable, Sendable {
  /// In a sentence: "the people invited of the event".
  package let name: String
  /// Whether ``name`` is a plural.
  package let isPlural: Bool
  /// Before a value on the screen.
  package let label: String
  /// In commands and JSON; the name of the case when `nil`.
  let keyword: String?

  init(_ name: String, label: String, keyword: String? = nil, isPlural: Bool = false) {
    (self.name, self.label, self.keyword, self.isPlural) = (name, label, keyword, isPlural)
  }
}

extension EventField {
  /// What the field is called.
  package var names: FieldNames { rules.names }
  /// The word for it in a sentence.
  package var name: String { names.name }
  /// What it is called on the screen.
  package var label: String { names.label }
  /// The word that commands and JSON use.
  package var keyword: String { names.keyword ?? rawValue }

  /// Makes a field from the word that commands use.
  package init?(keyword: String) {
    guard let field = Self.allCases.first(where: { $0.keyword == keyword.lowercased() }) else {
      return nil
    }
    self = field
  }

  /// Whether both sides of a conflict can be kept: texts one under the other, people together.
  ///
  /// A meeting is one thing and never half of two.
  package var canKeepBoth: Bool { rules.canKeepBoth }

  /// `title, time and location`.
  package static func list(_ fields: [EventField]) -> String {
    let names = fields.map(\.name)
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}

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
}

extension Event {
  /// How it repeats; one without lines for never.
  fileprivate var repetition: Recurrence {
    get { recurrence ?? Recurrence(lines: []) }
    set { recurrence = newValue.lines.isEmpty ? nil : newValue }
  }

  /// The people invited, what they answered aside.
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

import ConferencingCore

/// What can be done with a field of an event, whatever the type of its value.
///
/// The defaults are those of a field that has no value of its own in a draft.
protocol FieldRules: Sendable {
  /// The field.
  var field: EventField { get }
  /// What it is called.
  var names: FieldNames { get }
  /// The special kinds of events on which the service lets other programs change it.
  var kinds: Set<EventKind> { get }
  /// Whether both sides of a conflict can be kept.
  var canKeepBoth: Bool { get }

  /// What an event has in it.
  func value(in event: Event) -> FieldValue
  /// Whether a patch changes it.
  func isChanged(by patch: EventPatch) -> Bool
  /// Whether nobody has changed it since an earlier state of the event.
  func isUnchanged(_ event: Event, since earlier: Event) -> Bool
  /// Whether others have changed it since an edit led from `before` to `after`.
  func isOvertaken(before: Event, after: Event, current: Event) -> Bool

  /// Copies it from an event to a draft.
  func copy(_ event: Event, to draft: inout EventDraft)
  /// Copies it from a draft to an event.
  func copy(_ draft: EventDraft, to event: inout Event)
  /// Puts it into a patch where a draft has another value than an event.
  func put(_ draft: EventDraft, unlike event: Event, into patch: inout EventPatch)
  /// Applies a patch to an event.
  func apply(_ patch: EventPatch, to event: inout Event)
  /// Applies a patch to a draft.
  func apply(_ patch: EventPatch, to draft: inout EventDraft)
  /// Puts what a later patch changes into a patch.
  func override(_ patch: inout EventPatch, with later: EventPatch)
  /// Takes it out of a patch.
  func clear(_ patch: inout EventPatch)
  /// Takes it out of a patch where an event has it already.
  func drop(from patch: inout EventPatch, asIn event: Event)
  /// Copies it, with all that goes with it, from an event that the service sent.
  func acknowledge(_ stored: Event, in event: inout Event)
  /// Merges it into a draft of the service's event.
  func merge(
    _ base: Event,
    _ mine: Event,
    _ theirs: Event,
    into draft: inout EventDraft,
    with merge: inout FieldMerge
  )
  /// Puts what takes an edit from `before` to `after` back into a patch of the current event.
  func reverse(before: Event, after: Event, current: Event, into patch: inout EventPatch)
}

extension FieldRules {
  func isOvertaken(before: Event, after: Event, current: Event) -> Bool { false }
  func copy(_ event: Event, to draft: inout EventDraft) {}
  func copy(_ draft: EventDraft, to event: inout Event) {}
  func put(_ draft: EventDraft, unlike event: Event, into patch: inout EventPatch) {}
  func apply(_ patch: EventPatch, to draft: inout EventDraft) {}
  func merge(
    _ base: Event,
    _ mine: Event,
    _ theirs: Event,
    into draft: inout EventDraft,
    with merge: inout FieldMerge
  ) {}
  func reverse(before: Event, after: Event, current: Event, into patch: inout EventPatch) {}
}

/// A field that has a value in an event and a draft.
struct ValueField<Value: Equatable & Sendable>: FieldRules {
  /// Where the value is.
  typealias Paths = (
    event: any WritableKeyPath<Event, Value> & Sendable,
    draft: any WritableKeyPath<EventDraft, Value> & Sendable,
    patch: any WritableKeyPath<EventPatch, Value?> & Sendable
  )

  let field: EventField
  let paths: Paths
  let names: FieldNames
  let kinds: Set<EventKind>
  private let value: @Sendable (Value) -> FieldValue
  private let isSame: @Sendable (Value, Value) -> Bool
  private let isUnchanged: @Sendable (Event, Event) -> Bool
  private let assign: @Sendable (Value, inout Event) -> Void
  private let merged: @Sendable (inout FieldMerge, Value, Value, Value) -> Value
  private let reversed: @Sendable (Event, Event, Event) -> Value?
  private let isOvertaken: @Sendable (Event, Event, Event) -> Bool
  let canKeepBoth: Bool

  /// Makes a field; what is not said of it is the same for most fields.
  ///
  /// - Parameters:
  ///   - field: Its identity.
  ///   - paths: Where the value is in an event, a draft and a patch.
  ///   - names: What it is called.
  ///   - value: What kind of value it has.
  ///   - kinds: The special kinds of events on which other programs may change it.
  ///   - isSame: Whether two values mean the same to a merge.
  ///   - isUnchanged: Whether nobody has changed it between two states of an event.
  ///   - assign: Sets a value that a patch has.
  ///   - both: Makes one value of mine and theirs; `nil` where only one can be kept.
  ///   - merged: Merges base, mine and theirs, in the place of the usual way.
  ///   - reversed: The value that takes an edit back, of the event before it, after it and now; `nil`
  ///     for none.
  ///   - isOvertaken: Whether others have changed it since the edit, of the same three.
  init(
    _ field: EventField,
    _ paths: Paths,
    _ names: FieldNames,
    _ value: @escaping @Sendable (Value) -> FieldValue,
    kinds: Set<EventKind> = [],
    isSame: @escaping @Sendable (Value, Value) -> Bool = { $0 == $1 },
    isUnchanged: (@Sendable (Event, Event) -> Bool)? = nil,
    assign: (@Sendable (Value, inout Event) -> Void)? = nil,
    both: (@Sendable (Value, Value) -> Value)? = nil,
    merged: (@Sendable (inout FieldMerge, Value, Value, Value) -> Value)? = nil,
    reversed: (@Sendable (Event, Event, Event) -> Value?)? = nil,
    isOvertaken: (@Sendable (Event, Event, Event) -> Bool)? = nil
  ) {
    let path = paths.event
    self.field = field
    self.paths = paths
    self.names = names
    self.value = value
    self.kinds = kinds
    self.isSame = isSame
    self.isUnchanged = isUnchanged ?? { isSame($0[keyPath: path], $1[keyPath: path]) }
    self.assign = assign ?? { $1[keyPath: path] = $0 }
    self.merged =
      merged ?? { merge, base, mine, theirs in
        merge.merge(field, base, mine, theirs, isSame: isSame, both: both ?? { mine, _ in mine })
      }
    self.reversed =
      reversed ?? { before, after, current in
        ValueReturn(before[keyPath: path], after[keyPath: path], current[keyPath: path]).value
      }
    self.isOvertaken =
      isOvertaken ?? { before, after, current in
        ValueReturn(before[keyPath: path], after[keyPath: path], current[keyPath: path])
          .isOvertaken
      }
    canKeepBoth = both != nil || merged != nil
  }

  func value(in event: Event) -> FieldValue { value(event[keyPath: paths.event]) }

  func isChanged(by patch: EventPatch) -> Bool { patch[keyPath: paths.patch] != nil }

  func isUnchanged(_ event: Event, since earlier: Event) -> Bool { isUnchanged(event, earlier) }

  func isOvertaken(before: Event, after: Event, current: Event) -> Bool {
    isOvertaken(before, after, current)
  }

  func copy(_ event: Event, to draft: inout EventDraft) {
    draft[keyPath: paths.draft] = event[keyPath: paths.event]
  }

  func copy(_ draft: EventDraft, to event: inout Event) {
    event[keyPath: paths.event] = draft[keyPath: paths.draft]
  }

  func put(_ draft: EventDraft, unlike event: Event, into patch: inout EventPatch) {
    let value = draft[keyPath: paths.draft]
    patch[keyPath: paths.patch] = value == event[keyPath: paths.event] ? nil : value
  }

  func apply(_ patch: EventPatch, to event: inout Event) {
    if let value = patch[keyPath: paths.patch] { assign(value, &event) }
  }

  func apply(_ patch: EventPatch, to draft: inout EventDraft) {
    if let value = patch[keyPath: paths.patch] { draft[keyPath: paths.draft] = value }
  }

  func override(_ patch: inout EventPatch, with later: EventPatch) {
    if let value = later[keyPath: paths.patch] { patch[keyPath: paths.patch] = value }
  }

  func clear(_ patch: inout EventPatch) { patch[keyPath: paths.patch] = nil }

  func drop(from patch: inout EventPatch, asIn event: Event) {
    if patch[keyPath: paths.patch] == event[keyPath: paths.event] {
      patch[keyPath: paths.patch] = nil
    }
  }

  func acknowledge(_ stored: Event, in event: inout Event) {
    event[keyPath: paths.event] = stored[keyPath: paths.event]
  }

  func merge(
    _ base: Event,
    _ mine: Event,
    _ theirs: Event,
    into draft: inout EventDraft,
    with merge: inout FieldMerge
  ) {
    let path = paths.event
    draft[keyPath: paths.draft] = merged(
      &merge,
      base[keyPath: path],
      mine[keyPath: path],
      theirs[keyPath: path]
    )
  }

  func reverse(before: Event, after: Event, current: Event, into patch: inout EventPatch) {
    patch[keyPath: paths.patch] = reversed(before, after, current)
  }
}

/// A value before an edit, after it, and now.
struct ValueReturn<Value: Equatable> {
  private let before: Value
  private let after: Value
  private let current: Value

  init(_ before: Value, _ after: Value, _ current: Value) {
    (self.before, self.after, self.current) = (before, after, current)
  }

  /// What takes the edit back; what somebody else made of the field since stays.
  var value: Value? { current == after && current != before ? before : nil }

  /// Whether somebody else has changed it since.
  var isOvertaken: Bool { current != after && current != before }
}

/// The meeting, which a draft has no value for: a patch says what becomes of it.
///
/// How it is merged and reversed hangs together with the description: see `EventMerge` and
/// `EventPatch.init(reversing:)`.
struct MeetingField: FieldRules {
  let field = EventField.conferencing
  let names = FieldNames("meeting link", label: "Meeting link")
  let kinds: Set<EventKind> = []
  let canKeepBoth = false

  func value(in event: Event) -> FieldValue { .meeting(event.conferencing) }

  func isChanged(by patch: EventPatch) -> Bool { patch.conferencing != .keep }

  func isUnchanged(_ event: Event, since earlier: Event) -> Bool { event.hasMeeting(of: earlier) }

  func apply(_ patch: EventPatch, to event: inout Event) { event.apply(patch.conferencing) }

  func override(_ patch: inout EventPatch, with later: EventPatch) {
    if later.conferencing != .keep { patch.conferencing = later.conferencing }
  }

  func clear(_ patch: inout EventPatch) { patch.conferencing = .keep }

  func drop(from patch: inout EventPatch, asIn event: Event) {
    switch patch.conferencing {
    case .keep, .autocreate: break
    case .strip:
      if event.conferencing == .none, patch.description == nil { patch.conferencing = .keep }
    case .details(let details):
      if event.conferencing == .details(EventEditor.tidy(details)) { patch.conferencing = .keep }
    }
  }

  func acknowledge(_ stored: Event, in event: inout Event) {
    event.description = stored.description
    event.ownDescription = stored.ownDescription
    event.conferencing = stored.conferencing
    event.conferencingFailure = stored.conferencingFailure
    event.autocreated = stored.autocreated
    event.meeting = stored.meeting
  }
}

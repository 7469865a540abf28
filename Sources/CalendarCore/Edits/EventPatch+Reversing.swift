import ConferencingCore

extension EventPatch {
  /// The patch that takes another one back.
  ///
  /// - Parameters:
  ///   - patch: What was changed.
  ///   - before: The event before that.
  ///   - after: The event after it.
  ///   - current: The event as it is now.
  init(reversing patch: EventPatch, from before: Event, to after: Event, on current: Event) {
    self.init()
    for field in EventField.table where field.isChanged(by: patch) {
      field.reverse(before: before, after: after, current: current, into: &self)
    }
    if patch.occurrence != nil, current.occurrence == after.occurrence {
      occurrence = before.occurrence
    }
    if let change = patch.settings, current.hasLink(of: before) {
      settings = change.reversed(before: before)
    }
    if patch.conferencing != .keep { conferencing = Self.meeting(before, on: current) }
    if conferencing != .keep {
      // The link took the place of an empty one and leaves with it; one that is gone does not return.
      if location == nil, current.isPlacedAtLink, before.location != current.location {
        location = before.location
      }
      if case .autocreate = conferencing, before.isPlacedAtLink {
        location = current.location.isEmpty ? nil : current.isPlacedAtLink ? "" : location
      }
    }
    guard patch.description != nil || patch.conferencing != .keep else { return }
    let text = ReturningText(before: before, after: after, current: current).text(
      conferencing: patch.conferencing == .keep ? .keep : before.meetingToReturn(on: current)
    )
    // What the service appends once a link is there may not have been read yet.
    let mayHaveMore = conferencing == .strip && current.conferencingState == .pending
    if mayHaveMore || !text.isSame(as: current.description) { description = text }
  }

  /// Writes a link that comes back into the description, where its service takes it nowhere else.
  ///
  /// - Parameters:
  ///   - current: The event as it is now.
  ///   - service: What holds it.
  mutating func writeLink(on current: Event, for service: ServiceKind) {
    guard case .details(let details) = conferencing,
      !current.conferencing.isSameMeeting(as: details)
    else { return }
    var draft = EventDraft(current)
    draft.location = location ?? current.location
    draft.description = description ?? current.description
    guard
      let made = EventEditor.returning(
        details,
        to: draft,
        own: current.ownDescription,
        service: service
      )
    else { return }
    conferencing = made.change
    description = made.draft.description
    if made.draft.location != current.location { location = made.draft.location }
  }

  /// The change that puts the meeting of an earlier state on the event.
  private static func meeting(_ before: Event, on current: Event) -> ConferencingChange {
    let isAsItWas =
      current.conferencingFailure == nil && current.conferencing == before.conferencing
    if isAsItWas, before.conferencingFailure == nil { return .keep }
    let change = before.meetingToReturn(on: current)
    let isBare = current.conferencing == .none && current.conferencingFailure == nil
    return change == .strip && isBare ? .keep : change
  }

  /// The people as they were, with what others changed of them since.
  static func people(before: Event, after: Event, now: Event) -> [Participant] {
    func find(_ person: Participant, in event: Event) -> Participant? {
      event.participants.first { $0.email.lowercased() == person.email.lowercased() }
    }
    let kept = before.participants.compactMap { person -> Participant? in
      guard var current = find(person, in: now) else {
        // Taken off by the edit it comes back, taken off by somebody else it does not.
        return find(person, in: after) == nil ? person : nil
      }
      if find(person, in: after)?.name != person.name { current.name = person.name }
      return current
    }
    return kept
      + now.participants.filter { find($0, in: before) == nil && find($0, in: after) == nil }
  }
}

/// The description that an event has again when an edit of it is taken back.
///
/// People's own words are put back where the edit changed them. The text of a meeting stays with
/// its meeting: that of one that is gone does not come back, that of one that stands stays.
private struct ReturningText {
  let before: Event
  let after: Event
  let current: Event

  func text(conferencing: ConferencingChange) -> String {
    let hasChangedWords = !before.ownWords.isSame(as: after.ownWords)
    // What somebody else wrote since stays.
    let isAsWritten = current.ownWords.isSame(as: after.ownWords)
    let words = hasChangedWords && isAsWritten ? before.ownWords : current.ownWords
    switch conferencing {
    case .keep:
      let isSameMeeting = before.conferencing == current.conferencing
      return text(of: isSameMeeting ? before : current, around: words)
    case .autocreate: return words
    case .strip:
      return before.autocreated == nil ? text(of: before, around: words) : words
    case .details(let details):
      let text = text(of: before, around: words)
      // Where the text cannot be put around other words, the block says at least how to join.
      let isLost = text.isSame(as: words) && !before.description.isSame(as: before.ownWords)
      return isLost ? InvitationBlock.appended(to: words, details) : text
    }
  }

  /// The description of an event with other words in the place of people's own.
  private func text(of event: Event, around words: String) -> String {
    let (own, description) = (event.ownWords, event.description)
    if own.isSame(as: words) { return description }
    guard description.utf8.starts(with: own.utf8) else { return words }
    let tail = Array(description.utf8.dropFirst(own.utf8.count))
    return words + String(decoding: tail, as: UTF8.self)
  }
}

extension String {
  /// Whether two texts are the same to the byte; `==` takes é and e with an accent for the same.
  fileprivate func isSame(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}

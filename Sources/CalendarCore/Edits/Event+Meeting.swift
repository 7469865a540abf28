package import ConferencingCore

// MARK: What its meeting is to an earlier state

extension Event {
  /// Whether the meeting is still that of an earlier state; a link that was being created and is
  /// there now is.
  func hasMeeting(of earlier: Event) -> Bool {
    switch (conferencing, earlier.conferencing) {
    case (.details(let now), .autocreate(let asked)):
      now.provider == asked.provider.conferencingProvider
    default: conferencing == earlier.conferencing
    }
  }

  /// Whether the link of the event is the one of an earlier state.
  func hasLink(of earlier: Event) -> Bool {
    conferencing.details.map(earlier.conferencing.isSameMeeting(as:)) ?? false
  }

  /// Whether the service has already done a change to the meeting since an earlier state.
  func has(_ change: ConferencingChange, since earlier: Event, isInDoubt: Bool) -> Bool {
    switch change {
    case .keep: return true
    case .strip:
      // What only seems to be without a meeting may have got its link a moment ago.
      return conferencing == .none && (isInDoubt || earlier.conferencing != .none)
        && ConferenceText.cut(description, own: ownDescription).removed.isEmpty
    case .autocreate(let wanted):
      if isInDoubt { return shows(wanted, notYetIn: earlier) }
      // Asked for again while it came after all.
      if case .autocreate = earlier.conferencing, case .details(let now) = conferencing {
        return now.provider == wanted.provider.conferencingProvider
      }
      return false
    case .details(let given):
      guard case .details(let now) = conferencing else { return false }
      let wanted = EventEditor.tidy(given)
      return now == wanted || (isInDoubt && now.url == wanted.url)
    }
  }

  /// Whether the service has begun to create a meeting, or has created one, that an earlier state
  /// of the event did not have.
  package func shows(_ wanted: Autocreate, notYetIn earlier: Event?) -> Bool {
    switch (conferencing, earlier?.conferencing) {
    case (.autocreate(let now), .autocreate(let before)) where now.provider == before.provider:
      // Asked for again after a failure: the same words, so the time of the change tells.
      now.provider == wanted.provider && updatedAt != earlier?.updatedAt
    case (.autocreate(let now), _): now.provider == wanted.provider
    case (.details(let now), .details(let before)):
      now.provider == wanted.provider.conferencingProvider && now.url != before.url
    case (.details(let now), _): now.provider == wanted.provider.conferencingProvider
    case (.none, _): false
    }
  }
}

extension Conferencing {
  /// Whether it is a link to the meeting of another one.
  package func isSameMeeting(as other: ConferencingDetails) -> Bool {
    details.map { ServiceField.isSame($0.url, other.url) } ?? false
  }
}

// MARK: What becomes of its meeting

extension Event {
  /// Changes the meeting; the description is already as it will be.
  ///
  /// The text of an earlier meeting may stand in it still, where the service wrote it after the
  /// change was made: what people wrote ends before that text, whatever the meeting becomes.
  mutating func apply(_ change: ConferencingChange) {
    let words = wordsBeforeText
    switch change {
    case .keep: return
    case .strip:
      conferencing = .none
      autocreated = nil
      meeting = nil
      ownDescription = words
    case .autocreate(let autocreate):
      conferencing = .autocreate(autocreate)
      autocreated = autocreate
      meeting = nil
      // The service appends its text behind this.
      ownDescription = words ?? description
    case .details(let details):
      if !conferencing.isSameMeeting(as: details) { (autocreated, meeting) = (nil, nil) }
      conferencing = .details(details)
      ownDescription = Self.words(of: words ?? description, besides: details)
    }
    conferencingFailure = nil
  }

  /// Takes over what a user wishes of the settings of the meeting.
  mutating func apply(_ change: SettingsChange) {
    for (name, value) in change.values {
      autocreated?.settings.values[name] = change.unasked.contains(name) ? nil : value
    }
  }

  /// The event with what is known of its link, where that is the one that was made for it.
  package func attaching(_ attempt: MeetingAttempt?) -> Event {
    guard let attempt, let meeting = attempt.made, case .details(let link) = conferencing,
      attempt.hasMade(link)
    else { return self }
    var event = self
    event.autocreated = attempt.asked
    event.meeting = meeting
    return event
  }

  /// What a host is asked for to make a meeting of the event.
  ///
  /// - Parameters:
  ///   - key: What tells the request from others.
  ///   - asked: What the meeting is to be like.
  ///   - recurrence: How the event repeats.
  /// - Returns: The request.
  package func meetingRequest(
    key: String,
    asked: Autocreate? = nil,
    recurrence: RecurrenceRule? = nil
  ) -> MeetingRequest {
    MeetingRequest(
      key: key,
      title: title,
      time: time,
      recurrence: recurrence,
      settings: (asked ?? autocreated)?.settings ?? ConferencingSettings()
    )
  }

  /// What is to be done to the meeting of the event after an edit of it.
  ///
  /// - Parameters:
  ///   - change: The edit.
  ///   - after: The event after it; `nil` when it is gone.
  /// - Returns: The task; `nil` when there is nothing to be done.
  package func meetingTask(after change: EventChange, to after: Event?) -> MeetingTask? {
    guard let meeting, let effect = change.effect(on: self) else { return nil }
    switch effect {
    case .ends: return after?.meeting == meeting ? nil : .delete(meeting)
    case .follows:
      guard let after, after.meeting == meeting else { return nil }
      return .update(meeting, after.meetingRequest(key: id.rawValue))
    }
  }

  /// What puts this event's meeting on it again.
  ///
  /// A meeting that Convene had made is deleted when its link goes, so a fresh one is asked for in
  /// the same words; other links are put back as they were.
  var meetingToReturn: ConferencingChange {
    // What was asked for and never came is nothing that could come back.
    if conferencingFailure != nil {
      // A link that is there is there, also when its meeting could not follow the event.
      guard case .details = conferencing, meeting != nil else { return .strip }
    }
    switch conferencing {
    case .none: return .strip
    case .autocreate(let asked): return .autocreate(autocreated ?? asked)
    case .details(let details): return autocreated.map { .autocreate($0) } ?? .details(details)
    }
  }

  /// What puts this event's meeting on the event as it is now: a meeting that it still has only gets
  /// its details back.
  func meetingToReturn(on current: Event) -> ConferencingChange {
    guard conferencingFailure == nil, case .details(let details) = conferencing,
      current.conferencing.isSameMeeting(as: details)
    else { return meetingToReturn }
    return .details(details)
  }
}

// MARK: People's words beside the text of its meeting

extension Event {
  /// What people wrote of the description, without the texts about meetings.
  var ownWords: String { ConferenceText.cut(description, own: ownDescription).kept }

  /// The part of the description that people wrote, without blanks behind it.
  var words: String {
    let kept = ownWords.utf8
    let end = kept.lastIndex { !TextLines.isBlank($0) }
    return end.map { String(decoding: kept[...$0], as: UTF8.self) } ?? ""
  }

  /// The description with other words of people; texts about meetings stay behind them.
  func description(withWords new: String) -> String {
    if new.utf8.elementsEqual(words.utf8) { return description }
    let cut = ConferenceText.cut(description, own: ownDescription)
    guard !cut.removed.isEmpty else { return new }
    let separator = HTMLText.looksLikeHTML(description) ? "<br><br>" : "\n\n"
    let texts = cut.removed.joined(separator: separator)
    return new.isEmpty ? texts : new + separator + texts
  }

  /// The user's part of an edited description, when what was appended to it is still there.
  func own(in edited: String) -> String? {
    guard let ownDescription else { return nil }
    let own = ownDescription.utf8
    let whole = description.utf8
    guard whole.starts(with: own) else { return nil }
    let tail = Array(whole.dropFirst(own.count))
    let bytes = Array(edited.utf8)
    guard bytes.suffix(tail.count).elementsEqual(tail) else { return nil }
    return String(decoding: bytes.dropLast(tail.count), as: UTF8.self)
  }

  /// What people wrote, when the text of a meeting is known to stand behind it.
  private var wordsBeforeText: String? {
    guard let ownDescription, description.utf8.starts(with: ownDescription.utf8),
      !ConferenceText.cut(description, own: ownDescription).removed.isEmpty
    else { return nil }
    return ownDescription
  }

  /// What people wrote of a description that has the texts about a meeting in it: the block, and
  /// what a service wrote where undo has put that back.
  private static func words(of description: String, besides details: ConferencingDetails) -> String
  {
    let words = InvitationBlock.removed(from: description)
    let texts = ConferenceText.segments(in: words)
    let areAboutIt = texts.allSatisfy { text in
      text.url.map { ServiceField.isSame($0, details.url) } ?? false
    }
    return areAboutIt ? ConferenceText.cut(words, own: nil).kept : words
  }
}

package import ConferencingCore

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
    if case .details(let details) = conferencing {
      earlier.conferencing.leads(to: details)
    } else {
      false
    }
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
  package func leads(to other: ConferencingDetails) -> Bool {
    if case .details(let details) = self {
      ServiceField.isSame(details.url, other.url)
    } else {
      false
    }
  }
}

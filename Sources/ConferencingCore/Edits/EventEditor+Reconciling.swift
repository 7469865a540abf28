extension EventEditor {
  /// An event as just read from its service, with what only this cache knows of it.
  ///
  /// - Parameters:
  ///   - incoming: The event as the service has it now.
  ///   - cached: The event as this cache has it; `nil` when it is seen for the first time.
  /// - Returns: The event to store.
  public static func reconciled(incoming: Event, cached: Event?) -> Event {
    var event = incoming
    event.conferencing = ServiceField.merge(
      field: incoming.conferencing,
      description: incoming.description
    )
    guard let cached else { return event }
    event.id = cached.id
    event.remoteID = incoming.remoteID ?? cached.remoteID
    event.ownDescription =
      cached.ownDescription.flatMap { own in
        incoming.description.utf8.starts(with: own.utf8) ? own : nil
      } ?? incoming.ownDescription
    event.autocreated = madeHere(event, cached: cached)
    guard case .autocreate(let asked) = cached.conferencing else { return event }
    switch event.conferencing {
    case .details: break
    case .autocreate(let read):
      // The service says less than was asked: host and settings are not in its answers.
      if read.provider == asked.provider, read.hostGrant == nil || read.hostGrant == asked.hostGrant
      {
        event.conferencing = .autocreate(asked)
      }
    case .none:
      // What was asked is kept for the retry.
      event.conferencing = .autocreate(asked)
      event.autocreated = asked
      event.conferencingFailure =
        incoming.conferencingFailure ?? cached.conferencingFailure
        ?? "The service did not create the \(asked.provider.rawValue) link. "
        + "Ask for it again, or use a link you have."
    }
    return event
  }

  /// The request that the meeting of an event was made by, as long as it is still that meeting.
  private static func madeHere(_ event: Event, cached: Event) -> Autocreate? {
    guard let asked = cached.autocreated else { return nil }
    switch (event.conferencing, cached.conferencing) {
    case (.none, _): return nil
    case (.autocreate, _): return asked
    case (.details(let now), .autocreate):
      return now.provider == asked.provider.conferencingProvider ? asked : nil
    case (.details(let now), .details(let before)): return now.url == before.url ? asked : nil
    case (.details, .none): return nil
    }
  }
}

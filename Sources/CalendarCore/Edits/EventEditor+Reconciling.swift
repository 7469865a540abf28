package import ConferencingCore

extension EventEditor {
  /// An event as just read from its service, with what only this cache knows of it.
  ///
  /// - Parameters:
  ///   - incoming: The event as the service has it now.
  ///   - cached: The event as this cache has it; `nil` when it is seen for the first time.
  /// - Returns: The event to store.
  package static func reconciled(incoming: Event, cached: Event?) -> Event {
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
    if event.hasLink(of: cached), let meeting = cached.meeting {
      event.meeting = meeting
      // The service of the event knows nothing of what its host says.
      event.conferencingFailure = incoming.conferencingFailure ?? cached.conferencingFailure
    }
    guard case .autocreate(let asked) = cached.conferencing else { return event }
    switch event.conferencing {
    case .autocreate(let read):
      // The service says less than was asked: host and settings are not in its answers.
      if read.provider == asked.provider, read.hostGrant == nil || read.hostGrant == asked.hostGrant
      {
        event.conferencing = .autocreate(asked)
      }
    case .details(let read)
    where !read.isProviderAlone || read.provider != asked.provider.conferencingProvider:
      break
    case .none, .details:
      // Until the meeting exists, a service may say nothing of it, or its provider alone. Whether
      // it was waited for long enough is for others to say; what was asked is kept for the retry.
      guard let request = cached.autocreated else { break }
      event.conferencing = .autocreate(asked)
      event.autocreated = request
      event.conferencingFailure = incoming.conferencingFailure ?? cached.conferencingFailure
    }
    return event
  }

  /// Why a link is given up that the service was asked for and does not show.
  package static func notCreated(_ asked: Autocreate) -> String {
    "The service did not create the \(asked.provider.rawValue) link. "
      + "Ask for it again, or use a link you have."
  }

  /// The request that the meeting of an event was made by, as long as it is still that meeting.
  private static func madeHere(_ event: Event, cached: Event) -> Autocreate? {
    guard let asked = cached.autocreated else { return nil }
    switch (event.conferencing, cached.conferencing) {
    case (.none, _): return nil
    case (.autocreate, _): return asked
    case (.details(let now), .autocreate):
      return now.provider == asked.provider.conferencingProvider ? asked : nil
    case (.details, .details): return event.hasLink(of: cached) ? asked : nil
    case (.details, .none): return nil
    }
  }
}

extension ConferencingDetails {
  /// Whether nothing is known of a meeting but who is to make it.
  fileprivate var isProviderAlone: Bool {
    self == ConferencingDetails(provider: provider, url: "")
  }
}

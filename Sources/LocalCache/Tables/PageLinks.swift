import CalendarCore
import ConferencingCore

/// The providers of the links in the texts of a page's events, found on all processors at once.
struct PageLinks: Sendable {
  private let found: [RemoteEventID: (event: Event, provider: ConferencingProvider?)]
  private let linkProvider: @Sendable (Event) -> ConferencingProvider?

  /// Finds them.
  ///
  /// - Parameters:
  ///   - events: The events; of those whose texts do not decide, nothing is looked for.
  ///   - linkProvider: Finds the provider of one.
  init(
    _ events: ArraySlice<Event>,
    _ linkProvider: @escaping @Sendable (Event) -> ConferencingProvider?
  ) {
    self.linkProvider = linkProvider
    let asked = events.filter { $0.remoteID != nil && EventWriter.textsDecide($0) }
    let providers = asked.mapConcurrently(linkProvider)
    var found: [RemoteEventID: (event: Event, provider: ConferencingProvider?)] = [:]
    for (event, provider) in zip(asked, providers) {
      if let id = event.remoteID { found[id] = (event, provider) }
    }
    self.found = found
  }

  /// The provider of an event, which may differ by now from what it was in the page.
  func provider(of event: Event) -> ConferencingProvider? {
    guard event.linkChoice == nil, let known = event.remoteID.flatMap({ found[$0] }),
      known.event.description == event.description, known.event.location == event.location,
      known.event.conferencing == event.conferencing,
      known.event.conferencingFailure == event.conferencingFailure
    else { return linkProvider(event) }
    return known.provider
  }
}

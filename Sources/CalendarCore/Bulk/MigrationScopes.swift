import ConferencingCore

/// Which events a migration of links edits, and of series how much.
package struct MigrationScopes: Hashable, Sendable {
  /// The events, in their order; a series by one of its occurrences.
  package private(set) var events: [EventID] = []
  /// How much of its series each is edited for.
  package private(set) var scopes: [EventID: EditScope] = [:]

  /// Chooses among events with links of one provider.
  ///
  /// A series is edited as one. What of it has a link of its own is edited by itself.
  ///
  /// - Parameters:
  ///   - found: The events by start, occurrences among them.
  ///   - isWhole: Whether all of a series is meant, and not only what follows the first one found.
  package init(_ found: [Event], isWhole: Bool) {
    var links: [OccurrenceKey.Series: String] = [:]
    for event in found {
      guard let series = event.occurrence?.series, !event.isException,
        case .details(let details) = event.conferencing, links[series] == nil
      else { continue }
      links[series] = details.url
      scopes[event.id] = isWhole ? .all : .following
      events.append(event.id)
    }
    let heads = Set(events)
    events = found.compactMap { event in
      if heads.contains(event.id) { return event.id }
      guard case .details(let details) = event.conferencing else { return nil }
      guard let series = event.occurrence?.series else { return event.id }
      return links[series] == details.url ? nil : event.id
    }
  }
}

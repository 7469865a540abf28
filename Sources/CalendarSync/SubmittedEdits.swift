package import CalendarCore
package import LocalCache

/// Edits that were stored together, and the events that they really changed: of a series that is kept
/// whole its master, and not the occurrence that was chosen.
package struct SubmittedEdits: Sendable {
  /// The event that each edit made or changed, by the event that it was for.
  package let targets: [EventID: EventID]
  /// The events that are to be sent, each once, in the order in which their edits were stored.
  package let events: [EventID]

  /// How sending ended, by the events that the edits were for.
  ///
  /// - Parameter outcomes: How it ended, by the events that were sent.
  /// - Returns: The same; events that no edit was for, such as the rest of a series, have their own ids.
  package func outcomes(_ outcomes: [EventID: SendOutcome]) -> [EventID: SendOutcome] {
    let changed = Set(targets.values)
    var named = outcomes.filter { !changed.contains($0.key) }
    for (event, target) in targets { named[event] = outcomes[target] }
    return named
  }
}

extension CalendarSync {
  /// Stores edits together: see ``submit(_:)-([EventEdit])``.
  ///
  /// - Parameter edits: The edits.
  /// - Returns: What they changed, to be sent.
  /// - Throws: ``CacheError``; then nothing has changed.
  package func submitTogether(_ edits: [EventEdit]) throws(CacheError) -> SubmittedEdits {
    let last = try cache.outbox.operations().last?.sequence ?? 0
    let changed = try submit(edits)
    var events: [EventID] = []
    // One edit of a series may change more than the event that it answers.
    let added = try cache.outbox.operations().filter { $0.sequence > last }.map(\.edit.event)
    for event in added + changed where !events.contains(event) { events.append(event) }
    return SubmittedEdits(
      targets: Dictionary(zip(edits.map(\.event), changed)) { _, last in last },
      events: events
    )
  }
}

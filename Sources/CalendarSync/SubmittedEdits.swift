package import CalendarCore

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

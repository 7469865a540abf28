import ConferencingCore

/// The event that another one is made from.
///
/// Where the old one is a text and the new one is to be one, the new text is a copy of the old one with
/// the edited fields put in: what no event knows of, such as categories, the words of alarms and
/// unknown properties, goes along.
package struct EventSource: Hashable, Sendable, Codable {
  /// What the new event is to the old one.
  package enum Use: String, Hashable, Sendable, Codable {
    /// The later part of a series that is divided: another series, with a UID of its own.
    case laterPart
    /// The same event in another calendar.
    case move
  }

  /// The old event as it was when the edit was made; of a series the master.
  package var event: Event
  /// What the new event is to it.
  package var use: Use

  /// Makes a source.
  package init(_ event: Event, for use: Use) {
    (self.event, self.use) = (event, use)
  }
}

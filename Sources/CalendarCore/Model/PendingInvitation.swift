import ConferencingCore

/// An invitation that the user has not answered: of a series the next occurrence.
package struct PendingInvitation: Identifiable, Hashable, Sendable {
  /// The event.
  package var event: EventSummary
  /// Who invites; `nil` where it is not known.
  package var organizer: Person?
  /// What tells its series from others; `nil` for an event that is of none.
  package var series: String?

  package var id: EventID { event.id }

  /// Makes an invitation.
  package init(event: EventSummary, organizer: Person? = nil, series: String? = nil) {
    self.event = event
    self.organizer = organizer
    self.series = series
  }
}

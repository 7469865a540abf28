package import ConferencingCore

/// What is done to several events together.
package enum BulkAction: Hashable, Sendable {
  /// Put a meeting on them, or take it off.
  case conferencing(ConferencingChange)
  /// Change settings of the meetings that Convene had made for them.
  case settings(NamedSettings)
  /// Delete them.
  case delete
  /// Answer their invitations; those of series for one occurrence, or for all of them.
  case respond(ParticipantResponse, ofSeries: Bool = false)
  /// Move them in time.
  case shift(TimeShift)
  /// Move them to a calendar.
  case move(to: CalendarKey)

  /// Whether settings of meetings are changed, and nothing of the events.
  package var isOfSettings: Bool { if case .settings = self { true } else { false } }
}

/// An event that is to be edited with others, as it was read.
package struct BulkEvent: Hashable, Sendable {
  /// What identifies it.
  package var id: EventID
  /// The event; `nil` when it is gone.
  package var event: Event?
  /// Where its edits stand.
  package var delivery: Delivery
  /// What is known of the settings of its meeting; needed where they are to be changed.
  package var settings: KnownSettings?
  /// The series that it is of, which moves to another calendar as a whole; `nil` where it is of none or
  /// where that is not asked.
  package var series: SeriesEditor?
  /// How many other occurrences of its series were answered otherwise; needed where all are answered.
  package var ownAnswers: [ParticipantResponse: Int] = [:]

  /// Makes one.
  package init(
    id: EventID,
    event: Event?,
    delivery: Delivery = .delivered,
    settings: KnownSettings? = nil,
    series: SeriesEditor? = nil
  ) {
    self.id = id
    self.event = event
    self.delivery = delivery
    self.settings = settings
    self.series = series
  }
}

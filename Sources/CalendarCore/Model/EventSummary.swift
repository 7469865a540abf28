package import ConferencingCore

/// What a list shows of an event: everything but the long texts and the people.
package struct EventSummary: Identifiable, Hashable, Sendable {
  /// Its identity.
  package var id: EventID
  /// The account it belongs to.
  package var account: AccountID
  /// The calendar it is in.
  package var calendar: CalendarID
  /// The title; may be empty.
  package var title: String
  /// When it takes place.
  package var time: EventTime
  /// The place; empty when there is none.
  package var location: String
  /// Whether it stands.
  package var status: EventStatus
  /// Whether the service refuses changes to it.
  package var isReadOnly: Bool
  /// The provider of its meeting: of the field, or of a link found in its texts.
  package var provider: ConferencingProvider?
  /// Where its meeting stands.
  package var conferencingState: ConferencingState
  /// Whether it is an occurrence of a series.
  package var isRecurring: Bool
  /// Whether it is an occurrence that differs from what its rule says.
  package var isException: Bool
  /// What the account's owner has answered; `nil` where there is nothing to answer.
  package var response: ParticipantResponse?
  /// Whether only the owner sees what it is about.
  package var isPrivate: Bool
  /// Where the newest edit made here stands.
  package var delivery: Delivery

  /// Makes a summary.
  package init(
    id: EventID,
    account: AccountID,
    calendar: CalendarID,
    title: String,
    time: EventTime,
    location: String = "",
    status: EventStatus = .confirmed,
    isReadOnly: Bool = false,
    provider: ConferencingProvider? = nil,
    conferencingState: ConferencingState = .none,
    isRecurring: Bool = false,
    isException: Bool = false,
    response: ParticipantResponse? = nil,
    isPrivate: Bool = false,
    delivery: Delivery = .delivered
  ) {
    self.id = id
    self.account = account
    self.calendar = calendar
    self.title = title
    self.time = time
    self.location = location
    self.status = status
    self.isReadOnly = isReadOnly
    self.provider = provider
    self.conferencingState = conferencingState
    self.isRecurring = isRecurring
    self.isException = isException
    self.response = response
    self.isPrivate = isPrivate
    self.delivery = delivery
  }
}

/// Where the edits made here of an event stand.
package enum Delivery: Hashable, Sendable, Codable {
  /// The service has them all.
  case delivered
  /// At least one waits to be sent.
  case waiting
  /// The service refused one, for this reason.
  case refused(String)
  /// The event was changed at the service as well, in a way that collides with one: in short, how.
  case conflict(String)
}

/// A stretch of days and the events that touch it, in the order of an agenda.
package struct EventWindow: Hashable, Sendable {
  /// The days that are covered completely.
  package var days: ClosedRange<Day>
  /// The events that touch them, in the order of ``AgendaOrder``.
  package var events: [EventSummary]
  /// Whether there are events before the first day.
  package var hasEarlier: Bool
  /// Whether there are events after the last day.
  package var hasLater: Bool
  /// Makes a window.
  package init(
    days: ClosedRange<Day>,
    events: [EventSummary],
    hasEarlier: Bool = false,
    hasLater: Bool = false
  ) {
    self.days = days
    self.events = events
    self.hasEarlier = hasEarlier
    self.hasLater = hasLater
  }
}

extension EventWindow {
  /// The events that stand where one was selected: itself; else occurrences of the series that it is, or
  /// the first occurrence, which has the id of its series once a service holds that.
  package func standing(for id: EventID?) -> Set<EventID> {
    guard let id else { return [] }
    if events.contains(where: { $0.id == id }) { return [id] }
    let others = events.filter { event in
      event.id.isOccurrence(of: id) || id == EventID(of: event.id, at: event.time.startKey)
    }
    return Set(others.map(\.id))
  }
}

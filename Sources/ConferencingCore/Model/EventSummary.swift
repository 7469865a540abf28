/// What a list shows of an event: everything but the long texts and the people.
public struct EventSummary: Identifiable, Hashable, Sendable {
  /// What tells it from others.
  public var id: EventID
  /// The account it belongs to.
  public var account: AccountID
  /// The calendar it is in.
  public var calendar: CalendarID
  /// The title; may be empty.
  public var title: String
  /// When it takes place.
  public var time: EventTime
  /// The place; empty when there is none.
  public var location: String
  /// Whether it stands.
  public var status: EventStatus
  /// Whether the service refuses changes to it.
  public var isReadOnly: Bool
  /// The provider of its meeting: of the field, or of a link found in its texts.
  public var provider: ConferencingProvider?
  /// Where its meeting stands.
  public var conferencingState: ConferencingState
  /// Where the newest edit made here stands.
  public var delivery: Delivery

  /// Makes a summary.
  public init(
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
    self.delivery = delivery
  }
}

/// Where the edits made here of an event stand.
public enum Delivery: Hashable, Sendable, Codable {
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
public struct EventWindow: Hashable, Sendable {
  /// The days that are covered completely.
  public var days: ClosedRange<Day>
  /// The events that touch them, by start, all-day ones first on their day.
  public var events: [EventSummary]
  /// Whether there are events before the first day.
  public var hasEarlier: Bool
  /// Whether there are events after the last day.
  public var hasLater: Bool
  /// Makes a window.
  public init(
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

package import CalendarCore
import ConferencingCore

/// The events that are marked, in the order in which they were: commands act on all of them.
package struct MarkedEvents: Equatable, Sendable {
  /// The events.
  package private(set) var ids: [EventID] = []
  /// Their calendars, for what must know one before the events are read.
  private(set) var calendars: [EventID: CalendarKey] = [:]

  /// Whose links they have, those that Convene can have made.
  private var providers: [EventID: AutocreateProvider] = [:]

  /// Those that the user is invited to.
  private(set) var invitations: Set<EventID> = []

  /// Makes none.
  package init() {}

  /// How many there are.
  package var count: Int { ids.count }
  package var isEmpty: Bool { ids.isEmpty }

  /// Whether an event is marked.
  package func contains(_ event: EventID) -> Bool { calendars[event] != nil }

  /// Marks an event, or takes its mark away.
  mutating func toggle(_ event: EventSummary) {
    if contains(event.id) {
      remove([event.id])
    } else {
      mark(event)
    }
  }

  /// Marks an event; one that is marked stays so.
  mutating func mark(_ event: EventSummary) {
    guard !contains(event.id) else { return }
    ids.append(event.id)
    calendars[event.id] = CalendarKey(account: event.account, calendar: event.calendar)
    providers[event.id] = event.provider?.autocreateProvider
    if event.response != nil { invitations.insert(event.id) }
  }

  /// Takes the marks of some events away; those of others stay.
  mutating func remove(_ events: [EventID]) {
    for event in events where contains(event) {
      ids.removeAll { $0 == event }
      calendars[event] = nil
      providers[event] = nil
      invitations.remove(event)
    }
  }

  /// Takes all marks away.
  mutating func clear() { self = MarkedEvents() }

  /// Whose links most of them have; of several the one that was marked first; `nil` where none has one.
  var commonProvider: AutocreateProvider? {
    var counts: [AutocreateProvider: Int] = [:]
    for provider in providers.values { counts[provider, default: 0] += 1 }
    let most = counts.values.max()
    return ids.compactMap { providers[$0] }.first { counts[$0] == most }
  }

  /// The first of their calendars.
  var firstCalendar: CalendarKey? { ids.first.flatMap { calendars[$0] } }
}

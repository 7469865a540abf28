package import CalendarCore
import ConferencingCore
package import Foundation

/// A page of events.
package struct EventPage: Sendable, Equatable {
  /// The events.
  ///
  /// Their ``Event/id`` equals their ``Event/remoteID``.
  package var events: [Event]
  /// The events that the service lists but whose times cannot be read.
  ///
  /// They are there: a cache that holds one of them keeps what it has.
  package var unreadable: [RemoteEventID]
  /// Why they cannot be read, where that can be said: a sentence that names the event.
  ///
  /// Of what has no id there is one as well.
  package var reasons: [RemoteEventID: String] = [:]
  /// Whether the service lists something that names no event: it may be any that is known and not
  /// listed otherwise.
  package var hasUnnamed = false
  /// Whether this page and those that go with it list all that the calendar has.
  package var listsAll = false
  /// The ids that events were made under here, see ``CalendarService/create(_:conferencing:id:notify:)``.
  package var madeHere: [RemoteEventID: EventID] = [:]
  /// The events that are no more, of which the service says nothing else.
  package var gone: [RemoteEventID] = []
  /// Series all of whose occurrences within the window are among ``events`` and ``unreadable``: those
  /// that are known and not there are no more, whether the service says so or not.
  package var series: [RemoteEventID] = []
  /// The masters of series that the service gave beside their occurrences; none where it does not.
  package var masters: [Event] = []
  /// What to ask the next page with; `nil` on the last.
  package var next: String?
  /// Whether something that the service named on the page could not be had; it says it again only to
  /// who asks from before the page.
  package var isIncomplete = false
  /// What to ask for changes with from here on; only on the last page, and only of a service that
  /// has sync tokens.
  package var syncToken: String?
  /// The service's own time at which it answered; `nil` when it does not say.
  package var serviceTime: Date?
  /// Makes a page.
  package init(
    events: [Event],
    unreadable: [RemoteEventID] = [],
    next: String? = nil,
    serviceTime: Date? = nil
  ) {
    self.events = events
    self.unreadable = unreadable
    self.next = next
    self.serviceTime = serviceTime
  }
}

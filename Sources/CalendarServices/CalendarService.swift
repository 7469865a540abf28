package import CalendarCore
package import ConferencingCore
package import Foundation

/// What holds calendars: the requests that Convene makes of it, one method a request.
///
/// Every method throws ``ServiceError`` and nothing else, and stops early with
/// ``ServiceError/cancelled`` when its task is cancelled.
package protocol CalendarService: Sendable {
  /// Whether the service tells versions of events (ETags), so that a change which builds on an older
  /// one fails with ``ServiceError/changed(_:)`` and need not be preceded by a look.
  var isVersioned: Bool { get }

  /// Whether a reading ends with a token (``EventPage/syncToken``) that changes are asked for with.
  var hasSyncTokens: Bool { get }

  /// Whether a reading lists all of a calendar, whatever stretch of time is asked for, and a token
  /// tells all that changed since.
  var listsAllResources: Bool { get }

  /// Whether it is on this machine, where a look costs nothing and others write at any time.
  var isOnThisMachine: Bool { get }

  /// Gets what lets requests in, such as a key that a program of the user's gives; the next request
  /// does not wait for it.
  func prepare() async throws(ServiceError)

  /// The grants of the application: the account's own, and whoever could host a meeting.
  func grants() async throws(ServiceError) -> [Grant]

  /// The calendars of the account.
  func calendars() async throws(ServiceError) -> CalendarList

  /// One page of the events of a calendar that touch a stretch of time.
  ///
  /// - Parameters:
  ///   - calendar: The calendar.
  ///   - window: The stretch of time, overlap semantics.
  ///   - cursor: What the page before gave as ``EventPage/next``; `nil` for the first.
  /// - Returns: The page.
  /// - Throws: ``ServiceError``.
  func events(
    in calendar: CalendarID,
    window: DateInterval,
    cursor: String?
  ) async throws(ServiceError) -> EventPage

  /// One page of the events of a calendar that touch a stretch of time and were made, changed or
  /// cancelled since it was read.
  ///
  /// What was cancelled comes with that status or as ``EventPage/gone``. A service without sync
  /// tokens does not tell of all that was deleted, so a calendar is read whole as well, now and then.
  ///
  /// - Parameters:
  ///   - calendar: The calendar.
  ///   - window: The stretch of time, overlap semantics.
  ///   - mark: Up to where changes are known.
  ///   - cursor: What the page before gave as ``EventPage/next``; `nil` for the first.
  /// - Returns: The page.
  /// - Throws: ``ServiceError``; ``ServiceError/syncExpired(_:)`` when the mark is too old: then the
  ///   stretch is to be read whole.
  func changes(
    in calendar: CalendarID,
    window: DateInterval,
    since mark: SyncMark,
    cursor: String?
  ) async throws(ServiceError) -> EventPage

  /// One event as it stands now.
  func event(
    _ id: RemoteEventID,
    in calendar: CalendarID
  ) async throws(ServiceError) -> Event

  /// The occurrences of a series that touch a stretch of time, exceptions among them and cancelled
  /// ones not; none of a series that is no more.
  ///
  /// The master itself is read as any event.
  ///
  /// - Parameters:
  ///   - series: The master.
  ///   - calendar: Its calendar.
  ///   - window: The stretch of time, overlap semantics.
  /// - Returns: The occurrences, in any order.
  /// - Throws: ``ServiceError``.
  func occurrences(
    of series: RemoteEventID,
    in calendar: CalendarID,
    window: DateInterval
  ) async throws(ServiceError) -> [Event]

  /// Makes an event.
  ///
  /// - Parameters:
  ///   - draft: What it is to be.
  ///   - conferencing: The meeting that it is to have.
  ///   - id: The id made here; the service keeps it beside the event, so that ``find(_:in:near:)``
  ///     can tell whether a request whose answer was lost was carried out.
  ///   - notify: Whether the service tells the participants.
  /// - Returns: The event as the service now has it.
  /// - Throws: ``ServiceError``.
  func create(
    _ draft: EventDraft,
    conferencing: ConferencingChange,
    id: EventID,
    notify: Bool
  ) async throws(ServiceError) -> Event

  /// The text that an event stands in, all of its series with it.
  ///
  /// - Returns: The text; `nil` from a service that keeps none, and where none is left.
  /// - Throws: ``ServiceError``.
  func text(
    of id: RemoteEventID,
    in calendar: CalendarID
  ) async throws(ServiceError) -> SourceText?

  /// Makes an event from the text of another one, as ``EventDraft/source`` says.
  ///
  /// - Parameters:
  ///   - draft: What it is to be: what the draft says otherwise than its source is put into the text.
  ///   - source: The text of the source.
  ///   - conferencing: The meeting that it is to have.
  ///   - id: The id made here, as in ``create(_:conferencing:id:notify:)``.
  ///   - notify: Whether the service tells the participants.
  /// - Returns: The event as the service now has it.
  /// - Throws: ``ServiceError``.
  func create(
    _ draft: EventDraft,
    from source: SourceText,
    conferencing: ConferencingChange,
    id: EventID,
    notify: Bool
  ) async throws(ServiceError) -> Event

  /// The event that was made under an id of ours; `nil` when there is none.
  func find(
    _ id: EventID,
    in calendar: CalendarID,
    near window: DateInterval
  ) async throws(ServiceError) -> Event?

  /// The id that an exception has once it takes the place of an occurrence; `nil` where its id stays.
  ///
  /// After an answer was lost the exception may have either.
  func movedID(to key: OccurrenceKey) -> RemoteEventID?

  /// Changes fields of an event; fields that the patch leaves alone are not sent.
  ///
  /// - Parameters:
  ///   - id: The event.
  ///   - calendar: Its calendar.
  ///   - patch: What changes.
  ///   - current: The event as last seen, from which parts that a service replaces whole are kept.
  ///   - notify: Whether the service tells the participants.
  /// - Returns: The event as the service now has it.
  /// - Throws: ``ServiceError``.
  func update(
    _ id: RemoteEventID,
    in calendar: CalendarID,
    patch: EventPatch,
    current: Event,
    notify: Bool
  ) async throws(ServiceError) -> Event

  /// Deletes an event; one that is already gone counts as deleted.
  ///
  /// - Parameters:
  ///   - id: The event.
  ///   - calendar: Its calendar.
  ///   - current: The event as last seen; a service with versions deletes no later one.
  ///   - notify: Whether the service tells the participants.
  /// - Throws: ``ServiceError``.
  func delete(
    _ id: RemoteEventID,
    in calendar: CalendarID,
    current: Event?,
    notify: Bool
  ) async throws(ServiceError)

  /// Brings back an occurrence that was deleted on its own.
  ///
  /// A service that cannot does nothing; neither does any with an occurrence that is there.
  ///
  /// - Parameters:
  ///   - start: The start that its series gives it.
  ///   - series: The master.
  ///   - calendar: Its calendar.
  ///   - notify: Whether the service tells the participants.
  /// - Throws: ``ServiceError``.
  func restore(
    _ start: OccurrenceKey.Start,
    of series: RemoteEventID,
    in calendar: CalendarID,
    notify: Bool
  ) async throws(ServiceError)

  /// Answers an invitation.
  func respond(
    to id: RemoteEventID,
    in calendar: CalendarID,
    with response: ParticipantResponse
  ) async throws(ServiceError)
}

extension CalendarService {
  package var listsAllResources: Bool { false }

  package var isOnThisMachine: Bool { false }

  package func movedID(to key: OccurrenceKey) -> RemoteEventID? { nil }

  package func text(
    of id: RemoteEventID,
    in calendar: CalendarID
  ) async throws(ServiceError) -> SourceText? { nil }

  package func create(
    _ draft: EventDraft,
    from source: SourceText,
    conferencing: ConferencingChange,
    id: EventID,
    notify: Bool
  ) async throws(ServiceError) -> Event {
    try await create(draft, conferencing: conferencing, id: id, notify: notify)
  }

  package func occurrences(
    of series: RemoteEventID,
    in calendar: CalendarID,
    window: DateInterval
  ) async throws(ServiceError) -> [Event] {
    throw .rejected("This service tells no occurrences of a series.")
  }

  package func restore(
    _ start: OccurrenceKey.Start,
    of series: RemoteEventID,
    in calendar: CalendarID,
    notify: Bool
  ) async throws(ServiceError) {}
}

/// Up to where the changes of a stretch of a calendar are known.
package struct SyncMark: Sendable, Hashable {
  /// The moment, by the clock of the service.
  package var moment: Date
  /// The service's own mark, where it has such; it goes with one stretch of time.
  package var token: String?
  /// Makes a mark.
  package init(moment: Date, token: String? = nil) {
    self.moment = moment
    self.token = token
  }
}

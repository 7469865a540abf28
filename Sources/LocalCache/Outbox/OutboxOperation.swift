package import CalendarCore
package import Foundation

/// An edit made here that the service has not confirmed yet.
package struct OutboxOperation: Identifiable, Hashable, Sendable {
  /// Its place in the order in which edits were made.
  package var sequence: Int64
  /// The account whose service it goes to.
  package var account: AccountID
  /// The calendar of the event.
  package var calendar: CalendarID
  /// The service's id of the event; `nil` until the service has given one.
  package var remoteID: RemoteEventID?
  /// What is to be done.
  package var edit: EventEdit
  /// The event as the service last had it; `nil` for a creation.
  package var base: Event?
  /// When the user made the edit.
  package var submittedAt: Date
  /// How often it was begun.
  package var attempts: Int
  /// When to try again at the earliest; `nil` for at once.
  package var notBefore: Date?
  /// Why the last attempt did not succeed.
  package var failure: String?
  /// Whether it is being sent, here or in another process.
  package var isInFlight: Bool
  /// Whether the service refused it; then it waits for a retry or to be discarded.
  package var isRefused: Bool
  /// Whether an attempt may have been carried out although no answer was stored.
  ///
  /// The answer was lost, the process that sent it ended, or the cache could not take what came of it.
  /// Look before repeating it.
  package var mayHaveHappened: Bool
  /// The steps of its plan that earlier attempts have finished.
  package var done: [PlanStep] = []
  /// When the service last said what the event is like; `nil` when that is not known.
  package var baseReadAt: Date?
  /// What of the service's own changes collides with it; then it waits for the user.
  package var conflict: EventConflict?
  /// When its last request went out, as long as no answer has come.
  ///
  /// A service carries a request out also after its sender is gone. Until that has had its time, what
  /// is not found may still come.
  package var underWaySince: Date?
  /// The meeting that it has asked a host grant for.
  package var meeting: MeetingAttempt?
  /// Whether the service has said that the event is another one than it was made on.
  package var isOutdated = false
  /// The number of the claim by which this cache sends it; `nil` unless it was just begun.
  package var claim: Int64?

  /// Its identity.
  package var id: Int64 { sequence }

  /// Whether it is certain that no service has ever seen it, and that nobody is sending it.
  var isUnsent: Bool {
    !isInFlight && !mayHaveHappened && meeting == nil && !done.contains(where: \.isLasting)
  }
  /// Whether it changes settings of the meeting, which no edit of the event waits for.
  package var isOfSettings: Bool { edit.change.settings != nil }
  /// Whether it makes the event.
  package var isCreation: Bool { if case .create = edit.change { true } else { false } }
  /// Whether a later edit can become one with it: never sent, and no choice of a user hangs on it.
  var isOpen: Bool { isUnsent && conflict == nil }

  /// The event as it looks once the operation is carried out, with the meeting that it has made.
  func applied(to event: Event?, owner: String?) -> Event? {
    edit.applied(to: event, owner: owner)?.attaching(meeting)
  }
}

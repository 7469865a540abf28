package import Foundation

/// An edit made here that its service has not confirmed, as the list of changes shows it.
package struct PendingChange: Identifiable, Hashable, Sendable {
  /// Where such an edit stands.
  package enum Standing: Hashable, Sendable {
    /// It waits to be sent.
    ///
    /// - Parameters:
    ///   - reason: Why it was not sent yet; `nil` when it was not tried.
    ///   - next: When it is tried again at the earliest; `nil` for as soon as can be.
    case waiting(reason: String?, next: Date?)
    /// It is on its way.
    case sending
    /// The service refused it for good, for this reason.
    case refused(String)
    /// The service has a change of its own that collides with it.
    case conflict(EventConflict)
  }

  /// Its place in the order in which edits were made.
  package var id: Int64
  /// The account whose service it goes to.
  package var account: AccountID
  /// The title of its event, as it will be.
  package var title: String
  /// When its event takes place, as it will be.
  package var time: EventTime
  /// What is done, and to which event.
  package var edit: EventEdit
  /// When the user made it.
  package var submittedAt: Date
  /// How often it was tried.
  package var attempts: Int
  /// Where it stands.
  package var standing: Standing
  /// What is still to be done to the meeting of its event, which itself is as it should be; `nil`
  /// for an edit of the event.
  package var meeting: MeetingTask?

  /// Makes a change.
  package init(
    id: Int64,
    account: AccountID,
    title: String,
    time: EventTime,
    edit: EventEdit,
    submittedAt: Date,
    attempts: Int = 0,
    standing: Standing = .waiting(reason: nil, next: nil)
  ) {
    self.id = id
    self.account = account
    self.title = title
    self.time = time
    self.edit = edit
    self.submittedAt = submittedAt
    self.attempts = attempts
    self.standing = standing
  }
}

package import ConferencingCore
package import Foundation

/// A meeting that Convene, here or elsewhere, had made at a host grant, as it is remembered apart from its event.
///
/// It outlives the event, its account and a rebuilt cache: without it nobody would know of a meeting
/// whose event was deleted elsewhere.
package struct MeetingRecord: Hashable, Sendable {
  /// The meeting.
  package var meeting: HostedMeeting
  /// Its link.
  package var url: String
  /// What was asked for.
  package var asked: Autocreate
  /// The event that it was made for; it may be gone.
  package var event: EventID
  /// The account of that event.
  package var account: AccountID
  /// The calendar of that event.
  package var calendar: CalendarID
  /// The title that the event had.
  package var title: String
  /// When the event took place.
  package var time: EventTime
  /// When the meeting was made; `nil` for one that was made before records were kept.
  package var madeAt: Date?
  /// Whether another Convene made it, so that it is not known which other events may have its link.
  package var isAdopted: Bool

  /// Makes a record.
  package init(
    meeting: HostedMeeting,
    url: String,
    asked: Autocreate,
    event: EventID,
    account: AccountID,
    calendar: CalendarID,
    title: String,
    time: EventTime,
    madeAt: Date?,
    isAdopted: Bool = false
  ) {
    self.meeting = meeting
    self.url = url
    self.asked = asked
    self.event = event
    self.account = account
    self.calendar = calendar
    self.title = title
    self.time = time
    self.madeAt = madeAt
    self.isAdopted = isAdopted
  }
}

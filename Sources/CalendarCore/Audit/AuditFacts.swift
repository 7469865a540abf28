package import ConferencingCore
package import Foundation

/// What an audit goes by: the events, and what is remembered of meetings.
package struct AuditFacts: Sendable {
  /// The events that are not over; of a series that is kept here its master, of others their
  /// occurrences.
  package var events: [Event]
  /// The links of all events, past ones among them.
  package var links: Set<String>
  /// The meetings that events, edits and tasks that wait know of.
  package var meetings: Set<HostedMeeting>
  /// The meetings that were made, as they are remembered.
  package var records: [MeetingRecord]
  /// The links of records that stand in the text of an event.
  package var mentioned: Set<String>
  /// What is known of accounts and grants.
  package var directory: Directory
  /// The events whose edits wait: what is found of them may be settled soon.
  package var waiting: Set<EventID>
  /// When it is.
  package var now: Date

  /// Makes facts.
  package init(
    events: [Event] = [],
    links: Set<String> = [],
    meetings: Set<HostedMeeting> = [],
    records: [MeetingRecord] = [],
    mentioned: Set<String> = [],
    directory: Directory,
    waiting: Set<EventID> = [],
    now: Date
  ) {
    self.events = events
    self.links = links
    self.meetings = meetings
    self.records = records
    self.mentioned = mentioned
    self.directory = directory
    self.waiting = waiting
    self.now = now
  }

  /// The meetings to ask hosts for: those of events that are not over, and those that no event has.
  package var wanted: [GrantID: Set<String>] {
    var wanted: [GrantID: Set<String>] = [:]
    for case let meeting? in events.map(\.meeting) {
      wanted[meeting.host, default: []].insert(meeting.id)
    }
    for record in records where isAbandoned(record) {
      wanted[record.meeting.host, default: []].insert(record.meeting.id)
    }
    return wanted
  }

  /// Whether no event has the meeting of a record in its field, so that texts are to be looked at.
  package func needsLook(_ record: MeetingRecord) -> Bool {
    !meetings.contains(record.meeting) && !links.contains(record.url)
  }

  /// How long after its time a meeting that no event has counts.
  private static let past: TimeInterval = 30 * 86_400

  /// Whether no event has a meeting that was made.
  ///
  /// Only where all events that could have it are here: an account that is not configured, or was not
  /// read since, may have it.
  func isAbandoned(_ record: MeetingRecord) -> Bool {
    guard needsLook(record), !mentioned.contains(record.url),
      let account = directory.account(record.account),
      record.time.end(in: .gmt).addingTimeInterval(Self.past) > now
    else { return false }
    guard !account.service.isLocal else { return true }
    guard let status = directory.syncStatus[account.id], let read = status.lastSuccess else {
      return false
    }
    return record.madeAt.map { $0 <= read } ?? true
  }
}

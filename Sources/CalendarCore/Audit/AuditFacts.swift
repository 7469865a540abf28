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
  /// What was read to its end of calendars.
  package var stretches: [CalendarKey: [ReadStretch]]
  /// What is known of accounts and grants.
  package var directory: Directory
  /// The events whose edits wait: what is found of them may soon be so no more.
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
    stretches: [CalendarKey: [ReadStretch]] = [:],
    directory: Directory,
    waiting: Set<EventID> = [],
    now: Date
  ) {
    self.events = events
    self.links = links
    self.meetings = meetings
    self.records = records
    self.mentioned = mentioned
    self.stretches = stretches
    self.directory = directory
    self.waiting = waiting
    self.now = now
  }

  /// The meetings to ask hosts for: those of events that are not over, and those that no event has.
  ///
  /// A host that lists its meetings is asked also where the user's own events have links of which nothing
  /// is known: another Convene may have made them.
  package var wanted: [GrantID: Set<String>] {
    var wanted: [GrantID: Set<String>] = [:]
    for case let meeting? in events.map(\.meeting) {
      wanted[meeting.host, default: []].insert(meeting.id)
    }
    for record in records where isUnused(record) {
      wanted[record.meeting.host, default: []].insert(record.meeting.id)
    }
    for host in hostsToList where wanted[host] == nil { wanted[host] = [] }
    return wanted
  }

  /// The meetings of events here that the service of the account made at other hosts and does not list.
  var unlisted: [UnlistedMeetings] {
    var links: [String: Set<String>] = [:]
    for event in events where event.meeting == nil {
      guard let asked = event.autocreated, !isPartOfEvent(asked, in: event.account),
        let service = directory.account(event.account)?.service,
        service.has(.hostsThroughGrants), let details = event.conferencing.details,
        details.isReady
      else { continue }
      links[service.displayName, default: []].insert(details.url)
    }
    return links.sorted { $0.key < $1.key }
      .map { UnlistedMeetings(service: $0.key, count: $0.value.count) }
  }

  /// Whether a meeting was made on the event itself, by the provider of its own account.
  private func isPartOfEvent(_ asked: Autocreate, in account: AccountID) -> Bool {
    let own = directory.ownGrant(of: account)
    return own?.provider.ownProvider == asked.provider
      && asked.hostGrant.map { $0 == own?.id } ?? true
  }

  /// Why events may not be as they are known here, a sentence for each account that could not be read.
  var unread: [String] {
    directory.accounts.compactMap { account in
      directory.syncStatus[account.id]?.failure.map {
        "Account \"\(account.id)\" could not be read: \($0)"
      }
    }
  }

  /// The hosts that list their meetings, among which that of an own event's link may be.
  private var hostsToList: Set<GrantID> {
    var hosts: Set<GrantID> = []
    for event in events where event.meeting == nil && event.autocreated == nil {
      guard let provider = event.conferencing.details?.provider.autocreateProvider,
        provider.listsMeetings, EventOrganizer(of: event, in: directory).isOwn
      else { continue }
      for grant in directory.grants[event.account, default: []]
      where grant.isDirect && grant.isValid && grant.provider == provider.grantProvider {
        hosts.insert(grant.id)
      }
    }
    return hosts
  }

  /// Whether no event has the meeting of a record in its field, so that texts are to be looked at.
  ///
  /// What is long over is nobody's concern.
  package func needsLook(_ record: MeetingRecord) -> Bool {
    !isOver(record, by: Self.past) && !isHeld(record)
  }

  /// Whether a record is so long over, without an event, that it serves nothing any more.
  package func isOutlived(_ record: MeetingRecord) -> Bool {
    isOver(record, by: Self.memory) && !isHeld(record)
  }

  /// Whether it is certain that no event has a meeting that was made.
  ///
  /// It is so only where all events that could have it are here: its calendar is known now, and the
  /// stretch of time of its event was read whole since it was made here.
  package func isAbandoned(_ record: MeetingRecord) -> Bool {
    isUnused(record) && doubt(about: record) == nil
  }

  /// Whether no event here has a meeting, as far as that can be seen.
  func isUnused(_ record: MeetingRecord) -> Bool {
    needsLook(record) && !mentioned.contains(record.url)
  }

  /// Why an event may have a meeting although none here does; `nil` when that cannot be.
  func doubt(about record: MeetingRecord) -> MeetingDoubt? {
    guard let account = directory.account(record.account) else { return .account }
    guard directory.calendar(record.calendar, in: record.account) != nil else { return .calendar }
    if record.isAdopted { return .adoption }
    if account.service.isLocal { return nil }
    let key = CalendarKey(account: record.account, calendar: record.calendar)
    let (start, end) = (record.time.start(in: .gmt), record.time.end(in: .gmt))
    // Which moments whole days are depends on the zone.
    let margin: TimeInterval = record.time.isAllDay ? 86_400 : 0
    let isRead = stretches[key, default: []].contains { stretch in
      stretch.window.start <= start.addingTimeInterval(-margin)
        && stretch.window.end >= end.addingTimeInterval(margin)
        && record.madeAt.map { $0 <= stretch.began } ?? true
    }
    return isRead ? nil : .reading
  }

  private func isHeld(_ record: MeetingRecord) -> Bool {
    meetings.contains(record.meeting) || links.contains(record.url)
  }

  private func isOver(_ record: MeetingRecord, by time: TimeInterval) -> Bool {
    record.time.end(in: .gmt).addingTimeInterval(time) <= now
  }

  /// How long after its time a meeting that no event has counts.
  private static let past: TimeInterval = 30 * 86_400
  /// How long after its time a meeting that no event has is remembered.
  private static let memory: TimeInterval = 400 * 86_400
}

/// A stretch of time of a calendar that was read to its end.
package struct ReadStretch: Hashable, Sendable {
  /// The stretch.
  package var window: DateInterval
  /// When the reading began, by the clock here.
  package var began: Date

  /// Makes a stretch.
  package init(window: DateInterval, began: Date) {
    (self.window, self.began) = (window, began)
  }
}

/// Why an event may have a meeting although none here does.
enum MeetingDoubt {
  /// Its account is not configured.
  case account
  /// Its calendar is not among those that are known.
  case calendar
  /// Another Convene made it, and may have put its link on an event that is not here.
  case adoption
  /// Its stretch of time was not read whole since the meeting was made.
  case reading
}

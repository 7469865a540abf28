package import CalendarCore
import ConferencingCore
package import Foundation
import GRDB

/// Reads what an audit of meeting links goes by, and stores what sets its findings right.
package struct AuditStore: Sendable {
  let cache: LocalCache

  /// What an audit of meeting links goes by, in one reading.
  ///
  /// - Parameter now: The time.
  /// - Returns: The facts.
  /// - Throws: ``CacheError``.
  package func auditFacts(at now: Date) throws(CacheError) -> AuditFacts {
    try cache.read { db in
      let stored = try StoredEvent.fetchAll(
        """
        WHERE is_deleted = 0 AND event.status <> 'cancelled' AND (
          (series_part IN (0, 3) AND is_hidden = 0 AND end_key > ?)
          OR (series_part = 1 AND event.calendar IN (
            SELECT calendar.key FROM calendar JOIN account ON account.key = calendar.account
            WHERE account.position IS NOT NULL)))
        ORDER BY start_key, event.key
        """,
        [EventSpan.seconds(now)],
        db
      )
      var facts = try meetingFacts(at: now, db)
      let choices = LinkChoiceTable(db: db)
      facts.events = try stored.map { try choices.joining($0.event) }
      facts.waiting = Set(stored.filter(\.hasOperations).map(\.event.id))
      return facts
    }
  }

  /// What an audit goes by of the meetings that were made.
  private func meetingFacts(at now: Date, _ db: Database) throws -> AuditFacts {
    var facts = AuditFacts(directory: try cache.directory(db), now: now)
    facts.records = try MeetingRecordTable(db: db).all()
    let known = MeetingReferences(db: db)
    (facts.meetings, facts.links) = (try known.meetings(), try known.links())
    for record in facts.records where facts.needsLook(record) {
      if try known.isMentioned(record.url) { facts.mentioned.insert(record.url) }
    }
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT account.id, calendar.id, starts, ends, began
        FROM reading JOIN calendar ON calendar.key = reading.calendar
          JOIN account ON account.key = calendar.account
        WHERE cursor IS NULL
        """
    )
    for row in rows {
      let key = CalendarKey(account: AccountID(row[0]), calendar: CalendarID(row[1]))
      let start = Date(timeIntervalSince1970: row[2])
      let end = max(start, Date(timeIntervalSince1970: row[3]))
      facts.stretches[key, default: []].append(
        ReadStretch(
          window: DateInterval(start: start, end: end),
          began: Date(timeIntervalSince1970: row[4])
        )
      )
    }
    return facts
  }

  /// Stores what sets findings of an audit right, in one transaction: edits, which one undo takes back,
  /// and meetings that are to be deleted.
  ///
  /// - Parameters:
  ///   - edits: The edits.
  ///   - meetings: The meetings. One that an event has by now stays, and one of which that is not
  ///     certain: see ``AuditFacts/isAbandoned(_:)``.
  ///   - now: The time.
  /// - Returns: How many meetings are going to be deleted.
  /// - Throws: ``CacheError``.
  @discardableResult
  package func settle(
    _ edits: [EventEdit],
    deleting meetings: [HostedMeeting],
    at now: Date
  ) throws(CacheError) -> Int {
    try cache.write { db in
      let steps = try edits.map { try cache.carryOut($0, at: now, db) }
      try EditJournal(db: db).append(steps, at: now)
      guard !meetings.isEmpty else { return 0 }
      // What was so when it was looked at may have changed, by these edits as well.
      let facts = try meetingFacts(at: now, db)
      var count = 0
      for meeting in Set(meetings).sorted(by: { $0.id < $1.id }) {
        // Nothing is deleted that Convene has not made.
        guard let record = facts.records.first(where: { $0.meeting == meeting }),
          facts.isAbandoned(record)
        else { continue }
        try MeetingTaskTable(db: db).add(
          .delete(meeting),
          of: record.event,
          titled: record.title
        )
        count += 1
      }
      return count
    }
  }

  /// Remembers meetings that another Convene made, and which events have them.
  ///
  /// - Parameter meetings: The meetings. An event that has another link by now, or whose edits wait, is left
  ///   to the next audit.
  /// - Throws: ``CacheError``.
  package func adopt(_ meetings: [AdoptedMeeting]) throws(CacheError) {
    guard !meetings.isEmpty else { return }
    try cache.write { db in
      for adopted in meetings {
        var isHeld = false
        for id in adopted.events {
          guard let stored = try StoredEvent.find(id, db), !stored.hasOperations,
            stored.event.meeting == nil,
            stored.event.conferencing.details?.url == adopted.record.url
          else { continue }
          var event = stored.event
          (event.autocreated, event.meeting) = (adopted.record.asked, adopted.record.meeting)
          try cache.writer(db).update(stored.key, to: event)
          isHeld = true
        }
        if isHeld { try MeetingRecordTable(db: db).add(adopted.record) }
      }
    }
  }

  /// Forgets meetings that are gone with their events.
  package func forget(_ meetings: [HostedMeeting]) throws(CacheError) {
    guard !meetings.isEmpty else { return }
    try cache.write { db in
      for meeting in meetings { try MeetingRecordTable(db: db).remove(meeting) }
    }
  }
}

import CalendarServices
package import CalendarCore
import ConferencingCore
import Foundation
package import LocalCache

extension CalendarSync {
  /// Looks at all meeting links: what is known here, and what the hosts of made meetings say.
  ///
  /// Hosts are asked side by side. Meetings that are gone with their events are forgotten, and those that
  /// another Convene made for events here are known from then on.
  ///
  /// - Returns: What is found.
  /// - Throws: ``CacheError``.
  package func audit() async throws(CacheError) -> AuditReport {
    try await inBackground { () async throws(CacheError) in
      let facts = try cache.audit.auditFacts(at: clock.now())
      let wanted = facts.wanted.sorted { $0.key.rawValue < $1.key.rawValue }
      let answers = await concurrently(wanted, limit: policy.concurrency) { host, ids in
        (host, await self.answer(of: host, to: ids))
      }
      let report = AuditRules(
        facts,
        answers: Dictionary(answers) { first, _ in first }
      ).report
      if !cache.isReadOnly {
        try cache.audit.forget(report.obsolete)
        try cache.audit.adopt(report.adopted)
      }
      return report
    }
  }

  private func answer(of host: GrantID, to ids: Set<String>) async -> HostAnswer {
    guard let service = hosts.service(at: host) else {
      return .failure(ServiceError.notSignedIn(to: host).message)
    }
    do throws(ServiceError) {
      return .inventory(try await service.inventory(of: ids))
    } catch {
      return .failure(error.message)
    }
  }

  /// Sets findings right: edits are stored together, meetings that nobody has are deleted soon.
  ///
  /// - Parameter findings: The findings; those without a fix are left.
  /// - Returns: The events that are edited, and how many meetings are deleted.
  /// - Throws: ``CacheError``.
  package func settle(
    _ findings: [AuditFinding]
  ) throws(CacheError) -> (events: [EventID], meetings: Int) {
    var edits: [EventEdit] = []
    var meetings: [HostedMeeting] = []
    for finding in findings {
      switch finding.fix {
      case .edit(let edit)?:
        // One event may have two faults; the second is found again.
        if !edits.contains(where: { $0.event == edit.event }) { edits.append(edit) }
      case .deleteMeeting(let meeting)?: meetings.append(meeting)
      case nil: break
      }
    }
    let count = try cache.audit.settle(edits, deleting: meetings, at: clock.now())
    wakeOutboxes()
    return (edits.map(\.event), count)
  }

  /// Sends what is to be done to meetings now, for commands, which end after it.
  ///
  /// - Returns: Why some of it waits; `nil` when all is done.
  /// - Throws: ``CacheError``.
  package func sendMeetingTasks() async throws(CacheError) -> String? {
    try await inBackground { () async throws(CacheError) in
      try await local.outbox.meetings.sendDue(isUrgent: true)
      return try cache.meetings.meetingTasks().lazy.compactMap(\.failure).first
    }
  }
}

package import ConferencingCore
import Foundation

/// Finds what is wrong with meeting links: a pure function of what is known here and of what hosts say.
package struct AuditRules {
  private let facts: AuditFacts
  private let answers: [GrantID: HostAnswer]

  /// Makes the rules for some facts.
  ///
  /// - Parameters:
  ///   - facts: What is known here.
  ///   - answers: What the hosts of ``AuditFacts/wanted`` say.
  package init(_ facts: AuditFacts, answers: [GrantID: HostAnswer]) {
    self.facts = facts
    self.answers = answers
  }

  /// What is found.
  package var report: AuditReport {
    let unknown = unknownMeetings
    let users = MeetingUsers(unknown.isEmpty ? [] : facts.events)
    let adopted = unknown.compactMap { meeting, host in
      AdoptedMeeting(meeting, at: host, usedBy: users.users(of: meeting.url), among: facts)
    }
    let findings =
      orphans + unused(unknown, users) + gone + shared + hosts
      + EventAudit(facts: facts).findings
    let wanted = facts.wanted
    let asked = wanted.filter { inventory(of: $0.key) != nil }
    return AuditReport(
      findings: findings,
      unasked: facts.unread + silentHosts,
      unlisted: facts.unlisted,
      events: facts.events.count,
      meetings: asked.values.reduce(0) { $0 + $1.count },
      silentMeetings: wanted.filter { asked[$0.key] == nil }.values.reduce(0) { $0 + $1.count },
      obsolete: facts.records.filter(isObsolete).map(\.meeting),
      adopted: adopted
    )
  }

  private var silentHosts: [String] {
    answers.sorted { $0.key.rawValue < $1.key.rawValue }.compactMap { host, answer in
      guard case .failure(let reason) = answer else { return nil }
      return "Host \"\(host)\" could not be asked: \(reason)"
    }
  }

  private var fixes: AuditFixes { AuditFixes(directory: facts.directory) }

  private func inventory(of host: GrantID) -> MeetingInventory? {
    if case .inventory(let inventory) = answers[host] { inventory } else { nil }
  }

  private func isGone(_ meeting: HostedMeeting) -> Bool {
    inventory(of: meeting.host)?.gone.contains(meeting.id) == true
  }

  private func isObsolete(_ record: MeetingRecord) -> Bool {
    facts.isOutlived(record) || (facts.isAbandoned(record) && isGone(record.meeting))
  }

  // MARK: Meetings

  private var orphans: [AuditFinding] {
    facts.records.filter { facts.isUnused($0) && !isGone($0.meeting) }
      // What is not known to be there is not said to be.
      .filter { inventory(of: $0.meeting.host) != nil }
      .map(orphan)
  }

  private func orphan(_ record: MeetingRecord) -> AuditFinding {
    let (provider, host) = (record.meeting.provider.rawValue, record.meeting.host)
    var finding = AuditFinding(
      .orphan,
      title: record.title,
      time: record.time,
      url: record.url,
      reason: "This \(provider) was made for an event that is gone.",
      remedy: "The meeting is deleted at \"\(host)\".",
      fix: .deleteMeeting(record.meeting)
    )
    guard let doubt = facts.doubt(about: record) else {
      finding.reason += " " + Self.identity(of: record.url)
      return finding
    }
    finding.fix = nil
    let account = "account \"\(record.account)\""
    finding.reason = "No event here has this \(provider), "
    switch doubt {
    case .account:
      finding.reason += "but its \(account) is not configured, and may have it."
      finding.remedy = "Add the account again; or delete the meeting at \"\(host)\" yourself."
    case .calendar:
      finding.reason += "but its calendar of \(account) is not listed, and may have it."
      finding.remedy =
        "List the calendar and sync; or delete the meeting at \"\(host)\" yourself."
    case .adoption:
      finding.reason += "but another Convene made it, and may use it for an event that is not here."
      finding.remedy = "If no event anywhere has it, delete it at \"\(host)\" yourself."
    case .reading:
      finding.reason += "but its calendar of \(account) was not read whole since."
      finding.remedy = "Sync with convene sync, and look again."
    }
    finding.reason += " " + Self.identity(of: record.url)
    return finding
  }

  /// What tells a meeting at its host from others of its name, as a sentence.
  private static func identity(of url: String) -> String {
    let number = LinkRecognition.recognize(url)?.meetingCode
    return number.map { "Its number is \($0), its link \(url)." } ?? "Its link is \(url)."
  }

  /// Meetings with the mark of Convene of which nothing is known here.
  private var unknownMeetings: [(meeting: MeetingInventory.Marked, host: GrantID)] {
    let known = facts.meetings.union(facts.records.map(\.meeting))
    return answers.keys.sorted { $0.rawValue < $1.rawValue }.flatMap { host in
      let ids = Set(known.filter { $0.host == host }.map(\.id))
      return (inventory(of: host)?.marked ?? []).filter { !ids.contains($0.id) }
        .map { (meeting: $0, host: host) }
    }
  }

  /// Those of them whose link no event names.
  private func unused(
    _ unknown: [(meeting: MeetingInventory.Marked, host: GrantID)],
    _ users: MeetingUsers
  ) -> [AuditFinding] {
    guard !unknown.isEmpty else { return [] }
    // Of events that are over only the links are known.
    let codes = Set(facts.links.compactMap { LinkRecognition.recognize($0)?.meetingCode })
    return unknown.filter { meeting, _ in
      users.users(of: meeting.url).isEmpty && !facts.links.contains(meeting.url)
        && LinkRecognition.recognize(meeting.url)?.meetingCode.map(codes.contains) != true
    }
    .map { meeting, host in
      AuditFinding(
        .orphan,
        title: meeting.title,
        time: meeting.start.map { .timed(start: $0, end: $0, zone: nil) },
        url: meeting.url,
        reason: "A Convene made this meeting at \"\(host)\", and no event here has it. "
          + Self.identity(of: meeting.url),
        remedy: "If no Convene on another computer uses it, delete it at the host."
      )
    }
  }

  private var gone: [AuditFinding] {
    facts.events.compactMap { event -> AuditFinding? in
      guard let meeting = event.meeting, isGone(meeting), let asked = event.autocreated,
        !facts.waiting.contains(event.id)
      else { return nil }
      return AuditFinding(
        .gone,
        event,
        reason: "Its \(meeting.provider.rawValue) was deleted at its host.",
        remedy: "A new link is created.",
        fix: fixes.edit(event, .autocreate(asked))
      )
    }
  }

  private var shared: [AuditFinding] {
    let made = Dictionary(facts.records.map { ($0.url, $0) }) { first, _ in first }
    var users: [String: [Event]] = [:]
    for event in facts.events {
      guard case .details(let details) = event.conferencing, made[details.url] != nil else {
        continue
      }
      users[details.url, default: []].append(event)
    }
    return users.sorted { $0.key < $1.key }.flatMap { url, events -> [AuditFinding] in
      guard let record = made[url] else { return [] }
      let owner = events.first { $0.meeting != nil } ?? events[0]
      let others = events.filter { event in
        // An invitation may be in two accounts, and all of a series has one link. Of one calendar the
        // last of them takes the meeting with it: see `MeetingOwners`.
        event.id != owner.id && !Self.areSameEvent(event, owner)
          && !Self.areBeside(event, owner) && !facts.waiting.contains(event.id)
      }
      var named: [Event] = []
      for event in others where !named.contains(where: { Self.areSameEvent($0, event) }) {
        named.append(event)
      }
      return named.map { event in
        AuditFinding(
          .shared,
          event,
          reason: "Its \(record.meeting.provider.rawValue) link was made for "
            + "“\(owner.title.isEmpty ? "(no title)" : owner.title)”, and goes with that.",
          remedy: "It gets a link of its own.",
          fix: fixes.edit(event, .autocreate(record.asked))
        )
      }
    }
  }

  private var hosts: [AuditFinding] {
    var meetings: [GrantID: [Event]] = [:]
    for event in facts.events {
      guard let host = event.meeting?.host else { continue }
      meetings[host, default: []].append(event)
    }
    let grants = facts.directory.grants.values.joined()
    return meetings.sorted { $0.key.rawValue < $1.key.rawValue }.compactMap {
      host,
      events -> AuditFinding? in
      let grant = grants.first { $0.id == host }
      guard grant?.isValid != true else { return nil }
      let count = events.count == 1 ? "1 event" : "\(events.count) events"
      return AuditFinding(
        .host,
        event: events[0].id,
        title: grant?.email ?? host.rawValue,
        reason: "\"\(host)\" hosts the meetings of \(count), which can be neither moved nor "
          + "deleted.",
        remedy: "Sign in again: convene accounts login \(host)."
      )
    }
  }

  /// Whether two events are the same to the user: an invitation in two accounts, or parts of a series.
  static func areSameEvent(_ one: Event, _ other: Event) -> Bool {
    func series(_ event: Event) -> OccurrenceKey.Series {
      event.occurrence?.series ?? .event(event.id)
    }
    return series(one) == series(other) || (one.title == other.title && one.time == other.time)
  }

  /// Whether two events are in one calendar.
  private static func areBeside(_ one: Event, _ other: Event) -> Bool {
    one.account == other.account && one.calendar == other.calendar
  }
}

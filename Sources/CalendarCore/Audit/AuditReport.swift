/// What an audit has found, and what it could not look at.
package struct AuditReport: Hashable, Sendable {
  /// The findings, by kind and then by time.
  package var findings: [AuditFinding]
  /// Accounts that could not be read and hosts that could not be asked, with the reasons, a sentence each.
  package var unasked: [String]
  /// The meetings that services made which nobody can be asked about.
  package var unlisted: [UnlistedMeetings]
  /// The events that were looked at, as they are known here.
  package var events: Int
  /// The meetings that their hosts were asked about and answered for.
  package var meetings: Int
  /// The meetings of hosts that did not answer.
  package var silentMeetings: Int
  /// Meetings that are remembered, and gone with their events or long over: they can be forgotten.
  package var obsolete: [HostedMeeting]
  /// Meetings that another Convene made and events here have: they are known from now on.
  package var adopted: [AdoptedMeeting]

  /// Makes a report.
  package init(
    findings: [AuditFinding] = [],
    unasked: [String] = [],
    unlisted: [UnlistedMeetings] = [],
    events: Int = 0,
    meetings: Int = 0,
    silentMeetings: Int = 0,
    obsolete: [HostedMeeting] = [],
    adopted: [AdoptedMeeting] = []
  ) {
    self.findings = findings
    self.unasked = unasked
    self.unlisted = unlisted
    self.events = events
    self.meetings = meetings
    self.silentMeetings = silentMeetings
    self.obsolete = obsolete
    self.adopted = adopted
  }

  /// What was not looked at, a sentence each: nothing is said of that.
  package var gaps: [String] { unasked + unlisted.map(\.sentence) }

  /// The meetings of events here and of records that nobody was asked about.
  package var unaskedMeetings: Int { unlisted.reduce(silentMeetings) { $0 + $1.count } }
}

/// Meetings that the service of their events made at hosts for Convene, and that it does not list.
///
/// A link of the account's own provider, such as a Meet on an event at Google, is a part of the event there,
/// and is looked at with it.
///
/// Source: Nylas v3 API: there is no request for meetings, and a Zoom grant has no calendar.
package struct UnlistedMeetings: Hashable, Sendable {
  /// The service, as users know it.
  package var service: String
  /// The links, each counted once.
  package var count: Int

  /// Makes a count.
  package init(service: String, count: Int) {
    (self.service, self.count) = (service, count)
  }

  /// What is to be said of them.
  package var sentence: String {
    "\(count) \(count == 1 ? "link" : "links") made by \(service): not asked, since \(service) does not "
      + "tell whether a meeting still exists."
  }
}

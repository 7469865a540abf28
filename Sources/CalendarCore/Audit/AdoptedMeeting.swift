import ConferencingCore

/// A meeting that another Convene with the same accounts made, and the events here that have it.
package struct AdoptedMeeting: Hashable, Sendable {
  /// What is remembered of it from now on.
  package var record: MeetingRecord
  /// The events that have its link: one, or parts of one series.
  package var events: [EventID]

  /// Finds the events of a meeting that bears the mark of Convene and of which nothing is known here.
  ///
  /// It counts where one appointment alone has the link, which the owner of the account organizes: taken
  /// off that one it serves nobody any more.
  ///
  /// - Parameters:
  ///   - marked: The meeting.
  ///   - host: The grant that hosts it.
  ///   - facts: What is known here.
  init?(_ marked: MeetingInventory.Marked, at host: GrantID, among facts: AuditFacts) {
    let link = ConferencingDetails(provider: .unknown, url: marked.url)
    let users = facts.events.filter { $0.conferencing.leads(to: link) }
    let own = users.filter { event in
      event.meeting == nil && event.autocreated == nil && !facts.waiting.contains(event.id)
        && EventOrganizer(of: event, in: facts.directory).isOwn
        && AuditFixes(directory: facts.directory).isWritable(event)
        && facts.directory.grants[event.account, default: []].contains { $0.id == host }
    }
    guard let first = own.first, case .details(let details) = first.conferencing,
      let provider = details.provider.autocreateProvider,
      users.allSatisfy({ AuditRules.areSameAppointment($0, first) })
    else { return nil }
    record = MeetingRecord(
      meeting: HostedMeeting(provider: provider, host: host, id: marked.id),
      url: details.url,
      asked: Autocreate(provider: provider, hostGrant: host),
      event: first.id,
      account: first.account,
      calendar: first.calendar,
      title: first.title,
      time: first.time,
      madeAt: nil
    )
    events = own.filter { $0.account == first.account && $0.calendar == first.calendar }.map(\.id)
  }
}

extension AutocreateProvider {
  /// Whether a host can be asked for all of its meetings, with what Convene wrote into them.
  ///
  /// Source: Zoom API, "List meetings"; Microsoft Graph and the Google Meet API list none.
  var listsMeetings: Bool { self == .zoomMeeting }
}

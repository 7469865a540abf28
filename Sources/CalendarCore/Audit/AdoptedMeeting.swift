import ConferencingCore

/// A meeting that another Convene with the same accounts made, and the events here that have it.
package struct AdoptedMeeting: Hashable, Sendable {
  /// What is remembered of it from now on.
  package var record: MeetingRecord
  /// The events that have its link: one, or parts of one series.
  package var events: [EventID]

  /// Finds the events of a meeting that bears the mark of Convene and of which nothing is known here.
  ///
  /// It counts where one event alone names the link, in its field or its texts, and the owner of the account
  /// organizes that: taken off this one it serves nobody any more.
  ///
  /// - Parameters:
  ///   - marked: The meeting.
  ///   - host: The grant that hosts it.
  ///   - users: The events that name its link.
  ///   - facts: What is known here.
  init?(
    _ marked: MeetingInventory.Marked,
    at host: GrantID,
    usedBy users: [Event],
    among facts: AuditFacts
  ) {
    let link = ConferencingDetails(provider: .unknown, url: marked.url)
    let own = users.filter { event in
      event.conferencing.isSameMeeting(as: link) && event.meeting == nil && event.autocreated == nil
        && !facts.waiting.contains(event.id) && EventOrganizer(of: event, in: facts.directory).isOwn
        && AuditFixes(directory: facts.directory).isWritable(event)
        && facts.directory.grants[event.account, default: []].contains { $0.id == host }
    }
    guard let first = own.first, case .details(let details) = first.conferencing,
      let provider = details.provider.autocreateProvider,
      users.allSatisfy({ AuditRules.areSameEvent($0, first) })
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
      madeAt: nil,
      isAdopted: true
    )
    events = own.filter { $0.account == first.account && $0.calendar == first.calendar }.map(\.id)
  }
}

/// Events by the meetings whose links their fields, places and descriptions name.
struct MeetingUsers {
  private var events: [String: [Event]] = [:]

  /// Looks for links in events.
  init(_ events: [Event]) {
    for event in events {
      for code in Set(LinkFinder.links(in: event).map({ Self.code(of: $0.link.url) })) {
        self.events[code, default: []].append(event)
      }
    }
  }

  /// The events that name a link, whatever access code stands in it.
  func users(of url: String) -> [Event] { events[Self.code(of: url), default: []] }

  /// What the links to one meeting have in common: a list leaves out the access code that the link of an
  /// event has.
  private static func code(of url: String) -> String {
    LinkRecognition.recognize(url)?.meetingCode ?? url
  }
}

extension AutocreateProvider {
  /// Whether a host can be asked for all of its meetings, with what Convene wrote into them.
  ///
  /// Source: Zoom API, "List meetings"; Microsoft Graph and the Google Meet API list none.
  var listsMeetings: Bool { self == .zoomMeeting }
}

/// Something about a meeting link that is not as it should be.
package struct AuditFinding: Hashable, Sendable {
  /// What is wrong.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A meeting at a host that no event has.
    case orphan
    /// The meeting of an event is not there any more.
    case gone
    /// Two events have the link of one made meeting.
    case shared
    /// The sign-in of the grant that hosts meetings has expired.
    case host
    /// The text of an event has another link than its field.
    case text
    /// An event with attendees elsewhere has no link.
    case missing
  }

  /// What sets it right.
  package enum Fix: Hashable, Sendable {
    /// Delete a meeting at its host.
    case deleteMeeting(HostedMeeting)
    /// Edit an event.
    case edit(EventEdit)
  }

  package var kind: Kind
  /// The event that it is about; `nil` where there is none.
  package var event: EventID?
  /// The title of the event, or what the meeting is called.
  package var title: String
  /// When that takes place, where it is known.
  package var time: EventTime?
  /// The link that it is about; empty for none.
  package var url: String
  /// What is wrong, as a sentence.
  package var reason: String
  /// What the fix does, or what the user can do where there is none, as a sentence.
  package var remedy: String
  /// What sets it right; `nil` where that is for the user.
  package var fix: Fix?
  /// What is wrong and what helps, as it is read: what a fix would do is not said as if it were done.
  package var words: String { "\(reason) \(fix == nil ? "" : "Fix: ")\(remedy)" }

  /// Makes a finding.
  package init(
    _ kind: Kind,
    event: EventID? = nil,
    title: String,
    time: EventTime? = nil,
    url: String = "",
    reason: String,
    remedy: String,
    fix: Fix? = nil
  ) {
    self.kind = kind
    self.event = event
    self.title = title
    self.time = time
    self.url = url
    self.reason = reason
    self.remedy = remedy
    self.fix = fix
  }
}

extension AuditFinding.Kind {
  /// What such findings are, as a heading.
  package var heading: String {
    switch self {
    case .orphan: "Meetings that no event has"
    case .gone: "Events whose meeting is gone"
    case .shared: "Events with a link made for another"
    case .host: "Hosts that are not signed in any more"
    case .text: "Events whose text has another link"
    case .missing: "Attendees elsewhere and no link"
    }
  }

  /// Whether it is set right without being named: a link that is missing may be so on purpose, and a
  /// deleted meeting does not come back.
  package var isFixedUnnamed: Bool { self != .missing && self != .orphan }
}

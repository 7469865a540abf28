import ConferencingCore

/// Where the meeting behind the link of an event comes from, as far as it is known here.
///
/// No service says which program a meeting was made by. One that Convene made at a host from another
/// computer is one of others here, and is never deleted from here.
package enum MeetingOrigin: Hashable, Sendable {
  /// Convene had it made: it goes with its link.
  case convene
  /// The service of the event makes such meetings on its events, and ends them with them.
  case event
  /// It is on its own at its provider, and stays there.
  case others
}

extension Event {
  /// Where its meeting comes from.
  ///
  /// - Parameter directory: Knows which provider the account makes meetings of by itself.
  /// - Returns: The origin; `nil` when it has no meeting that is ready.
  package func meetingOrigin(in directory: Directory) -> MeetingOrigin? {
    guard case .details(let details) = conferencing, details.isReady else { return nil }
    if autocreated != nil || meeting != nil { return .convene }
    let own = directory.ownGrant(of: account)?.provider.ownProvider
    // A link that the field cannot hold is in the block of the description.
    let isOwn = own?.conferencingProvider == details.provider
    return isOwn && InvitationBlock.find(in: description) == nil ? .event : .others
  }

  /// Whether the owner of its account organizes it, or nobody does.
  package func isOrganizedHere(in directory: Directory) -> Bool {
    guard let organizer = organizer?.email.lowercased(), !organizer.isEmpty else { return true }
    let own = directory.ownGrant(of: account)?.email.lowercased()
    return organizer == own || organizer == calendar.rawValue.lowercased()
  }
}

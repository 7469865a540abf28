import ConferencingCore

/// Where the meeting behind the link of an event comes from, as far as it is known here.
///
/// No service says which program a meeting was made by. One that Convene made at a host from another
/// computer is made elsewhere for this one, and is never deleted from here until an audit has found it.
package enum MeetingOrigin: Hashable, Sendable {
  /// Convene had it made: it goes with its link.
  case convene
  /// The service of the event makes such meetings on its events, and ends them with them.
  case event
  /// It is on its own at its provider, and stays there.
  case elsewhere

  /// Finds out where the meeting of an event comes from; `nil` when it has none that is ready.
  ///
  /// - Parameters:
  ///   - event: The event.
  ///   - directory: Knows which provider the account makes meetings of by itself.
  package init?(of event: Event, in directory: Directory) {
    guard case .details(let details) = event.conferencing, details.isReady else { return nil }
    let own = directory.ownGrant(of: event.account)?.provider.ownProvider
    if event.autocreated != nil || event.meeting != nil {
      self = .convene
    } else if own?.conferencingProvider == details.provider,
      // A link that the field cannot hold is in the block of the description.
      InvitationBlock.find(in: event.description) == nil
    {
      self = .event
    } else {
      self = .elsewhere
    }
  }
}

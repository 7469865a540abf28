import CalendarCore
import ConferencingCore

/// Says what becomes of invitations of others that are deleted: their services take them for declined, and only
/// who organizes them can invite again.
struct InvitationEnd {
  /// Who organizes them, each of an invitation.
  private let inviters: [String]

  /// Makes the words for events that are deleted.
  init(of events: [Event], in directory: Directory) {
    inviters = events.compactMap { Self.inviter(of: $0, in: directory) }
  }

  /// Who alone can bring an event back; `nil` where undo does it.
  static func inviter(of event: Event, in directory: Directory) -> String? {
    Reversal.inviter(of: event, owner: directory.ownGrant(of: event.account)?.email)
  }

  /// What is said before it is done; `nil` where there is no invitation.
  ///
  /// - Parameter isAlone: Whether nothing else is deleted.
  /// - Returns: A sentence or two.
  func lost(isAlone: Bool) -> String? {
    guard let first = inviters.first else { return nil }
    let sent = "once that is sent, undo does not bring"
    if isAlone {
      return
        "\(first) organizes it and alone can invite you again: \(sent) it back. Answering no keeps it here."
    }
    return inviters.count == 1
      ? "1 is an invitation of \(first), who alone can invite you again: \(sent) it back."
      : "\(inviters.count) are invitations, which their organizers alone can send again: \(sent) them back."
  }
}

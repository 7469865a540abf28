import CalendarCore
import CalendarFiles
import ConferencingCore

/// Whom a server would mail a change of a resource to, where the user wants nobody to be told.
///
/// Source: RFC 6638, sections 3.2.1 and 7.1.
struct ResourceGuests: Sendable {
  /// Whether the server mails, and is not to.
  let staysSilent: Bool
  /// The user's own addresses.
  let owners: [String]

  /// The text of a change of which nobody is told: those who are new are left for the user to invite.
  ///
  /// - Parameters:
  ///   - new: The text that is to be written.
  ///   - former: The text that stands there; `nil` for a new resource.
  /// - Returns: The bytes.
  /// - Throws: ``ServiceError/rejected(_:)`` where somebody would be told all the same.
  func silent(
    _ new: ResourceText,
    after former: ResourceText? = nil
  ) throws(ServiceError) -> [UInt8] {
    guard staysSilent, !isOfOthers(former ?? new) else { return new.bytes }
    let invited = former.map { others(ServerInvitations($0)) } ?? []
    guard invited.isEmpty else { throw Self.told(invited) }
    return ServerInvitations(new).leaving(invited)
  }

  /// Expects that nobody is told of a deletion.
  ///
  /// - Throws: ``ServiceError/rejected(_:)`` where somebody would be.
  func expectSilence(ofDeleting text: ResourceText) throws(ServiceError) {
    // Of somebody else's meeting the server would tell them alone, and can be kept from it.
    guard staysSilent, !isOfOthers(text) else { return }
    let invited = others(ServerInvitations(text))
    guard invited.isEmpty else { throw Self.told(invited) }
  }

  /// Whether somebody else invites: then the server tells nobody but them of an answer.
  private func isOfOthers(_ text: ResourceText) -> Bool {
    guard let organizer = text.parts.lazy.compactMap(\.event.organizer).first else { return false }
    return !owners.contains { $0.lowercased() == organizer.email.lowercased() }
  }

  private func others(_ invitations: ServerInvitations) -> Set<String> {
    invitations.addresses.subtracting(owners.map { $0.lowercased() })
  }

  private static func told(_ addresses: Set<String>) -> ServiceError {
    .rejected(
      "The server of this calendar tells who is invited (\(addresses.sorted().joined(separator: ", "))) "
        + "of every change, and cannot be kept from it, and of this one nobody is to be told. Make it "
        + "without --no-notify, or in the event itself."
    )
  }
}

import ConferencingCore

extension Event {
  /// What the owner of an address has answered to the invitation.
  ///
  /// - Parameter address: The address; capitals do not count. Empty when it is not known.
  /// - Returns: The response; `nil` for one who is not invited, or who invites.
  package func response(of address: String) -> ParticipantResponse? {
    let address = address.lowercased()
    guard !address.isEmpty, organizer?.email.lowercased() != address else { return nil }
    return participants.first { $0.email.lowercased() == address }?.response
  }
}

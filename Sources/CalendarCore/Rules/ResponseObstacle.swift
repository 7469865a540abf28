package import ConferencingCore

/// Why the user cannot answer the invitation to an event.
package enum ResponseObstacle: Hashable, Sendable {
  /// The user invites to it.
  case organizer
  /// The calendar has no address of the user's that could answer.
  case noAddress
  /// The user is not among those who are invited.
  case notInvited
  /// The provider takes no answers from other programs.
  case provider(GrantProvider)

  /// Finds what is against an answer; `nil` when the event can be answered.
  ///
  /// - Parameters:
  ///   - event: The event.
  ///   - grant: That of the account of the event, by whose address the user is invited.
  package init?(to event: Event, from grant: Grant?) {
    let own = grant?.email.lowercased() ?? ""
    if let organizer = event.organizer, organizer.email.lowercased() == own {
      self = .organizer
    } else if own.isEmpty {
      self = .noAddress
    } else if !event.participants.contains(where: { $0.email.lowercased() == own }) {
      self = .notInvited
    } else if let provider = grant?.provider, !provider.takesResponses {
      self = .provider(provider)
    } else {
      return nil
    }
  }

  /// The reason and the remedy, in words.
  ///
  /// - Parameter event: What the event is called in them.
  /// - Returns: The words.
  package func message(about event: String = "this event") -> String {
    switch self {
    case .organizer: "You organize \(event); only attendees can respond."
    case .noAddress: SeriesProblem.noAddress.message
    case .notInvited: "You are not invited to \(event)."
    case .provider(let provider):
      "\(provider.displayName) accepts no responses from other programs. "
        + "Respond in its own calendar app."
    }
  }
}

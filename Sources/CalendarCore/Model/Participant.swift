/// Somebody with an address.
package struct Person: Hashable, Sendable, Codable {
  /// The name; empty when it is not known.
  package var name: String
  /// The mail address.
  package var email: String
  /// Makes a user.
  package init(name: String = "", email: String) {
    self.name = name
    self.email = email
  }
}

/// Somebody invited to an event, and what they answered.
package struct Participant: Hashable, Sendable, Codable {
  /// The name; empty when it is not known.
  package var name: String
  /// The mail address.
  package var email: String
  /// What they answered.
  package var response: ParticipantResponse
  /// The code with which a server says that the invitation did not reach them, such as `5.1`.
  ///
  /// `nil` where it says no such thing. The server alone tells it (RFC 6638, section 3.2.9).
  package var undelivered: String?
  /// Makes a participant.
  package init(
    name: String = "",
    email: String,
    response: ParticipantResponse = .none,
    undelivered: String? = nil
  ) {
    self.name = name
    self.email = email
    self.response = response
    self.undelivered = undelivered
  }

  /// The participant without what a server says of the invitation: no edit is about that.
  package var asInvited: Participant {
    var invited = self
    invited.undelivered = nil
    return invited
  }

  /// Why the invitation did not reach them, as a clause; `nil` where the server says no such thing.
  package var reasonNotReached: String? {
    undelivered.map { code in
      switch code {
      case "3.7": "the server does not know this address"
      case "3.8": "the server does not let you invite them"
      case "5.1": "the server could not deliver the invitation"
      case "5.2": "the server knows no way to this address"
      case "5.3": "the server sends no invitations to this address"
      default: "the server says \(code)"
      }
    }
  }
}

extension [Participant] {
  /// What one of them has answered.
  ///
  /// - Parameter address: The address; capitals do not count.
  /// - Returns: The answer; `nil` for one who is not among them.
  package func response(of address: String) -> ParticipantResponse? {
    first { $0.email.lowercased() == address.lowercased() }?.response
  }
}

/// What an invited person answered.
package enum ParticipantResponse: String, Hashable, Sendable, Codable, CaseIterable {
  case yes
  case no
  case maybe
  case none = "noreply"
}

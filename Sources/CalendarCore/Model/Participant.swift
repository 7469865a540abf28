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
  /// Makes a participant.
  package init(name: String = "", email: String, response: ParticipantResponse = .none) {
    self.name = name
    self.email = email
    self.response = response
  }
}

/// What an invited person answered.
package enum ParticipantResponse: String, Hashable, Sendable, Codable, CaseIterable {
  case yes
  case no
  case maybe
  case none = "noreply"
}

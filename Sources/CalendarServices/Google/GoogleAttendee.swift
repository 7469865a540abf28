import CalendarCore

/// Somebody invited, or the organizer, as Google sends and takes them.
///
/// A list of attendees is replaced whole, so everything that is known of them goes back.
struct GoogleAttendee: Codable, Sendable {
  /// The address.
  let email: String?
  private(set) var name: String?
  /// What they answered, in Google's words.
  var response: String?
  /// Whether it is whose calendar this is.
  let isSelf: Bool
  private let isResource: Bool
  private let isOptional: Bool
  private let comment: String?
  private let guests: Int?

  private enum CodingKeys: String, CodingKey {
    case email, comment, resource, optional, additionalGuests
    case name = "displayName"
    case response = "responseStatus"
    case isSelf = "self"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    email = container.text(.email)
    name = container.text(.name)
    response = container.text(.response)
    isSelf = container.lenient(Bool.self, .isSelf) ?? false
    isResource = container.lenient(Bool.self, .resource) ?? false
    isOptional = container.lenient(Bool.self, .optional) ?? false
    comment = container.text(.comment)
    guests = container.lenient(Int.self, .additionalGuests)
  }

  /// Somebody who is newly invited.
  init(_ participant: Participant) {
    email = participant.email
    name = participant.name.isEmpty ? nil : participant.name
    response = Self.word(for: participant.response)
    isSelf = false
    isResource = false
    isOptional = false
    comment = nil
    guests = nil
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(email, forKey: .email)
    try container.encodeIfPresent(name, forKey: .name)
    try container.encodeIfPresent(response, forKey: .response)
    if isResource { try container.encode(true, forKey: .resource) }
    if isOptional { try container.encode(true, forKey: .optional) }
    try container.encodeIfPresent(comment, forKey: .comment)
    try container.encodeIfPresent(guests, forKey: .additionalGuests)
  }

  /// The whole list that leaves those invited whom a user chose, and the rooms.
  ///
  /// - Parameters:
  ///   - chosen: The people.
  ///   - known: The list as Google has it.
  /// - Returns: The list.
  static func list(_ chosen: [Participant], keeping known: [GoogleAttendee]) -> [GoogleAttendee] {
    let people = Dictionary(
      known.compactMap { person in person.email.map { ($0.lowercased(), person) } },
      uniquingKeysWith: { first, _ in first }
    )
    return chosen.map { participant in
      guard var person = people[participant.email.lowercased()] else {
        return GoogleAttendee(participant)
      }
      if !participant.name.isEmpty { person.name = participant.name }
      return person
    } + known.filter(\.isResource)
  }

  /// Somebody invited; `nil` for a room and without an address.
  var participant: Participant? {
    guard let email, !isResource else { return nil }
    let answers: [String: ParticipantResponse] = [
      "accepted": .yes, "declined": .no, "tentative": .maybe,
    ]
    return Participant(
      name: name ?? "",
      email: email,
      response: response.flatMap { answers[$0] } ?? .none
    )
  }

  /// Somebody with a name or an address.
  var person: Person? {
    guard name != nil || email != nil else { return nil }
    return Person(name: name ?? "", email: email ?? "")
  }

  /// Google's word for an answer.
  static func word(for response: ParticipantResponse) -> String {
    switch response {
    case .yes: "accepted"
    case .no: "declined"
    case .maybe: "tentative"
    case .none: "needsAction"
    }
  }
}

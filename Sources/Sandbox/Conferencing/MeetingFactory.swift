/// Makes up meetings as each provider numbers and writes them.
enum MeetingFactory {
  /// A new meeting with its numbers taken from `random`.
  static func make(
    _ provider: ConferencingProvider,
    host: String,
    eventID: String,
    settings: [String: JSON],
    topic: String,
    start: Int,
    random: inout SplitMix64
  ) -> Meeting {
    let id: String
    let url: String
    var details: [String: JSON]
    switch provider {
    case .googleMeet:
      let letters = "abcdefghijkmnopqrstuvwxyz"
      id = [3, 4, 3].map { random.characters($0, of: letters) }.joined(separator: "-")
      url = "https://meet.google.com/\(id)"
      details = [
        "phone": [.string("+49 40 8081\(random.digits(5))")],
        "pin": .string(random.digits(9)),
      ]
    case .zoomMeeting:
      id = random.digits(11)
      let given = settings["password"]?.string
      let password = given ?? random.digits(6)
      let token = random.characters(22, of: base62)
      url = "https://us02web.zoom.us/j/\(id)?pwd=\(token).1"
      details = ["meeting_code": .string(id), "password": .string(password)]
    case .microsoftTeams:
      id = random.digits(14)
      url = "https://teams.microsoft.com/meet/\(id)?p=\(random.characters(18, of: base62))"
      details = [:]
    }
    details["url"] = .string(url)
    return Meeting(
      id: id,
      provider: provider,
      hostGrantID: host,
      url: url,
      eventID: eventID,
      settings: settings,
      details: details,
      topic: topic,
      start: start
    )
  }

  private static let base62 = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
}

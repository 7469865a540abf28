import ConferencingCore

/// The meeting of an event as Graph sends it: three properties of the event.
struct GraphOnline: Decodable, Sendable {
  /// Whether the service says that the event has a meeting.
  let isOnline: Bool
  /// Who makes it; an open set, for personal accounts have a name that is not in the metadata.
  let provider: String
  /// The link and what is needed to join; `nil` while it is being created.
  let info: Info?
  /// Where meetings of Skype have their link.
  let legacyURL: String?

  /// Source: Microsoft Graph v1.0, resource type `onlineMeetingInfo`.
  struct Info: Decodable, Sendable {
    let joinURL: String?
    let conferenceID: String?
    let phones: [String]

    private enum CodingKeys: String, CodingKey {
      case joinUrl, conferenceId, tollNumber, tollFreeNumbers, phones
    }
    private struct Phone: Decodable { let number: String? }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      joinURL = container.text(.joinUrl)
      conferenceID = container.text(.conferenceId)
      var numbers = [container.text(.tollNumber)].compactMap { $0 }
      numbers += container.elements(String.self, .tollFreeNumbers)
      numbers += container.elements(Phone.self, .phones).compactMap(\.number)
      var known: Set<String> = [""]
      phones = numbers.filter { known.insert($0).inserted }
    }
  }

  private enum CodingKeys: String, CodingKey {
    case isOnlineMeeting, onlineMeetingProvider, onlineMeeting, onlineMeetingUrl
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    isOnline = container.lenient(Bool.self, .isOnlineMeeting) ?? false
    provider = container.text(.onlineMeetingProvider) ?? "unknown"
    info = container.lenient(Info.self, .onlineMeeting)
    legacyURL = container.text(.onlineMeetingUrl)
  }

  /// Whether a name stands for Teams: of work, of school or of a person.
  static func isTeams(_ provider: String) -> Bool { provider.lowercased().hasPrefix("teams") }

  /// The meeting.
  var conferencing: Conferencing {
    if let url = info?.joinURL ?? legacyURL {
      return .details(
        ConferencingDetails(
          provider: named(url),
          url: url,
          pin: info?.conferenceID,
          phones: info?.phones ?? []
        )
      )
    }
    guard isOnline, Self.isTeams(provider) else { return .none }
    return .autocreate(Autocreate(provider: .microsoftTeams))
  }

  private func named(_ url: String) -> ConferencingProvider {
    switch provider {
    case "skypeForBusiness": .skypeForBusiness
    case "skypeForConsumer": .skypeForConsumer
    case let name where Self.isTeams(name): .microsoftTeams
    default: LinkRecognition.recognize(url)?.provider ?? .unknown
    }
  }
}

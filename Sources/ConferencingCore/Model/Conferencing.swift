/// The meeting on an event: the one field `conferencing`.
public enum Conferencing: Hashable, Sendable, Codable {
  /// No meeting.
  case none
  /// A fresh link was asked for and is not there yet.
  case autocreate(Autocreate)
  /// A link that exists.
  case details(ConferencingDetails)

  /// The provider, when there is a meeting.
  public var provider: ConferencingProvider? {
    switch self {
    case .none: nil
    case .autocreate(let autocreate): autocreate.provider.conferencingProvider
    case .details(let details): details.provider
    }
  }

  /// The link that exists; `nil` when there is none, and while one is created.
  public var details: ConferencingDetails? {
    if case .details(let details) = self { details } else { nil }
  }
}

/// Where the meeting of an event stands.
public enum ConferencingState: String, Hashable, Sendable, Codable {
  /// There is none.
  case none
  /// The link is being created.
  case pending
  /// The link is there, and may be opened.
  case ready
  /// The link could not be created.
  case failed
}

/// What an edit does to the meeting of an event.
///
/// Autocreate and details exclude each other by construction (rule 1).
public enum ConferencingChange: Hashable, Sendable, Codable {
  /// Leave it as it is; the field is not sent (rule 8).
  case keep
  /// Take it off: the field and the matching text of the description.
  case strip
  /// Ask for a fresh link.
  case autocreate(Autocreate)
  /// Put a link that exists.
  case details(ConferencingDetails)
}

/// A request for a fresh link.
public struct Autocreate: Hashable, Sendable, Codable {
  /// Who makes the meeting.
  public var provider: AutocreateProvider
  /// The grant that owns the meeting; `nil` for the account's own.
  public var hostGrant: GrantID?
  /// What the meeting is to be like.
  public var settings: ConferencingSettings
  /// Makes a request.
  public init(
    provider: AutocreateProvider,
    hostGrant: GrantID? = nil,
    settings: ConferencingSettings = ConferencingSettings()
  ) {
    self.provider = provider
    self.hostGrant = hostGrant
    self.settings = settings
  }
}

/// The providers that can be asked for a fresh link: exactly three (rule 2).
///
/// Source: Nylas v3 Events API, `event_conferencing_request`.
public enum AutocreateProvider: String, Hashable, Sendable, Codable, CaseIterable {
  case googleMeet = "Google Meet"
  case zoomMeeting = "Zoom Meeting"
  case microsoftTeams = "Microsoft Teams"

  /// The word that commands and the configuration use.
  public var keyword: String {
    switch self {
    case .googleMeet: "meet"
    case .zoomMeeting: "zoom"
    case .microsoftTeams: "teams"
    }
  }

  /// Makes a provider from the word that commands use, or from its full name.
  public init?(keyword: String) {
    let word = keyword.lowercased()
    guard
      let match = Self.allCases.first(where: {
        $0.keyword == word || $0.rawValue.lowercased() == word
      })
    else { return nil }
    self = match
  }

  /// The same provider in the open set.
  public var conferencingProvider: ConferencingProvider { ConferencingProvider(rawValue) }

  /// What a grant must be signed in to in order to host its meetings.
  public var grantProvider: GrantProvider {
    switch self {
    case .googleMeet: .google
    case .zoomMeeting: .zoom
    case .microsoftTeams: .microsoft
    }
  }
}

/// A link that exists, and what is needed to join by it.
public struct ConferencingDetails: Hashable, Sendable, Codable {
  /// Whose link it is.
  public var provider: ConferencingProvider
  /// The link.
  public var url: String
  /// The meeting's number or code.
  public var meetingCode: String?
  /// The access code: `password` at Nylas, `passcode` at Zoom.
  public var accessCode: String?
  /// The number to type on the telephone.
  public var pin: String?
  /// The telephone numbers, as people write them.
  public var phones: [String]
  /// Makes details; only a link is needed.
  public init(
    provider: ConferencingProvider,
    url: String,
    meetingCode: String? = nil,
    accessCode: String? = nil,
    pin: String? = nil,
    phones: [String] = []
  ) {
    self.provider = provider
    self.url = url
    self.meetingCode = meetingCode
    self.accessCode = accessCode
    self.pin = pin
    self.phones = phones
  }

  /// Whether there is a link that may be opened.
  ///
  /// A service may name a provider and no link, or carry a link of a scheme that nobody should open.
  public var isReady: Bool { DetailsRules.urlMessage(url) == nil }
}

/// A maker of meetings; an open set, for links of any kind exist.
public struct ConferencingProvider: Hashable, Sendable, Codable, RawRepresentable,
  CustomStringConvertible
{
  /// The name that people know it by, and that services use.
  public let rawValue: String
  /// Makes a provider from its name.
  public init(rawValue: String) { self.rawValue = rawValue }
  /// Makes a provider from its name.
  public init(_ rawValue: String) { self.rawValue = rawValue }
  /// The name.
  public var description: String { rawValue }

  /// Google Meet.
  public static let googleMeet = ConferencingProvider("Google Meet")
  /// Zoom.
  public static let zoomMeeting = ConferencingProvider("Zoom Meeting")
  /// Microsoft Teams.
  public static let microsoftTeams = ConferencingProvider("Microsoft Teams")
  /// Cisco WebEx.
  public static let webEx = ConferencingProvider("WebEx")
  /// GoTo Meeting.
  public static let goToMeeting = ConferencingProvider("GoToMeeting")
  /// Skype for Business.
  public static let skypeForBusiness = ConferencingProvider("Skype for Business")
  /// Skype.
  public static let skypeForConsumer = ConferencingProvider("Skype for Consumer")
  /// A link whose maker is not known.
  public static let unknown = ConferencingProvider("unknown")

  /// The provider that can be asked for a fresh link, when it is one of the three.
  public var autocreateProvider: AutocreateProvider? { AutocreateProvider(rawValue: rawValue) }
}

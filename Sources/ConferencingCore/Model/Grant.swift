/// A signed-in connection at a service: it owns calendars, meetings or both.
public struct Grant: Identifiable, Hashable, Sendable, Codable {
  /// Its identity.
  public var id: GrantID
  /// What it is signed in to.
  public var provider: GrantProvider
  /// The owner's address; empty when it is not known.
  public var email: String
  /// What it may do, as the service names it.
  public var scopes: Set<String>
  /// Whether the sign-in still holds.
  public var isValid: Bool
  /// Whether Convene is signed in to it by itself, under the name that is its id, and not through
  /// the application of another service.
  public var isDirect: Bool
  /// Makes a grant.
  public init(
    id: GrantID,
    provider: GrantProvider,
    email: String,
    scopes: Set<String> = [],
    isValid: Bool = true,
    isDirect: Bool = false
  ) {
    self.id = id
    self.provider = provider
    self.email = email
    self.scopes = scopes
    self.isValid = isValid
    self.isDirect = isDirect
  }

  /// Reads a grant; one that was stored before there were direct sign-ins is none.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      id: try values.decode(GrantID.self, forKey: .id),
      provider: try values.decode(GrantProvider.self, forKey: .provider),
      email: try values.decode(String.self, forKey: .email),
      scopes: try values.decode(Set<String>.self, forKey: .scopes),
      isValid: try values.decode(Bool.self, forKey: .isValid),
      isDirect: try values.decodeIfPresent(Bool.self, forKey: .isDirect) ?? false
    )
  }

  /// What people call it: its owner's address, or its name.
  public var label: String { email.isEmpty ? id.rawValue : email }

  /// What people tell it from others by: one mailbox may be signed in to several times.
  public func label(among others: some Sequence<Grant>) -> String {
    let isAlone = !others.contains { $0.id != id && $0.label == label && $0.provider == provider }
    return isAlone || label == id.rawValue ? label : "\(id) (\(label))"
  }
}

/// What a grant is signed in to; an open set.
public struct GrantProvider: Hashable, Sendable, Codable, RawRepresentable {
  /// The service's word for it.
  public let rawValue: String
  /// Makes a provider from the service's word.
  public init(rawValue: String) { self.rawValue = rawValue }
  /// Google.
  public static let google = GrantProvider(rawValue: "google")
  /// Microsoft 365 or Outlook.
  public static let microsoft = GrantProvider(rawValue: "microsoft")
  /// Zoom, which has meetings and no calendars.
  public static let zoom = GrantProvider(rawValue: "zoom")
  /// Apple's calendars, which are reached through another service.
  public static let icloud = GrantProvider(rawValue: "icloud")
  /// Exchange on servers of one's own (Exchange Web Services).
  public static let ews = GrantProvider(rawValue: "ews")

  /// Calendars of which nobody mails anything: a folder, or a server without scheduling.
  public static let unscheduled = GrantProvider(rawValue: "unscheduled")

  /// Whether invitations and changes of its events are mailed to who is invited.
  public var notifiesParticipants: Bool { self != .unscheduled }

  /// Whether invitations can be answered at its calendars.
  ///
  /// Source: Nylas v3 Events API, "Send RSVP": not for iCloud.
  public var takesResponses: Bool { self != .icloud }

  /// The most scalars of a description on its calendars; `nil` when none is known.
  ///
  /// Source: Nylas, "Using the Events API".
  public var descriptionLimit: Int? { self == .google ? 8_192 : nil }

  /// The provider whose meetings a calendar of such a grant creates without a host grant.
  public var ownProvider: AutocreateProvider? {
    switch self {
    case .google: .googleMeet
    case .microsoft: .microsoftTeams
    default: nil
    }
  }

  /// The name that people know it by.
  public var displayName: String {
    switch self {
    case .google: "Google"
    case .microsoft: "Microsoft"
    case .zoom: "Zoom"
    case .icloud: "iCloud"
    case .ews: "Exchange"
    case .unscheduled: ""
    default: rawValue
    }
  }
}

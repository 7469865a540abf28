/// What an autocreated meeting is to be like: named values, checked by the rules.
public struct ConferencingSettings: Hashable, Sendable, Codable {
  /// The values by the setting's name.
  public var values: [String: ConferencingSettingValue]
  /// Makes settings.
  public init(_ values: [String: ConferencingSettingValue] = [:]) { self.values = values }
  /// Whether the provider's own defaults hold throughout.
  public var isEmpty: Bool { values.isEmpty }
}

/// The value of one setting.
public enum ConferencingSettingValue: Hashable, Sendable, Codable {
  case flag(Bool)
  case text(String)
}

/// A setting that people really change.
public struct ConferencingSetting: Hashable, Sendable, Identifiable {
  /// What may be chosen.
  public enum Kind: Hashable, Sendable {
    /// On or off.
    case flag
    /// One of these.
    case choice([String])
    /// A text of these characters and at most this many of them.
    case text(allowed: String, maximum: Int)
    /// Mail addresses with semicolons between them; none at all is a value too.
    case addresses
  }

  /// The name that the provider, commands and `--setting` use.
  public var name: String
  /// What a form calls it.
  public var label: String
  /// What may be chosen.
  public var kind: Kind
  /// What people read in the place of a value of the provider's that does not say it.
  public var words: [String: String] = [:]
  /// Its identity.
  public var id: String { name }

  /// A value as people read it.
  public func text(of value: ConferencingSettingValue) -> String {
    switch value {
    case .flag(let isOn): isOn ? "on" : "off"
    case .text(let text) where text.isEmpty: "none"
    case .text(let text): words[text] ?? text
    }
  }

  /// The setting of a provider with a name, in whatever case that is written.
  public static func named(
    _ name: String,
    of provider: AutocreateProvider
  ) -> ConferencingSetting? {
    all(of: provider).first { $0.name.lowercased() == name.lowercased() }
  }

  /// The settings of a provider, in the order of a form; the names are the provider's own.
  public static func all(of provider: AutocreateProvider) -> [ConferencingSetting] {
    switch provider {
    case .googleMeet: meet
    case .microsoftTeams: teams
    case .zoomMeeting: zoom
    }
  }

  /// The name of the passcode of a Zoom meeting, which is the access code of its link.
  public static let passcode = "password"

  /// Source: Zoom Meeting API, "Create a meeting"; `password` is a top-level field there, at most
  /// 10 characters of `[a-zA-Z0-9@-_*!]`; the others are in `settings`.
  private static let zoom = [
    ConferencingSetting(name: "waiting_room", label: "Waiting room", kind: .flag),
    ConferencingSetting(name: "join_before_host", label: "Join before host", kind: .flag),
    ConferencingSetting(name: "mute_upon_entry", label: "Mute on entry", kind: .flag),
    ConferencingSetting(
      name: "auto_recording",
      label: "Recording",
      kind: .choice(["none", "local", "cloud"]),
      words: ["local": "on the host's computer", "cloud": "in the cloud"]
    ),
    ConferencingSetting(
      name: passcode,
      label: "Access code",
      kind: .text(
        allowed: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@-_*!",
        maximum: 10
      )
    ),
    ConferencingSetting(name: "alternative_hosts", label: "Alternative hosts", kind: .addresses),
    ConferencingSetting(name: "meeting_authentication", label: "Sign-in required", kind: .flag),
  ]

  /// The lobby is the `scope` of `lobbyBypassSettings`; presenters that are named one by one are not
  /// offered.
  ///
  /// Source: Microsoft Graph v1.0, resource type `onlineMeeting`.
  private static let teams = [
    ConferencingSetting(
      name: "lobbyBypassSettings",
      label: "Skips the lobby",
      kind: .choice([
        "organizer", "invited", "organization", "organizationExcludingGuests",
        "organizationAndFederated", "everyone",
      ]),
      words: [
        // Short, for a narrow form cuts them off.
        "organizer": "organizer alone", "invited": "invited people",
        "organization": "colleagues, guests", "organizationExcludingGuests": "colleagues",
        "organizationAndFederated": "trusted organizations",
      ]
    ),
    ConferencingSetting(
      name: "allowedPresenters",
      label: "Presenters",
      kind: .choice(["everyone", "organization", "organizer"]),
      words: [
        "organization": "colleagues, guests", "organizer": "organizer alone",
        "roleIsPresenter": "chosen in Teams",
      ]
    ),
    ConferencingSetting(name: "recordAutomatically", label: "Recording", kind: .flag),
    ConferencingSetting(
      name: "allowMeetingChat",
      label: "Chat",
      kind: .choice(["enabled", "limited", "disabled"]),
      words: ["enabled": "on", "limited": "during the meeting alone", "disabled": "off"]
    ),
  ]

  /// Source: Google Meet REST API v2, `SpaceConfig`; `moderation` is `ON` or `OFF` there.
  private static let meet = [
    ConferencingSetting(
      name: "accessType",
      label: "Joins at once",
      kind: .choice(["OPEN", "TRUSTED", "RESTRICTED"]),
      words: [
        "OPEN": "everybody with the link", "TRUSTED": "colleagues, invited people",
        "RESTRICTED": "invited people",
      ]
    ),
    ConferencingSetting(name: "moderation", label: "Host management", kind: .flag),
  ]
}

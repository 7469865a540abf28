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
  }

  /// The name that the provider, commands and `--setting` use.
  public var name: String
  /// What a form calls it.
  public var label: String
  /// What may be chosen.
  public var kind: Kind
  /// What tells it from others.
  public var id: String { name }

  /// The settings of a provider, in the order of a form.
  ///
  /// Source: Zoom Meeting API, "Create a meeting"; `password` is a top-level field there, at most
  /// 10 characters of `[a-zA-Z0-9@-_*!]`; the others are in `settings`.
  public static func all(of provider: AutocreateProvider) -> [ConferencingSetting] {
    switch provider {
    case .googleMeet, .microsoftTeams: []
    case .zoomMeeting:
      [
        ConferencingSetting(name: "waiting_room", label: "Waiting room", kind: .flag),
        ConferencingSetting(name: "join_before_host", label: "Join before host", kind: .flag),
        ConferencingSetting(name: "mute_upon_entry", label: "Mute on entry", kind: .flag),
        ConferencingSetting(
          name: "auto_recording",
          label: "Recording",
          kind: .choice(["none", "local", "cloud"])
        ),
        ConferencingSetting(
          name: "password",
          label: "Access code",
          kind: .text(
            allowed: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@-_*!",
            maximum: 10
          )
        ),
      ]
    }
  }
}

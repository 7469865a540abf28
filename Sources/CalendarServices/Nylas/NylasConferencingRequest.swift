import CalendarCore
import ConferencingCore

/// `conferencing` as Nylas takes it: exactly one of autocreate, details and `{}`.
///
/// Source: Nylas v3 Events API, `event_conferencing_request`.
enum NylasConferencingRequest: Encodable {
  /// Ask for a fresh link.
  case autocreate(Autocreate)
  /// Put a link; only what the field of its provider can hold.
  case details(ConferencingDetails)
  /// Empty the field.
  case strip

  /// What is sent for a change of the meeting; `nil` when nothing is.
  ///
  /// - Parameters:
  ///   - change: The change.
  ///   - current: The meeting that the event has; `.none` for a new one.
  init?(_ change: ConferencingChange, over current: Conferencing) {
    switch change {
    case .keep: return nil
    case .strip:
      // A new event has nothing that could be taken off; an event that only seems to have nothing
      // may have got its link a moment ago.
      self = .strip
    case .autocreate(let autocreate): self = .autocreate(autocreate)
    case .details(let details):
      if let field = ServiceField.split(details, for: .nylas).field {
        self = .details(field)
      } else if current != .none {
        self = .strip
      } else {
        return nil
      }
    }
  }

  private enum CodingKeys: String, CodingKey {
    case provider, autocreate, details
  }
  private enum AutocreateKeys: String, CodingKey {
    case hostGrant = "conf_grant_id"
    case settings = "conf_settings"
  }
  private enum DetailsKeys: String, CodingKey {
    case url, password, pin, phone
    case meetingCode = "meeting_code"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .strip: break
    case .autocreate(let autocreate):
      try container.encode(autocreate.provider.rawValue, forKey: .provider)
      var inner = container.nestedContainer(keyedBy: AutocreateKeys.self, forKey: .autocreate)
      try inner.encodeIfPresent(autocreate.hostGrant?.rawValue, forKey: .hostGrant)
      if !autocreate.settings.isEmpty {
        let settings = NylasSettingsRequest(values: autocreate.settings.values)
        try inner.encode(settings, forKey: .settings)
      }
    case .details(let details):
      try container.encode(details.provider.rawValue, forKey: .provider)
      var inner = container.nestedContainer(keyedBy: DetailsKeys.self, forKey: .details)
      try inner.encode(details.url, forKey: .url)
      try inner.encodeIfPresent(details.meetingCode, forKey: .meetingCode)
      try inner.encodeIfPresent(details.accessCode, forKey: .password)
      try inner.encodeIfPresent(details.pin, forKey: .pin)
      if !details.phones.isEmpty { try inner.encode(details.phones, forKey: .phone) }
    }
  }
}

/// `conf_settings`: for Zoom, the top level of its "Create a meeting" request.
private struct NylasSettingsRequest: Encodable {
  let values: [String: ConferencingSettingValue]

  /// The settings that stand at the top there; all others are in its object `settings`.
  private static let top: Set<String> = ["password"]

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: SettingKey.self)
    for (name, value) in values where Self.top.contains(name) {
      try Self.encode(value, SettingKey(stringValue: name), in: &container)
    }
    let others = values.filter { !Self.top.contains($0.key) }
    guard !others.isEmpty else { return }
    var inner = container.nestedContainer(
      keyedBy: SettingKey.self,
      forKey: SettingKey(stringValue: "settings")
    )
    for (name, value) in others {
      try Self.encode(value, SettingKey(stringValue: name), in: &inner)
    }
  }

  private static func encode(
    _ value: ConferencingSettingValue,
    _ key: SettingKey,
    in container: inout KeyedEncodingContainer<SettingKey>
  ) throws {
    switch value {
    case .flag(let flag): try container.encode(flag, forKey: key)
    case .text(let text): try container.encode(text, forKey: key)
    }
  }
}

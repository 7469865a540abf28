import ConferencingCore

/// `conferencing` as Nylas sends it, and as it has been seen to send it.
///
/// Besides provider and details it may be `{}`, hold the provider alone, or the autocreate that is
/// still under way. Whatever the request form says, reads take any provider and any detail.
struct NylasConferencing: Decodable {
  /// The meeting.
  let conferencing: Conferencing

  private enum CodingKeys: String, CodingKey {
    case provider, details, autocreate
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let name = container.text(.provider)
    let provider = name.map { ConferencingProvider($0) } ?? .unknown
    let details = container.lenient(NylasDetails.self, .details)
    if let details, !details.isEmpty {
      conferencing = .details(details.details(of: provider))
    } else if let wanted = provider.autocreateProvider,
      let request = container.lenient(NylasAutocreate.self, .autocreate)
    {
      conferencing = .autocreate(
        Autocreate(provider: wanted, hostGrant: request.hostGrant, settings: request.settings)
      )
    } else if name != nil {
      // A provider alone: all that is known is shown. Whether a link is on its way is known only
      // to the cache that asked for it.
      conferencing = .details(ConferencingDetails(provider: provider, url: ""))
    } else {
      conferencing = .none
    }
  }
}

/// `conferencing.details` as Nylas sends it.
private struct NylasDetails: Decodable {
  let url: String?
  let meetingCode: String?
  let accessCode: String?
  let pin: String?
  let phones: [String]

  private enum CodingKeys: String, CodingKey {
    case url, pin, password, phone
    case meetingCode = "meeting_code"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    url = container.text(.url)
    meetingCode = container.text(.meetingCode)
    accessCode = container.text(.password)
    pin = container.text(.pin)
    phones = container.elements(String.self, .phone).filter { !$0.isEmpty }
  }

  var isEmpty: Bool {
    url == nil && meetingCode == nil && accessCode == nil && pin == nil && phones.isEmpty
  }

  func details(of provider: ConferencingProvider) -> ConferencingDetails {
    ConferencingDetails(
      provider: provider,
      url: url ?? "",
      meetingCode: meetingCode,
      accessCode: accessCode,
      pin: pin,
      phones: phones
    )
  }
}

/// `conferencing.autocreate` as Nylas sends it.
private struct NylasAutocreate: Decodable {
  let hostGrant: GrantID?
  let settings: ConferencingSettings

  private enum CodingKeys: String, CodingKey {
    case hostGrant = "conf_grant_id"
    case settings = "conf_settings"
  }

  private struct Settings: Decodable {
    var values: [String: ConferencingSettingValue] = [:]

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: SettingKey.self)
      for key in container.allKeys {
        if key.stringValue == "settings" {
          let inner = container.lenient(Settings.self, key)
          values.merge(inner?.values ?? [:]) { old, _ in old }
        } else if let flag = container.lenient(Bool.self, key) {
          values[key.stringValue] = .flag(flag)
        } else if let text = container.text(key) {
          values[key.stringValue] = .text(text)
        }
      }
    }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    hostGrant = container.text(.hostGrant).map { GrantID($0) }
    settings = ConferencingSettings(container.lenient(Settings.self, .settings)?.values ?? [:])
  }
}

/// The name of a setting.
struct SettingKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

import ConferencingCore
import CalendarCore

/// The user of a sign-in as Graph sends it.
struct GraphUser: Decodable, Sendable {
  let mail: String?
  let userPrincipalName: String?

  private enum CodingKeys: String, CodingKey { case mail, userPrincipalName }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    mail = container.text(.mail)
    userPrincipalName = container.text(.userPrincipalName)
  }
}

/// A calendar as Graph sends it.
struct GraphCalendar: Decodable, Sendable {
  let id: String?
  let name: String?
  let color: String
  let isDefault: Bool
  let canEdit: Bool
  /// Who may make meetings here; `nil` when the service does not say.
  let providers: [String]?
  let defaultProvider: String?

  private enum CodingKeys: String, CodingKey {
    case id, name, hexColor, isDefaultCalendar, canEdit
    case allowedOnlineMeetingProviders, defaultOnlineMeetingProvider
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = container.text(.id)
    name = container.text(.name)
    let digits = (container.text(.hexColor) ?? "").drop { $0 == "#" }.lowercased()
    color = digits.utf8.count == 6 && digits.allSatisfy(\.isHexDigit) ? "#" + digits : ""
    isDefault = container.lenient(Bool.self, .isDefaultCalendar) ?? false
    canEdit = container.lenient(Bool.self, .canEdit) ?? true
    providers =
      container.contains(.allowedOnlineMeetingProviders)
      ? container.elements(String.self, .allowedOnlineMeetingProviders) : nil
    defaultProvider = container.text(.defaultOnlineMeetingProvider)
  }

  /// What Teams is called at work and at school.
  static let usualTeams = "teamsForBusiness"

  /// The name of Teams that meetings are asked for under here; `nil` where Teams is not allowed.
  var teams: String? {
    let names = (providers ?? [Self.usualTeams]).filter(GraphOnline.isTeams)
    return names.first { $0 == defaultProvider } ?? names.first
  }

  /// The calendar; `nil` without an id.
  func calendar(account: AccountID) -> CalendarInfo? {
    id.map {
      CalendarInfo(
        id: CalendarID($0),
        account: account,
        name: name ?? $0,
        color: color,
        isPrimary: isDefault,
        isReadOnly: !canEdit,
        refusedProviders: teams == nil ? [.microsoftTeams] : []
      )
    }
  }
}

/// A page of a list.
struct GraphPage<Item: Decodable & Sendable>: Decodable, Sendable {
  let items: [Item]
  /// Whether it has entries that are no such items.
  let hasOthers: Bool
  let next: String?
  let delta: String?

  private enum CodingKeys: String, CodingKey {
    case value
    case next = "@odata.nextLink"
    case delta = "@odata.deltaLink"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let entries = try container.decode([Lenient<Item>].self, forKey: .value)
    items = entries.compactMap(\.value)
    hasOthers = items.count != entries.count
    next = container.text(.next)
    delta = container.text(.delta)
  }
}

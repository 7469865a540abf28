import CalendarCore
import ConferencingCore

/// A grant as Nylas sends it.
struct NylasGrant: Decodable {
  let id: String?
  let provider: String
  let email: String
  let scopes: [String]
  let isValid: Bool

  private enum CodingKeys: String, CodingKey {
    case id, provider, email, scope, blocked
    case status = "grant_status"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = container.text(.id)
    provider = container.text(.provider) ?? "unknown"
    email = container.text(.email) ?? ""
    // Some sign-ins give the scopes as one text.
    scopes = container.elements(String.self, .scope)
      .flatMap { $0.split(whereSeparator: { $0 == " " || $0 == "," }).map(String.init) }
    isValid =
      container.text(.status) != "invalid" && container.lenient(Bool.self, .blocked) != true
  }

  /// The grant; `nil` without an id.
  var grant: Grant? {
    id.map {
      Grant(
        id: GrantID($0),
        provider: GrantProvider(rawValue: provider),
        email: email,
        scopes: Set(scopes),
        isValid: isValid
      )
    }
  }
}

/// A calendar as Nylas sends it.
struct NylasCalendar: Decodable {
  let id: String?
  let name: String?
  let color: String
  let zone: String?
  let isPrimary: Bool
  let isReadOnly: Bool

  private enum CodingKeys: String, CodingKey {
    case id, name
    case zone = "timezone"
    case color = "hex_color"
    case isPrimary = "is_primary"
    case readOnly = "read_only"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = container.text(.id)
    name = container.text(.name)
    zone = container.text(.zone)
    isPrimary = container.lenient(Bool.self, .isPrimary) ?? false
    isReadOnly = container.lenient(Bool.self, .readOnly) ?? false
    color = Self.color(container.text(.color) ?? "")
  }

  /// The calendar; `nil` without an id.
  func calendar(account: AccountID) -> CalendarInfo? {
    id.map {
      CalendarInfo(
        id: CalendarID($0),
        account: account,
        name: name ?? $0,
        color: color,
        zone: zone,
        isPrimary: isPrimary,
        isReadOnly: isReadOnly
      )
    }
  }

  /// `#rrggbb` in lower case, or nothing.
  private static func color(_ text: String) -> String {
    let digits = text.hasPrefix("#") ? text.dropFirst() : text[...]
    guard digits.utf8.count == 6, digits.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
      return ""
    }
    return "#" + digits.lowercased()
  }
}

import ConferencingCore
import CalendarCore

/// A page of the list of calendars.
struct GoogleCalendarPage: Decodable, Sendable {
  let calendars: [GoogleCalendarEntry]
  /// Whether every calendar of the page could be read.
  let isComplete: Bool
  let next: String?

  private enum CodingKeys: String, CodingKey { case items, nextPageToken }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    // Something else that answers in JSON would be taken for an account without calendars.
    let count = try container.nestedUnkeyedContainer(forKey: .items).count
    calendars = container.elements(GoogleCalendarEntry.self, .items)
    isComplete = calendars.count { $0.id != nil } == count
    next = container.text(.nextPageToken)
  }
}

/// A calendar as Google lists it.
///
/// Source: Google Calendar API v3, `CalendarListEntry`.
struct GoogleCalendarEntry: Decodable, Sendable {
  let id: String?
  private let name: String?
  private let color: String
  private let zone: String?
  private let isPrimary: Bool
  private let role: String?
  private let isDeleted: Bool
  /// The conferences that can be put on its events; `nil` when it does not say.
  private let allowed: [String]?

  private enum CodingKeys: String, CodingKey {
    case id, summary, summaryOverride, backgroundColor, timeZone, primary, accessRole, deleted
    case conferenceProperties
  }

  private struct Properties: Decodable {
    let allowed: [String]?

    private enum CodingKeys: String, CodingKey { case allowedConferenceSolutionTypes }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      allowed =
        container.contains(.allowedConferenceSolutionTypes)
        ? container.elements(String.self, .allowedConferenceSolutionTypes) : nil
    }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = container.text(.id)
    name = container.text(.summaryOverride) ?? container.text(.summary)
    color = Self.color(container.text(.backgroundColor) ?? "")
    zone = container.text(.timeZone)
    isPrimary = container.lenient(Bool.self, .primary) ?? false
    role = container.text(.accessRole)
    isDeleted = container.lenient(Bool.self, .deleted) ?? false
    allowed = container.lenient(Properties.self, .conferenceProperties)?.allowed
  }

  /// The calendar; `nil` without an id.
  func calendar(account: AccountID) -> CalendarInfo? {
    guard let id, !isDeleted else { return nil }
    return CalendarInfo(
      id: CalendarID(id),
      account: account,
      name: name ?? id,
      color: color,
      zone: zone,
      isPrimary: isPrimary,
      isReadOnly: Self.isReadOnly(role: role),
      refusedProviders: allowed.map { $0.contains("hangoutsMeet") } ?? true ? [] : [.googleMeet]
    )
  }

  /// Whether somebody with a role can change nothing; a role that is not known may.
  static func isReadOnly(role: String?) -> Bool {
    ["reader", "freeBusyReader", "none"].contains(role)
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

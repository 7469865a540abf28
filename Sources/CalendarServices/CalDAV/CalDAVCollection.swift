import CalendarCore
import ConferencingCore
import Foundation

/// A calendar of a CalDAV server.
struct CalDAVCollection: Sendable {
  /// Where it is.
  let address: DAVAddress
  /// Its name; empty where it has none.
  let name: String
  /// Its colour as `#rrggbb`; empty where it has none.
  let color: String
  /// Where it stands among others, from 1; `nil` where the server does not say.
  let order: Int?
  /// The IANA name of its zone.
  let zone: String?
  /// Whether the user may not write.
  let isReadOnly: Bool
  /// Whether the server tells what changed (RFC 6578).
  let supportsSyncCollection: Bool

  /// Its id: its path, in one spelling.
  var id: CalendarID { CalendarID(address.canonicalPath) }

  /// The properties that are asked for.
  static let properties: [XMLName] = [
    .dav("resourcetype"), .dav("displayname"), .dav("current-user-privilege-set"),
    .dav("supported-report-set"), .dav("sync-token"), .caldav("supported-calendar-component-set"),
    .caldav("calendar-timezone"), .apple("calendar-color"), .apple("calendar-order"),
  ]

  /// Reads a collection; `nil` for what is no calendar with events.
  ///
  /// - Parameters:
  ///   - response: What the server says of it.
  ///   - home: Where it was listed.
  init?(_ response: Multistatus.Response, in home: DAVAddress) {
    // Boxes for scheduling, trash and calendars of others that are only subscribed to are no
    // calendars.
    guard let kinds = response[.dav("resourcetype")], kinds[.caldav("calendar")] != nil,
      !kinds.children.contains(where: { Self.otherKinds.contains(String($0.name.local)) }),
      let address = response.hrefs.first.flatMap(home.resolving),
      address.origin.hasSameOrigin(as: home.origin)
    else { return nil }
    if let components = response[.caldav("supported-calendar-component-set")] {
      let names = components.children.compactMap { $0.attributes["name"]?.uppercased() }
      guard names.isEmpty || names.contains("VEVENT") else { return nil }
    }
    self.address =
      address.path.hasSuffix("/") ? address : DAVAddress(home.origin, address.path + "/")
    name = FailureBody.sentence([response[.dav("displayname")]?.text ?? ""]) ?? ""
    color = Self.color(response[.apple("calendar-color")]?.trimmed ?? "")
    order = response[.apple("calendar-order")].flatMap { Int($0.trimmed) }
    zone = Self.zone(response[.caldav("calendar-timezone")]?.text ?? "")
    let reports = response[.dav("supported-report-set")]?.children
      .compactMap { $0[.dav("report")]?.children.first?.name }
    supportsSyncCollection =
      response[.dav("sync-token")]?.trimmed.isEmpty == false
      || reports?.contains(.dav("sync-collection")) == true
    isReadOnly = !Self.mayWrite(response[.dav("current-user-privilege-set")])
  }

  private static let otherKinds: Set<String> = [
    "schedule-inbox", "schedule-outbox", "notification", "deleted-calendar", "trash-bin",
    "subscribed", "dropbox-home",
  ]

  /// Whether privileges allow to change events; a server that does not say lets the attempt tell.
  private static func mayWrite(_ set: XMLElement?) -> Bool {
    guard let set else { return true }
    let names = Set(set.children.flatMap { $0.children.map(\.name) })
    guard !names.isEmpty else { return true }
    return names.contains(.dav("all")) || names.contains(.dav("write"))
      || names.contains(.dav("write-content")) || names.contains(.dav("bind"))
  }

  /// Reads `#rrggbb`, `#rrggbbaa` and the short forms.
  private static func color(_ text: String) -> String {
    guard text.hasPrefix("#"), text.dropFirst().allSatisfy(\.isHexDigit) else { return "" }
    let digits = text.dropFirst().lowercased()
    switch digits.utf8.count {
    case 6, 8: return "#" + digits.prefix(6)
    case 3, 4: return "#" + digits.prefix(3).map { "\($0)\($0)" }.joined()
    default: return ""
    }
  }

  /// The zone of a text with a VTIMEZONE, where it is one that is known here.
  private static func zone(_ text: String) -> String? {
    let line = text.split(whereSeparator: \.isNewline).first { $0.uppercased().hasPrefix("TZID") }
    guard let name = line?.split(separator: ":", maxSplits: 1).last else { return nil }
    let bare = name.trimmingCharacters(in: .whitespaces)
    return bare.contains("/") && TimeZone(identifier: bare) != nil ? bare : nil
  }
}

import Foundation

/// The sandbox's one person: her five grants and her calendars.
struct SeedAccounts: Sendable {
  let grants: [StoredGrant]
  let calendars: [StoredCalendar]

  /// The calendars that events are placed in, by what they are for.
  enum Purpose: String, CaseIterable, Sendable {
    case own, team, project, family, office, holidays, client, visits, company
  }

  init(now: Int, zone: TimeZone, random: inout SplitMix64) {
    let created = now - 240 * 86_400
    let google = StoredGrant(
      id: random.uuid(),
      provider: .google,
      email: "mara.lindqvist@acme.example",
      name: "Mara Lindqvist",
      scope: [
        "openid", "https://www.googleapis.com/auth/userinfo.email",
        "https://www.googleapis.com/auth/calendar",
      ],
      isValid: true,
      createdAt: created
    )
    let microsoft = StoredGrant(
      id: random.uuid(),
      provider: .microsoft,
      email: "mara@northwind.example",
      name: "Mara Lindqvist",
      scope: ["openid", "offline_access", "User.Read", "Calendars.ReadWrite"],
      isValid: true,
      createdAt: created + 86_400
    )
    let zoomAddresses = [
      "mara.zoom@acme.example", "webinars@acme.example", "mara@former-studio.example",
    ]
    let zooms = zoomAddresses.enumerated().map { index, email in
      StoredGrant(
        id: random.uuid(),
        provider: .zoom,
        email: email,
        name: ["Mara Lindqvist", "Acme Webinars", "Mara Lindqvist (former studio)"][index],
        // The second app was made before meetings could be moved: it lacks one scope.
        scope: StoredGrant.zoomScopes.filter { index != 1 || $0 != "meeting:update:meeting" }
          + ["user:read:user"],
        isValid: index != 2,
        createdAt: created + (index + 2) * 86_400
      )
    }
    grants = [google, microsoft] + zooms
    calendars = Self.calendars(google, microsoft, zone.identifier, &random)
  }

  /// The calendar for a purpose.
  func calendar(_ purpose: Purpose) -> StoredCalendar {
    // `calendars` is built in the order of the cases, one for each.
    calendars[Purpose.allCases.firstIndex(of: purpose) ?? 0]
  }

  func owner(of calendar: StoredCalendar) -> StoredGrant {
    grants.first { $0.id == calendar.grantID } ?? grants[0]
  }

  private static func calendars(
    _ google: StoredGrant,
    _ microsoft: StoredGrant,
    _ zone: String,
    _ random: inout SplitMix64
  ) -> [StoredCalendar] {
    var calendars = ["Mara", "Platform team", "Project Aurora", "Family", "Berlin office"].map {
      name in
      let isOwn = name == "Mara"
      let group = "c_\(random.characters(26, of: "0123456789abcdefghijklmnopqrstuv"))"
      return StoredCalendar(
        id: isOwn ? google.email : "\(group)@group.calendar.google.com",
        grantID: google.id,
        name: name,
        description: descriptions[name] ?? "",
        timeZone: zone,
        color: colors[name] ?? "#3f51b5",
        ownerEmail: google.email,
        isPrimary: isOwn,
        // Shared rooms: Google allows no Meet there.
        allowsMeet: name != "Berlin office"
      )
    }
    calendars.append(
      StoredCalendar(
        id: "en.german#holiday@group.v.calendar.google.com",
        grantID: google.id,
        name: "Holidays in Germany",
        description: "Holidays and observances in Germany",
        timeZone: zone,
        color: "#616161",
        ownerEmail: "holidays@calendar.example",
        isOwned: false,
        isReadOnly: true
      )
    )
    for name in ["Northwind", "Customer visits", "Northwind company"] {
      let isCompany = name == "Northwind company"
      calendars.append(
        StoredCalendar(
          id: EventID.make(for: .microsoft, &random),
          grantID: microsoft.id,
          name: name,
          description: descriptions[name] ?? "",
          timeZone: zone,
          color: colors[name] ?? "#0078d4",
          ownerEmail: isCompany ? "office@northwind.example" : microsoft.email,
          isPrimary: name == "Northwind",
          isOwned: !isCompany,
          isReadOnly: isCompany
        )
      )
    }
    return calendars
  }

  private static let descriptions = [
    "Platform team": "Stand-ups, reviews, on-call", "Project Aurora": "Milestones and workshops",
    "Family": "Everything that is not work", "Berlin office": "Rooms and things in the house",
    "Customer visits": "On the road", "Northwind company": "Published by the office",
  ]

  private static let colors = [
    "Mara": "#3f51b5", "Platform team": "#0b8043", "Project Aurora": "#f4511e",
    "Family": "#d50000", "Berlin office": "#8e24aa", "Northwind": "#0078d4",
    "Customer visits": "#ca5010", "Northwind company": "#5d5a58",
  ]
}

import Foundation

/// Grants of providers with which Nylas can do less: iCloud and Exchange servers (EWS).
struct LimitedAccounts: Sendable {
  let grants: [StoredGrant]
  let calendars: [StoredCalendar]

  /// Makes the grants, each with a primary calendar.
  ///
  /// - Parameters:
  ///   - now: The start of the day, Unix seconds.
  ///   - zone: The zone of the calendars.
  ///   - seed: The same gives the same ids.
  init(now: Int, zone: TimeZone, seed: UInt64) {
    var random = SplitMix64(seed: seed ^ 0x6C69_6D69_74)
    grants = [
      (StoredGrant.Provider.icloud, "mara@icloud.example"), (.ews, "mara@onpremise.example"),
    ].map { provider, email in
      StoredGrant(
        id: random.uuid(),
        provider: provider,
        email: email,
        name: "Mara Lindqvist",
        scope: [],
        isValid: true,
        createdAt: now - 200 * 86_400
      )
    }
    calendars = grants.map { grant in
      StoredCalendar(
        id: EventID.make(for: grant.provider, &random),
        grantID: grant.id,
        name: grant.provider == .icloud ? "Home" : "Calendar",
        description: "",
        timeZone: zone.identifier,
        color: "#1badf8",
        ownerEmail: grant.email,
        isPrimary: true,
        allowsMeet: false
      )
    }
  }
}

import ConferencingCore
import CalendarCore
import CalendarServices
import Foundation
import Testing

@testable import convene

/// What is said of days that may not have been read.
@Suite struct KnownDaysTests {
  private static let read = Date(timeIntervalSince1970: 1_795_599_000)

  private func gaps(
    _ from: String,
    _ to: String,
    read: Date? = read,
    at service: ServiceKind = .nylas,
    hoursAgo: Double = 1
  ) throws -> [String] {
    let work = AccountID("work")
    let directory = Directory(
      accounts: [Account(id: work, service: service), Account(id: .local, service: .local)],
      syncStatus: [work: SyncStatus(lastSuccess: read)]
    )
    let now = Self.read.addingTimeInterval(hoursAgo * 3_600)
    return KnownDays(directory, now: now, zone: .gmt)
      .gaps(in: try #require(Day(from))...(try #require(Day(to))))
  }

  @Test("Nothing is said of days that were read, and of the local calendar")
  func known() throws {
    #expect(try gaps("2026-11-25", "2026-12-01") == [])
    #expect(try gaps("2025-11-25", "2028-11-24") == [])
  }

  @Test(
    "The stretch that is known is named",
    arguments: [
      ("2030-01-01", "2030-01-07"), ("2025-11-24", "2025-11-30"), ("2028-11-20", "2028-11-25"),
    ]
  )
  func unknown(from: String, to: String) throws {
    #expect(try gaps(from, to) == ["work is known from 2025-11-25 to 2028-11-24 alone."])
  }

  @Test("A folder, a file or a CalDAV server is read whole: there is no other stretch")
  func whole() throws {
    for name in ["caldav", "vdir", "subscription"] {
      let service = try #require(ServiceCatalogue.standard[name]).kind
      #expect(try gaps("2030-01-01", "2030-01-07", at: service) == [])
      #expect(
        try gaps("2030-01-01", "2030-01-07", at: service, hoursAgo: 25) == [
          "work is shown as of 2026-11-25. convene sync reads what is new."
        ]
      )
    }
  }

  @Test("What was read long ago, or never, is said to be")
  func old() throws {
    #expect(
      try gaps("2026-11-25", "2026-12-01", hoursAgo: 25) == [
        "work is shown as of 2026-11-25. convene sync reads what is new."
      ]
    )
    #expect(
      try gaps("2026-11-25", "2026-12-01", read: nil) == [
        "work was never read. convene sync reads it."
      ]
    )
  }
}

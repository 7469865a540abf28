import Foundation
import Testing

@testable import convene

/// Times as commands read and print them.
@Suite struct ISOTimeTests {
  private func zone(_ name: String) throws -> TimeZone {
    try #require(TimeZone(identifier: name))
  }

  /// What is typed, in which zone, and what it is in UTC; `nil` when it is no time.
  static let readings: [(text: String, zone: String, utc: String?)] = [
    ("2026-12-01T10:00", "Europe/Berlin", "2026-12-01T09:00:00Z"),
    ("2026-07-01T10:00", "Europe/Berlin", "2026-07-01T08:00:00Z"),
    ("2026-12-01t10:00:30", "Europe/Berlin", "2026-12-01T09:00:30Z"),
    ("2026-12-01 10:00", "Europe/Berlin", "2026-12-01T09:00:00Z"),
    ("2026-12-01T10:00Z", "Europe/Berlin", "2026-12-01T10:00:00Z"),
    ("2026-12-01T10:00z", "Asia/Tokyo", "2026-12-01T10:00:00Z"),
    ("2026-12-01T10:00+05:30", "Europe/Berlin", "2026-12-01T04:30:00Z"),
    ("2026-12-01T10:00-0800", "Europe/Berlin", "2026-12-01T18:00:00Z"),
    ("2026-12-01T00:30+14:00", "UTC", "2026-11-30T10:30:00Z"),
    // Clocks go forward: 02:30 does not exist and is read as 03:30.
    ("2026-03-29T02:30", "Europe/Berlin", "2026-03-29T01:30:00Z"),
    // Clocks go back: 02:30 happens twice, the first is meant.
    ("2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30:00Z"),
    ("2026-12-01T10:00", "Asia/Kathmandu", "2026-12-01T04:15:00Z"),
    ("1969-12-31T23:59", "UTC", "1969-12-31T23:59:00Z"),
    ("2028-02-29T00:00", "UTC", "2028-02-29T00:00:00Z"),
    ("2026-02-29T00:00", "UTC", nil),
    ("2026-12-01T24:00", "UTC", nil),
    ("2026-12-01T10:60", "UTC", nil),
    ("2026-12-01T10", "UTC", nil),
    ("2026-12-01T1:00", "UTC", nil),
    ("2026-12-01T10:00:00:00", "UTC", nil),
    ("2026-12-01T10:00+25:00", "UTC", nil),
    ("2026-12-01T10:00+5", "UTC", nil),
    ("2026-12-01", "UTC", nil),
    ("T10:00", "UTC", nil),
    ("tomorrow", "UTC", nil),
    ("", "UTC", nil),
    ("２０２６-12-01T10:00", "UTC", nil),
  ]

  @Test("Times are read", arguments: readings)
  func reading(_ row: (text: String, zone: String, utc: String?)) throws {
    let date = ISOTime.date(row.text, in: try zone(row.zone))
    #expect(date.map { ISOTime.text($0, in: .gmt) } == row.utc)
  }

  static let writings: [(seconds: Double, zone: String, text: String)] = [
    (0, "UTC", "1970-01-01T00:00:00Z"),
    (-1, "UTC", "1969-12-31T23:59:59Z"),
    (1_796_115_600, "Europe/Berlin", "2026-12-01T10:00:00+01:00"),
    (1_782_892_800, "Europe/Berlin", "2026-07-01T10:00:00+02:00"),
    (1_796_115_600, "America/St_Johns", "2026-12-01T05:30:00-03:30"),
    (1_796_115_600, "Asia/Kathmandu", "2026-12-01T14:45:00+05:45"),
    (1_796_115_600.9, "UTC", "2026-12-01T09:00:00Z"),
  ]

  @Test("Times are written with the offset of their zone", arguments: writings)
  func writing(_ row: (seconds: Double, zone: String, text: String)) throws {
    let date = Date(timeIntervalSince1970: row.seconds)
    #expect(ISOTime.text(date, in: try zone(row.zone)) == row.text)
  }

  @Test(
    "What is written is read as the same instant",
    arguments: ["UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Kiritimati"]
  )
  func roundTrip(_ name: String) throws {
    let zone = try zone(name)
    // Steps of 25 hours and some through a year, over both changes of the clock.
    for step in 0..<350 {
      let date = Date(timeIntervalSince1970: 1_767_225_600 + Double(step) * 90_061)
      #expect(ISOTime.date(ISOTime.text(date, in: zone), in: .gmt) == date)
    }
  }
}

/// Zones have names: with the static runtime they have none unless something brings them in.
@Suite struct ZoneTests {
  @Test("Zones are known by name", arguments: ["Europe/Berlin", "Asia/Tokyo", "America/New_York"])
  func known(_ name: String) throws {
    _ = try LiveEnvironment.current()
    #expect(TimeZone(identifier: name) != nil)
    #expect(TimeZone.knownTimeZoneIdentifiers.contains(name))
  }

  @Test("The zone of the environment is the person's")
  func environment() throws {
    let environment = try LiveEnvironment.current()
    if let name = environment.variable("TZ"), let zone = TimeZone(identifier: name) {
      #expect(environment.zone == zone)
    }
    #expect(!environment.zone.identifier.isEmpty)
  }
}

import CalendarCore
import Foundation
import Testing
import ViewModels

@testable import convene

/// Times as commands read and print them.
@Suite struct ISOTimeTests {
  private func zone(_ name: String) throws -> TimeZone {
    try #require(TimeZone(identifier: name))
  }

  static let writings: [(seconds: Double, zone: String, text: String)] = [
    (0, "UTC", "1970-01-01T00:00:00Z"),
    (-1, "UTC", "1969-12-31T23:59:59Z"),
    (1_796_115_600, "Europe/Berlin", "2026-12-01T10:00:00+01:00"),
    (1_782_892_800, "Europe/Berlin", "2026-07-01T10:00:00+02:00"),
    (1_796_115_600, "America/St_Johns", "2026-12-01T05:30:00-03:30"),
    (1_796_115_600, "Asia/Kathmandu", "2026-12-01T14:45:00+05:45"),
    (1_796_115_600.9, "UTC", "2026-12-01T09:00:00Z"),
    // Beyond the last day that can be written its last second is.
    (253_402_300_800, "UTC", "9999-12-31T23:59:59Z"),
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
    let context = InputContext(now: Date(timeIntervalSince1970: 1_796_115_600), zone: zone)
    // Steps of 25 hours and some through a year, over both changes of the clock.
    for step in 0..<350 {
      let date = Date(timeIntervalSince1970: 1_767_225_600 + Double(step) * 90_061)
      let read = try TimeInput.moment(ISOTime.text(date, in: zone), context)
      let wall = try #require(read.day).daysSinceEpoch * 86_400 + (read.seconds ?? -1)
      let offset = try #require(read.offset)
      #expect(Date(timeIntervalSince1970: Double(wall - offset)) == date)
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

  @Test("The zone of the environment is the user's")
  func environment() throws {
    let environment = try LiveEnvironment.current()
    if let name = environment.variable("TZ"), let zone = TimeZone(identifier: name) {
      #expect(environment.zone == zone)
    }
    #expect(!environment.zone.identifier.isEmpty)
  }
}

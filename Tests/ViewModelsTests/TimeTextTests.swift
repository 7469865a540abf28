import CalendarCore
import Foundation
import Testing

@testable import ViewModels

/// Times of the night in which the clock is set back.
@Suite struct TimeTextTests {
  @Test("An hour that ends at the time at which it began is no moment")
  func setBack() throws {
    let zone = try #require(TimeZone(identifier: "Europe/Berlin"))
    let clock = WallClock(zone)
    // 31 October 2027, 02:30 in summer time.
    let start = Date(timeIntervalSince1970: 1_824_942_600)
    #expect(TimeText.range(start, start + 3_600, in: clock) == "02:30 (1 h)")
    #expect(TimeText.range(start, start + 5_400, in: clock) == "02:30–03:00")
    #expect(TimeText.range(start, start, in: clock) == "02:30")
  }
}

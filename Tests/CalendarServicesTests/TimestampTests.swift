import CalendarCore
import Foundation
import Testing

@testable import CalendarServices

@Suite struct TimestampTests {
  private let now = Date(timeIntervalSince1970: 784_111_777)  // Sun, 06 Nov 1994 08:49:37 GMT

  @Test(
    arguments: [
      ("0", 0), ("120", 120), (" 7 ", 7), ("999999999", 86_400),
      ("Sun, 06 Nov 1994 08:49:47 GMT", 10), ("Sun, 06 Nov 1994 08:49:00 GMT", 0),
      ("1994-11-06T08:49:47Z", 10), ("1994-11-06T08:49:47.5Z", 10), ("1994-11-06", nil),
      ("-1", nil), ("soon", nil), ("", nil), ("Sun, 06 Nov 1994 08:49:37", nil),
      ("Sun, 31 Feb 1994 08:49:37 GMT", nil), ("Sun, 06 Nov 1994 25:00:00 GMT", nil),
    ] as [(String, Int?)]
  )
  func retryAfter(_ text: String, seconds: Int?) {
    #expect(Timestamp.wait(text, now: now) == seconds.map { .seconds($0) })
  }

  @Test(arguments: [
    ("2026-11-25T10:30:00Z", 1_795_602_600), ("2026-11-25T10:30:00.123Z", 1_795_602_600),
    ("2026-11-25t11:30:00+01:00", 1_795_602_600), ("2026-11-25T05:00:00-05:30", 1_795_602_600),
    // Without an offset the named zone says where the clock hangs.
    ("2026-11-25T11:30:00", 1_795_602_600), ("2026-11-25T10:30", nil), ("2026-11-25", nil),
    ("2026-13-25T10:30:00Z", nil), ("2026-11-25T24:30:00Z", nil), ("", nil),
    ("2026-11-25T10:30:00+1", nil), ("2026-11-25T10:30:00x01:00", nil),
    ("٢٠٢٦-11-25T10:30:00Z", nil),
  ])
  func readsMoments(text: String, seconds: Int?) {
    let zone = TimeZone(identifier: "Europe/Berlin") ?? .gmt
    let date = Timestamp.date(text, in: zone)
    #expect(date == seconds.map { Date(timeIntervalSince1970: Double($0)) })
  }

  @Test(arguments: [0, 1_795_602_600, -1, -62_135_596_800, 253_402_300_799])
  func writesMoments(seconds: Int) {
    let date = Date(timeIntervalSince1970: Double(seconds))
    #expect(Timestamp.date(Timestamp.text(date), in: .gmt) == date)
  }

  /// Without an offset and without a zone, a text says no moment.
  @Test func aWallClockIsNoMoment() {
    #expect(Timestamp.date("2026-11-25T10:30:00") == nil)
  }

  @Test(arguments: [
    ("2026-11-25T09:30:00.0000000", 34_200), ("2026-12-31T23:59:60", 86_399), ("2026-11-25", nil),
  ])
  func readsWallClocks(_ text: String, _ seconds: Int?) {
    #expect(Timestamp.wallClock(text)?.seconds == seconds)
  }

  @Test(arguments: [-62_135_596_800.5, 253_402_300_800, .infinity, .nan])
  func secondsOutsideOfTheYearsAreNoMoment(_ seconds: Double) {
    #expect(Timestamp.date(seconds: seconds) == nil)
  }

  @Test func backoffGrowsAndIsBounded() {
    let backoff = Backoff(first: .milliseconds(100), longest: .seconds(1))
    let waits = (1...6).map { backoff.delay(after: $0, random: 1) }
    #expect(waits == [100, 200, 400, 800, 1000, 1000].map { .milliseconds($0) })
    #expect(backoff.delay(after: 1000, random: 0.5) == .milliseconds(500))
    #expect(backoff.delay(after: 3, random: 0) == .zero)
    #expect(backoff.delay(after: 0, random: 1) == .milliseconds(100))
  }
}

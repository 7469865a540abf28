import Foundation
import Testing

@testable import CalendarServices

@Suite struct RetryTests {
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
    #expect(RetryAfter.duration(text, now: now) == seconds.map { .seconds($0) })
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

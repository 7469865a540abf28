package import Foundation

/// The time of these tests: it begins at a moment that they choose, and runs from there.
package enum TestClock {
  /// The moment; the first word of `CONVENE_TEST_MOMENT` names another.
  private static let begin: Date = {
    let named = ProcessInfo.processInfo.environment["CONVENE_TEST_MOMENT"]
    let text = named?.split(separator: " ").first.map(String.init) ?? "2026-11-25T10:20:00+01:00"
    guard let date = ISO8601DateFormatter().date(from: text) else {
      preconditionFailure("CONVENE_TEST_MOMENT is no moment: \(text)")
    }
    return date
  }()
  /// The system's uptime at the begin, in seconds.
  private static let uptime = ProcessInfo.processInfo.systemUptime

  /// The time.
  package static var now: Date {
    let start = uptime
    return begin + (ProcessInfo.processInfo.systemUptime - start)
  }
}

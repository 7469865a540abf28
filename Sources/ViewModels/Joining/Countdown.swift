import CalendarCore
package import Foundation

/// The next meeting with a link, and when it is worth a word in the header.
package struct Countdown: Equatable, Sendable {
  /// The meeting; `nil` when none comes.
  private var next: EventSummary?
  /// When to look again, if nothing else happens.
  private var isDue: Date?

  /// How long before its start a meeting is announced, and how long after it, in seconds.
  private static let announced = (before: 600.0, after: 60.0)
  /// How long what was read holds, in seconds: a quarter of an hour less than the rules look ahead
  /// across midnight.
  private static let hold: TimeInterval = 3_600

  init() {}

  /// Takes what was read.
  mutating func load(_ next: EventSummary?, now: Date, zone: TimeZone) {
    self.next = next
    let end = next.map { $0.time.start(in: zone) + Self.announced.after } ?? .distantFuture
    isDue = min(end, now + Self.hold)
  }

  /// Whether it has to be read again at a time; then it is asked for once.
  mutating func takeDue(_ now: Date) -> Bool {
    guard let isDue, now >= isDue else { return false }
    self.isDue = nil
    return true
  }

  /// What the header says: `Review in 7 min`, `Review now`; `nil` for most of the day.
  package func words(now: Date, zone: TimeZone) -> (title: String, when: String)? {
    guard let next else { return nil }
    let seconds = next.time.start(in: zone).timeIntervalSince(now)
    guard seconds <= Self.announced.before, seconds > -Self.announced.after else { return nil }
    let title = next.title.allSatisfy(\.isWhitespace) ? "(no title)" : next.title
    let minutes = Int((seconds / 60).rounded(.up))
    return (title, minutes <= 0 ? "now" : "in \(minutes) min")
  }
}

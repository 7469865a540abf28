import Foundation

/// The clock of a world: it begins at a moment that the tests choose, and runs from there.
///
/// The sandbox, every command and every screen of a world share it.
struct TestClock: Sendable {
  /// The moment that all tests begin at: a time with its offset, and a zone.
  ///
  /// `CONVENE_TEST_MOMENT` names another.
  static let moment =
    ProcessInfo.processInfo.environment["CONVENE_TEST_MOMENT"]
    ?? "2026-11-25T10:20:00+01:00 Europe/Berlin"

  /// The zone of the world.
  let zone: String
  private let text: String
  private let begin: Date
  /// The system's uptime at the begin, in seconds: no date, but the same for every process.
  private let uptime = ProcessInfo.processInfo.systemUptime

  /// Starts a clock.
  ///
  /// - Parameter moment: A time with its offset, and a zone, as ``moment``.
  /// - Throws: ``WorldError`` when it is none.
  init(_ moment: String = Self.moment) throws {
    let parts = moment.split(separator: " ").map(String.init)
    guard parts.count == 2, let begin = ISO8601DateFormatter().date(from: parts[0]) else {
      throw WorldError("\"\(moment)\" is no moment")
    }
    (text, zone, self.begin) = (parts[0], parts[1], begin)
  }

  /// The value of the variable that gives the program this clock.
  var variable: String { "\(text)@\(uptime)" }

  /// The value that gives the program a clock which is ahead.
  ///
  /// - Parameter minutes: How far.
  /// - Returns: The value of the variable.
  func variable(ahead minutes: Int) -> String {
    let text = ISO8601DateFormatter().string(from: begin.addingTimeInterval(Double(minutes) * 60))
    return "\(text)@\(uptime)"
  }

  /// The time.
  var now: Date { begin + (ProcessInfo.processInfo.systemUptime - uptime) }
}

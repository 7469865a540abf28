import CalendarCore
import Foundation

/// What the user should know of a file whose events are not all shown as they stand there.
struct FileRemarks: Sendable {
  /// What is to be said of the file itself, a sentence each.
  var head: [String] = []
  /// How many events have texts that are not UTF-8.
  var legacyCount = 0
  /// What is said of the first events that are shown otherwise than the file has them, by line.
  private var changes: [Int: String] = [:]
  /// How many there are besides.
  private var more = 0

  /// How many of those are named.
  private static let named = 10

  /// Looks at an event.
  ///
  /// - Parameters:
  ///   - reading: The event.
  ///   - zone: The zone in which a series without one repeats.
  mutating func note(_ reading: EventReading, zone: TimeZone) {
    let title = "“\(reading.event.title.isEmpty ? "(no title)" : reading.event.title)”"
    var sentences: [String] = []
    if reading.isReversed {
      let shown = reading.event.time.isAllDay ? "on its first day" : "without a length"
      sentences.append("\(title) ends before it begins. It is shown \(shown).")
    }
    let expansion = reading.event.recurrence?.next(2, from: reading.event.time, zone: zone)
    if let expansion, let problem = expansion.problem {
      sentences.append(
        expansion.times.count > 1
          ? "of \(title) \(problem), and is left out of how it repeats."
          : "\(title) is shown once, for \(problem)."
      )
    }
    guard !sentences.isEmpty, changes[reading.line] == nil else { return }
    guard changes.count < Self.named else { return more += 1 }
    changes[reading.line] = "Line \(reading.line): " + sentences.joined(separator: " ")
  }

  /// What is said of events, a sentence each, in the order of the file.
  var sentences: [String] {
    let events = legacyCount == 1 ? "One event is" : "\(legacyCount) events are"
    let said = changes.sorted { $0.key < $1.key }.map(\.value)
    let others = more == 1 ? "1 more event is" : "\(more) more events are"
    return head
      + (legacyCount == 0 ? [] : ["\(events) not in UTF-8 and read as Windows-1252."])
      + said + (more == 0 ? [] : ["\(others) not shown as the file has them."])
  }
}

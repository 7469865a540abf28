import CalendarCore
import ConferencingCore

/// The events of a file that have no UID, by the ones that were made from their texts.
///
/// Nothing tells two of one text apart: they would have one id here.
struct UnnamedEvents: Sendable {
  private var first: [String: (entry: Int, line: Int)] = [:]

  /// Takes in an event.
  ///
  /// - Returns: What says that the same event stands in the file before; `nil` for the first one.
  mutating func add(_ reading: EventReading) -> SeriesReading.Skipped? {
    let known = first[reading.uid] ?? (entry: reading.entry, line: reading.line)
    first[reading.uid] = known
    guard known.entry != reading.entry else { return nil }
    return SeriesReading.Skipped(
      line: reading.line,
      title: reading.event.title,
      reason: "it has no UID, and the same event is at line \(known.line)"
    )
  }
}

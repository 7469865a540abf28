package import CalendarCore
import ConferencingCore
import Foundation
package import ICalendar

/// What an import does with the events of a file, decided by their UIDs and by what is here already.
package struct ImportPlan: Sendable {
  /// How many events and series there are of each kind.
  package struct Counts: Hashable, Sendable {
    /// Those that are not here yet.
    package var new = 0
    /// Those that are here and differ.
    package var updated = 0
    /// Those that are here as they are in the file.
    package var unchanged = 0
    /// Events that are not imported.
    package var skipped: [SeriesReading.Skipped] = []
    /// How many of these are broken.
    package var broken = 0

    /// Makes counts of nothing.
    package init() {}
  }

  /// What is to be done.
  package private(set) var changes: [ImportedSeries] = []
  /// How much of what.
  package private(set) var counts = Counts()

  /// Makes a plan of nothing.
  package init() {}

  /// Counts what of a file is broken beyond reading.
  package mutating func note(_ problems: [Component.Problem]) {
    counts.broken += problems.count
    counts.skipped += problems.map {
      SeriesReading.Skipped(line: $0.line, title: "", reason: $0.reason)
    }
  }

  /// Adds the events of a UID.
  ///
  /// - Parameters:
  ///   - series: The events as the file has them.
  ///   - file: The file.
  ///   - kept: The events of the UID that are here.
  package mutating func add(_ series: SeriesReading, of file: CalendarFile, kept: [KeptEvent]) {
    counts.skipped += series.skipped
    let readings = series.readings
    guard !readings.isEmpty else { return }
    let known = KnownSeries(kept, for: series, zones: file.zones(of: readings[0]))
    var result = ImportedSeries()
    var isUnchanged = true
    var isOlder = false
    var found: Set<EventID> = []
    for reading in readings {
      let text = file.keptText(of: reading)
      let old = known[text.recurrenceID]
      if let old { found.insert(old.kept.event.id) }
      switch Self.decision(reading, text, old, file.zones(of: reading)) {
      case .older:
        if reading.originalStart == nil { isOlder = true }
        counts.skipped.append(
          SeriesReading.Skipped(
            line: reading.line,
            title: reading.event.title,
            reason: "the event here is newer (SEQUENCE)"
          )
        )
      case .unchanged: if reading.originalStart == nil { result.series = old?.kept.event.id }
      case .change(let event):
        isUnchanged = false
        let change = ImportedSeries.Change(event: event, isKnown: old != nil, text: text)
        if reading.originalStart == nil {
          result.master = change
        } else {
          result.others.append(change)
        }
      }
    }
    // An exception that is missing in an older file, or that cannot be read, is not gone.
    if series.master != nil, series.isWhole, !isOlder {
      result.removed = kept.filter { kept in
        known.has(kept.event) && !found.contains(kept.event.id)
          && kept.text.map { !$0.recurrenceID.isEmpty } ?? false
      }
      .map(\.event.id)
    }
    if kept.isEmpty {
      counts.new += 1
    } else if isUnchanged, result.removed.isEmpty {
      counts.unchanged += 1
    } else {
      counts.updated += 1
    }
    if !result.isEmpty { changes.append(result) }
  }

  /// Takes the changes out.
  package mutating func takeChanges() -> [ImportedSeries] {
    defer { changes = [] }
    return changes
  }

  private enum Decision {
    case unchanged
    case older
    case change(Event)
  }

  private static func decision(
    _ reading: EventReading,
    _ text: KeptText,
    _ old: KnownSeries.Known?,
    _ zones: FileZones
  ) -> Decision {
    guard let old else { return .change(reading.event) }
    if let former = old.kept.text, former.bytes == text.bytes { return .unchanged }
    guard let former = old.kept.text, let read = old.read else {
      // An event that was made here: what an export of it says is no news.
      let said = old.exported(uid: reading.uid, zones)
      let event = merged(old.kept.event, with: reading.event, since: said)
      return event == old.kept.event ? .unchanged : .change(event)
    }
    if reading.sequence < read.sequence { return .older }
    if let stable = StableText(text.bytes) {
      if stable == StableText(former.bytes) { return .unchanged }
      // An export of what was edited here.
      if let edited = old.edited(zones), stable.isSame(as: StableText(edited)) {
        return .unchanged
      }
    }
    return .change(merged(old.kept.event, with: reading.event, since: read.event))
  }

  /// An event with what a file changes of it; what was changed here alone stays.
  ///
  /// - Parameters:
  ///   - event: The event.
  ///   - new: The event as the file has it.
  ///   - old: The event as it was imported; `nil` to take all of the file.
  /// - Returns: The event.
  private static func merged(_ event: Event, with new: Event, since old: Event?) -> Event {
    var event = event.taking(fieldsOf: new, unlike: old)
    func take<Value: Equatable>(_ path: WritableKeyPath<Event, Value>) {
      if old == nil || old?[keyPath: path] != new[keyPath: path] {
        event[keyPath: path] = new[keyPath: path]
      }
    }
    take(\.endZone)
    take(\.status)
    take(\.organizer)
    take(\.conferencing)
    return event
  }
}

/// A text without the lines that say when it was written.
///
/// Google and others write other ones in each export.
private struct StableText: Equatable {
  private var lines: [ContentLine]
  private let parts: [StableText]

  init?(_ bytes: [UInt8]) {
    guard let component = KeptReading.component(bytes) else { return nil }
    self.init(component)
  }

  private init(_ component: Component) {
    lines = component.properties.filter { !Self.volatile.contains($0.name) }
      .map { ContentLine($0.name, $0.parameters, value: $0.value) }
    parts = component.components.map { StableText($0) }
  }

  /// Whether two texts of one event say the same, whatever series it is of.
  func isSame(as other: StableText?) -> Bool {
    guard let other else { return false }
    return withoutSeries == other.withoutSeries
  }

  /// The text without the lines that say of which series it is.
  private var withoutSeries: StableText {
    var text = self
    text.lines.removeAll { $0.name == "UID" || $0.name == "RECURRENCE-ID" }
    return text
  }

  private static let volatile: Set = ["DTSTAMP", "LAST-MODIFIED", "CREATED"]
}

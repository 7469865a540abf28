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
    let known = KnownSeries(kept, zones: file.zones)
    var result = ImportedSeries()
    var isUnchanged = true
    var isOlder = false
    for reading in readings {
      let text = file.keptText(of: reading)
      let old = known[text.recurrenceID]
      switch Self.decision(reading, text, old) {
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
      let left = Set(readings.map { $0.originalStart.map(\.description) ?? "" })
      result.removed = kept.filter { kept in
        kept.text.map { !$0.recurrenceID.isEmpty && !left.contains($0.recurrenceID) } ?? false
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
    _ old: KnownSeries.Known?
  ) -> Decision {
    guard let old else { return .change(reading.event) }
    if let former = old.kept.text, former.bytes == text.bytes { return .unchanged }
    guard let former = old.kept.text, let read = old.read else {
      let event = old.kept.event.taking(reading.event, since: nil)
      return event == old.kept.event ? .unchanged : .change(event)
    }
    if reading.sequence < read.sequence { return .older }
    if let stable = StableText(former.bytes), stable == StableText(text.bytes) {
      return .unchanged
    }
    return .change(old.kept.event.taking(reading.event, since: read.event))
  }
}

/// The events of a UID that are here, with what their texts say.
private struct KnownSeries {
  struct Known {
    var kept: KeptEvent
    /// The event as its text has it; `nil` without a text.
    var read: EventReading?
  }

  private var events: [String: Known] = [:]

  /// Reads the texts in the zones of the new file: what a name meant before, it means still.
  init(_ kept: [KeptEvent], zones: FileZones) {
    let texts = KeptReading(kept, zones: zones)
    for event in kept {
      let id =
        event.text?.recurrenceID ?? event.event.occurrence.map(\.originalStart.description) ?? ""
      events[id] = Known(kept: event, read: texts[id])
    }
  }

  subscript(_ recurrenceID: String) -> Known? { events[recurrenceID] }
}

/// A text without the lines that say when it was written.
///
/// Google and others write other ones in each export.
private struct StableText: Equatable {
  private let lines: [ContentLine]
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

  private static let volatile: Set = ["DTSTAMP", "LAST-MODIFIED", "CREATED"]
}

extension Event {
  /// This event with what a file changes of it; what was changed here alone stays.
  ///
  /// - Parameters:
  ///   - new: The event as the file has it.
  ///   - old: The event as it was imported; `nil` to take all of the file.
  /// - Returns: The event.
  fileprivate func taking(_ new: Event, since old: Event?) -> Event {
    var event = self
    func take<Value: Equatable>(_ path: WritableKeyPath<Event, Value>) {
      if old == nil || old?[keyPath: path] != new[keyPath: path] {
        event[keyPath: path] = new[keyPath: path]
      }
    }
    take(\.title)
    take(\.time)
    take(\.endZone)
    take(\.recurrence)
    take(\.location)
    take(\.description)
    take(\.status)
    take(\.visibility)
    take(\.isBusy)
    take(\.reminders)
    take(\.participants)
    take(\.organizer)
    take(\.conferencing)
    return event
  }
}

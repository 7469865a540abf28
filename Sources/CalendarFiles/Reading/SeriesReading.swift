import CalendarCore
import ConferencingCore
package import Foundation

/// The events of one UID: an event, or a master with its exceptions.
package struct SeriesReading: Sendable {
  /// An event that is of no use, and why.
  package struct Skipped: Hashable, Sendable {
    /// The number of its first line.
    package var line: Int
    /// Its title.
    package var title: String
    /// The reason, to follow the number of the line.
    package var reason: String

    /// Makes one.
    package init(line: Int, title: String, reason: String) {
      self.line = line
      self.title = title
      self.reason = reason
    }
  }

  /// The event, or the master.
  package private(set) var master: EventReading?
  /// The exceptions, and the tails of series that an exception for all later occurrences begins.
  package private(set) var others: [EventReading] = []
  /// What is not used.
  package internal(set) var skipped: [Skipped] = []
  /// Whether it is all that its file has of the UID; not where an event could not be read.
  package var isWhole = true

  /// How many times a series is divided at most; further ones are exceptions.
  private static let mostParts = 20

  /// Brings events together.
  ///
  /// - Parameters:
  ///   - readings: The events of a UID, in the order of the file.
  ///   - zone: The zone of times that name none.
  package init(_ readings: [EventReading], zone: TimeZone) {
    for reading in readings where reading.originalStart == nil {
      master = master.map { newest($0, reading) } ?? reading
    }
    var exceptions: [OccurrenceKey.Start: EventReading] = [:]
    var order: [OccurrenceKey.Start] = []
    for var reading in readings {
      guard let start = normalizedStart(of: reading, zone) else { continue }
      reading.originalStart = start
      if exceptions[start] == nil { order.append(start) }
      exceptions[start] = exceptions[start].map { newest($0, reading) } ?? reading
    }
    others = order.compactMap { exceptions[$0] }.map(attached)
    let later = order.filter { exceptions[$0]?.isForLater == true }
    for start in later.sorted().prefix(Self.mostParts) { split(at: start) }
  }

  /// All of its events.
  package var readings: [EventReading] { (master.map { [$0] } ?? []) + others }

  /// The later one of two versions: by SEQUENCE, then by DTSTAMP (RFC 5546, section 2.1.5).
  private mutating func newest(_ one: EventReading, _ other: EventReading) -> EventReading {
    let isLater = (other.sequence, other.stamp) >= (one.sequence, one.stamp)
    let old = isLater ? one : other
    skipped.append(
      Skipped(
        line: old.line,
        title: old.event.title,
        reason: "the file has a newer event of the same UID"
      )
    )
    return isLater ? other : one
  }

  /// The original start as the series counts it: a date or an instant.
  private func normalizedStart(
    of reading: EventReading,
    _ zone: TimeZone
  ) -> OccurrenceKey.Start? {
    switch (reading.originalStart, master?.event.time) {
    case (.moment(let date)?, .allDay?): return .day(reading.originalDay ?? Day(date, in: zone))
    case (.day(let day)?, .timed(let first, _, let name)?):
      let own = name.flatMap { TimeZone(identifier: $0) } ?? .gmt
      let second = Day.wall(of: first, in: own).second
      return .moment(day.time(secondsFromMidnight: second, in: own))
    case (let start, _): return start
    }
  }

  /// An exception with its key, where its series is known.
  private func attached(_ reading: EventReading) -> EventReading {
    guard let start = reading.originalStart else { return reading }
    var reading = reading
    reading.event.id = EventID("\(reading.event.id)_\(start)")
    guard let master, master.event.recurrence != nil else { return reading }
    reading.event.occurrence = OccurrenceKey(
      series: .event(master.event.id),
      originalStart: start
    )
    reading.event.isException = true
    return reading
  }

  /// Begins another series at an exception that holds for all later occurrences.
  private mutating func split(at start: OccurrenceKey.Start) {
    guard let index = others.firstIndex(where: { $0.originalStart == start }),
      others[index].isForLater, let head = master, others[index].event.isException
    else { return }
    let exceptions = others.filter { $0.originalStart != start && $0.event.isException }
    let whole = SeriesEditor(master: head.event, exceptions: exceptions.map(\.event))
    let tail = others[index].event
    var occurrence = head.event
    occurrence.id = tail.id
    occurrence.recurrence = nil
    occurrence.occurrence = tail.occurrence
    occurrence.time = head.event.time.moved(to: start)
    var patch = EventPatch(from: occurrence, to: EventDraft(tail))
    patch.occurrence = nil
    patch.recurrence = nil
    if tail.conferencing == head.event.conferencing { patch.conferencing = .keep }
    let edit = EventEdit(event: tail.id, change: .update(patch), scope: .following)
    guard let edits = try? whole?.edits(edit, of: occurrence, tail: tail.id) else { return }
    for edit in edits {
      switch edit.change {
      case .create(let draft, _):
        others[index].event.time = draft.time
        others[index].event.recurrence = draft.recurrence
        others[index].event.occurrence = nil
        others[index].event.isException = false
      case .update(let patch) where edit.event == head.event.id:
        master?.event = head.event.applying(patch)
      case .update(let patch):
        guard let place = others.firstIndex(where: { $0.event.id == edit.event }) else { continue }
        others[place].event = others[place].event.applying(patch)
      case .delete, .respond: continue
      }
    }
  }
}

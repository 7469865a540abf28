package import CalendarCore
import ConferencingCore
package import Foundation
import ICalendar

/// Writes events as a calendar file.
///
/// Events that were imported keep their texts, and a file that is exported whole all of its bytes.
package struct CalendarFileWriter {
  private let events: [KeptEvent]
  private let others: [FileText]
  private let now: Date
  private let byID: [EventID: KeptEvent]
  private let zones: WrittenZones

  /// Prepares a file.
  ///
  /// - Parameters:
  ///   - events: The events, of series the masters and exceptions.
  ///   - others: What else the files hold that the events are from.
  ///   - now: The time, for events that were made here.
  package init(_ events: [KeptEvent], others: [FileText], now: Date) {
    self.events = events
    self.others = others
    self.now = now
    byID = Dictionary(
      events.map { ($0.event.id, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    zones = WrittenZones(others, now: now)
  }

  /// The file.
  ///
  /// - Parameter isWhole: Whether these are all events of a calendar: then tasks and other things of
  ///   imported files are written too.
  /// - Returns: The bytes.
  package func bytes(isWhole: Bool) -> [UInt8] {
    let written = written()
    let files = Set(written.compactMap { $0.place?.file })
    let result: [UInt8]
    if isWhole, files.count == 1, let file = files.first {
      result = whole(file, written)
    } else {
      let texts = isWhole ? FileZoneTexts(others.filter { files.contains($0.file) }).others : []
      let calendars = zones.calendars(of: written)
      result = calendars.indices.flatMap { index in
        var bytes = Self.line("BEGIN:VCALENDAR") + Self.line("VERSION:2.0")
        bytes += Self.line(Self.product) + calendars[index].zones
        for event in calendars[index].events { bytes += WrittenEvent.ended(event.bytes) }
        if index == 0 { bytes += texts.flatMap(WrittenEvent.ended) }
        return bytes + Self.line("END:VCALENDAR")
      }
    }
    // What was kept of files may be in the encoding that they had.
    return CalendarText.inUTF8(result) ?? result
  }

  private static let product = "PRODID:-//Convene//Convene//EN"

  private static func line(_ text: String) -> [UInt8] { ContentLineWriter.folded(text) }

  /// A file with all that was in it.
  private func whole(_ file: Int64, _ written: [WrittenEvent]) -> [UInt8] {
    let texts = others.filter { $0.file == file }
    let pieces =
      texts.map { (position: $0.position, bytes: $0.bytes) }
      + written.compactMap { event in
        event.place.map { (position: $0.position, bytes: event.bytes) }
      }
    // A part of a divided series stands behind the one before it, whose place it has.
    let places = pieces.indices.sorted { (pieces[$0].position, $0) < (pieces[$1].position, $1) }
    var result = places.flatMap { pieces[$0].bytes }
    let made = written.filter { $0.place == nil }
    let zones = self.zones.added(to: file, for: written.filter { $0.bytes != $0.former })
    guard !made.isEmpty || !zones.isEmpty else { return result }
    let added = zones + made.flatMap { WrittenEvent.ended($0.bytes) }
    let end = Array("END:VCALENDAR".utf8)
    let place = result.indices.last { result[$0...].starts(with: end) } ?? result.endIndex
    if place == result.endIndex { result = WrittenEvent.ended(result) }
    result.insert(contentsOf: added, at: min(place, result.endIndex))
    return result
  }

  // MARK: Events

  private func written() -> [WrittenEvent] {
    var result: [WrittenEvent] = []
    var readings: [Key: KeptReading] = [:]
    var divided: Set<Key> = []
    let groups = Dictionary(grouping: events.filter { $0.text != nil }, by: { key($0.text) })
    // As they stand in their files: a time zone means what it means at the first event.
    for (key, group) in groups.sorted(by: { Self.place($0.value) < Self.place($1.value) }) {
      let zones = group.first?.text.map(self.zones.of) ?? FileZones(floating: .gmt)
      let reading = KeptReading(group, zones: zones)
      readings[key] = reading
      if reading.isDivided, !isAsRead(group, reading) { divided.insert(key) }
    }
    for kept in events {
      let key = self.key(kept.text)
      if let text = kept.text, let reading = readings[key]?[text.recurrenceID] {
        let isTail = reading.isForLater && kept.event.recurrence != nil
        if divided.contains(key), isTail {
          result.append(made(kept.event))
          continue
        }
        let zones = self.zones.of(text)
        var bytes = text.bytes
        if var edit = try? EventTextEdit(bytes, from: reading.event, to: kept.event, zones) {
          bytes = edit.run(takesRecurrence: divided.contains(key))
        }
        bytes = named(bytes, kept, reading, readings)
        result.append(
          WrittenEvent(
            bytes: bytes,
            place: (text.file, text.position),
            former: text.bytes,
            event: kept.event,
            source: text
          )
        )
      } else {
        result.append(exception(kept.event, readings) ?? made(kept.event))
      }
    }
    return result
  }

  /// Where the first of some events stands.
  private static func place(_ group: [KeptEvent]) -> (file: Int64, position: Int) {
    group.compactMap { $0.text.map { ($0.file, $0.position) } }.min { $0 < $1 } ?? (0, 0)
  }

  private struct Key: Hashable {
    var file: Int64
    /// Compared by its bytes: texts that look alike may be of two events.
    var uid: EventUID
  }

  private func key(_ text: KeptText?) -> Key {
    Key(file: text?.file ?? 0, uid: EventUID(text?.uid ?? ""))
  }

  /// Whether a series that an exception divides is as its texts have it.
  private func isAsRead(_ group: [KeptEvent], _ reading: KeptReading) -> Bool {
    group.count == reading.count
      && group.allSatisfy { kept in
        let read = kept.text.flatMap { reading[$0.recurrenceID] }
        return read?.event.time == kept.event.time
          && read?.event.recurrence == kept.event.recurrence
      }
  }

  /// An exception that was made here of a series that was imported: with the lines of the series.
  private func exception(_ event: Event, _ readings: [Key: KeptReading]) -> WrittenEvent? {
    guard let key = event.occurrence, case .event(let id) = key.series, event.isException,
      let master = byID[id], let text = master.text, !text.bytes.isEmpty,
      let reading = readings[self.key(text)]?[text.recurrenceID]
    else { return nil }
    var read = reading.event
    read.recurrence = nil
    guard var edit = try? EventTextEdit(text.bytes, from: read, to: event, zones.of(text)) else {
      return nil
    }
    edit.makeException(of: master.event, at: key.originalStart)
    let uid = text.uid == reading.uid ? nil : text.uid
    let bytes = Self.identified(edit.run(), uid: uid)
    return WrittenEvent(bytes: bytes, place: nil, former: [], event: event, source: text)
  }

  /// The text of an event with the UID of its series and the start that this gives it: neither need be
  /// what the file said, once the series was divided or moved.
  private func named(
    _ bytes: [UInt8],
    _ kept: KeptEvent,
    _ reading: EventReading,
    _ readings: [Key: KeptReading]
  ) -> [UInt8] {
    var uid = kept.text?.uid ?? reading.uid
    var start: ContentLine?
    if case .event(let id)? = kept.event.occurrence?.series, kept.event.isException {
      let master = byID[id]
      uid = master.map { $0.text?.uid ?? id.rawValue } ?? uid
      let own = kept.event.occurrence?.originalStart
      if let own, let master, own != reading.event.occurrence?.originalStart {
        start = recurrenceID(own, of: master, readings)
      }
    }
    return Self.identified(bytes, uid: uid == reading.uid ? nil : uid, start: start)
  }

  /// A text with another UID, and with another original start.
  private static func identified(
    _ bytes: [UInt8],
    uid: String?,
    start: ContentLine? = nil
  ) -> [UInt8] {
    guard uid != nil || start != nil, var editor = try? ComponentEditor(bytes) else {
      return bytes
    }
    if let uid {
      for line in editor.component.all("UID") {
        editor.setValue(of: line, to: ContentLineWriter.escaped(uid))
      }
    }
    if let start {
      for line in editor.component.all("RECURRENCE-ID") { editor.remove(line) }
      editor.add(start)
    }
    return editor.text
  }

  /// The start of an exception in the form that its series has its own.
  private func recurrenceID(
    _ start: OccurrenceKey.Start,
    of master: KeptEvent,
    _ readings: [Key: KeptReading]
  ) -> ContentLine {
    var zones = FileZones(floating: .gmt)
    var own: ContentLine?
    if let text = master.text, let read = readings[key(text)]?[text.recurrenceID]?.event.time,
      read.zone == master.event.time.zone, read.isAllDay == master.event.time.isAllDay
    {
      zones = self.zones.of(text)
      own = KeptReading.component(text.bytes)?.first("DTSTART")
    }
    return StartForm.line("RECURRENCE-ID", start, of: master.event, own, &zones)
  }

  private func made(_ event: Event) -> WrittenEvent {
    var uid = event.id.rawValue
    var seriesZone: String?
    if case .event(let id)? = event.occurrence?.series, event.isException {
      let master = byID[id]
      uid = master?.text?.uid ?? id.rawValue
      seriesZone = master?.event.time.zone
    }
    let lines = EventLines(event: event, uid: uid, seriesZone: seriesZone, now: now).lines
    return WrittenEvent(
      bytes: lines.flatMap { ContentLineWriter.folded(ContentLineWriter.text($0)) },
      place: nil,
      former: [],
      event: event
    )
  }
}

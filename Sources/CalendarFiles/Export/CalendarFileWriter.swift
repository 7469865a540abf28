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
  private let definitions: [Int64: [ZoneDefinition]]

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
    definitions = Dictionary(grouping: others, by: \.file).mapValues { texts in
      FileZoneTexts(texts).definitions
    }
  }

  /// An event as it is written.
  private struct Written {
    var bytes: [UInt8]
    /// Where it stands in its file; `nil` for one that was made here.
    var place: (file: Int64, position: Int)?
    /// The text that it was read from.
    var former: [UInt8]
    var event: Event
  }

  /// The file.
  ///
  /// - Parameter isWhole: Whether these are all events of a calendar: then tasks and other things of
  ///   imported files are written too.
  /// - Returns: The bytes.
  package func bytes(isWhole: Bool) -> [UInt8] {
    let written = written()
    let files = Set(written.compactMap { $0.place?.file })
    if isWhole, files.count == 1, let file = files.first {
      // What was kept of the file may be in the encoding that it had.
      let bytes = whole(file, written)
      return CalendarText.inUTF8(bytes) ?? bytes
    }
    var result = Self.line("BEGIN:VCALENDAR") + Self.line("VERSION:2.0") + Self.line(Self.product)
    let texts = FileZoneTexts(others.filter { files.contains($0.file) })
    result += zoneTexts(for: written, known: texts.byName)
    result += written.flatMap { Self.ended($0.bytes) }
    if isWhole { result += texts.others.flatMap { Self.ended($0) } }
    return result + Self.line("END:VCALENDAR")
  }

  private static let product = "PRODID:-//Convene//Convene//EN"

  private static func line(_ text: String) -> [UInt8] { ContentLineWriter.folded(text) }

  /// A text that ends with the end of a line.
  private static func ended(_ bytes: [UInt8]) -> [UInt8] {
    bytes.last == 0x0A || bytes.last == 0x0D ? bytes : bytes + ContentLineWriter.crlf
  }

  /// A file with all that was in it.
  private func whole(_ file: Int64, _ written: [Written]) -> [UInt8] {
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
    let known = FileZoneTexts(texts).byName.keys
    let zones = zoneTexts(
      for: written.filter { $0.bytes != $0.former },
      known: nil,
      except: Set(known)
    )
    guard !made.isEmpty || !zones.isEmpty else { return result }
    let added = zones + made.flatMap { Self.ended($0.bytes) }
    let end = Array("END:VCALENDAR".utf8)
    let place = result.indices.last { result[$0...].starts(with: end) } ?? result.endIndex
    if place == result.endIndex { result = Self.ended(result) }
    result.insert(contentsOf: added, at: min(place, result.endIndex))
    return result
  }

  // MARK: Events

  private func written() -> [Written] {
    var result: [Written] = []
    var readings: [Key: KeptReading] = [:]
    var divided: Set<Key> = []
    for group in Dictionary(grouping: events.filter { $0.text != nil }, by: { key($0.text) }) {
      let zones = FileZones(definitions[group.key.file] ?? [], floating: .gmt)
      let reading = KeptReading(group.value, zones: zones)
      readings[group.key] = reading
      if reading.isDivided, !isAsRead(group.value, reading) { divided.insert(group.key) }
    }
    for kept in events {
      let key = self.key(kept.text)
      if let text = kept.text, let reading = readings[key]?[text.recurrenceID] {
        let isTail = reading.isForLater && kept.event.recurrence != nil
        if divided.contains(key), isTail {
          result.append(made(kept.event))
          continue
        }
        let zones = zones(of: text)
        var bytes = text.bytes
        if var edit = try? EventTextEdit(bytes, from: reading.event, to: kept.event, zones) {
          bytes = edit.run(takesRecurrence: divided.contains(key))
        }
        bytes = named(bytes, kept, reading, readings)
        result.append(
          Written(
            bytes: bytes,
            place: (text.file, text.position),
            former: text.bytes,
            event: kept.event
          )
        )
      } else {
        result.append(exception(kept.event, readings) ?? made(kept.event))
      }
    }
    return result
  }

  private struct Key: Hashable {
    var file: Int64
    /// Compared by its bytes: texts that look alike may be of two events.
    var uid: EventUID
  }

  private func key(_ text: KeptText?) -> Key {
    Key(file: text?.file ?? 0, uid: EventUID(text?.uid ?? ""))
  }

  private func zones(of text: KeptText) -> FileZones {
    FileZones(definitions[text.file] ?? [], floating: TimeZone(identifier: text.zone) ?? .gmt)
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
  private func exception(_ event: Event, _ readings: [Key: KeptReading]) -> Written? {
    guard let key = event.occurrence, case .event(let id) = key.series, event.isException,
      let master = byID[id], let text = master.text, !text.bytes.isEmpty,
      let reading = readings[self.key(text)]?[text.recurrenceID]
    else { return nil }
    var read = reading.event
    read.recurrence = nil
    guard var edit = try? EventTextEdit(text.bytes, from: read, to: event, zones(of: text)) else {
      return nil
    }
    edit.makeException(of: master.event, at: key.originalStart)
    let uid = text.uid == reading.uid ? nil : text.uid
    let bytes = Self.identified(edit.run(), uid: uid)
    return Written(bytes: bytes, place: nil, former: [], event: event)
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
      zones = self.zones(of: text)
      own = KeptReading.component(text.bytes)?.first("DTSTART")
    }
    return StartForm.line("RECURRENCE-ID", start, of: master.event, own, &zones)
  }

  private func made(_ event: Event) -> Written {
    var uid = event.id.rawValue
    var seriesZone: String?
    if case .event(let id)? = event.occurrence?.series, event.isException {
      let master = byID[id]
      uid = master?.text?.uid ?? id.rawValue
      seriesZone = master?.event.time.zone
    }
    let lines = EventLines(event: event, uid: uid, seriesZone: seriesZone, now: now).lines
    return Written(
      bytes: lines.flatMap { ContentLineWriter.folded(ContentLineWriter.text($0)) },
      place: nil,
      former: [],
      event: event
    )
  }

  // MARK: Zones

  /// The definitions of the zones that events name: those of their files, or made from the database.
  private func zoneTexts(
    for written: [Written],
    known: [String: [UInt8]]?,
    except: Set<String> = []
  ) -> [UInt8] {
    var years: [String: ClosedRange<Int>] = [:]
    for event in written {
      let year = event.event.time.days(in: .gmt).lowerBound.parts.year
      let names = TimeZoneNames(event.bytes).names
      // A file that does not define a zone is not given it for an edit of something else.
      let old = known.map { _ in [] } ?? TimeZoneNames(event.former).names
      for name in names.subtracting(old) where !except.contains(name) {
        let range = years[name] ?? year...year
        years[name] = min(range.lowerBound, year)...max(range.upperBound, year)
      }
    }
    let today = Day(now, in: .gmt).parts.year
    return years.sorted { $0.key < $1.key }.flatMap { name, years -> [UInt8] in
      if let text = known?[name] { return Self.ended(text) }
      guard let zone = TimeLines.named(name) else { return [] }
      let upper = max(years.upperBound, min(today, years.lowerBound + 100))
      return ZoneText(name: name, zone: zone, years: years.lowerBound...upper).lines
        .flatMap { ContentLineWriter.folded(ContentLineWriter.text($0)) }
    }
  }
}

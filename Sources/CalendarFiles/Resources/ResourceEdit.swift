package import CalendarCore
import ConferencingCore
package import Foundation
import ICalendar

/// Changes the events of a resource in its text.
package struct ResourceEdit: Sendable {
  private let text: ResourceText
  private let now: Date
  /// The user's addresses in small letters.
  private let owners: Set<String>

  /// Prepares an edit.
  ///
  /// - Parameters:
  ///   - text: The resource.
  ///   - now: The time of the change.
  ///   - owners: The user's own addresses.
  package init(_ text: ResourceText, now: Date, owners: [String]) {
    self.text = text
    self.now = now
    self.owners = Set(owners.map { $0.lowercased() })
  }

  /// The text with an event changed.
  ///
  /// - Parameters:
  ///   - part: An event of the resource.
  ///   - event: The event as it is to be.
  ///   - start: The start that its series gives it now; `nil` where that stays.
  /// - Returns: The bytes; those that were read where nothing changes.
  package func changing(
    _ part: ResourceText.Part,
    to event: Event,
    startingAt start: OccurrenceKey.Start? = nil
  ) -> [UInt8] {
    let before = component(of: part)
    guard var edit = try? EventTextEdit(before, from: part.event, to: event, part.zones) else {
      return text.bytes
    }
    var after = edit.run()
    if let start, start != part.start { after = renamed(after, to: start) }
    guard after != before else { return text.bytes }
    after = stamped(after, raisesSequence: isMove(from: part.event, to: event))
    return replacing(part.range, with: after, former: before, year: year(of: event))
  }

  /// The text with an exception more, with all that its series has.
  ///
  /// - Parameters:
  ///   - event: The exception.
  ///   - start: The start that its series gives it.
  /// - Returns: The bytes; `nil` where there is no series.
  package func adding(_ event: Event, startingAt start: OccurrenceKey.Start) -> [UInt8]? {
    guard let master = text.master, master.event.recurrence != nil else { return nil }
    var base = master.event
    base.recurrence = nil
    let before = component(of: master)
    guard var edit = try? EventTextEdit(before, from: base, to: event, master.zones) else {
      return nil
    }
    edit.makeException(of: master.event, at: start)
    let after = stamped(renamed(edit.run(), to: start), raisesSequence: false)
    return found(adding(after, former: before, year: year(of: event)), start)
      ?? found(adding(renamedInUTC(after, start), former: before, year: year(of: event)), start)
  }

  /// The text with an exception that was one of another series, with all that it has.
  ///
  /// - Parameters:
  ///   - part: The exception.
  ///   - other: The resource that it is in.
  ///   - event: The exception as it is to be.
  ///   - start: The start that this series gives it.
  /// - Returns: The bytes; `nil` where there is no series.
  package func taking(
    _ part: ResourceText.Part,
    of other: ResourceText,
    to event: Event,
    startingAt start: OccurrenceKey.Start
  ) -> [UInt8]? {
    guard text.master?.event.recurrence != nil, let uid = text.uid else { return nil }
    let from = ResourceEdit(other, now: now, owners: Array(owners))
    guard
      var edit = try? EventTextEdit(
        from.component(of: part),
        from: part.event,
        to: event,
        part.zones
      )
    else { return nil }
    let after = stamped(renamed(named(edit.run(), uid), to: start), raisesSequence: false)
    return found(adding(after, former: [], year: year(of: event)), start)
      ?? found(adding(renamedInUTC(after, start), former: [], year: year(of: event)), start)
  }

  /// The text with another event in the place of one, which has all that it has.
  ///
  /// - Parameters:
  ///   - part: The event that it is made from.
  ///   - event: The new event as it is to be.
  ///   - uid: Its UID; `nil` for the same one.
  ///   - organizer: The address of who organizes it; `nil` for the same one.
  /// - Returns: The bytes, which are those of the text where nothing is another; `nil` where it cannot
  ///   be changed.
  package func copying(
    _ part: ResourceText.Part,
    to event: Event,
    uid: String?,
    organizer: String? = nil
  ) -> [UInt8]? {
    let before = component(of: part)
    guard var edit = try? EventTextEdit(before, from: part.event, to: event, part.zones) else {
      return nil
    }
    var after = edit.run()
    if let uid { after = named(after, uid) }
    if let organizer, var editor = try? ComponentEditor(after) {
      for line in editor.component.all("ORGANIZER") { editor.remove(line) }
      editor.add(EventLines.organizer(Person(email: organizer)))
      after = editor.text
    }
    guard after != before else { return text.bytes }
    after = stamped(after, raisesSequence: false)
    return replacing(part.range, with: after, former: before, year: year(of: event))
  }

  /// The text with one change more that its organizer counts: who is invited heeds it.
  package func counting(_ part: ResourceText.Part) -> [UInt8] {
    let before = component(of: part)
    let after = stamped(before, raisesSequence: true)
    return replacing(part.range, with: after, former: before, year: year(of: part.event))
  }

  /// The text without an event; without a series and all of its exceptions, where it is a master.
  ///
  /// - Returns: The bytes; `nil` when nothing but time zones would be left.
  package func removing(_ part: ResourceText.Part) -> [UInt8]? {
    let isLast = part.start == nil || text.parts.count == 1
    let entries = text.file.outline.entries
    // All events of the resource have its UID; of one that is there twice both go.
    let gone = entries.filter { isLast ? $0.name == "VEVENT" : $0.range == part.range }
    // Tasks and notes that share the file are somebody's as well.
    let others = entries.contains { $0.name != "VEVENT" && $0.name != "VTIMEZONE" }
    guard !isLast || others else { return nil }
    var bytes = text.bytes
    for entry in gone.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      bytes.removeSubrange(entry.range)
    }
    return bytes
  }

  // MARK: Pieces

  /// A text in which an exception is found that was put there; `nil` for a text in which it is not.
  ///
  /// In a damaged series a start can be read as another one than was written, or an event without a
  /// UID be one of its own.
  private func found(_ bytes: [UInt8], _ start: OccurrenceKey.Start) -> [UInt8]? {
    let after = try? ResourceText(
      bytes,
      as: text.master?.event.id ?? EventID("resource"),
      at: text.place,
      zone: text.file.zones.floating.zone
    )
    return after?[start] != nil && after?.parts.count == text.parts.count + 1 ? bytes : nil
  }

  /// Gives an event another UID.
  private func named(_ component: [UInt8], _ uid: String) -> [UInt8] {
    guard var editor = try? ComponentEditor(component) else { return component }
    let lines = editor.component.all("UID")
    for line in lines { editor.setValue(of: line, to: ContentLineWriter.escaped(uid)) }
    if lines.isEmpty {
      editor.add(ContentLine("UID", value: ContentLineWriter.escaped(uid)))
    }
    return editor.text
  }

  /// Gives an exception the start that its series gives it in UTC, which no zone can change.
  private func renamedInUTC(_ component: [UInt8], _ start: OccurrenceKey.Start) -> [UInt8] {
    guard var editor = try? ComponentEditor(component) else { return component }
    for line in editor.component.all("RECURRENCE-ID") { editor.remove(line) }
    editor.add(TimeLines.line("RECURRENCE-ID", start, zone: nil))
    return editor.text
  }

  private func component(of part: ResourceText.Part) -> [UInt8] { Array(text.bytes[part.range]) }

  private func year(of event: Event) -> Int {
    event.time.days(in: .gmt).lowerBound.parts.year
  }

  private func adding(_ component: [UInt8], former: [UInt8], year: Int) -> [UInt8] {
    let end = text.parts.map(\.range.upperBound).max() ?? text.bytes.count
    return replacing(end..<end, with: component, former: former, year: year)
  }

  /// Puts a component into the text, and before the events the time zones that only it names.
  private func replacing(
    _ range: Range<Int>,
    with component: [UInt8],
    former: [UInt8],
    year: Int
  ) -> [UInt8] {
    var bytes = text.bytes
    bytes.replaceSubrange(range, with: component)
    let names = TimeZoneNames(component).names.subtracting(TimeZoneNames(former).names)
      .subtracting(defined)
    let first = text.file.outline.entries.map(\.range.lowerBound).min() ?? 0
    let today = Day(now, in: .gmt).parts.year
    let zones = names.sorted().flatMap { name -> [UInt8] in
      guard let zone = TimeLines.named(name) else { return [] }
      let years = year...max(year, min(today, year + 100))
      return ZoneText(name: name, zone: zone, years: years).lines
        .flatMap { ContentLineWriter.folded(ContentLineWriter.text($0)) }
    }
    bytes.insert(contentsOf: zones, at: min(first, range.lowerBound))
    // What is written is in UTF-8, and a file in two encodings cannot be read.
    return CalendarText.inUTF8(bytes) ?? bytes
  }

  /// The time zones that the resource defines.
  private var defined: Set<String> {
    let texts = text.file.outline.entries.filter { $0.name == "VTIMEZONE" }
      .map { FileText(position: 0, bytes: Array(text.bytes[$0.range])) }
    return FileZoneTexts(texts).names
  }

  /// Gives an exception the start that its series gives it, in the form that the series has its own.
  private func renamed(_ component: [UInt8], to start: OccurrenceKey.Start) -> [UInt8] {
    guard var editor = try? ComponentEditor(component) else { return component }
    for line in editor.component.all("RECURRENCE-ID") { editor.remove(line) }
    editor.add(recurrenceID(start))
    return editor.text
  }

  private func recurrenceID(_ start: OccurrenceKey.Start) -> ContentLine {
    let zone = text.master?.event.time.zone
    let standard = TimeLines.line("RECURRENCE-ID", start, zone: zone)
    guard let master = text.master else { return standard }
    var zones = master.zones
    guard let editor = try? ComponentEditor(component(of: master)),
      let own = editor.component.first("DTSTART"), let form = StartForm(own, &zones)
    else { return standard }
    return form.line("RECURRENCE-ID", start)
  }

  // MARK: Stamps

  /// Whether a change is one that its organizer counts (RFC 5546, section 2.1.4).
  private func isMove(from old: Event, to new: Event) -> Bool {
    if let organizer = new.organizer, !owners.contains(organizer.email.lowercased()) {
      return false
    }
    return old.time != new.time || old.endZone != new.endZone
      || old.recurrence != new.recurrence || old.status != new.status
  }

  /// Says when it was changed, and how often its organizer has.
  private func stamped(_ component: [UInt8], raisesSequence: Bool) -> [UInt8] {
    guard var editor = try? ComponentEditor(component) else { return component }
    let stamp = TimeLines.utc(now)
    for name in ["DTSTAMP", "LAST-MODIFIED"] {
      if let line = editor.component.first(name) {
        editor.setValue(of: line, to: stamp)
      } else {
        editor.add(ContentLine(name, value: stamp))
      }
    }
    guard raisesSequence else { return editor.text }
    if let line = editor.component.first("SEQUENCE") {
      let number = min(max(0, Int(line.word) ?? 0), Int(Int32.max) - 1)
      editor.setValue(of: line, to: "\(number + 1)")
    } else {
      editor.add(ContentLine("SEQUENCE", value: "1"))
    }
    return editor.text
  }
}

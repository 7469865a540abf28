import CalendarCore
import ICalendar

/// One event of a resource with the time zones, as a resource of its own.
///
/// A resource has one VCALENDAR, no METHOD (RFC 4791, section 4.1) and no byte order mark: a server
/// refuses other texts, while folders and imported files have them.
package struct ResourceExcerpt: Sendable {
  private let text: ResourceText

  /// Prepares it.
  package init(_ text: ResourceText) { self.text = text }

  /// The text of an event.
  ///
  /// - Parameter part: An event of the resource.
  /// - Returns: The bytes; those that were read where it has nothing else.
  package func bytes(of part: ResourceText.Part) -> [UInt8] {
    let entries = text.file.outline.entries
    let own = entries.first { $0.range == part.range }?.calendar ?? 0
    let calendar = range(of: own)
    var gone = entries.filter { $0.name != "VTIMEZONE" && $0.range != part.range }.map(\.range)
    gone += text.file.outline.calendars.joined().filter { $0.name == "METHOD" }.map(\.range)
    var bytes = Array(text.bytes[..<calendar.upperBound])
    let inside = gone.filter { calendar.contains($0.lowerBound) }
    for range in inside.sorted(by: { $0.lowerBound > $1.lowerBound }) {
      bytes.removeSubrange(range)
    }
    let first = entries.first { $0.calendar == own }?.range.lowerBound ?? part.range.lowerBound
    let before = inside.filter { $0.lowerBound < first }.map(\.count).reduce(0, +)
    let zones = entries.filter { $0.name == "VTIMEZONE" }
    func texts(_ zones: [CalendarOutline.Entry]) -> [FileText] {
      zones.map { FileText(position: 0, bytes: Array(text.bytes[$0.range])) }
    }
    // What the calendar of the event defines itself, others may mean otherwise.
    let names = FileZoneTexts(texts(zones.filter { $0.calendar == own })).names
    let others = texts(zones.filter { $0.calendar != own }).filter {
      FileZoneTexts([$0]).names.isDisjoint(with: names)
    }
    bytes.insert(contentsOf: others.flatMap(\.bytes), at: first - before)
    return Array(bytes[calendar.lowerBound...])
  }

  /// Where a calendar is among those of the text.
  private func range(of number: Int) -> Range<Int> {
    let outline = text.file.outline
    let whole = text.file.text.start..<text.bytes.count
    guard outline.calendars.count > 1 else { return whole }
    let pieces =
      outline.calendars[number].map(\.range)
      + outline.entries.filter { $0.calendar == number }.map(\.range)
    guard let first = pieces.map(\.lowerBound).min(), let last = pieces.map(\.upperBound).max()
    else { return whole }
    let (begin, end) = (Array("BEGIN:VCALENDAR".utf8), Array("END:VCALENDAR".utf8))
    let start = (0..<first).last { stands(begin, at: $0) } ?? 0
    var rest = (last..<text.bytes.count).first { stands(end, at: $0) } ?? text.bytes.count
    while rest < text.bytes.count, text.bytes[rest] != 0x0A { rest += 1 }
    return start..<min(rest + 1, text.bytes.count)
  }

  /// Whether a word in capitals stands at a place, in capitals or not.
  private func stands(_ word: [UInt8], at place: Int) -> Bool {
    guard place + word.count <= text.bytes.count else { return false }
    return word.indices.allSatisfy { index in
      let byte = text.bytes[place + index]
      return (byte >= 0x61 && byte <= 0x7A ? byte - 0x20 : byte) == word[index]
    }
  }
}

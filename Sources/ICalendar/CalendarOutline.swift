/// Where the components of a calendar file are, found by its BEGIN and END lines alone.
///
/// A component that is broken takes no other with it.
package struct CalendarOutline: Sendable {
  /// A component directly in a calendar, or outside of one.
  package struct Entry: Sendable {
    /// Its name in capitals.
    package var name: String
    /// Its bytes, from BEGIN to the end of the line of END.
    package var range: Range<Int>
    /// The number of its first line.
    package var line: Int
    /// Which of the calendars of the file it is in, from 0.
    package var calendar: Int
  }

  /// The components, in their order.
  package private(set) var entries: [Entry] = []
  /// The UIDs of the components; `nil` where one has none.
  package private(set) var uids: [String?] = []
  /// For each calendar of the file those of its own properties that are asked for here: ``names``.
  package private(set) var calendars: [[ContentLine]] = []
  /// Where each of them begins.
  package private(set) var calendarStarts: [Int] = []
  /// What is broken.
  package private(set) var problems: [Component.Problem] = []

  /// Whether it has more components than are followed.
  package private(set) var isTooLong = false
  /// Whether the last calendar of the file has no end.
  package private(set) var isOpen = false

  /// The most components, calendars or broken components of a file.
  package static let limit = 1_000_000
  /// The properties of calendars that are kept.
  private static let names: Set = [
    "METHOD", "X-WR-TIMEZONE", "REFRESH-INTERVAL", "X-PUBLISHED-TTL",
  ]
  /// How deep components are followed.
  private static let deepest = 32

  private struct Open {
    var name: String
    var start: Int
    var line: Int
    var uid: String?
  }

  /// How far a text is looked through.
  private struct Progress {
    /// The components that have no end yet.
    var opened: [Open] = []
    var isInCalendar = false
    /// The number of the next line.
    var line = 1
  }

  /// Looks through a text.
  package init(_ text: CalendarText) {
    var progress = Progress()
    text.forEachPiece { bytes, range, start in
      var scanner = LineScanner(
        bytes,
        range,
        line: progress.line,
        breaksAtReturn: text.breaksAtReturn
      )
      while let line = scanner.next() {
        // Nearly always the first one.
        let byte = bytes[line.range].first(where: Byte.isOfName).map(Byte.upper)
        let isProperty = progress.isInCalendar && progress.opened.isEmpty
        let mayBeUID = byte == UInt8(ascii: "U") && progress.opened.count == 1
        guard byte == UInt8(ascii: "B") || byte == UInt8(ascii: "E") || isProperty || mayBeUID,
          line.range.count <= CalendarText.lineLimit
        else { continue }
        let place = line.range.lowerBound + start..<line.range.upperBound + start
        if let property = ContentLine(scanner.content(line), number: line.number, range: place) {
          read(property, &progress)
        }
      }
      progress.line = scanner.number
    }
    abandon(&progress.opened)
    isOpen = progress.isInCalendar
  }

  /// Takes a line that begins or ends a component, names it, or is one of a calendar itself.
  private mutating func read(_ property: ContentLine, _ progress: inout Progress) {
    switch property.name {
    case "BEGIN": begin(Self.name(property), property, &progress)
    case "END": end(Self.name(property), property, &progress)
    case "UID" where progress.opened.count == 1 && progress.opened[0].uid == nil:
      progress.opened[0].uid = property.text
    default:
      if progress.isInCalendar, progress.opened.isEmpty, Self.names.contains(property.name) {
        calendars[calendars.count - 1].append(property)
      }
    }
  }

  /// The name of a component that a line begins or ends.
  private static func name(_ line: ContentLine) -> String { line.word }

  private mutating func begin(_ name: String, _ line: ContentLine, _ progress: inout Progress) {
    guard name != "VCALENDAR" else {
      abandon(&progress.opened)
      guard hasRoom(calendars.count) else { return }
      progress.isInCalendar = true
      calendars.append([])
      calendarStarts.append(line.range.lowerBound)
      return
    }
    // One that begins in its like: the first has no end.
    if progress.opened.first?.name == name { abandon(&progress.opened) }
    // What is deeper is found broken when it is read.
    guard progress.opened.count < Self.deepest else { return }
    progress.opened.append(Open(name: name, start: line.range.lowerBound, line: line.number))
  }

  private mutating func end(_ name: String, _ line: ContentLine, _ progress: inout Progress) {
    guard name != "VCALENDAR" else {
      abandon(&progress.opened)
      progress.isInCalendar = false
      return
    }
    guard let index = progress.opened.lastIndex(where: { $0.name == name }) else { return }
    // What is open within it is found broken when it is read.
    progress.opened.removeSubrange((index + 1)...)
    let closed = progress.opened.removeLast()
    guard progress.opened.isEmpty, hasRoom(entries.count) else { return }
    entries.append(
      Entry(
        name: name,
        range: closed.start..<line.range.upperBound,
        line: closed.line,
        calendar: max(0, calendars.count - 1)
      )
    )
    uids.append(closed.uid)
  }

  /// Gives the room of ``uids`` back, which is most of what an outline takes: the empty list stands for
  /// UIDs that nobody asks for any more.
  package mutating func dropUIDs() { uids = [] }

  /// Whether it is a calendar at all.
  package var isCalendar: Bool { !calendars.isEmpty || !entries.isEmpty }

  /// Whether one more can be followed.
  private mutating func hasRoom(_ count: Int) -> Bool {
    isTooLong = isTooLong || count >= Self.limit
    return count < Self.limit
  }

  private mutating func abandon(_ opened: inout [Open]) {
    if let first = opened.first, hasRoom(problems.count) {
      problems.append(
        Component.Problem(line: first.line, reason: "BEGIN:\(first.name) has no END:\(first.name)")
      )
    }
    opened = []
  }
}

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
    /// Its UID; `nil` when it has none.
    package var uid: String?
    /// Which of the calendars of the file it is in, from 0.
    package var calendar: Int
  }

  /// The components, in their order.
  package private(set) var entries: [Entry] = []
  /// For each calendar of the file its own properties.
  package private(set) var calendars: [[ContentLine]] = []
  /// What is broken.
  package private(set) var problems: [Component.Problem] = []

  /// How deep components are followed.
  private static let deepest = 32

  private struct Open {
    var name: String
    var start: Int
    var line: Int
    var uid: String?
  }

  /// Looks through a text.
  package init(_ text: CalendarText) {
    var scanner = LineScanner(
      text.bytes,
      0..<text.bytes.count,
      line: 1,
      breaksAtReturn: text.breaksAtReturn
    )
    var opened: [Open] = []
    var isInCalendar = false
    while let line = scanner.next() {
      let byte = Byte.upper(text.bytes[line.range.lowerBound])
      let isProperty = isInCalendar && opened.isEmpty
      let mayBeUID = byte == UInt8(ascii: "U") && opened.count == 1
      guard byte == UInt8(ascii: "B") || byte == UInt8(ascii: "E") || isProperty || mayBeUID,
        line.range.count <= CalendarText.lineLimit,
        let property = ContentLine(scanner.content(line), number: line.number, range: line.range)
      else { continue }
      let name = property.value.uppercased().filter { !$0.isWhitespace }
      switch property.name {
      case "BEGIN" where name == "VCALENDAR":
        abandon(&opened)
        isInCalendar = true
        calendars.append([])
      case "END" where name == "VCALENDAR":
        abandon(&opened)
        isInCalendar = false
      case "BEGIN":
        // One that begins in its like: the first has no end.
        if opened.first?.name == name { abandon(&opened) }
        // What is deeper is found broken when it is read.
        guard opened.count < Self.deepest else { continue }
        opened.append(Open(name: name, start: line.range.lowerBound, line: line.number))
      case "END":
        guard let index = opened.lastIndex(where: { $0.name == name }) else { continue }
        // What is open within it is found broken when it is read.
        opened.removeSubrange((index + 1)...)
        let closed = opened.removeLast()
        guard opened.isEmpty else { continue }
        entries.append(
          Entry(
            name: name,
            range: closed.start..<line.range.upperBound,
            line: closed.line,
            uid: closed.uid,
            calendar: max(0, calendars.count - 1)
          )
        )
      case "UID" where opened.count == 1 && opened[0].uid == nil: opened[0].uid = property.text
      default:
        if isProperty { calendars[calendars.count - 1].append(property) }
      }
    }
    abandon(&opened)
  }

  /// Whether it is a calendar at all.
  package var isCalendar: Bool { !calendars.isEmpty || !entries.isEmpty }

  private mutating func abandon(_ opened: inout [Open]) {
    if let first = opened.first {
      problems.append(
        Component.Problem(line: first.line, reason: "BEGIN:\(first.name) has no END:\(first.name)")
      )
    }
    opened = []
  }
}

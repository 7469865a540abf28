/// A component with its properties and the components in it (RFC 5545, section 3.4).
package struct Component: Sendable {
  /// Why a component cannot be read.
  package struct Problem: Error, Hashable, Sendable {
    /// The number of the line, from 1.
    package var line: Int
    /// The reason, to follow the number of the line.
    package var reason: String

    /// Makes a problem.
    package init(line: Int, reason: String) {
      self.line = line
      self.reason = reason
    }
  }

  /// Its name in capitals: `VEVENT`.
  package let name: String
  /// The number of its first line.
  package let number: Int
  /// Its bytes, from BEGIN to the end of the line of END.
  package private(set) var range: Range<Int>
  /// Its properties, in their order.
  package private(set) var properties: [ContentLine] = []
  /// The components in it, in their order.
  package private(set) var components: [Component] = []
  /// The lines in it, and in what is in it, that are no content lines: they are left out.
  package private(set) var unreadableLines: [Int] = []
  /// The bytes of its last line, which names it again.
  package private(set) var end: Range<Int>

  /// How deep components may be in each other.
  private static let deepest = 8

  /// Reads the component that begins with the first line of a range.
  ///
  /// - Parameters:
  ///   - bytes: A text.
  ///   - range: The component's bytes in it.
  ///   - line: The number of its first line.
  ///   - breaksAtReturn: Whether lines end with CR alone.
  /// - Throws: ``Problem`` for one that has no end, or that is too deep or too long.
  package init(
    _ bytes: [UInt8],
    _ range: Range<Int>,
    line: Int = 1,
    breaksAtReturn: Bool = false
  ) throws(Problem) {
    var scanner = LineScanner(bytes, range, line: line, breaksAtReturn: breaksAtReturn)
    var open: [Component] = []
    while let next = scanner.next() {
      guard next.range.count <= CalendarText.lineLimit else {
        throw Problem(line: next.number, reason: "the line is longer than a megabyte")
      }
      let content = scanner.content(next)
      guard
        let property = ContentLine(content, number: next.number, range: next.range)
      else {
        if content.contains(where: { $0 > Byte.blank }), !open.isEmpty {
          open[open.count - 1].unreadableLines.append(next.number)
        }
        continue
      }
      switch property.name {
      case "BEGIN":
        guard open.count < Self.deepest else {
          throw Problem(line: next.number, reason: "components are nested too deeply")
        }
        open.append(Component(Self.name(property), property))
      case "END":
        guard var last = open.popLast(), last.name == Self.name(property) else {
          throw Problem(line: next.number, reason: "END:\(property.value) closes nothing")
        }
        last.end = next.range
        last.range = last.range.lowerBound..<next.range.upperBound
        guard !open.isEmpty else {
          self = last
          return
        }
        open[open.count - 1].unreadableLines += last.unreadableLines
        open[open.count - 1].components.append(last)
      default:
        guard !open.isEmpty else { continue }
        open[open.count - 1].properties.append(property)
      }
    }
    let name = open.first?.name ?? ""
    throw Problem(line: open.first?.number ?? line, reason: "BEGIN:\(name) has no END:\(name)")
  }

  private init(_ name: String, _ begin: ContentLine) {
    self.name = name
    number = begin.number
    range = begin.range
    end = begin.range
  }

  /// The name that a BEGIN or END says.
  private static func name(_ line: ContentLine) -> String { line.word }

  /// The first property of a name.
  package func first(_ name: String) -> ContentLine? { properties.first { $0.name == name } }

  /// The properties of a name.
  package func all(_ name: String) -> [ContentLine] { properties.filter { $0.name == name } }
}

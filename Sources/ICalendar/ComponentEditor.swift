/// Changes single lines of a component; all other bytes stay as they are.
///
/// What libical prints lacks parameters, properties and components that it does not know, so that no
/// component is ever written by it.
package struct ComponentEditor: Sendable {
  /// The component as it was.
  package let component: Component
  private let bytes: [UInt8]
  private let lineEnd: [UInt8]
  /// What stands in the place of a range of bytes.
  private var changes: [Range<Int>: [UInt8]] = [:]
  private var added: [UInt8] = []
  private var addedComponents: [UInt8] = []

  /// Reads the text of one component.
  package init(_ bytes: [UInt8]) throws(Component.Problem) {
    let breaksAtReturn = !bytes.contains(Byte.lf) && bytes.contains(Byte.cr)
    self.bytes = bytes
    component = try Component(bytes, 0..<bytes.count, breaksAtReturn: breaksAtReturn)
    if breaksAtReturn {
      lineEnd = [Byte.cr]
    } else if let end = bytes.firstIndex(of: Byte.lf), end == 0 || bytes[end - 1] != Byte.cr {
      lineEnd = [Byte.lf]
    } else {
      lineEnd = ContentLineWriter.crlf
    }
  }

  /// Gives a property another value; its name and parameters stay as they are written.
  ///
  /// - Parameters:
  ///   - property: A property of ``component``.
  ///   - value: The value as it is to be written.
  package mutating func setValue(of property: ContentLine, to value: String) {
    let raw = String(decoding: unfolded(property.range), as: UTF8.self)
    let line = ContentLine(property.name, property.parameters, value: value)
    let text = (Self.head(raw) ?? "") + ContentLineWriter.text(ContentLine("", value: value))
    // What stands before the value may be broken in a way that the new value would be lost in.
    let read = ContentLine(Array(text.utf8)[...], number: 0, range: 0..<0)
    guard !property.isLegacy, read?.name == line.name, read?.parameters == line.parameters,
      ContentLineWriter.text(ContentLine("", value: read?.value ?? ""))
        == ContentLineWriter.text(ContentLine("", value: value))
    else { return replace(property, with: line) }
    changes[property.range] = ContentLineWriter.folded(text, lineEnd: end(of: property))
  }

  /// Puts another line in the place of a property.
  package mutating func replace(_ property: ContentLine, with line: ContentLine) {
    changes[property.range] = ContentLineWriter.folded(
      ContentLineWriter.text(line),
      lineEnd: end(of: property)
    )
  }

  /// Takes a property out.
  package mutating func remove(_ property: ContentLine) { changes[property.range] = [] }

  /// Adds a line behind the properties.
  package mutating func add(_ line: ContentLine) { added += written(line) }

  /// Takes out one of the components in it.
  package mutating func remove(_ part: Component) { changes[part.range] = [] }

  /// Adds a component, of which each line is given, before the end.
  package mutating func addComponent(_ lines: [ContentLine]) {
    addedComponents += lines.flatMap(written)
  }

  /// The text afterwards.
  package var text: [UInt8] {
    var insertions = [component.end.lowerBound: addedComponents]
    let first = component.components.first?.range.lowerBound ?? component.end.lowerBound
    insertions[first] = added + (insertions[first] ?? [])
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + added.count + addedComponents.count)
    var position = 0
    let places =
      changes.map { (start: $0.key.lowerBound, end: $0.key.upperBound, bytes: $0.value) }
      + insertions.map { (start: $0.key, end: $0.key, bytes: $0.value) }
    // What is inserted stands before what is replaced at the same place.
    for place in places.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) })
    where place.start >= position {
      result += bytes[position..<place.start]
      result += place.bytes
      position = place.end
    }
    return result + bytes[position...]
  }

  private func written(_ line: ContentLine) -> [UInt8] {
    ContentLineWriter.folded(ContentLineWriter.text(line), lineEnd: lineEnd)
  }

  /// What ends a line; a file may have several ends.
  private func end(of property: ContentLine) -> [UInt8] {
    let line = bytes[property.range]
    let last = line.lastIndex { $0 != Byte.cr && $0 != Byte.lf } ?? line.startIndex
    let end = Array(line.suffix(from: min(last + 1, line.endIndex)))
    return end.isEmpty ? lineEnd : end
  }

  private func unfolded(_ range: Range<Int>) -> ArraySlice<UInt8> {
    var scanner = LineScanner(bytes, range, line: 1, breaksAtReturn: lineEnd == [Byte.cr])
    return scanner.next().map { scanner.content($0) } ?? []
  }

  /// What stands before the colon and the value; `nil` where quotation marks make that doubtful.
  private static func head(_ raw: String) -> String? {
    var isQuoted = false
    for index in raw.utf8.indices {
      switch raw.utf8[index] {
      case Byte.quote: isQuoted.toggle()
      case Byte.colon where !isQuoted: return String(raw[..<index])
      default: break
      }
    }
    return nil
  }
}

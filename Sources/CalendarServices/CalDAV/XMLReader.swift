import CExpat

/// Reads XML documents of servers.
///
/// Nothing that a document says makes reading it expensive: one with a DOCTYPE is refused, so there
/// are no entities but the five of XML; depth and size are bounded.
enum XMLReader {
  /// Why a document was not read.
  enum Failure: Error, Hashable {
    /// Expat is not installed.
    case unavailable
    /// It is not well-formed.
    case malformed
    /// It has a DOCTYPE.
    case declaresType
    /// It is nested too deeply, or one part of it has too many elements.
    case tooLarge
  }

  /// The deepest nesting of elements; answers of servers have about ten.
  static let deepest = 64
  /// The most elements within one child of the root.
  static let mostElements = 20_000

  /// Reads a document, one child of its root after the other.
  ///
  /// Characters that XML does not allow, which some servers pass on from events, are read as
  /// blanks.
  ///
  /// - Parameters:
  ///   - bytes: The document.
  ///   - child: Told every child of the root as it was read, with the root's name.
  /// - Returns: The root's name.
  /// - Throws: ``Failure``; then children that came before the fault may have been told.
  static func read(
    _ bytes: [UInt8],
    child: (XMLElement, XMLName) -> Void
  ) throws(Failure) -> XMLName {
    try withoutActuallyEscaping(child) { child throws(Failure) in
      var builder = Builder(child: child)
      let result = withUnsafeMutablePointer(to: &builder) { context in
        bytes.withUnsafeBytes { bytes in
          ce_read(
            bytes.baseAddress?.assumingMemoryBound(to: CChar.self),
            bytes.count,
            CEHandler(start: elementStarted, end: elementEnded, text: textRead),
            context
          )
        }
      }
      switch result {
      case CERead:
        guard let root = builder.root else { throw .malformed }
        return root
      case CEUnavailable: throw .unavailable
      case CEDeclaresType: throw .declaresType
      case CEStopped: throw .tooLarge
      default: throw .malformed
      }
    }
  }

  /// A document in which what XML does not allow is replaced; `nil` when there is nothing of that.
  ///
  /// - Parameter bytes: A document that is malformed.
  /// - Returns: UTF-8 without control characters, raw or as references.
  static func repaired(_ bytes: [UInt8]) -> [UInt8]? {
    var text = String(decoding: bytes, as: UTF8.self).replacing(controlReference) { _ in " " }
    text = String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { isAllowed($0.value) ? $0 : " " }
      )
    )
    let repaired = Array(text.utf8)
    return repaired == bytes ? nil : repaired
  }

  // `&#11;`, `&#x0B;` and the like; tab, line feed and carriage return are allowed.
  private static var controlReference: Regex<Substring> {
    /&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01])|x0*(?:[0-8bcefBCEF]|1[0-9a-fA-F]));/
  }

  /// Whether XML 1.0 allows a character (section 2.2).
  private static func isAllowed(_ value: UInt32) -> Bool {
    switch value {
    case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...: true
    default: false
    }
  }
}

/// The elements that are open while a document is read.
private struct Builder {
  let child: (XMLElement, XMLName) -> Void
  var root: XMLName?
  var open: [XMLElement] = []
  var count = 0

  mutating func start(_ name: UnsafePointer<CChar>, _ attributes: Attributes) -> Bool {
    let name = XMLName(String(cString: name))
    guard root != nil else {
      root = name
      return true
    }
    count += 1
    guard open.count < XMLReader.deepest, count <= XMLReader.mostElements else { return false }
    var element = XMLElement(name: name)
    if var next = attributes {
      while let key = next[0], let value = next[1] {
        element.attributes[String(cString: key)] = String(cString: value)
        next += 2
      }
    }
    open.append(element)
    return true
  }

  mutating func end() -> Bool {
    // The root itself is not among them.
    guard let element = open.popLast(), let root else { return true }
    if open.isEmpty {
      child(element, root)
      count = 0
    } else {
      open[open.count - 1].children.append(element)
    }
    return true
  }

  mutating func add(_ bytes: UnsafeRawBufferPointer) -> Bool {
    if !open.isEmpty { open[open.count - 1].text += String(decoding: bytes, as: UTF8.self) }
    return true
  }
}

private typealias Attributes = UnsafePointer<UnsafePointer<CChar>?>?

private func elementStarted(
  _ context: UnsafeMutableRawPointer?,
  _ name: UnsafePointer<CChar>?,
  _ attributes: UnsafePointer<UnsafePointer<CChar>?>?
) -> Bool {
  guard let builder = context?.assumingMemoryBound(to: Builder.self), let name else { return false }
  return builder.pointee.start(name, attributes)
}

private func elementEnded(_ context: UnsafeMutableRawPointer?) -> Bool {
  context?.assumingMemoryBound(to: Builder.self).pointee.end() ?? false
}

private func textRead(
  _ context: UnsafeMutableRawPointer?,
  _ bytes: UnsafePointer<CChar>?,
  _ count: Int
) -> Bool {
  context?.assumingMemoryBound(to: Builder.self).pointee
    .add(UnsafeRawBufferPointer(start: bytes, count: count)) ?? false
}

/// A paste under way: what came between the marks of a bracketed paste so far.
struct PastedText {
  /// What came, without the mark of its end.
  private var bytes: [UInt8] = []
  /// Whether the last piece was an escape character alone, after a pause: the key, or the torn mark of the end.
  private(set) var endsWithEscape = false

  private static let start: [UInt8] = Array("\u{1B}[200~".utf8)
  private static let end: [UInt8] = Array("\u{1B}[201~".utf8)
  /// The most bytes that are kept; an invitation has a few thousand.
  private static let limit = 1 << 20
  /// How long nothing came when a single key ends a paste whose end got lost: a paste comes in one go, and pieces of
  /// it that a slow line holds up are longer than a key.
  static let pause = Duration.milliseconds(250)

  /// Whether what comes after a silence is a key and no part of the paste.
  func isOver(before bytes: [UInt8], after silence: Duration, _ described: [[UInt8]: Key]) -> Bool {
    guard silence >= Self.pause, !endsWithEscape else { return false }
    var decoder = KeyDecoder(described: described)
    let keys = decoder.feed(bytes)
    return keys.count == 1 && !decoder.isIncomplete
  }

  /// Notes whether an escape character comes alone after a silence.
  mutating func noteSilence(_ silence: Duration, before bytes: [UInt8]) {
    endsWithEscape = silence >= Self.pause && bytes == [0x1B]
  }

  /// Takes the escape character off, for it was the key.
  mutating func dropEscape() {
    bytes.removeLast(min(1, bytes.count))
    endsWithEscape = false
  }

  /// Takes bytes over.
  ///
  /// Where there is another mark of the end before the next paste begins, the first one was in the pasted text: what
  /// lies between would be typed otherwise, by whoever wrote the text.
  ///
  /// - Returns: How many of them lie behind the end; nil when the end is not there.
  mutating func take(_ more: ArraySlice<UInt8>) -> Int? {
    let from = max(0, bytes.count - Self.end.count + 1)
    bytes.append(contentsOf: more)
    guard var found = bytes[from...].firstIndex(of: Self.end) else {
      // The beginning of the mark may be among the last bytes.
      let excess = bytes.count - Self.end.count - Self.limit
      if excess > 0 { bytes.removeSubrange(Self.limit..<Self.limit + excess) }
      return nil
    }
    let next = bytes[found...].firstIndex(of: Self.start) ?? bytes.endIndex
    var text = Array(bytes[..<found])
    while let another = bytes[(found + Self.end.count)..<max(next, found + Self.end.count)]
      .firstIndex(of: Self.end)
    {
      text += bytes[(found + Self.end.count)..<another]
      found = another
    }
    let left = bytes.count - found - Self.end.count
    bytes = Array(text.prefix(Self.limit))
    return left
  }

  /// The paste as a key.
  var key: Key {
    let text = String(decoding: bytes.prefix(Self.limit), as: UTF8.self)
    // Terminals send a line break as CR.
    return .paste(String(text.map { $0 == "\r\n" || $0 == "\r" ? "\n" : $0 }))
  }
}

extension ArraySlice<UInt8> {
  fileprivate func firstIndex(of pattern: [UInt8]) -> Int? {
    guard let first = pattern.first else { return nil }
    var at = startIndex
    while let found = self[at...].firstIndex(of: first) {
      if self[found...].starts(with: pattern) { return found }
      at = found + 1
    }
    return nil
  }
}

/// Turns the bytes that a terminal sends into keys.
///
/// A value without clock and descriptor: the loop feeds what came, and calls `flush` when the terminal stayed silent for so
/// long that an escape character must have been the Escape key. Sequences are those of xterm
/// (https://invisible-island.net/xterm/ctlseqs/ctlseqs.html) and whatever else terminfo names.
struct KeyDecoder: Sendable {
  /// What the terminal's description says its keys send.
  private let described: [[UInt8]: Key]
  /// Bytes that may be the beginning of something longer.
  private var pending: [UInt8] = []
  /// Pasted bytes so far, while a paste is under way.
  private var pasted: [UInt8]?

  private static let pasteEnd: [UInt8] = Array("\u{1B}[201~".utf8)
  /// Longer sequences are not keys; without a limit a broken line could make us wait for ever.
  private static let longestSequence = 64

  init(described: [[UInt8]: Key] = [:]) {
    self.described = described
  }

  /// Whether more bytes may change what the last ones mean.
  var isIncomplete: Bool { !pending.isEmpty || pasted != nil }
  /// Whether a paste is under way, whose parts may come slowly.
  var isPasting: Bool { pasted != nil }

  /// Takes bytes in and returns the keys that are certain.
  mutating func feed(_ bytes: some Sequence<UInt8>) -> [Key] {
    pending.append(contentsOf: bytes)
    return decode(final: false)
  }

  /// Nothing more came: what is pending means what it says.
  mutating func flush() -> [Key] {
    var keys = decode(final: true)
    if let rest = pasted {
      pasted = nil
      keys.append(Self.paste(rest))
    }
    return keys
  }

  private mutating func decode(final: Bool) -> [Key] {
    var keys: [Key] = []
    var at = 0
    while at < pending.count {
      if pasted != nil {
        guard let key = takePaste(&at, final: final) else { break }
        keys.append(key)
        continue
      }
      switch next(at, final: final) {
      case .key(let key, let length):
        keys.append(key)
        at += length
      case .nothing(let length):
        at += length
      case .pasteBegins(let length):
        at += length
        pasted = []
      case .incomplete:
        pending.removeFirst(at)
        return keys
      }
    }
    pending.removeFirst(min(at, pending.count))
    return keys
  }

  /// Moves pasted bytes over, and returns the paste when its end is there.
  private mutating func takePaste(_ at: inout Int, final: Bool) -> Key? {
    let end = Self.pasteEnd
    var text = pasted ?? []
    let start = max(0, text.count - end.count + 1)
    text.append(contentsOf: pending[at...])
    at = pending.count
    guard let found = text[start...].firstIndex(of: end) else {
      pasted = text
      return nil
    }
    at -= text.count - found - end.count
    pasted = nil
    return Self.paste(Array(text[..<found]))
  }

  private static func paste(_ bytes: [UInt8]) -> Key {
    let text = String(decoding: bytes, as: UTF8.self)
    // Terminals send a line break as CR.
    return .paste(
      String(text.map { $0 == "\r\n" || $0 == "\r" ? "\n" : $0 })
    )
  }

  private enum Step {
    case key(Key, length: Int)
    case nothing(length: Int)
    case pasteBegins(length: Int)
    case incomplete
  }

  private func next(_ at: Int, final: Bool) -> Step {
    let rest = pending[at...]
    guard rest.first == 0x1B else { return plain(rest, final: final) }
    if let step = describedKey(rest, final: final) { return step }
    guard rest.count > 1 else { return final ? .key(.escape, length: 1) : .incomplete }
    let second = rest[at + 1]
    switch second {
    case 0x1B: return .key(.escape, length: 1)
    case UInt8(ascii: "["), UInt8(ascii: "O"):
      switch ControlSequence.parse(rest, longest: Self.longestSequence) {
      case .sequence(let sequence, let length):
        if sequence.isPasteStart { return .pasteBegins(length: length) }
        return sequence.key.map { .key($0, length: length) } ?? .nothing(length: length)
      case .foreign(let length): return .nothing(length: length)
      case .incomplete:
        guard final else { return .incomplete }
        return rest.count == 2
          ? .key(.alt(Character(Unicode.Scalar(second))), length: 2) : .nothing(length: rest.count)
      }
    default:
      switch plain(rest.dropFirst(), final: final) {
      case .key(.character(let character), let length):
        return .key(.alt(character), length: length + 1)
      case .key(.backspace, let length): return .key(.alt("\u{7F}"), length: length + 1)
      case .incomplete: return .incomplete
      default: return .key(.escape, length: 1)
      }
    }
  }

  /// A sequence from terminfo; the longest that fits.
  private func describedKey(_ rest: ArraySlice<UInt8>, final: Bool) -> Step? {
    var match: (key: Key, length: Int)?
    for (bytes, key) in described {
      if rest.starts(with: bytes) {
        if bytes.count > match?.length ?? 0 { match = (key, bytes.count) }
      } else if !final, bytes.count > rest.count, bytes.starts(with: rest) {
        return .incomplete
      }
    }
    return match.map { .key($0.key, length: $0.length) }
  }

  /// A character in UTF-8 or a control character.
  private func plain(_ rest: ArraySlice<UInt8>, final: Bool) -> Step {
    guard let first = rest.first else { return .incomplete }
    switch first {
    case 0x00: return .key(.control("@"), length: 1)
    case 0x08, 0x7F: return .key(.backspace, length: 1)
    case 0x09: return .key(.tab, length: 1)
    case 0x0A, 0x0D: return .key(.enter, length: 1)
    case 0x01...0x1A: return .key(.control(Character(Unicode.Scalar(first + 0x60))), length: 1)
    case 0x1C...0x1F: return .key(.control(Character(Unicode.Scalar(first + 0x40))), length: 1)
    case 0x20...0x7E: return .key(.character(Character(Unicode.Scalar(first))), length: 1)
    default: break
    }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 1
    let bytes = rest.prefix(length)
    let following = bytes.dropFirst().prefix { 0x80...0xBF ~= $0 }.count
    if following + 1 == bytes.count, bytes.count < length, !final { return .incomplete }
    guard let text = String(validating: bytes, as: UTF8.self), let character = text.first,
      !(0x80..<0xA0).contains(character.unicodeScalars.first?.value ?? 0)  // C1: no key sends them
    else {
      return .nothing(length: following + 1)
    }
    return .key(.character(character), length: length)
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

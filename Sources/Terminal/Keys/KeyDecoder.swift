/// Turns the bytes that a terminal sends into keys.
///
/// A value without clock and descriptor: the loop feeds what came, and calls `flush` when the terminal stayed silent for so
/// long that an escape character must have been the Escape key. Answers of the terminal, which may come uninvited and
/// late, are never keys. Sequences are those of xterm
/// (https://invisible-island.net/xterm/ctlseqs/ctlseqs.html) and whatever else terminfo names.
struct KeyDecoder: Sendable {
  /// What the terminal's description says its keys send.
  private let described: [[UInt8]: Key]
  /// Bytes that may be the beginning of something longer.
  private var pending: [UInt8] = []
  /// Pasted bytes so far, while a paste is under way.
  private var paste: PastedText?
  /// Whether what comes is the text of an answer of the terminal, which is dropped up to its end.
  private var isInAnswer = false
  /// Whether the last thing was an escape character that counted as the Escape key.
  private var gaveEscape = false
  /// Whether the escape character at the beginning of `pending` has counted as a key already.
  private var isEscapeSpent = false

  /// Longer sequences are not keys; without a limit a broken line could make us wait for ever.
  private static let longestSequence = 64
  /// How long after an escape character that counted as a key the rest of a sequence may still come.
  ///
  /// Slow lines and multiplexers tear sequences apart; nobody types Esc and the rest of an arrow so fast.
  static let tornSequence = Duration.milliseconds(250)

  init(described: [[UInt8]: Key] = [:]) {
    self.described = described
  }

  /// What the last bytes may be the beginning of.
  enum Unfinished: Equatable {
    case nothing
    /// A sequence, or the Escape key.
    case escape
    /// A sequence, or a key with Alt.
    case introducer
    /// A sequence or a character, and no key by itself.
    case sequence
    case paste
  }

  /// What the last bytes may be the beginning of.
  var unfinished: Unfinished {
    if let paste { return paste.endsWithEscape ? .escape : .paste }
    if isInAnswer { return .sequence }
    guard pending.first == 0x1B else { return pending.isEmpty ? .nothing : .sequence }
    return pending.count == 1 ? .escape : pending.count == 2 ? .introducer : .sequence
  }

  /// Whether more bytes may change what the last ones mean.
  var isIncomplete: Bool { unfinished != .nothing }

  /// Takes bytes in and returns the keys that are certain.
  ///
  /// - Parameters:
  ///   - bytes: What came in one piece.
  ///   - silence: How long nothing had come before.
  /// - Returns: The keys.
  mutating func feed(_ bytes: some Sequence<UInt8>, after silence: Duration = .zero) -> [Key] {
    let bytes = Array(bytes)
    guard !bytes.isEmpty else { return [] }
    var keys: [Key] = []
    if let paste, paste.isOver(before: bytes, after: silence, described) {
      self.paste = nil
      keys.append(paste.key)
    }
    if gaveEscape, silence < Self.tornSequence, Self.continuesEscape(bytes) {
      pending = [0x1B]
      isEscapeSpent = true
    }
    gaveEscape = false
    paste?.noteSilence(silence, before: bytes)
    pending.append(contentsOf: bytes)
    return keys + decode(final: false)
  }

  /// Nothing more came: what is pending means what it says.
  mutating func flush() -> [Key] {
    var keys = decode(final: true)
    isInAnswer = false
    if var paste {
      let isEscape = paste.endsWithEscape
      if isEscape { paste.dropEscape() }
      self.paste = nil
      keys.append(paste.key)
      if isEscape { keys.append(.escape) }
    }
    gaveEscape = keys.last == .escape
    return keys
  }

  /// Whether bytes go on with a sequence whose escape character has counted as a key.
  ///
  /// An answer comes with text in the same piece. A key that begins like one, such as `]`, comes alone or again.
  private static func continuesEscape(_ bytes: [UInt8]) -> Bool {
    if "[O".utf8.contains(bytes[0]) { return true }
    return "]P_^X".utf8.contains(bytes[0]) && bytes.count > 1 && bytes[1] != bytes[0]
  }

  private mutating func decode(final: Bool) -> [Key] {
    var keys: [Key] = []
    var at = 0
    while at < pending.count {
      if paste != nil {
        guard let key = takePaste(&at) else { break }
        keys.append(key)
        continue
      }
      if isInAnswer {
        guard skipAnswer(&at, final: final) else { break }
        continue
      }
      let isSpent = isEscapeSpent
      switch next(at, final: final) {
      case .key(.alt(_), _) where isSpent, .key(.escape, 1) where isSpent:
        isEscapeSpent = false
        at += 1
        continue
      case .key(let key, let length):
        keys.append(key)
        at += length
      case .nothing(let length):
        at += length
      case .pasteBegins(let length):
        at += length
        paste = PastedText()
      case .answerBegins(let length):
        at += length
        isInAnswer = true
      case .incomplete:
        pending.removeFirst(at)
        return keys
      }
      isEscapeSpent = false
    }
    pending.removeFirst(min(at, pending.count))
    return keys
  }

  /// Moves pasted bytes over, and returns the paste when its end is there.
  private mutating func takePaste(_ at: inout Int) -> Key? {
    guard var text = paste else { return nil }
    let left = text.take(pending[at...])
    at = pending.count - (left ?? 0)
    paste = left == nil ? text : nil
    return left == nil ? nil : text.key
  }

  /// Skips the text of an answer; false when its end is not there.
  ///
  /// It ends with ST or BEL. CAN and SUB break it off, and so does any other control character, which no answer
  /// contains: then somebody has typed.
  private mutating func skipAnswer(_ at: inout Int, final: Bool) -> Bool {
    while at < pending.count {
      switch pending[at] {
      case 0x07, 0x18, 0x1A: at += 1
      case 0x1B where at + 1 == pending.count:
        if !final { return false }
      case 0x1B where pending[at + 1] == UInt8(ascii: "\\"): at += 2
      case 0xC2 where at + 1 == pending.count:
        if !final { return false }
      case 0xC2 where pending[at + 1] == 0x9C: at += 2
      case 0x00..<0x20: break
      default:
        at += 1
        continue
      }
      isInAnswer = false
      return true
    }
    return false
  }

  private enum Step {
    case key(Key, length: Int)
    case nothing(length: Int)
    case pasteBegins(length: Int)
    /// OSC, DCS, APC, PM or SOS: a text of the terminal's own follows.
    case answerBegins(length: Int)
    case incomplete
  }

  private func next(_ at: Int, final: Bool) -> Step {
    let rest = pending[at...]
    guard rest.first == 0x1B else {
      return eightBit(rest, final: final) ?? plain(rest, final: final)
    }
    if let step = describedKey(rest, final: final) { return step }
    guard rest.count > 1 else { return final ? .key(.escape, length: 1) : .incomplete }
    let second = rest[at + 1]
    switch second {
    case 0x1B: return .key(.escape, length: 1)
    case UInt8(ascii: "["), UInt8(ascii: "O"):
      switch ControlSequence.parse(rest, longest: Self.longestSequence) {
      case .sequence(let sequence, let length):
        if sequence.isPasteStart { return .pasteBegins(length: length) }
        if sequence.mouseBytes > 0 {
          return mouseReport(rest, sequence.mouseBytes, behind: length, final: final)
        }
        return sequence.key.map { .key($0, length: length) } ?? .nothing(length: length)
      case .foreign(let length): return .nothing(length: length)
      case .incomplete:
        guard final else { return .incomplete }
        return rest.count == 2
          ? .key(.alt(Character(Unicode.Scalar(second))), length: 2) : .nothing(length: rest.count)
      }
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"),
      UInt8(ascii: "X"):
      // By itself it is a key with Alt.
      if rest.count > 2 { return .answerBegins(length: 2) }
      return final ? .key(.alt(Character(Unicode.Scalar(second))), length: 2) : .incomplete
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

  /// The button and the place of the mouse after `CSI M`: bytes, none of them a control character.
  private func mouseReport(
    _ rest: ArraySlice<UInt8>,
    _ count: Int,
    behind length: Int,
    final: Bool
  ) -> Step {
    let place = rest.dropFirst(length).prefix(count)
    if place.contains(where: { $0 < 0x20 }) { return .nothing(length: length) }
    return place.count == count || final ? .nothing(length: length + place.count) : .incomplete
  }

  /// What begins with an introducer in one character (C1, in UTF-8); `nil` for anything else.
  private func eightBit(_ rest: ArraySlice<UInt8>, final: Bool) -> Step? {
    guard rest.first == 0xC2, let second = rest.dropFirst().first else { return nil }
    switch second {
    case 0x90, 0x98, 0x9D, 0x9E, 0x9F: return .answerBegins(length: 2)
    case 0x9B:
      switch ControlSequence.parse(rest, longest: Self.longestSequence) {
      case .sequence(let sequence, let length):
        return sequence.key.map { .key($0, length: length) } ?? .nothing(length: length)
      case .foreign(let length): return .nothing(length: length)
      case .incomplete: return final ? .nothing(length: rest.count) : .incomplete
      }
    default: return nil
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

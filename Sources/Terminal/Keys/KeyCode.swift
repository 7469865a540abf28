/// A key by its code point, with modifiers: `CSI u` and modifyOtherKeys.
///
/// Sources: https://www.leonerd.org.uk/hacks/fixterms/,
/// https://sw.kovidgoyal.net/kitty/keyboard-protocol/#functional-key-definitions
struct KeyCode {
  let code: Int
  /// What the key sends with Shift, where the terminal says so.
  var shifted: Int?
  /// A set of bits: 1 for Shift, 2 for Alt, 4 for Ctrl, 8 for Super, 16 for Hyper.
  let modifiers: Int

  init(_ code: Int, shifted: Int? = nil, modifiers: Int) {
    self.code = code
    self.shifted = shifted
    self.modifiers = modifiers
  }

  private var hasShift: Bool { modifiers & 1 != 0 }
  private var hasAlt: Bool { modifiers & 2 != 0 }
  private var hasControl: Bool { modifiers & 4 != 0 }
  /// Whether it belongs to the window system.
  private var isForeign: Bool { modifiers & (8 | 16) != 0 }

  /// The key; nil for what is none here.
  var key: Key? {
    switch code {
    case 9: return hasShift ? .backTab : .tab
    case 13: return .enter
    case 27: return .escape
    case 8, 127: return hasAlt ? .alt("\u{7F}") : .backspace
    case 0..<0x20, 0x80..<0xA0: return nil
    case Self.privateUse: return functional
    default: return isForeign ? nil : typed
    }
  }

  private var typed: Key? {
    if hasControl { return control }
    guard
      let scalar = UInt32(exactly: hasShift ? shifted ?? code : code).flatMap(Unicode.Scalar.init)
    else { return nil }
    var character = Character(scalar)
    let upper = character.uppercased()
    if hasShift, shifted == nil, upper.count == 1, let first = upper.first { character = first }
    return hasAlt ? .alt(character) : .character(character)
  }

  /// Ctrl with a character, as the byte that terminals send for it means; nil where they send none.
  private var control: Key? {
    switch code {
    case 0x20: return .control("@")
    case 0x40..<0x7F: break
    default: return nil
    }
    switch UInt8(code) & 0x1F {
    case 0x00: return .control("@")
    case 0x08: return .backspace
    case 0x09: return hasShift ? .backTab : .tab
    case 0x0A, 0x0D: return .enter
    case 0x1B: return .escape
    case let letter where letter < 0x1B: return .control(Character(Unicode.Scalar(letter + 0x60)))
    case let sign: return .control(Character(Unicode.Scalar(sign + 0x40)))
    }
  }

  /// The code points of keys that send no text.
  private static let privateUse = 57_344...63_743

  /// What the keys of the keypad write; Enter, which is none of them, has a place.
  private static let keypad = Array("0123456789./*-+\n=,")

  private var functional: Key? {
    switch code {
    case 57_376...57_398: .function(code - 57_376 + 13)
    case 57_414: .enter
    case 57_399...57_416:
      modifiers & (2 | 4 | 8 | 16) == 0 ? .character(Self.keypad[code - 57_399]) : nil
    case 57_417: .left
    case 57_418: .right
    case 57_419: .up
    case 57_420: .down
    case 57_421: .pageUp
    case 57_422: .pageDown
    case 57_423: .home
    case 57_424: .end
    case 57_425: .insert
    case 57_426: .delete
    default: nil
    }
  }
}

/// One press of a key, or something else that arrives like one.
package enum Key: Equatable, Hashable, Sendable {
  /// A letter, digit, sign or space.
  case character(Character)
  /// Ctrl with a lower-case letter or one of `@ \ ] ^ _`.
  case control(Character)
  /// Alt (Meta) with a character; `\u{7F}` for Alt and Backspace.
  case alt(Character)
  /// The big one on the right.
  case enter
  /// The tabulator key.
  case tab
  /// Shift and the tabulator key.
  case backTab
  /// Escape.
  case escape
  /// Deletes to the left.
  case backspace
  /// Deletes to the right.
  case delete
  /// Insert.
  case insert
  /// The arrow up.
  case up
  /// The arrow down.
  case down
  /// The arrow left.
  case left
  /// The arrow right.
  case right
  /// To the beginning.
  case home
  /// To the end.
  case end
  /// A page up.
  case pageUp
  /// A page down.
  case pageDown
  /// F1 and so on, counted from one.
  case function(Int)
  /// Text that was pasted, as one; line breaks are `\n`. Not yet safe to show.
  case paste(String)
  /// The terminal has a new size.
  case resize(Size)
}

extension Key {
  /// The key as footer, help and configuration name it: `^D`, `PgDn`, `↓`, `S-Tab`, `x`.
  ///
  /// `Key(parsing:)` reads it back, except for pasted text and resizes, which are no keys to bind.
  package var label: String {
    switch self {
    case .character(" "): "Space"
    case .character(let character): String(character)
    case .control(let character): "^" + character.uppercased()
    case .alt("\u{7F}"): "M-Bksp"
    case .alt(" "): "M-Space"
    case .alt(let character): "M-" + String(character)
    case .function(let number): "F\(number)"
    case .paste: "Paste"
    case .resize: "Resize"
    default: Key.names.first { $0.key == self }?.label ?? ""
    }
  }

  /// Keys with names of their own: the label first, then other spellings that people use, in lower case.
  static let names: [(key: Key, label: String, spellings: [String])] = [
    (.enter, "Enter", ["return", "cr"]),
    (.tab, "Tab", []),
    (.backTab, "S-Tab", ["shift-tab", "backtab"]),
    (.escape, "Esc", ["escape"]),
    (.backspace, "Bksp", ["backspace", "bs"]),
    (.delete, "Del", ["delete"]),
    (.insert, "Ins", ["insert"]),
    (.up, "↑", ["up"]),
    (.down, "↓", ["down"]),
    (.left, "←", ["left"]),
    (.right, "→", ["right"]),
    (.home, "Home", []),
    (.end, "End", []),
    (.pageUp, "PgUp", ["pageup"]),
    (.pageDown, "PgDn", ["pagedown"]),
    (.character(" "), "Space", []),
    (.character("<"), "<", ["lt"]),
  ]
}

extension Key {
  /// Reads a key as people write them: `x`, `^S`, `ctrl-s`, `C-s`, `alt-x`, `M-x`, `F5`, `PgDn`, `<PgDn>`, `shift-tab`.
  ///
  /// Names and modifiers may be in any case; the character itself counts as written, but Ctrl knows no case.
  ///
  /// - Throws: `KeyError` when no terminal sends such a key.
  package init(parsing text: String) throws(KeyError) {
    if let key = try Key.parse(text) {
      self = key
    } else if let key = try Key.parseBracketed(text) {
      self = key
    } else {
      throw .unknownKey(text)
    }
  }

  /// `<PgDn>`, as Vim writes keys.
  private static func parseBracketed(_ text: String) throws(KeyError) -> Key? {
    guard text.count > 2, text.hasPrefix("<"), text.hasSuffix(">") else { return nil }
    return try parse(String(text.dropFirst().dropLast()))
  }

  private static func parse(_ text: String) throws(KeyError) -> Key? {
    let lowercased = text.lowercased()
    if let named = named(lowercased) { return named }
    if let character = single(text) { return .character(character) }
    if lowercased.hasPrefix("f"), let number = Int(lowercased.dropFirst()),
      (1...63).contains(number), lowercased == "f\(number)"
    {
      return .function(number)
    }
    if let rest = rest(of: text, after: ["^", "ctrl-", "ctrl+", "c-"]) {
      return try controlKey(rest, text)
    }
    if let rest = rest(of: text, after: ["m-", "alt-", "alt+", "meta-", "a-"]) {
      return altKey(rest)
    }
    return nil
  }

  /// The character when the text is just one that a key can send.
  private static func single(_ text: some StringProtocol) -> Character? {
    guard text.count == 1, SafeText.visible(text) == text else { return nil }
    return text.first
  }

  private static func named(_ lowercased: String) -> Key? {
    names.first { name in
      name.label.lowercased() == lowercased || name.spellings.contains(lowercased)
    }?.key
  }

  private static func rest(of text: String, after prefixes: [String]) -> Substring? {
    let lowercased = text.lowercased()
    guard let prefix = prefixes.first(where: { lowercased.hasPrefix($0) }) else { return nil }
    return text.dropFirst(prefix.count)
  }

  private static func controlKey(_ rest: Substring, _ text: String) throws(KeyError) -> Key? {
    if rest.lowercased() == "space" { return .control("@") }
    guard rest.count == 1, let character = rest.lowercased().first else { return nil }
    // ASCII gave these keys the codes of control characters, and terminals still send them.
    switch character {
    case "i": throw .notSent(text, insteadOf: Key.tab.label)
    case "m", "j": throw .notSent(text, insteadOf: Key.enter.label)
    case "h", "?": throw .notSent(text, insteadOf: Key.backspace.label)
    case "[": throw .notSent(text, insteadOf: Key.escape.label)
    case "a"..."z" where character.isASCII: return .control(character)
    case "@", "\\", "]", "^", "_": return .control(character)
    default: return nil
    }
  }

  private static func altKey(_ rest: Substring) -> Key? {
    if let character = single(rest) { return .alt(character) }
    guard let named = named(rest.lowercased()) else { return nil }
    if case .character(let character) = named { return .alt(character) }
    return named == .backspace ? .alt("\u{7F}") : nil
  }

  /// Reads a sequence of keys: one key, as ``Key/init(parsing:)`` reads it, or several characters
  /// pressed one after the other, such as `gg`.
  ///
  /// - Returns: The keys, or `nil` when the text is neither.
  package static func sequence(_ text: String) -> [Key]? {
    if let key = try? Key(parsing: text) { return [key] }
    guard (2...4).contains(text.count), text.allSatisfy({ $0.isLetter || $0.isNumber }) else {
      return nil
    }
    return text.map { .character($0) }
  }
}

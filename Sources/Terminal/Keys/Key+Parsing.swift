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
}

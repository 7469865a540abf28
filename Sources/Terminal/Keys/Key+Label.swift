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

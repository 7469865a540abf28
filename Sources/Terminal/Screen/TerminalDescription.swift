import CNcurses

/// What terminfo says about terminals.
enum TerminalDescription {
  /// The descriptions to try, best first.
  ///
  /// terminfo keeps direct colour in descriptions of their own (`xterm-direct` beside `xterm-256color`); the palette of a
  /// terminal is the user's and is never redefined to get more colours.
  static func types(named type: String, colorTerm: String?) -> [String] {
    let others = substitutes(for: type)
    guard let colorTerm, ["truecolor", "24bit"].contains(colorTerm.lowercased()) else {
      return [type] + others
    }
    if type.hasSuffix("-direct") { return [type] + others }
    let family = type.hasSuffix("-256color") ? String(type.dropLast("-256color".count)) : type
    return ["\(family)-direct", type] + others
  }

  /// Descriptions that systems have, for terminals whose own description comes with the terminal and is missing where
  /// one has logged in to.
  static func substitutes(for type: String) -> [String] {
    let families: [(prefixes: [String], substitutes: [String])] = [
      (["tmux", "screen"], ["screen-256color", "screen"]),
      (
        [
          "xterm-", "alacritty", "foot", "wezterm", "ghostty", "contour", "rio", "kitty", "konsole",
          "vte", "gnome", "iterm", "st-", "putty", "rxvt", "mintty", "ms-terminal",
        ], ["xterm-256color", "xterm"]
      ),
    ]
    let name = type.lowercased()
    let family = families.first { family in
      family.prefixes.contains { name.hasPrefix($0) }
    }
    return (family?.substitutes ?? []).filter { $0 != type }
  }

  /// What the terminal's keys send; needs an open screen.
  static func keys() -> [[UInt8]: Key] {
    var keys: [[UInt8]: Key] = [:]
    func add(_ name: String, _ key: Key) {
      guard let bytes = cn_key_bytes(name).map({ Array(String(cString: $0).utf8) }) else { return }
      // A single character is decoded as such, and Backspace is told from Delete there.
      if bytes.count > 1, bytes.first == 0x1B { keys[bytes] = key }
    }
    for (name, key) in named { add(name, key) }
    for number in 1...12 { add("kf\(number)", .function(number)) }
    return keys
  }

  private static let named: [(String, Key)] = [
    ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right),
    ("khome", .home), ("kend", .end), ("kpp", .pageUp), ("knp", .pageDown),
    ("kich1", .insert), ("kdch1", .delete), ("kcbt", .backTab), ("kent", .enter),
  ]
}

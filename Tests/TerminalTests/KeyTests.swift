import Testing

@testable import Terminal

@Suite("Keys as text")
struct KeyTests {
  static let bindable: [Key] =
    [
      .enter, .tab, .backTab, .escape, .backspace, .delete, .insert, .up, .down, .left, .right,
      .home, .end, .pageUp, .pageDown, .function(1), .function(12), .alt("\u{7F}"), .alt(" "),
    ] + "aZ0 ^<>-/?é会👍".flatMap { [Key.character($0), .alt($0)] }
    + "abcdefgklnopqrstuvwxyz@\\]^_".map(Key.control)

  @Test("a label reads back as its key", arguments: bindable)
  func roundTrip(key: Key) throws {
    #expect(try Key(parsing: key.label) == key)
    #expect(!key.label.isEmpty)
  }

  @Test("no two keys have the same label")
  func unique() {
    #expect(Set(Self.bindable.map(\.label)).count == Set(Self.bindable).count)
  }

  @Test(
    "labels are those of the key table",
    arguments: [
      (Key.control("d"), "^D"), (.pageDown, "PgDn"), (.down, "↓"), (.backTab, "S-Tab"),
      (.escape, "Esc"), (.enter, "Enter"), (.character(" "), "Space"), (.alt("b"), "M-b"),
    ]
  )
  func labels(key: Key, label: String) {
    #expect(key.label == label)
  }

  @Test(
    "other ways to write a key",
    arguments: [
      ("ctrl-s", Key.control("s")), ("Ctrl+S", .control("s")), ("C-s", .control("s")),
      ("<C-s>", .control("s")), ("^s", .control("s")), ("^", .character("^")),
      ("^^", .control("^")),
      ("<", .character("<")), ("<lt>", .character("<")), ("<PgDn>", .pageDown),
      ("PageDown", .pageDown), ("pgdn", .pageDown), ("return", .enter), ("shift-tab", .backTab),
      ("alt-x", .alt("x")), ("M-X", .alt("X")), ("<A-x>", .alt("x")), ("M--", .alt("-")),
      ("alt-backspace", .alt("\u{7F}")), ("up", .up), ("f5", .function(5)), ("F", .character("F")),
      ("f", .character("f")), ("ctrl-space", .control("@")),
    ]
  )
  func spellings(text: String, key: Key) throws {
    #expect(try Key(parsing: text) == key)
  }

  @Test(
    "what is no key says so",
    arguments: [
      "", "gg", "f0", "F99", "ctrl-", "ctrl-é", "ctrl-1", "M-", "<>", "\u{1B}", "M-\u{7}", "f05",
    ]
  )
  func unknown(text: String) {
    #expect(throws: KeyError.unknownKey(text)) { try Key(parsing: text) }
  }

  @Test(
    "what terminals cannot tell apart is refused with the name of the other",
    arguments: [("^I", "Tab"), ("ctrl-m", "Enter"), ("^J", "Enter"), ("^H", "Bksp"), ("^[", "Esc")]
  )
  func indistinct(text: String, other: String) {
    #expect(throws: KeyError.notSent(text, insteadOf: other)) { try Key(parsing: text) }
    #expect(KeyError.notSent(text, insteadOf: other).description.contains("Write \(other)"))
  }
}

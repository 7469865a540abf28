import Testing

@testable import Terminal

@Suite("The key decoder")
struct KeyDecoderTests {
  private static let escape = "\u{1B}"

  static let sequences: [(String, [Key])] = [
    ("j", [.character("j")]),
    ("é会👍", [.character("é"), .character("会"), .character("👍")]),
    ("\r\n\t", [.enter, .enter, .tab]),
    ("\u{7F}\u{8}", [.backspace, .backspace]),
    (
      "\u{0}\u{4}\u{13}\u{1C}\u{1F}",
      [.control("@"), .control("d"), .control("s"), .control("\\"), .control("_")]
    ),
    ("\(escape)[A\(escape)[B\(escape)OC\(escape)OD", [.up, .down, .right, .left]),
    ("\(escape)[1;5C\(escape)[1;2A", [.right, .up]),
    (
      "\(escape)[H\(escape)[F\(escape)[1~\(escape)[4~\(escape)[7~\(escape)[8~",
      [.home, .end, .home, .end, .home, .end]
    ),
    ("\(escape)[2~\(escape)[3~\(escape)[5~\(escape)[6~", [.insert, .delete, .pageUp, .pageDown]),
    ("\(escape)[Z", [.backTab]),
    (
      "\(escape)OP\(escape)[15~\(escape)[24~\(escape)[[A\(escape)[[E",
      [.function(1), .function(5), .function(12), .function(1), .function(5)]
    ),
    (
      "\(escape)OM\(escape)Op\(escape)Oy\(escape)Ok",
      [.enter, .character("0"), .character("9"), .character("+")]
    ),
    ("\(escape)x\(escape)é\(escape)\u{7F}", [.alt("x"), .alt("é"), .alt("\u{7F}")]),
    ("\(escape)\(escape)[A", [.escape, .up]),
    ("\(escape)\r", [.escape, .enter]),
    (
      "\(escape)OX\(escape)[57400u\(escape)[57414u\(escape)[57417u\(escape)[57413u\(escape)[57376u",
      [.character("="), .character("1"), .enter, .left, .character("+"), .function(13)]
    ),
    // A key pressed, repeated and let go, as kitty tells them; modifiers alone are no keys.
    (
      "\(escape)[106;1:1u\(escape)[106;1:2u\(escape)[106;1:3u\(escape)[1;1:3B\(escape)[57441;2u",
      [.character("j"), .character("j")]
    ),
    (
      "\(escape)[97;2u\(escape)[49:33;2u\(escape)[99;9u\(escape)[32;5u\(escape)[105;5u\(escape)[127;3u",
      [.character("A"), .character("!"), .control("@"), .tab, .alt("\u{7F}")]
    ),
    ("\(escape)[49;5u\(escape)[63743uj", [.character("j")]),
    (
      "\(escape)[115;5u\(escape)[97;3u\(escape)[9;2u\(escape)[27;5;83~",
      [.control("s"), .alt("a"), .backTab, .control("s")]
    ),
    ("\(escape)[?1;2cj\(escape)[Ik", [.character("j"), .character("k")]),
    ("\(escape)[200~a\rb\(escape)[201~c", [.paste("a\nb"), .character("c")]),
    ("\(escape)[200~\(escape)[201~", [.paste("")]),
    ("\(escape)[200~\(escape)[A\(escape)[201\(escape)[201~", [.paste("\(escape)[A\(escape)[201")]),
    (
      "\(escape)[200~a\r\nb\(escape)[201~\(escape)[200~c\(escape)[201~",
      [.paste("a\nb"), .paste("c")]
    ),
  ]

  @Test("decodes what terminals send", arguments: sequences)
  func decodes(text: String, keys: [Key]) {
    var decoder = KeyDecoder()
    #expect(decoder.feed(text.utf8) == keys)
    #expect(!decoder.isIncomplete)
  }

  @Test("decodes the same from single bytes", arguments: sequences)
  func decodesSlowly(text: String, keys: [Key]) {
    var decoder = KeyDecoder()
    #expect(text.utf8.flatMap { decoder.feed([$0]) } == keys)
  }

  @Test(
    "what stays unfinished is decided when nothing more comes",
    arguments: [
      ("\u{1B}", [Key.escape]), ("\u{1B}[", [.alt("[")]), ("\u{1B}O", [.alt("O")]),
      ("\u{1B}[1;", []),
      ("\u{1B}[200~half", [.paste("half")]), ("a\u{1B}", [.character("a"), .escape]),
    ]
  )
  func flushes(text: String, keys: [Key]) {
    var decoder = KeyDecoder()
    let certain = decoder.feed(text.utf8)
    #expect(decoder.isIncomplete)
    #expect(certain + decoder.flush() == keys)
    #expect(!decoder.isIncomplete)
    #expect(decoder.feed("j".utf8) == [.character("j")])
  }

  @Test(
    "broken UTF-8 is dropped and what follows is not",
    arguments: [
      [0xFF], [0xC3], [0xC0, 0x80], [0xE4, 0xBC], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80],
      [0x80],
    ] as [[UInt8]]
  )
  func broken(bytes: [UInt8]) {
    var decoder = KeyDecoder()
    let keys = decoder.feed(bytes + Array("jk".utf8)) + decoder.flush()
    #expect(keys == [.character("j"), .character("k")])
  }

  @Test("a sequence without end is given up")
  func endless() {
    var decoder = KeyDecoder()
    _ = decoder.feed("\u{1B}[".utf8)
    for _ in 0..<10_000 { _ = decoder.feed("1;".utf8) }
    #expect(decoder.feed("\r".utf8).last == .enter)
  }

  @Test("keys of the terminal's description come first, the longest of them")
  func described() {
    var decoder = KeyDecoder(described: [
      Array("\u{1B}[A".utf8): .function(9), Array("\u{1B}Q".utf8): .home,
    ])
    #expect(decoder.feed("\u{1B}[A\u{1B}Q\u{1B}[B".utf8) == [.function(9), .home, .down])
  }

  @Test("a paste of a megabyte comes as one key")
  func longPaste() {
    var decoder = KeyDecoder()
    let text = String(repeating: "line of text\n", count: 80_000)
    var keys = decoder.feed("\u{1B}[200~".utf8)
    let bytes = Array((text + "\u{1B}[201~").utf8)
    for start in stride(from: 0, to: bytes.count, by: 4096) {
      keys += decoder.feed(bytes[start..<min(start + 4096, bytes.count)])
    }
    #expect(keys == [.paste(text)])
  }

  @Test("a paste whose end got lost is over with the next key")
  func lostEnd() {
    var decoder = KeyDecoder()
    #expect(decoder.feed("\u{1B}[200~half".utf8) == [])
    // A slow line: more than a key, so it is still the text.
    #expect(decoder.feed(" a text".utf8, after: .milliseconds(400)) == [])
    #expect(decoder.feed("j".utf8, after: .milliseconds(100)) == [])
    #expect(
      decoder.feed("\u{1B}[B".utf8, after: .milliseconds(300)) == [.paste("half a textj"), .down]
    )
    #expect(decoder.feed("k".utf8) == [.character("k")])
    #expect(!decoder.isIncomplete)
  }

  @Test("Escape ends a paste whose end got lost, and a torn end is still the end")
  func lostEndAndEscape() {
    var decoder = KeyDecoder()
    _ = decoder.feed("\u{1B}[200~half".utf8)
    #expect(decoder.feed("\u{1B}".utf8, after: .milliseconds(300)) == [])
    #expect(decoder.unfinished == .escape)
    #expect(decoder.flush() == [.paste("half"), .escape])
    _ = decoder.feed("\u{1B}[200~half".utf8)
    _ = decoder.feed("\u{1B}".utf8, after: .milliseconds(300))
    #expect(decoder.feed("[201~j".utf8) == [.paste("half"), .character("j")])
  }

  @Test("the mark of the end within a pasted text types nothing")
  func endWithin() {
    var decoder = KeyDecoder()
    let keys = decoder.feed("\u{1B}[200~a\u{1B}[201~qx\u{1B}[201~\u{1B}[200~b\u{1B}[201~c".utf8)
    #expect(keys == [.paste("aqx"), .paste("b"), .character("c")])
  }

  @Test("a paste without end takes no more than a megabyte")
  func endlessPaste() {
    var decoder = KeyDecoder()
    _ = decoder.feed("\u{1B}[200~".utf8)
    let block = [UInt8](repeating: UInt8(ascii: "a"), count: 1 << 16)
    for _ in 0..<40 { #expect(decoder.feed(block) == []) }
    guard case .paste(let text) = decoder.feed("\u{1B}[201~".utf8).first else {
      Issue.record("The paste did not end.")
      return
    }
    #expect(text.utf8.count == 1 << 20)
  }
}

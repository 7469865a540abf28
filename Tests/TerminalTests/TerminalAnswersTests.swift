import Testing

@testable import Terminal

/// What terminals answer to programs that asked before, and what multiplexers tear apart.
@Suite("Answers of the terminal are no keys")
struct TerminalAnswersTests {
  private static let escape = "\u{1B}"
  private static let end = "\u{1B}\\"

  static let answers: [String] = [
    "\(escape)]11;rgb:1e1e/1e1e/2e2e\(end)", "\(escape)]11;rgb:1e1e/1e1e/2e2e\u{07}",
    "\(escape)]52;c;ZXhpdA==\(end)", "\(escape)]lq title x\(end)", "\(escape)]é✓\(end)",
    "\(escape)P>|XTerm(380)\(end)", "\(escape)P1+r544e=787465726d\(end)",
    "\(escape)_Gi=31;OK\(end)", "\(escape)^private\(end)", "\(escape)Xtext\(end)",
    "\(escape)[?62;22;52c", "\(escape)[>0;95;0c", "\(escape)[12;40R", "\(escape)[1;5R",
    "\(escape)[0n", "\(escape)[?2026;2$y", "\(escape)[?997;1n", "\(escape)[8;24;80t", "\(escape)[I",
    "\(escape)[O", "\(escape)[?1u", "\(escape)[M !!", "\(escape)[Mj\u{7E}q", "\(escape)[<0;12;40M",
    "\(escape)[<0;12;40m", "\(escape)[32;12;40M",
    "\(escape)[t!!", "\(escape)[T!!!!!!", "\(escape)]11;rgb:1e1e/1e1e/2e2e\u{9C}",
    "\(escape)[" + String(repeating: "1;", count: 200) + "x",
  ]

  /// With introducers of one character.
  static let eightBit: [String] = [
    "\u{9B}?62;22c", "\u{9B}12;40R", "\u{9D}11;rgb:1/2/3\u{9C}", "\u{9D}11;rgb:1/2/3\u{07}",
    "\u{90}>|XTerm(380)\u{9C}", "\u{9F}Gi=1;OK\(end)", "\u{9E}private\u{9C}", "\u{98}text\u{9C}",
  ]

  @Test("whole", arguments: answers + eightBit)
  func whole(_ answer: String) {
    var decoder = KeyDecoder()
    #expect(decoder.feed((answer + "j").utf8) == [.character("j")])
    #expect(!decoder.isIncomplete)
  }

  @Test("split anywhere", arguments: answers + eightBit)
  func split(_ answer: String) {
    let bytes = Array(answer.utf8)
    for place in bytes.indices {
      var decoder = KeyDecoder()
      let keys = decoder.feed(bytes[..<place]) + decoder.feed(bytes[place...])
      #expect(keys == [], "split at \(place)")
      #expect(decoder.feed("j".utf8) == [.character("j")], "split at \(place)")
    }
  }

  /// Then the escape character has counted as the key, and nothing else does.
  @Test("split after the escape character, for longer than Escape takes", arguments: answers)
  func torn(_ answer: String) {
    var decoder = KeyDecoder()
    #expect(decoder.feed(answer.utf8.prefix(1)) == [])
    #expect(decoder.flush() == [.escape])
    #expect(decoder.feed(answer.utf8.dropFirst(), after: .milliseconds(60)) == [])
    #expect(decoder.feed("j".utf8) == [.character("j")])
  }

  @Test("in pieces within an answer the wait is a long one")
  func patience() {
    var decoder = KeyDecoder()
    _ = decoder.feed("\(Self.escape)]11;rg".utf8)
    #expect(decoder.unfinished == .sequence)
    #expect(decoder.feed("b:00/00/00".utf8, after: .milliseconds(500)) == [])
    #expect(decoder.feed("\(Self.end)k".utf8) == [.character("k")])
    _ = decoder.feed("\(Self.escape)[?62".utf8)
    #expect(decoder.unfinished == .sequence)
  }

  @Test("an answer that never ends gives up, and a key that no answer has ends it at once")
  func endless() {
    var decoder = KeyDecoder()
    #expect(decoder.feed("\(Self.escape)]11;rgb".utf8) == [])
    #expect(decoder.flush() == [])
    #expect(decoder.feed("j".utf8) == [.character("j")])
    #expect(decoder.feed("\(Self.escape)Pabc\r".utf8) == [.enter])
    #expect(decoder.feed("\(Self.escape)Pabc\(Self.escape)[A".utf8) == [.up])
    #expect(decoder.feed("\(Self.escape)Pabc\u{18}k".utf8) == [.character("k")])
  }

  @Test("by themselves they are keys with Alt", arguments: ["[", "O", "]", "P", "_", "^", "X"])
  func alt(_ sign: Character) {
    var decoder = KeyDecoder()
    #expect(decoder.feed("\(Self.escape)\(sign)".utf8) == [])
    #expect(decoder.unfinished == .introducer)
    #expect(decoder.flush() == [.alt(sign)])
  }

  @Test("typed soon after Escape they are keys", arguments: ["]", "P", "_", "^", "X"])
  func soonAfterEscape(_ sign: Character) {
    var decoder = KeyDecoder()
    _ = decoder.feed("\(Self.escape)".utf8)
    #expect(decoder.flush() == [.escape])
    #expect(decoder.feed("\(sign)".utf8, after: .milliseconds(120)) == [.character(sign)])
    #expect(decoder.feed("\(sign)".utf8, after: .milliseconds(120)) == [.character(sign)])
    _ = decoder.feed("\(Self.escape)".utf8)
    #expect(decoder.flush() == [.escape])
    let twice = decoder.feed("\(sign)\(sign)".utf8, after: .milliseconds(120))
    #expect(twice == [.character(sign), .character(sign)])
  }

  /// An arrow whose escape character has counted as the key.
  @Test("a torn arrow is the arrow after all, and types nothing")
  func tornArrow() {
    var decoder = KeyDecoder()
    _ = decoder.feed("\(Self.escape)".utf8)
    #expect(decoder.flush() == [.escape])
    #expect(decoder.feed("[B".utf8, after: .milliseconds(60)) == [.down])
    _ = decoder.feed("\(Self.escape)".utf8)
    _ = decoder.flush()
    #expect(decoder.feed("[".utf8, after: .milliseconds(60)) == [])
    #expect(decoder.feed("B".utf8, after: .milliseconds(60)) == [.down])
    #expect(decoder.feed("[B".utf8) == [.character("["), .character("B")])
  }

  @Test("what is typed after Escape is typed")
  func typed() {
    var decoder = KeyDecoder()
    _ = decoder.feed("\(Self.escape)".utf8)
    _ = decoder.flush()
    #expect(decoder.feed("O".utf8, after: .milliseconds(100)) == [])
    #expect(decoder.flush() == [.character("O")])
    _ = decoder.feed("\(Self.escape)".utf8)
    _ = decoder.flush()
    #expect(decoder.feed("[B".utf8, after: .seconds(1)) == [.character("["), .character("B")])
    _ = decoder.feed("\(Self.escape)".utf8)
    _ = decoder.flush()
    #expect(decoder.feed("jk".utf8, after: .zero) == [.character("j"), .character("k")])
  }
}

import ConferencingCore
import TestSupport
import Testing

@Suite struct InvitationBlockTests {
  private static let details = ProviderTexts.details
  private static let block = InvitationBlock.text(for: details)

  private static let owns =
    ProviderTexts.words + ProviderTexts.plain.map(\.1) + [
      "", " ", "\n", "\n\n", "\r\n", "\r\n\r\n", "text\n", "text\n\n\n", "text\r\n", "text  ",
      "<p>Hello</p>", "<p>Hello</p>\n", "a<br>", "a<br><br>", "a<br>\r\n", "<br>",
      "────────── Convene ──────────", "─────────────────────────────", "Join: x", block + "\nmore",
      "────────── Convene ──────────\nJoin: https://x.example", "\u{301}", "text\r",
    ]

  @Test(arguments: owns)
  func restoresEveryTextToTheByte(own: String) throws {
    let text = InvitationBlock.appended(to: own, Self.details)
    #expect(Array(InvitationBlock.removed(from: text).utf8) == Array(own.utf8))
    let found = try #require(InvitationBlock.find(in: text))
    #expect(found.details == Self.details)
    #expect(found.range.upperBound == text.endIndex)
  }

  @Test func isWrittenAsShown() {
    #expect(
      Self.block == """
        ────────── Convene ──────────
        Provider: Jitsi Meet
        Join: https://meet.jit.si/Standup
        Meeting code: Standup
        Access code: s3 cret
        PIN: 42
        Phone: +1 609 555 0123
        Phone: +49 30 901820,,42#
        ─────────────────────────────
        """
    )
  }

  /// What services make of the newlines of a description.
  @Test(arguments: [
    ("\n", "\r\n"), ("\n", "<br>"), ("\n", "<br/>"), ("\n", "<br />\r\n"), ("\n", "</p><p>"),
    ("\n", "</div>\n<div>"), ("\n", " \n"),
  ])
  func isReadBackFromAService(newline: String, changed: String) throws {
    var details = Self.details
    details.url = "https://x.example/?a=1&b=2"
    details.accessCode = "<b>&amp;"
    let text = "mine\n\n" + InvitationBlock.text(for: details) + "\n\nyours"
    let sent = changed.contains("<") ? ProviderTexts.escaped(text) : text
    let read = sent.replacing(newline, with: changed)
    #expect(try #require(InvitationBlock.find(in: read)).details == details)
    #expect(InvitationBlock.removed(from: read).contains("mine"))
    #expect(InvitationBlock.removed(from: read).contains("yours"))
    #expect(!InvitationBlock.removed(from: read).contains("──"))
  }

  @Test func readsALinkThatAServiceMadeClickable() throws {
    let html = Self.block.replacing(
      "https://meet.jit.si/Standup",
      with: "<a href=\"https://meet.jit.si/Standup\">https://meet.jit.si/Standup</a>"
    ).replacing("\n", with: "<br>")
    #expect(try #require(InvitationBlock.find(in: html)).details == Self.details)
  }

  @Test(arguments: [
    "a\nb", "a\r\nJoin: https://evil.example", "a\u{2028}b", "a\u{85}b", "a\u{0}b", "a\u{B}b",
    "─────────────────────────────", "────────── Convene ──────────", "<br>x", "<p>x</p>", "&amp;",
    "\u{202E}x",
  ])
  func staysWholeWithAnyValue(value: String) throws {
    let details = ConferencingDetails(
      provider: ConferencingProvider(value),
      url: "https://x.example/room",
      meetingCode: value,
      accessCode: value,
      pin: value,
      phones: [value, value]
    )
    let text = InvitationBlock.appended(to: "mine", details)
    let found = try #require(InvitationBlock.find(in: text))
    #expect(found.details.url == details.url)
    #expect(found.details.phones.count == 2)
    #expect(found.details.accessCode == found.details.pin)
    #expect(InvitationBlock.removed(from: text) == "mine")
    // Once tidy, a value comes back as it went.
    #expect(InvitationBlock.text(for: found.details) == InvitationBlock.text(for: details))
  }

  @Test func leavesOutWhatIsEmpty() throws {
    let details = ConferencingDetails(
      provider: .webEx,
      url: "https://x.example",
      pin: " ",
      phones: [""]
    )
    let text = InvitationBlock.text(for: details)
    #expect(text.split(separator: "\n").count == 4)
    #expect(try #require(InvitationBlock.find(in: text)).details.pin == nil)
  }

  @Test(arguments: [
    "", "words", "Join: https://x.example", "────────── Convene ──────────\n\nJoin: x",
  ])
  func findsNoneInWords(text: String) {
    #expect(InvitationBlock.find(in: text) == nil)
    #expect(InvitationBlock.removed(from: text) == text)
  }
}

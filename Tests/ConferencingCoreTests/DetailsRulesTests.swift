import ConferencingCore
import Testing

@Suite struct DetailsRulesTests {
  @Test(arguments: [
    "https://zoom.us/j/1", "http://intranet.example/room", "zoom.us/j/1", " https://zoom.us/j/1 ",
    "zoommtg://zoom.us/join?confno=1", "msteams:/l/meetup-join/x", "facetime://jane@acme.example",
    "sip:123@acme.example", "tel:+16095550123", "meet.example:8443/room",
    "https://bücher.example/x",
    "HTTPS://ZOOM.US/j/1",
  ])
  func allowsLinks(url: String) { #expect(DetailsRules.urlMessage(url) == nil) }

  @Test(arguments: [
    ("", "needed"), ("   ", "needed"), ("javascript:alert(1)", "javascript:"),
    ("JavaScript:x", "javascript:"),
    ("file:///etc/passwd", "file:"), ("data:text/html,x", "data:"), ("room five", "space"),
    ("https://x.example/\u{202E}gpj", "invisible"), ("https://x.example/\u{1B}[31m", "invisible"),
    ("https://", "no server"), ("https:zoom.us", "no server"),
    ("https://zoom.us@evil.example/", "user name"),
    ("room", "not a link"), ("https://x.example/" + String(repeating: "a", count: 1_300), "1300"),
  ])
  func refusesLinksInWords(url: String, word: String) throws {
    #expect(try #require(DetailsRules.urlMessage(url)).contains(word))
  }

  @Test(arguments: [
    ("zoom.us/j/1", "https://zoom.us/j/1"), (" x.example\n", "https://x.example"), ("room", "room"),
    ("http://x.example", "http://x.example"), (".example", ".example"),
    ("a b.example", "a b.example"),
    ("tel:+1", "tel:+1"), ("host.example:8443/x", "https://host.example:8443/x"), ("", ""),
  ])
  func normalizesLinks(text: String, url: String) {
    #expect(DetailsRules.normalizedURL(text) == url)
  }

  @Test(arguments: [
    "+1 609 555 0123", "+16095550123", "(030) 901-820", "(+49) 30 901820", "+49 (0)30 90.18.20",
    "+1 609 555 0123,,123456#", "tel:+16095550123", "+1 609 555 0123 ext 45", "+1 609 555 0123 x45",
    "+1-609-555-0123;ext=45", "12345", "\u{202A}+1 609 555 0123\u{202C}",
    "+1\u{A0}609\u{A0}555\u{A0}0123",
    "030/901820", "+1 609 555 0123p1w2",
  ])
  func allowsPhones(phone: String) { #expect(DetailsRules.phoneMessage(phone) == nil) }

  @Test(arguments: [
    "", "call me", "1234", "+1 609 555 0123 4567 8901", "+1+609 555 0123", "1 +609 555 0123",
    "12345abc",
    "+1 609 555 0123,,<b>", "١٢٣٤٥٦", "+1 609 555 0123\u{1B}[31m", "0x1234567",
  ])
  func refusesPhones(phone: String) { #expect(DetailsRules.phoneMessage(phone) != nil) }

  @Test func namesEveryFieldInTheOrderOfTheForm() {
    let long = String(repeating: "9", count: 129)
    let details = ConferencingDetails(
      provider: .webEx,
      url: "file:x",
      meetingCode: long,
      accessCode: "a\u{7}",
      pin: "1\u{200B}",
      phones: ["+1 609 555 0123", "no"]
    )
    let found = DetailsRules.violations(of: details)
    #expect(found.map(\.field) == [.url, .meetingCode, .accessCode, .pin, .phone(1)])
    #expect(found.allSatisfy { !$0.message.isEmpty })
    let good = ConferencingDetails(
      provider: .unknown,
      url: "x.example",
      accessCode: "pass phrase 日本"
    )
    #expect(DetailsRules.violations(of: good) == [])
  }

  @Test(arguments: ["a", "\u{301}", "é\u{0}", "x.", "1 "])
  func isQuickOnHugeValues(unit: String) {
    let huge = String(repeating: unit, count: 500_000)
    let details = ConferencingDetails(
      provider: .unknown,
      url: huge,
      accessCode: huge,
      phones: [huge]
    )
    #expect(DetailsRules.violations(of: details).count >= 2)
  }
}

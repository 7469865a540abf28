import ConferencingCore
import Testing

/// What is dialled to join the meeting of an invitation by telephone.
@Suite struct TelephoneCodesTests {
  private static func codes(_ text: String) -> FoundCodes? {
    LinkFinder.meetings(conferencing: .none, location: "", description: text).first?.codes
  }

  /// What the telephones of a text are called with.
  private static func dialled(_ text: String) -> [String] {
    guard
      let found = LinkFinder.meetings(conferencing: .none, location: "", description: text).first
    else { return [] }
    let details = ConferencingDetails(
      provider: found.link?.link.provider ?? .unknown,
      url: found.link?.link.url ?? "",
      meetingCode: found.codes.meetingCode,
      accessCode: found.codes.accessCode,
      pin: found.codes.pin,
      phones: found.codes.phones
    )
    return DialIn.all(of: details).map(\.text)
  }

  /// Zoom gives telephones a passcode of digits where the other one has letters.
  @Test(
    "The telephone passcode of a Zoom invitation is dialled",
    arguments: [
      ("Passcode: Xy9zAb", "One tap mobile", "*123456#", "123456"),
      ("Kenncode: Xy9zAb", "Schnelleinwahl mobil", "*123456#", "123456"),
      ("", "One tap mobile", "*123456#", "123456"),
      ("Passcode: 123456", "One tap mobile", "*123456#", nil),
      ("Passcode: Xy9zAb", "One tap mobile", "", nil),
    ]
  )
  func zoom(_ passcode: String, _ head: String, _ written: String, _ pin: String?) {
    let tones = ",,98765432101#" + (written.isEmpty ? "" : ",,,,\(written)")
    let text = """
      https://acme.zoom.us/j/98765432101?pwd=abc

      Meeting ID: 987 6543 2101
      \(passcode)

      \(head)
      +13126266799\(tones) US (Chicago)
      +496971049922\(tones) Germany

      Dial by your location
      • +1 312 626 6799 US (Chicago)
      • +44 20 3481 5237 United Kingdom
      """
    #expect(Self.codes(text)?.pin == pin)
    #expect(Self.codes(text)?.phones == ["+13126266799", "+496971049922", "+442034815237"])
    #expect(
      Self.dialled(text) == ["+13126266799", "+496971049922", "+442034815237"].map { $0 + tones }
    )
  }

  @Test("Codes that a provider writes in its own way are dialled as written")
  func asWritten() {
    let old = """
      https://zoom.us/j/98765432101
      Passcode: Xy9zAb
      +16465588656,,98765432101#,,,,,,0#,,447701# US (New York)
      """
    #expect(Self.dialled(old) == ["+16465588656,,98765432101#,,,,,,0#,,447701#"])
    let blueJeans = """
      https://bluejeans.com/123456789/1111
      Phone: +1.408.740.7256,,123456789#,,1111#
      """
    #expect(Self.dialled(blueJeans) == ["+14087407256,,123456789#,,1111#"])
    let sentence =
      "https://zoom.us/j/98765432101\nCall +49 30 1234567, 2nd floor, or +49 30 7654321; 5"
    #expect(
      Self.dialled(sentence) == ["+49301234567", "+49307654321"].map { $0 + ",,98765432101#" }
    )
  }

  @Test("The password that Webex gives for telephones is read")
  func webEx() {
    let text = """
      https://acme.webex.com/acme/j.php?MTID=m0123456789abcdef24
      Meeting number (access code): 2555 123 42470
      Meeting password: Aa24Bb2 (22112212 when dialing from a phone or video system)
      +49-619-6781-9724,,255512342470## 
      """
    #expect(Self.codes(text)?.accessCode == "Aa24Bb2")
    #expect(Self.codes(text)?.pin == "22112212")
  }

  /// Google puts marks around what is written from left to right; others put others.
  @Test(
    "Marks that are not seen hide no code",
    arguments: [
      ("\u{202A}", "\u{202C}"), ("\u{2066}", "\u{2069}"), ("\u{2068}", "\u{2069}"),
      ("\u{200E}", "\u{200E}"), ("\u{200F}", "\u{200F}"), ("\u{61C}", "\u{61C}"),
      ("\u{200B}", "\u{200B}"), ("\u{2060}", "\u{2060}"), ("\u{FEFF}", ""),
      ("\u{202D}", "\u{202C}"),
      ("\u{AD}", ""), ("", ""),
    ],
    [false, true]
  )
  func marks(_ mark: (open: String, close: String), isHTML: Bool) {
    func marked(_ text: String) -> String { mark.open + text + mark.close }
    func found(_ text: String) -> FoundCodes? {
      Self.codes(isHTML ? "<p>" + text.replacing("\n", with: "<br>") + "</p>" : text)
    }
    let meet = found(
      """
      Join with Google Meet: \(marked("https://meet.google.com/abc-defg-hij"))
      Or dial: \(marked("(US) +1 234-567-8901")) PIN: \(marked("123 456 789"))#
      """
    )
    #expect(meet?.phones == ["+12345678901"])
    #expect(meet?.pin == "123456789")
    let zoom = found(
      """
      \(marked("https://zoom.us/j/98765432101"))
      \(marked("Meeting ID:")) \(marked("987 6543 2101"))
      \(marked("Passcode")): \(marked("Xy9zAb"))
      \(marked("+13126266799"))\(marked(",,98765432101#,,,,*123456#")) US
      """
    )
    #expect(zoom?.accessCode == "Xy9zAb")
    #expect(zoom?.pin == "123456")
    #expect(zoom?.phones == ["+13126266799"])
    let teams = found(
      """
      Join: \(marked("https://teams.microsoft.com/meet/21234567890123?p=abc"))
      Meeting ID: \(marked("212 345 678 901 23"))
      Passcode: \(marked("Ab3cD4"))
      \(marked("+49 69 365001604,,987654321#")) Germany
      Phone conference ID: \(marked("987 654 321#"))
      """
    )
    #expect(teams?.accessCode == "Ab3cD4")
    #expect(teams?.pin == "987654321")
    #expect(teams?.phones == ["+4969365001604"])
  }

  @Test("A long text of marks, signs and numbers is read in the time of its length")
  func large() {
    let line = "\u{202A}+49 30 1234567,,1#*#*\u{202C}"
    let text = "https://zoom.us/j/98765432101\n" + String(repeating: line, count: 40_000)
    #expect(Self.codes(text) != nil)
    let lines = String(repeating: line + "\n", count: 40_000)
    #expect(Self.codes("https://zoom.us/j/98765432101\n" + lines) != nil)
  }
}

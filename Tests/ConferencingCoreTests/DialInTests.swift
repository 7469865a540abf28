import ConferencingCore
import Testing

/// Telephone numbers as services and people write them, and what is dialled behind them.
@Suite struct DialInTests {
  private static let zoom = ConferencingDetails(
    provider: .zoomMeeting,
    url: "https://zoom.us/j/85775884256",
    meetingCode: "85775884256",
    accessCode: "010383"
  )
  private static let meet = ConferencingDetails(
    provider: .googleMeet,
    url: "https://meet.google.com/abc-defg-hij",
    pin: "156 393 865"
  )
  private static let plain = ConferencingDetails(provider: .unknown, url: "")

  @Test(
    "A number is read with its codes and its place",
    arguments: [
      (
        "+13462487799,,85775884256#,,,,*010383# US (Houston)",
        "+13462487799,,85775884256#,,,,*010383#", "US (Houston)"
      ),
      ("+16477490000,,11160000#", "+16477490000,,11160000#", ""),
      ("tel:+1-609-726-6186,,156393865%23", "+16097266186,,156393865#", ""),
      ("tel:%2B1-650-479-3208,,*01*17740%23%23*01*", "+16504793208,,*01*17740##*01*", ""),
      ("(US) +1 609-726-6186 PIN: 156 393 865#", "+16097266186,,156393865#", "US"),
      ("• +49 69 7104 9922 Germany", "+496971049922", "Germany"),
      ("\u{202A}+49 (69) 3898-0596\u{202C}", "+496938980596", ""),
      ("&#43;44 20 3481 5237 United Kingdom", "+442034815237", "United Kingdom"),
      ("+1 609 555 0123;123456#", "+16095550123,123456#", ""),
      ("+1 609 555 0123p123w456#", "+16095550123,123,456#", ""),
      ("0800 123 4567", "08001234567", ""),
    ]
  )
  func read(_ text: String, _ dialled: String, _ place: String) throws {
    let dialIn = try #require(DialIn(text, of: Self.plain))
    #expect(dialIn.text == dialled)
    #expect(dialIn.place == place)
  }

  @Test(
    "What is no number is none",
    arguments: ["", "call me", "+1", "PIN: 12", "+12345678901234567890"]
  )
  func refuse(_ text: String) { #expect(DialIn(text, of: Self.plain) == nil) }

  @Test("A megabyte is no number")
  func large() {
    #expect(DialIn(String(repeating: "+49 ", count: 300_000), of: Self.plain) == nil)
  }

  @Test("Codes of the provider are dialled where the text has none")
  func codes() {
    #expect(
      DialIn("+1 346 248 7799", of: Self.zoom)?.text == "+13462487799,,85775884256#,,,,*010383#"
    )
    #expect(DialIn("+1 346 248 7799", of: Self.meet)?.text == "+13462487799,,156393865#")
    var letters = Self.zoom
    letters.accessCode = "a1b2"
    #expect(DialIn("+13462487799", of: letters)?.text == "+13462487799,,85775884256#")
    let webEx = ConferencingDetails(provider: .webEx, url: "", meetingCode: "1774 007 047")
    #expect(DialIn("+14156550002", of: webEx)?.text == "+14156550002,,1774007047##")
    let teams = ConferencingDetails(
      provider: .microsoftTeams,
      url: "",
      meetingCode: "212345678901",
      pin: "111 600 00#"
    )
    #expect(DialIn("+16477490000", of: teams)?.text == "+16477490000,,11160000#")
    #expect(DialIn("+16477490000", of: Self.plain)?.text == "+16477490000")
  }

  @Test("The address of a call has # escaped and + not")
  func uri() {
    #expect(
      DialIn("+1 346 248 7799", of: Self.zoom)?.uri
        == "tel:+13462487799,,85775884256%23,,,,*010383%23"
    )
  }

  @Test(
    "The country's own number comes first, free ones of others last",
    arguments: [
      ("DE", ["+496971049922", "+13462487799", "+442034815237", "+18885550100"]),
      ("GB", ["+442034815237", "+13462487799", "+496971049922", "+18885550100"]),
      ("US", ["+13462487799", "+18885550100", "+496971049922", "+442034815237"]),
      ("CA", ["+18885550100", "+13462487799", "+496971049922", "+442034815237"]),
      ("de", ["+496971049922", "+13462487799", "+442034815237", "+18885550100"]),
      ("FR", ["+13462487799", "+496971049922", "+442034815237", "+18885550100"]),
      ("XX", ["+18885550100", "+13462487799", "+496971049922", "+442034815237"]),
    ]
  )
  func order(_ country: String, _ expected: [String]) {
    let details = ConferencingDetails(
      provider: .unknown,
      url: "",
      phones: [
        "+1 888 555 0100", "+1 346 248 7799 US (Houston)", "+49 69 7104 9922 Germany",
        "+44 20 3481 5237", "+49 69 7104 9922",
      ]
    )
    #expect(DialIn.all(of: details, country: country).map(\.number) == expected)
  }
}

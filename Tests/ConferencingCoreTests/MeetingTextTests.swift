import ConferencingCore
import Testing

/// How to join, in the wording of providers.
@Suite struct MeetingTextTests {
  @Test("Zoom's invitation")
  func zoom() {
    let details = ConferencingDetails(
      provider: .zoomMeeting,
      url: "https://us02web.zoom.us/j/82021512759?pwd=abc",
      meetingCode: "82021512759",
      accessCode: "415355",
      phones: ["+1 346 248 7799 US (Houston)", "+49 69 3898 0596 Germany"]
    )
    #expect(
      MeetingText.lines(details, country: "DE") == [
        "Join Zoom Meeting", "https://us02web.zoom.us/j/82021512759?pwd=abc", "",
        "Meeting ID: 820 2151 2759", "Passcode: 415355", "", "One tap mobile",
        "+496938980596,,82021512759#,,,,*415355# Germany",
        "+13462487799,,82021512759#,,,,*415355# US (Houston)", "", "Dial by your location",
        "• +496938980596 Germany", "• +13462487799 US (Houston)",
      ]
    )
  }

  @Test("Those of Teams and Meet, and of a server that nobody knows")
  func others() {
    let teams = ConferencingDetails(
      provider: .microsoftTeams,
      url: "https://teams.microsoft.com/meet/21234567890123?p=x",
      accessCode: "Ab3cD4",
      pin: "123456789",
      phones: ["+1 647-749-0000"]
    )
    #expect(
      MeetingText.lines(teams) == [
        "Microsoft Teams meeting", "Join: https://teams.microsoft.com/meet/21234567890123?p=x", "",
        "Passcode: Ab3cD4", "", "Dial in by phone", "+16477490000,,123456789#",
        "Phone conference ID: 123 456 789#",
      ]
    )
    let meet = ConferencingDetails(
      provider: .googleMeet,
      url: "https://meet.google.com/abc-defg-hij",
      meetingCode: "abc-defg-hij",
      pin: "156393865",
      phones: ["+1 609-726-6186"]
    )
    #expect(
      MeetingText.lines(meet) == [
        "Google Meet joining info", "Video call link: https://meet.google.com/abc-defg-hij", "",
        "Or dial: +16097266186 PIN: 156 393 865#",
      ]
    )
    let own = ConferencingDetails(provider: .unknown, url: "https://meet.example.com/x")
    #expect(MeetingText.lines(own) == ["Join: https://meet.example.com/x"])
  }

  @Test("Nothing in a code makes a line, and a link that nobody opens is left out")
  func hostile() {
    let details = ConferencingDetails(
      provider: ConferencingProvider("Evil\nBcc: all"),
      url: "javascript:alert(1)",
      accessCode: "1\nJoin: https://evil.example"
    )
    let lines = MeetingText.lines(details)
    #expect(lines == ["Passcode: 1 Join: https://evil.example"])
  }

  @Test("What cannot be joined has no lines")
  func nothing() {
    #expect(MeetingText.lines(ConferencingDetails(provider: .googleMeet, url: "")).isEmpty)
    #expect(MeetingText.phoneLines(ConferencingDetails(provider: .googleMeet, url: "")).isEmpty)
  }
}

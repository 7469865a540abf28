import ConferencingCore
import Testing

@Suite struct LinkRecognitionTests {
  struct Known: Sendable, CustomTestStringConvertible {
    var text: String
    var provider: String
    var url: String?
    var code: String?
    var access: String?
    var testDescription: String { text }
    init(
      _ text: String,
      _ provider: String,
      url: String? = nil,
      code: String? = nil,
      access: String? = nil
    ) {
      (self.text, self.provider, self.url, self.code, self.access) = (
        text, provider, url, code, access
      )
    }
  }

  static let known = [
    Known("https://meet.google.com/abc-defg-hij", "Google Meet", code: "abc-defg-hij"),
    Known(
      "https://meet.google.com/_meet/abc-defg-hij?authuser=1",
      "Google Meet",
      code: "abc-defg-hij"
    ),
    Known("https://stream.meet.google.com/stream/ab-cd", "Google Meet"),
    Known("https://meet.proton.me/join/id-ABC#pwd-x", "Proton Meet"),
    Known("https://zoom.us/j/123", "Zoom Meeting", code: "123"),
    Known("https://us02web.zoom.us/j/81234567890?pwd=abc.1", "Zoom Meeting", code: "81234567890"),
    Known("https://acme.zoom.com/my/jane.doe", "Zoom Meeting"),
    Known("https://zoom.com.cn/j/812", "Zoom Meeting", code: "812"),
    Known("https://acme.zoom-x.de/j/812", "Zoom Meeting", code: "812"),
    Known("https://agency.zoomgov.com/j/1601234567", "Zoom Meeting", code: "1601234567"),
    Known("https://zoom.us/w/812?tk=x", "Zoom Meeting", code: "812"),
    Known("https://zoom.us/s/812", "Zoom Meeting", code: "812"),
    Known("https://zoom.us/wc/812/join", "Zoom Meeting", code: "812"),
    Known("https://zoom.us/webinar/wc/812", "Zoom Meeting"),
    Known("zoommtg://zoom.us/join?confno=812&pwd=x", "Zoom Meeting", code: "812"),
    Known(
      "https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0?context=%7b%7d",
      "Microsoft Teams"
    ),
    Known("https://gov.teams.microsoft.us/l/meetup-join/19%3ax/0", "Microsoft Teams"),
    Known(
      "https://teams.microsoft.com/meet/21234567890123?p=AbC",
      "Microsoft Teams",
      code: "21234567890123"
    ),
    Known(
      "https://teams.live.com/meet/9312345678901?p=AbC",
      "Microsoft Teams",
      code: "9312345678901"
    ),
    Known("msteams:/l/meetup-join/19%3ax/0", "Microsoft Teams"),
    Known("https://acme.webex.com/acme/j.php?MTID=m123", "WebEx"),
    Known("https://acme.webex.com/meet/jane", "WebEx"),
    Known("https://acme.webex.com/join/jane", "WebEx"),
    Known("https://meet.jit.si/Standup", "Jitsi Meet"),
    Known("https://jitsi.acme.example/Standup", "Jitsi Meet"),
    Known("https://8x8.vc/acme/standup", "8x8"),
    Known("https://whereby.com/acme", "Whereby"),
    Known("https://acme.whereby.com/standup", "Whereby"),
    Known("https://chime.aws/1234567890", "Amazon Chime", code: "1234567890"),
    Known("https://v.ringcentral.com/join/123456789", "RingCentral", code: "123456789"),
    Known("https://meetings.ringcentral.com/j/123456789", "RingCentral", code: "123456789"),
    Known("https://global.gotomeeting.com/join/123456789", "GoToMeeting", code: "123456789"),
    Known("https://meet.goto.com/123456789", "GoToMeeting", code: "123456789"),
    Known("https://global.gotowebinar.com/join/123/456", "GoToWebinar"),
    Known("https://bluejeans.com/123456789/4711", "BlueJeans", code: "123456789", access: "4711"),
    Known("https://join.skype.com/AbCdEf", "Skype for Consumer", code: "AbCdEf"),
    Known("https://meet.lync.com/acme/jane/AB12CD34", "Skype for Business"),
    Known("https://meet.acme.example/jane/AB12CD34", "Skype for Business"),
    Known("https://vc.larksuite.com/j/123456789", "Lark", code: "123456789"),
    Known("https://vc.feishu.cn/j/123456789", "Feishu", code: "123456789"),
    Known("https://voovmeeting.com/dm/AbCd", "VooV Meeting", code: "AbCd"),
    Known("https://discord.com/channels/1/2", "Discord"),
    Known("https://discord.gg/abc", "Discord"),
    Known("https://app.slack.com/huddle/T1/C1", "Slack"),
    Known("https://facetime.apple.com/join#v=1&p=x", "FaceTime"),
    Known("https://meet.livekit.io/rooms/abcd", "LiveKit"),
    Known("https://wws.conf.meetecho.com/conference/?group=x", "Meetecho"),
    Known("https://riverside.fm/studio/acme", "Riverside"),
    Known("https://streamyard.com/abcdef", "StreamYard", code: "abcdef"),
    Known("https://lu.ma/join/g-1", "Luma"),
    Known("https://app.cal.com/video/x1", "Cal Video"),
    Known("https://meet.pumble.com/abc-def", "Pumble", code: "abc-def"),
    Known("https://app.gather.town/app/x/y?spawnToken=z", "Gather"),
    Known("https://tuple.app/c/x", "Tuple"),
    Known("https://doxy.me/dr.jane", "Doxy.me"),
    Known("https://vimeo.com/event/123", "Vimeo"),
    Known("https://www.youtube.com/live/abc", "YouTube"),
    // As people paste them.
    Known(
      "meet.google.com/abc-defg-hij",
      "Google Meet",
      url: "https://meet.google.com/abc-defg-hij",
      code: "abc-defg-hij"
    ),
    Known(" <https://zoom.us/j/1> ", "Zoom Meeting", url: "https://zoom.us/j/1", code: "1"),
    Known(
      "HTTPS://Zoom.US/j/1?pwd=AbC",
      "Zoom Meeting",
      url: "https://zoom.us/j/1?pwd=AbC",
      code: "1"
    ),
    Known(
      "https://zoom.us/j/1?a=1&amp;amp;pwd=x",
      "Zoom Meeting",
      url: "https://zoom.us/j/1?a=1&pwd=x",
      code: "1"
    ),
    Known("https://zoom.us:443/j/1", "Zoom Meeting", code: "1"),
    // In wrappers.
    Known(
      "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fzoom.us%2Fj%2F812%3Fpwd%3Dx&amp;data=05%7C02",
      "Zoom Meeting",
      url: "https://zoom.us/j/812?pwd=x",
      code: "812"
    ),
    Known(
      "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Feur02.safelinks.protection.outlook.com%2F%3Furl%3Dhttps%253A%252F%252Fzoom.us%252Fj%252F812",
      "Zoom Meeting",
      url: "https://zoom.us/j/812",
      code: "812"
    ),
    Known(
      "https://www.google.com/url?q=https://zoom.us/j/812&sa=D",
      "Zoom Meeting",
      url: "https://zoom.us/j/812",
      code: "812"
    ),
    Known(
      "https://urldefense.com/v3/__https://zoom.us/j/812__;!!x",
      "Zoom Meeting",
      url: "https://zoom.us/j/812",
      code: "812"
    ),
    Known(
      "https://teams.microsoft.com/dl/launcher/launcher.html?url=%2F_%23%2Fl%2Fmeetup-join%2F19%3Ameeting_x%40thread.v2%2F0%3Fcontext%3D%257b%257d&type=meetup-join",
      "Microsoft Teams",
      url: "https://teams.microsoft.com/l/meetup-join/19:meeting_x@thread.v2/0?context=%7b%7d"
    ),
    Known(
      "https://teams.microsoft.com/_#/l/meetup-join/19:x/0",
      "Microsoft Teams",
      url: "https://teams.microsoft.com/l/meetup-join/19:x/0"
    ),
  ]

  @Test(arguments: known)
  func recognizes(known: Known) throws {
    let link = try #require(LinkRecognition.recognize(known.text))
    #expect(link.provider.rawValue == known.provider)
    #expect(link.url == known.url ?? known.text)
    #expect(link.meetingCode == known.code)
    #expect(link.accessCode == known.access)
    // What is recognised is recognised again, as the same.
    #expect(LinkRecognition.recognize(link.url) == link)
  }

  @Test(arguments: [
    "", "zoom", "zoom.us", "https://zoom.us", "https://zoom.us/", "https://zoom.us/j/",
    "https://zoom.us/j/abc",
    // Look-alikes.
    "https://zoom.us.evil.example/j/123", "https://evilzoom.us/j/123",
    "https://zoom.us@evil.example/j/123",
    "https://zoom.us:x@evil.example/j/123", "https://evil.example/zoom.us/j/123",
    "https://evil.example\\.zoom.us/j/1",
    "https://zoom.us\u{202E}/j/123", "https://zооm.us/j/123",
    "https://meet.google.com.evil.example/abc-defg-hij",
    "https://meet.zoom.us.evil.example/jane/AB12CD34", "https://jitsi.zoom.us.evil.example/room",
    "https://-/j/1", "https://.zoom.us/j/1", "https://zoom..us/j/1", "https:/zoom.us/j/1",
    "https://zoom.us%2ej/1",
    "javascript:zoom.us/j/1", "ftp://zoom.us/j/123", "bob@zoom.us/j/1", "https://[::1]/j/1",
    // Links that do not join.
    "https://aka.ms/JoinTeamsMeeting?omkt=en-US",
    "https://teams.microsoft.com/meetingOptions/?organizerId=x",
    "https://dialin.teams.microsoft.com/x?id=1",
    "https://dialin.teams.microsoft.com/usp/pstnconferencing",
    "https://tel.meet/abc-defg-hij?pin=1", "https://support.google.com/a/users/answer/9282720",
    "https://us02web.zoom.us/meeting/tZxyz/ics?icsToken=abc", "https://us02web.zoom.us/u/kbxyz",
    "https://zoom.us/support", "https://meet.google.com/new", "https://meet.google.com/landing",
    "https://teams.microsoft.com/files", "https://www.youtube.com/watch?v=x",
    "https://acme.webex.com/acme/help",
    "https://calendar.google.com/calendar/event?eid=x",
    "https://www.microsoft.com/microsoft-teams/join-a-meeting",
    // Wrappers around nothing, and around themselves.
    "https://eur01.safelinks.protection.outlook.com/?url=",
    "https://eur01.safelinks.protection.outlook.com/?url=%ZZ",
    "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fevil.example",
    "https://evil.example/?url=https%3A%2F%2Fzoom.us%2Fj%2F1", "https://www.google.com/url?q=%%%",
    "https://teams.microsoft.com/dl/launcher/launcher.html?url=//evil.example/l/meetup-join/x",
  ])
  func refuses(text: String) {
    #expect(LinkRecognition.recognize(text) == nil)
  }

  @Test func stopsUnwrappingAChain() {
    var text = "https://zoom.us/j/1"
    for _ in 0..<40 { text = "https://www.google.com/url?q=" + text }
    #expect(LinkRecognition.recognize(text) == nil)
  }
}

import CalendarCore
import ConferencingCore
import Testing

/// What users of other programs reported about links, reduced to inputs.
@Suite struct LinkReportTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var text: String
    var url: String?
    var testDescription: String { text }
    init(_ text: String, _ url: String?) { (self.text, self.url) = (text, url) }
  }

  private static let zoom = "https://acme.zoom.us/j/81234567890"
  private static let withPasscode = zoom + "?pwd=AbC.1"

  /// The whole name or no link, never a shorter one.
  static let names = [
    Case("https://meet.jit.si/Réunion-équipe", "https://meet.jit.si/R%C3%A9union-%C3%A9quipe"),
    Case(
      "https://meet.jit.si/Δοκιμαστικό",
      "https://meet.jit.si/%CE%94%CE%BF%CE%BA%CE%B9%CE%BC%CE%B1%CF%83%CF%84%CE%B9%CE%BA%CF%8C"
    ),
    Case(
      "https://meet.jit.si/视频会议",
      "https://meet.jit.si/%E8%A7%86%E9%A2%91%E4%BC%9A%E8%AE%AE"
    ),
    Case(
      "https://meet.jit.si/R%C3%A9union-%C3%A9quipe",
      "https://meet.jit.si/R%C3%A9union-%C3%A9quipe"
    ),
    Case("https://meet.jit.si/Team Room 3", nil),
    Case("https://meet.jit.si/team/20/07/2026", "https://meet.jit.si/team/20/07/2026"),
    Case(
      "https://meet.jit.si/Team#config.startWithAudioMuted=true",
      "https://meet.jit.si/Team#config.startWithAudioMuted=true"
    ),
    Case("https://meet.jit.si/l’équipe", "https://meet.jit.si/l%E2%80%99%C3%A9quipe"),
    Case("https://meet.jit.si/l'equipe", "https://meet.jit.si/l'equipe"),
    Case("https://meet.jit.si/Te\u{200B}am", nil),
    Case("https://meet.jit.si/Team\u{202E}moor", nil),
    Case("https://meet.jit.si/Very…", nil),
    Case("「https://meet.jit.si/Room」", "https://meet.jit.si/Room"),
    Case("“https://meet.jit.si/Room”", "https://meet.jit.si/Room"),
    Case("«https://meet.jit.si/Été»", "https://meet.jit.si/%C3%89t%C3%A9"),
    Case("https://meet.jit.si/会議。よろしく", "https://meet.jit.si/%E4%BC%9A%E8%AD%B0"),
  ]

  /// What a user pastes is sent without brackets and wrappers; the rest as it is.
  @Test(arguments: [
    ("<https://acme.zoom.us/j/81234567890?pwd=AbC.1>", withPasscode),
    (
      "https://www.google.com/url?q=https://acme.zoom.us/j/81234567890?pwd%3DAbC.1&sa=D",
      withPasscode
    ),
    (
      "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Facme.zoom.us%2Fj%2F"
        + "81234567890%3Fpwd%3DAbC.1&data=05",
      withPasscode
    ),
    (
      "https://google.de/url?q=https://rooms.example.org/team%23a",
      "https://rooms.example.org/team#a"
    ),
    ("<meet.example.org/room>", "https://meet.example.org/room"),
    (
      "https://rooms.example.org/url?q=https://x.example",
      "https://rooms.example.org/url?q=https://x.example"
    ),
  ])
  func givenLinks(_ text: String, _ url: String) {
    #expect(DetailsRules.givenURL(text) == url)
  }

  /// A number is whole, or there is no link.
  static let numbers = [
    Case("https://zoom.us/j/812\u{200B}34567890", nil),
    Case("https://zoom.us/j/812\u{202C}34567890", nil),
    Case("https://zoom.us/j/812\u{AD}34567890", nil),
    Case("https://zoom.us/j/812\u{FEFF}34567890", nil),
    Case("https://zoom.us/j/812\u{2060}34567890", nil),
    Case("https://meet.google.com/abc-defg-hij\u{200B}", "https://meet.google.com/abc-defg-hij"),
    Case("https://zoom.us/j/812é", nil),
    Case("https://zoom.us/j/8123…", nil),
    Case("https://zoom.us/j/81234567890です", "https://zoom.us/j/81234567890"),
    Case("https://zoom.us/j/81234567890에서", "https://zoom.us/j/81234567890"),
    Case("Zoom：https://zoom.us/j/81234567890。よろしく", "https://zoom.us/j/81234567890"),
    Case("https://zoom.us/j/812\u{202C}です", nil),
    Case("\u{2068}https://zoom.us/j/812\u{2069}.", "https://zoom.us/j/812"),
    Case("https://zoom.us/my/jane日本", "https://zoom.us/my/jane"),
    Case("https://zoom.us/my/jané", nil),
    Case("詳細/予定:https://zoom.us/j/812です", "https://zoom.us/j/812"),
  ]

  static let escapes = [
    Case("<a href=\"\(zoom)?from=cal&#38;pwd=AbC.1\">Join</a>", zoom + "?from=cal&pwd=AbC.1"),
    Case("<a href=\"\(zoom)?from=cal&#x26;pwd=AbC.1\">Join</a>", zoom + "?from=cal&pwd=AbC.1"),
    Case("<a href=\"\(zoom)?from=cal&#x00026;pwd=AbC.1\">Join</a>", zoom + "?from=cal&pwd=AbC.1"),
    Case("\(zoom)?from=cal&amp;#38;pwd=AbC.1", zoom + "?from=cal&pwd=AbC.1"),
    Case("&#60;\(withPasscode)&#62;", withPasscode),
    Case("\(withPasscode)&#x3e; and more", withPasscode),
    Case("\(withPasscode)%3E", withPasscode),
    Case("\(withPasscode)%22%3E", withPasscode),
    Case("\(withPasscode)=20", withPasscode),
    Case("\(zoom)?pwd=a&copy=1", zoom + "?pwd=a&copy=1"),
  ]

  static let wrappers = [
    Case("https://www.google.de/url?q=\(zoom)?pwd%3DAbC.1%26jst%3D2&sa=D", withPasscode + "&jst=2"),
    Case("https://google.com/url?q=\(zoom)?pwd%3DAbC.1&sa=D", withPasscode),
    Case("https://www.google.co.uk/url?url=https%3A%2F%2Facme.zoom.us%2Fj%2F81234567890", zoom),
    Case("https://google.evil.example/url?q=\(zoom)", zoom),
    Case(
      "<a href=\"https://www.google.com/url?q=\(zoom)?pwd%3DAbC.1&amp;sa=D&amp;usg=X\">\(zoom)</a>",
      withPasscode
    ),
    Case(
      "https://urldefense.proofpoint.com/v2/url?u=https-3A__meet.google.com_abc-2Ddefg-2Dhij-3Fhs-3D224&d=DwMFaQ&c=c&r=r&m=m&s=s&e=",
      "https://meet.google.com/abc-defg-hij?hs=224"
    ),
    Case(
      "https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp-safelinks.html?url=https%3A%2F%2Facme.zoom.us%2Fj%2F81234567890%3Fpwd%3DAbC.1",
      withPasscode
    ),
    Case(
      "https://urldefense.us/v3/__https://acme.zoomgov.com/j/1612345678__;!!a$",
      "https://acme.zoomgov.com/j/1612345678"
    ),
    Case(
      "https://urldefense.com/v3/__https:/acme.webex.com/acme/j.php?MTID=m01__;!!AbC!def$",
      "https://acme.webex.com/acme/j.php?MTID=m01"
    ),
    Case(
      "https://urldefense.com/v3/__https://acme.zoom.us/j/81234567890?pwd*AbC.1__;PQ!!a!b$",
      withPasscode
    ),
    Case("https://urldefense.com/v3/__https://acme.zoom.us/j/81234567890?pwd*AbC.1__;!!a!b$", nil),
    Case("https://urldefense.com/v3/__https://acme.zoom.us/j/8123**Z90__;PQ!!a!b$", nil),
    Case(
      "https://nam12.safelinks.protection.outlook.com/?url=https%3A%2F%2Furldefense.com%2Fv3%2F__https%3A%2F%2Facme.zoom.us%2Fj%2F81234567890%3Fpwd%3DAbC.1__%3B!!x!y%24&data=05",
      withPasscode
    ),
    Case(
      "https://usg01.safelinks.protection.office365.us/?url=3Dhttps%3A%2F%2Facme.zoom.us%2Fj%2F81234567890",
      zoom
    ),
    Case(
      "https://linkprotect.cudasvc.com/url?a=https%3a%2f%2facme.zoom.us%2fj%2f81234567890&c=E",
      zoom
    ),
    Case("https://secure-web.cisco.com/1abc/https%3A%2F%2Facme.zoom.us%2Fj%2F81234567890", zoom),
    Case("https://secure-web.cisco.com/1abc", nil),
    Case("https://url.avanan.click/v2/r01/___https:/acme.zoom.us/j/81234567890___.YXA", zoom),
    Case(
      "https://eu-west.protection.sophos.com/?d=zoom.us&u=aHR0cHM6Ly9hY21lLnpvb20udXMvai84MTIzNDU2Nzg5MA==&p=m",
      zoom
    ),
    Case("https://protect.example-gateway.com/s/AbCdEf?domain=acme.zoom.us", nil),
    Case("https://protect-eu.mimecast.com/s/AbCdEf?domain=acme.zoom.us", nil),
    Case("https://nam12.safelinks.protection.outlook.com.evil.example/?url=x", nil),
  ]

  static let pages = [
    Case("https://us02web.zoom.us/u/kd0KHh5s5f", nil),
    Case("http://zoom.us/meeting/81234567890", nil),
    Case(
      "https://teams.microsoft.com/l/app/abc https://teams.microsoft.com/l/meetup-join/19%3ax/0",
      "https://teams.microsoft.com/l/meetup-join/19%3ax/0"
    ),
    Case("https://app.cal.eu/video/AbC123", "https://app.cal.eu/video/AbC123"),
    Case(
      "https://app.cal.com/booking/AbC?cancel=true https://app.cal.com/video/AbC",
      "https://app.cal.com/video/AbC"
    ),
    Case("Meeting ID: 316 652 780 345 552\nPasscode: ab3CD9", nil),
    Case("https://meet.goto.com/install", nil),
    Case("https://whereby.com/information/about-us/", nil),
    Case("https://meet.jit.si/static/dialInInfo.html?room=x", nil),
    Case(
      "https://signal.link/call/#key=bcdf-ghkm-npqr-stxz-bcdf-ghkm-npqr-stxz",
      "https://signal.link/call/#key=bcdf-ghkm-npqr-stxz-bcdf-ghkm-npqr-stxz"
    ),
    Case("https://signal.link/call/", nil),
    Case("https://signal.group/#CjQK", nil),
    Case("https://chat.whatsapp.com/AbCdEf", nil),
    Case(
      "https://call.whatsapp.com/voice/AbCdEfGhIjKlMnOpQrStUv",
      "https://call.whatsapp.com/voice/AbCdEfGhIjKlMnOpQrStUv"
    ),
  ]

  @Test(arguments: names + numbers + escapes + wrappers + pages)
  func finds(_ one: Case) {
    #expect(LinkFinder.links(description: one.text).first?.link.url == one.url)
    if !one.text.contains("<a") {
      #expect(LinkFinder.links(location: one.text).first?.link.url == one.url)
    }
  }

  @Test(arguments: names.compactMap(\.url))
  func findsTheSameAgain(url: String) {
    #expect(LinkRecognition.recognize(url)?.url == url)
  }

  /// A given link is the same link as one that is found.
  @Test func normalizesAGivenLink() {
    let plain = "https://meet.jit.si/Réunion-équipe"
    let sent = "https://meet.jit.si/R%C3%A9union-%C3%A9quipe"
    #expect(DetailsRules.normalizedURL(plain) == sent)
    #expect(DetailsRules.urlMessage(plain) == nil)
    #expect(DetailsRules.normalizedURL(" meet.jit.si/Réunion-équipe ") == sent)
    #expect(DetailsRules.urlMessage("https://meet.jit.si/Team Room 3") != nil)
    #expect(DetailsRules.urlMessage("https://zoom.us/j/812\u{200B}34567890") != nil)
  }

  @Test func keepsWordsBehindTheLinkOfARoomApart() {
    #expect(LinkFinder.links(description: "https://meet.jit.si/Standup at nine").count == 1)
    #expect(LinkFinder.links(description: "Join https://meet.jit.si/Standup Monday").count == 1)
    #expect(LinkFinder.links(location: "https://meet.jit.si/standup (Berlin)").count == 1)
    #expect(LinkFinder.links(location: "https://meet.jit.si/team room") == [])
    for text in [
      "Room: https://meet.jit.si/Team Room 3\nsee you", "<p>https://meet.jit.si/Team Room 3</p>",
      "<a href=\"https://meet.jit.si/Team Room 3\">Join</a>", "会議：https://meet.jit.si/Team Room 3",
    ] {
      #expect(LinkFinder.links(description: text) == [], "\(text)")
    }
  }

  @Test func prefersThePersonalLinkToTheRegistration() {
    let register = "https://us06web.zoom.us/webinar/register/WN_abcdefghijklmnopqrstuv"
    let own = "https://us06web.zoom.us/w/93122439654?tk=AbC_d-E&pwd=x.1"
    let found = LinkFinder.links(description: "Register: \(register)\nYour link: \(own)")
    #expect(found.map(\.link.url) == [own, register])
    #expect(found.map(\.link.purpose) == [.meeting, .registration])
    let html = "<p>\(register)</p><a href=\"\(own.replacing("&", with: "&amp;"))\">Join</a>"
    #expect(LinkFinder.links(description: html).first?.link.url == own)
    #expect(LinkFinder.links(location: register).map(\.link.purpose) == [.registration])
  }

  /// The form with the passcode wins wherever it stands, and different meetings stay in order.
  @Test func prefersTheRicherFormOfTheSameMeeting() {
    let found = LinkFinder.links(location: Self.zoom, description: "Join: \(Self.withPasscode)")
    #expect(found.map(\.link.url) == [Self.withPasscode])
    #expect(found.map(\.source) == [.description])
    let field = ConferencingDetails(provider: .zoomMeeting, url: Self.zoom)
    #expect(
      LinkFinder.links(conferencing: .details(field), description: Self.withPasscode)
        .map(\.link.url) == [Self.withPasscode]
    )
    let two = "\(Self.zoom)\nBackup: https://zoom.us/j/999?uname=averyveryverylongname"
    #expect(LinkFinder.links(description: two).first?.link.url == Self.zoom)
    #expect(LinkFinder.links(description: two).count == 2)
    let rooms = "https://meet.jit.si/Room https://meet.jit.si/Room#config.x=true"
    #expect(LinkFinder.links(description: rooms).count == 1)
  }

  /// The same number at the government's Zoom is another meeting.
  @Test func keepsTheGovernmentsMeetingsApart() {
    let text = "https://acme.zoom.us/j/1612345678 https://acme.zoomgov.com/j/1612345678"
    #expect(LinkFinder.links(description: text).count == 2)
  }

  @Test func knowsServersOfTheConfiguration() throws {
    let rules = try [
      #require(MeetingServers.Rule(host: "*.acme.example", name: "Acme Meet")),
      #require(MeetingServers.Rule(host: "Video.example", name: "Video")),
    ]
    let servers = MeetingServers(rules)
    func found(_ text: String) -> [String] {
      LinkFinder.links(description: text, servers: servers).map(\.link.provider.rawValue)
    }
    #expect(
      found("https://meet.acme.example/room (https://acme.example/b/abc)") == [
        "Acme Meet", "Acme Meet",
      ]
    )
    #expect(found("video.example/Besprechung-für-alle") == ["Video"])
    #expect(found("https://evilacme.example/x https://acme.example.evil.example/x") == [])
    #expect(found("https://acme.example/") == [])
    #expect(LinkRecognition.recognize("https://meet.acme.example/room") == nil)
    for host in ["*", "*.com", "acme", "", "a b.example", "acme..example", "*.*.example", "x.*"] {
      #expect(MeetingServers.Rule(host: host, name: "x") == nil, "\(host)")
    }
  }

  /// One meaning of ready: a link that may be opened.
  @Test(arguments: [
    ("", ConferencingState.none), ("javascript:alert(1)", .none), ("https://", .none),
    ("https://bob@zoom.us/j/1", .none), ("https://zoom.us/j/1", .ready), ("tel:+493012345", .ready),
  ])
  func isReadyOnlyWithALink(url: String, state: ConferencingState) {
    let details = ConferencingDetails(provider: .zoomMeeting, url: url)
    let event = Event(
      creating: EventID("e"),
      draft: EventDraft(
        account: AccountID("a"),
        calendar: CalendarID("c"),
        title: "t",
        time: .allDay(first: Day(daysSinceEpoch: 0), last: Day(daysSinceEpoch: 0))
      ),
      conferencing: .details(details)
    )
    #expect(event.conferencingState == state)
  }
}

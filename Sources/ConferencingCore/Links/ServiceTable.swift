/// The services whose links are known, one value each: to add one, add a line.
///
/// Source: the hosts and paths that MeetingBar knows (its provider registry) and each service's own
/// invitations. Paths are kept narrow, so that a help page or a settings page is never taken for a
/// meeting.
enum ServiceTable {
  static let all: [ConferencingService] = [
    service(.googleMeet, "meet.google.com", "/{meet} /_meet/{meet} /lookup/*"),
    service(.googleMeet, "stream.meet.google.com", "/stream/**"),
    service("Google Hangouts", "hangouts.google.com", "/call/** /hangouts/**"),
    ConferencingService(
      .zoomMeeting,
      hosts: "*.zoom.us *.zoom.com *.zoom.com.cn *.zoom-x.de *.zoomgov.com",
      paths: "/j/{id} /w/{id} /s/{id} /my/* /wc/{id}/** /wc/{id} /wc/join/{id} "
        + "/webinar/wc/** /webinar/{id} /join?confno !/webinar/register/* !/meeting/register/*",
      appSchemes: "zoommtg zoomus",
      codeName: "confno"
    ),
    ConferencingService(
      .microsoftTeams,
      hosts: "teams.microsoft.com teams.cloud.microsoft teams.microsoft.us "
        + "gov.teams.microsoft.us dod.teams.microsoft.us teams.live.com teams.microsoftonline.cn",
      paths: "/l/meetup-join/** /meet/{id} /v2/meet/{id} /v2?meetingjoin /l/meet/**",
      appSchemes: "msteams"
    ),
    service(
      .webEx,
      "*.webex.com",
      "/*/j.php?mtid /meet/* /join/* /*/*/j.php?mtid /*/e.php?mtid /*/*/e.php?mtid "
        + "/wbxmjs/joinservice/** "
        + "/webappng/sites/*/meeting/info/* /webappng/sites/*/meeting/download/* "
        + "/webappng/sites/*/meeting/home/* !/weblink/register/*"
    ),
    service(.goToMeeting, "*.gotomeeting.com", "/join/{id} /{id} /*/{id}"),
    service(.goToMeeting, "meet.goto.com", "/{id} /*", pages: pages),
    service(.goToMeeting, "app.goto.com", "/meeting/{id}"),
    service(.goToMeeting, "*.gotomeet.me", "/{id} /*", pages: pages),
    service("GoToWebinar", "*.gotowebinar.com", "/join/** !/register/*"),
    service(.skypeForConsumer, "join.skype.com", "/{code} /meet/*"),
    service(.skypeForBusiness, "meet.lync.com join.lync.com", "/*/*/{lync} /*/*/*"),
    service(.skypeForBusiness, "meet.** join.** lync.**", "/*/{lync} /meet/*/{lync}"),
    named("Jitsi Meet", "meet.jit.si beta.meet.jit.si", "/**"),
    named("Jitsi Meet", "jitsi.**", "/**"),
    named("8x8", "8x8.vc", "/**"),
    service("Brave Talk", "talk.brave.com", "/*", pages: pages + " api static"),
    service("kMeet", "kmeet.infomaniak.com", "/*", pages: pages),
    service("Signal", "signal.link", "/call#key"),
    service("WhatsApp", "call.whatsapp.com", "/video/{code} /voice/{code}"),
    service("Proton Meet", "meet.proton.me", "/join/**"),
    service("Whereby", "*.whereby.com", "/*", pages: pages),
    service("Amazon Chime", "*.chime.aws", "/{id} /meetings/{id}"),
    service("RingCentral", "*.ringcentral.com", "/join/{id} /j/{id} /join/* /rooms/*"),
    service("BlueJeans", "*.bluejeans.com", "/{id} /{id}/{pass} /{id}/{pass}/**"),
    service("Lark", "vc.larksuite.com", "/j/{id}"),
    service("Feishu", "vc.feishu.cn", "/j/{id}"),
    service("VooV Meeting", "*.voovmeeting.com", "/dm/{code} /p/{id} /s/*"),
    service("Tencent Meeting", "meeting.tencent.com", "/dm/{code} /p/{id} /s/*"),
    service("Zhumu", "*.zhumu.com", "/j/{id}"),
    service("FaceTime", "facetime.apple.com", "/join"),
    service("Telemost", "telemost.yandex.ru telemost.yandex.com telemost.360.yandex.ru", "/j/{id}"),
    service("VK", "vk.com vk.ru", "/call/join/*"),
    service("DingTalk", "meeting.dingtalk.com", "/j/* /app?roomcode"),
    service("Slack", "app.slack.com", "/huddle/**"),
    service(
      "Discord",
      "*.discord.com *.discordapp.com",
      "/channels/** /invite/* /events/**"
    ),
    service("Discord", "discord.gg", "/*"),
    service("LiveKit", "meet.livekit.io", "/rooms/*"),
    service("Meetecho", "*.meetecho.com", "/**"),
    service("Riverside", "*.riverside.fm *.riverside.com", "/studio/*"),
    service("StreamYard", "*.streamyard.com", "/watch/* /guest/{code} /{code}", pages: pages),
    service("Luma", "lu.ma luma.com", "/join/**"),
    service("Cal Video", "app.cal.com app.cal.eu", "/video/*"),
    service("Pumble", "meet.pumble.com", "/{code}"),
    service("Gather", "app.gather.town app.v2.gather.town", "/app/** /invite/** /events/**"),
    service("Tuple", "tuple.app", "/c/*"),
    service("Doxy.me", "*.doxy.me", "/*", pages: pages),
    service("Vimeo", "vimeo.com", "/event/** /showcase/{id}"),
    service("Vimeo", "venues.vimeo.com", "/**"),
    service("YouTube", "*.youtube.com", "/live/*"),
    service("Demio", "event.demio.com", "/**"),
    service("join.me", "join.me", "/{code}"),
    service("Livestorm", "app.livestorm.com app.livestorm.co", "/p/**"),
    service("Lifesize", "call.lifesizecloud.com", "/{id}"),
    service("StarLeaf", "meet.starleaf.com", "/{id} /{id}/**"),
    service("TeamViewer Meeting", "go.teamviewer.com go.blizz.com", "/**"),
    service("UberConference", "*.uberconference.com", "/*", pages: pages),
    service("Dialpad", "meetings.dialpad.com", "/room/* /*", pages: pages + " getmp4"),
    service("Vonage Meetings", "meetings.vonage.com", "/{id}"),
    service("Around", "meet.around.co", "/**"),
    service(
      "Zoho Meeting",
      "meeting.zoho.com meeting.zoho.eu meeting.zoho.in meeting.zoho.com.au meeting.zoho.jp "
        + "meeting.zoho.com.cn meeting.zoho.uk meeting.zoho.sa meeting.zohocloud.ca",
      "/meeting/** /join?key"
    ),
    service("Visio", "visio.numerique.gouv.fr", "/{meet}"),
    service("OpenTalk", "meet.opentalk.eu", "/room/*"),
    service("BigBlueButton", "bbb.**", "/b/* /rooms/*/join"),
    service("Nextcloud Talk", "cloud.** nextcloud.**", "/call/{code} /index.php/call/{code}"),
    service("Zoho Cliq", "cliq.zoho.com cliq.zoho.eu", "/meetings/**"),
    service("Blackboard Collaborate", "*.bbcollab.com", "/**"),
    service("Workplace", "*.workplace.com", "/groupcall/**"),
    service("Demodesk", "demodesk.com", "/**"),
    service("oVice", "*.ovice.in *.ovice.com", "/**"),
    service("VSee", "vsee.com", "/c/**"),
    service("Gong", "*.join.gong.io", "/**"),
  ]

  /// The schemes that a link may have.
  static let schemes: Set<String> = Set(["https", "http"] + all.flatMap(\.appSchemes))

  /// The pages that services have beside rooms whose names stand at the same place.
  private static let pages =
    "install download downloads help support faq login signin signup register pricing about contact "
    + "privacy terms legal blog home features products product static api docs careers security "
    + "status settings account dashboard widget information user test apps solutions resources"

  /// The services by the server's name as the table writes it.
  private static let byHost: [String: [ConferencingService]] = all.reduce(into: [:]) { table, one in
    for host in one.hosts { table[host, default: []].append(one) }
  }

  /// The last two labels of the servers that are known, and of those that wrap links.
  private static let ends: Set<String> = Set(
    (all.flatMap(\.hosts) + LinkWrapper.hosts).map { host in
      host.split(separator: ".").suffix(2).joined(separator: ".")
    }
  )

  /// What the redirect of Google begins with in every country.
  private static let google = ["google.", "www.google."].map { Array($0.utf8) }

  /// The first labels that a service has on servers anywhere.
  private static let firstLabels: Set<String> = Set(
    all.flatMap(\.hosts).filter { $0.hasSuffix(".**") }.map { String($0.dropLast(3)) }
  )

  /// Whether a server may be one that is known: a quick look for running text.
  static func mayKnow(host: ArraySlice<UInt8>) -> Bool {
    guard let last = host.lastIndex(of: UInt8(ascii: ".")) else { return false }
    let start = host[..<last].lastIndex(of: UInt8(ascii: ".")).map { $0 + 1 } ?? host.startIndex
    if ends.contains(String(decoding: host[start...], as: UTF8.self).lowercased()) { return true }
    if google.contains(where: { name in
      host.count > name.count && zip(host, name).allSatisfy { $0 | 0x20 == $1 | 0x20 }
    }) {
      return true
    }
    let first = host.prefix { $0 != UInt8(ascii: ".") }
    return first.count <= 9
      && firstLabels.contains(String(decoding: first, as: UTF8.self).lowercased())
  }

  /// The services that may be behind an address, the surest first.
  static func services(at address: LinkAddress) -> [ConferencingService] {
    guard !address.host.isEmpty else {
      return all.filter { $0.appSchemes.contains(address.scheme) }
    }
    var found = byHost[address.host] ?? []
    let labels = address.host.split(separator: ".")
    guard (2...8).contains(labels.count) else { return found }
    for start in 0..<labels.count - 1 {
      found += byHost["*." + labels[start...].joined(separator: ".")] ?? []
    }
    if found.isEmpty, let own = byHost[labels[0] + ".**"], labels.count >= 3,
      !isImitation(labels)
    {
      found = own
    }
    return found
  }

  /// Whether a known server's name stands inside another: `meet.zoom.us.evil.example`.
  private static func isImitation(_ labels: [Substring]) -> Bool {
    for start in labels.indices {
      for end in start + 1..<labels.count where end > start + 1 {
        let name = labels[start..<end].joined(separator: ".")
        if byHost[name] != nil || byHost["*." + name] != nil { return true }
      }
    }
    return false
  }

  private static func service(
    _ provider: ConferencingProvider,
    _ hosts: String,
    _ paths: String,
    pages: String = ""
  ) -> ConferencingService {
    ConferencingService(provider, hosts: hosts, paths: paths, pages: pages)
  }

  private static func service(
    _ name: String,
    _ hosts: String,
    _ paths: String,
    pages: String = ""
  ) -> ConferencingService {
    service(ConferencingProvider(name), hosts, paths, pages: pages)
  }

  /// A service whose rooms are named by users, in letters of any script.
  private static func named(_ name: String, _ hosts: String, _ paths: String) -> ConferencingService
  {
    ConferencingService(
      ConferencingProvider(name),
      hosts: hosts,
      paths: paths,
      pages: "static api libs images",
      isNamed: true
    )
  }
}

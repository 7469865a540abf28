import CalendarCore
import ConferencingCore
import Foundation
import Testing

/// Hosts that Convene is signed in to by itself.
@Suite struct DirectHostTests {
  private static func grant(
    _ name: String,
    _ provider: GrantProvider,
    _ scopes: [String],
    isValid: Bool = true,
    isDirect: Bool = true
  ) -> Grant {
    Grant(
      id: GrantID(name),
      provider: provider,
      email: "\(name)@acme.example",
      scopes: Set(scopes),
      isValid: isValid,
      isDirect: isDirect
    )
  }
  private static let zoom = grant("zoom", .zoom, ConferencingRules.zoomScopes)
  private static let google = grant(
    "home",
    .google,
    ["https://www.googleapis.com/auth/calendar.events"]
  )
  private static let microsoft = grant(
    "work",
    .microsoft,
    ["https://graph.microsoft.com/OnlineMeetings.ReadWrite"]
  )
  private static let ofNylas = grant("n", .zoom, ConferencingRules.zoomScopes, isDirect: false)

  private static func context(
    _ service: ServiceKind,
    own: Grant? = nil,
    _ grants: [Grant]
  ) -> ConferencingContext {
    let account = Account(id: AccountID("a"), service: service, grant: own?.id)
    return ConferencingContext(
      account: account,
      calendar: CalendarInfo(id: CalendarID("c"), account: account.id, name: "Team"),
      ownGrant: own,
      grants: grants
    )
  }

  @Test(arguments: AutocreateProvider.allCases)
  func aLocalCalendarHasWhatItsHostsCanMake(_ provider: AutocreateProvider) {
    let all = Self.context(.local, [Self.zoom, Self.google, Self.microsoft])
    let hosts = ConferencingRules.hosts(for: provider, in: all)
    #expect(hosts.usable.map(\.provider) == [provider.grantProvider])
    #expect(hosts.only?.provider == provider.grantProvider)

    guard
      case .unavailable(let reason) = ConferencingRules.hosts(
        for: provider,
        in: Self.context(.local, [])
      )
    else {
      Issue.record("nobody can host")
      return
    }
    #expect(reason.contains("convene accounts add \(provider.grantProvider.rawValue)"))
  }

  /// The calendar, its own grant, the grants, the provider, and who can host it.
  static let places: [(ServiceKind, Grant?, [Grant], AutocreateProvider, [String])] = [
    (.google, google, [google, zoom, microsoft], .zoomMeeting, ["zoom"]),
    (.google, google, [google, zoom, microsoft], .microsoftTeams, ["work"]),
    (.google, google, [google, zoom, ofNylas], .zoomMeeting, ["zoom"]),
    (.microsoft, microsoft, [google, zoom, microsoft], .googleMeet, ["home"]),
    (.nylas, nil, [ofNylas, zoom], .zoomMeeting, ["n", "zoom"]),
    (.nylas, nil, [ofNylas], .zoomMeeting, ["n"]),
    (.local, nil, [ofNylas], .zoomMeeting, []),
  ]

  @Test(arguments: places)
  func whoCanHost(
    _ service: ServiceKind,
    _ own: Grant?,
    _ grants: [Grant],
    _ provider: AutocreateProvider,
    _ hosts: [String]
  ) {
    let found = ConferencingRules.hosts(
      for: provider,
      in: Self.context(service, own: own, grants)
    )
    #expect(found.usable.map(\.id.rawValue) == hosts)
  }

  @Test func ownMeetingsNeedNoHost() {
    for (service, own, provider) in [
      (ServiceKind.google, Self.google, AutocreateProvider.googleMeet),
      (.microsoft, Self.microsoft, .microsoftTeams),
    ] {
      let context = Self.context(service, own: own, [own])
      guard case .own = ConferencingRules.hosts(for: provider, in: context) else {
        Issue.record("\(provider) is the calendar's own")
        continue
      }
      let ask = ConferencingChange.autocreate(Autocreate(provider: provider))
      #expect(ConferencingRules.violations(of: ask, in: context).isEmpty)
      #expect(ConferencingRules.namingHost(of: ask, in: context) == ask)
    }
  }

  @Test func theOnlyHostGoesWithoutSaying() {
    let ask = ConferencingChange.autocreate(Autocreate(provider: .zoomMeeting))
    let context = Self.context(.local, [Self.zoom])
    #expect(
      ConferencingRules.namingHost(of: ask, in: context)
        == .autocreate(Autocreate(provider: .zoomMeeting, hostGrant: GrantID("zoom")))
    )
    let two = Self.context(.nylas, [Self.zoom, Self.ofNylas])
    #expect(ConferencingRules.namingHost(of: ask, in: two) == ask)
  }

  /// The grant, the provider, and the scopes that it lacks.
  static let lacking: [(Grant, AutocreateProvider, [String])] = [
    (google, .googleMeet, []),
    (grant("g", .google, ["https://www.googleapis.com/auth/calendar"]), .googleMeet, []),
    (grant("g", .google, ["openid"]), .googleMeet, ["calendar.events"]),
    (grant("g", .google, [], isDirect: false), .googleMeet, []),
    (microsoft, .microsoftTeams, []),
    (grant("m", .microsoft, ["onlinemeetings.readwrite"]), .microsoftTeams, []),
    (
      grant("m", .microsoft, ["Calendars.ReadWrite"]), .microsoftTeams,
      ["OnlineMeetings.ReadWrite"]
    ),
    (
      grant("z", .zoom, ["meeting:write:meeting"]), .zoomMeeting,
      ["meeting:update:meeting", "meeting:delete:meeting"]
    ),
  ]

  @Test(arguments: lacking)
  func missingScopesAreNamed(
    _ grant: Grant,
    _ provider: AutocreateProvider,
    _ scopes: [String]
  ) throws {
    #expect(ConferencingRules.missingScopes(of: grant, for: provider) == scopes)
    guard !scopes.isEmpty else { return }
    let obstacle = try #require(ConferencingRules.obstacle(for: grant, provider: provider))
    let message = obstacle.message(for: grant, provider: provider)
    #expect(message.contains(scopes[0]))
    #expect(message.contains("convene accounts login \(grant.id)"))
  }

  @Test func anExpiredHostSaysHowToSignIn() {
    let expired = Self.grant("zoom", .zoom, ConferencingRules.zoomScopes, isValid: false)
    let message = HostObstacle.expired.message(for: expired, provider: .zoomMeeting)
    #expect(message.contains("convene accounts login zoom"))
  }

  @Test func aGrantOfEarlierDaysIsRead() throws {
    let text = """
      {"id":"g","provider":"google","email":"me@acme.example","scopes":["a"],"isValid":true}
      """
    let grant = try JSONDecoder().decode(Grant.self, from: Data(text.utf8))
    #expect(!grant.isDirect)
    let again = try JSONDecoder().decode(Grant.self, from: JSONEncoder().encode(Self.zoom))
    #expect(again == Self.zoom)
  }

  @Test(arguments: [ServiceKind.google, .microsoft])
  func fieldsOfGoogleAndMicrosoftTakeNoLinkOfOthers(_ service: ServiceKind) {
    let details = ConferencingDetails(provider: .zoomMeeting, url: "https://zoom.us/j/1")
    let (field, needsBlock) = ServiceField.split(details, for: service)
    #expect(field == nil)
    #expect(needsBlock)
  }
}

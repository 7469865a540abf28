import CalendarCore
import ConferencingCore
import Testing

@Suite struct ConferencingRulesTests {
  private static let google = Grant(id: GrantID("g"), provider: .google, email: "jane@acme.example")
  private static let microsoft = Grant(
    id: GrantID("m"),
    provider: .microsoft,
    email: "jane@contoso.example"
  )
  private static let zoom = Grant(
    id: GrantID("z"),
    provider: .zoom,
    email: "ops@acme.example",
    scopes: Set(ConferencingRules.zoomScopes)
  )
  private static let admin = Grant(
    id: GrantID("s2s"),
    provider: .zoom,
    email: "s2s@acme.example",
    scopes: Set(ConferencingRules.zoomScopes.map { $0 + ":admin" })
  )
  private static let lacking = Grant(
    id: GrantID("lack"),
    provider: .zoom,
    email: "lack@acme.example",
    scopes: ["meeting:write:meeting", "meeting:delete:meeting"]
  )
  private static let expired = Grant(
    id: GrantID("old"),
    provider: .zoom,
    email: "old@acme.example",
    scopes: Set(ConferencingRules.zoomScopes),
    isValid: false
  )
  private static let all = [google, microsoft, zoom, admin, lacking, expired]

  private static func context(
    own: Grant? = google,
    grants: [Grant] = all,
    readOnly: Bool = false,
    readOnlyEvent: Bool = false,
    refused: Set<AutocreateProvider> = []
  ) -> ConferencingContext {
    let account = Account(
      id: AccountID("work"),
      service: own == nil ? .local : .nylas,
      grant: own?.id
    )
    let calendar = CalendarInfo(
      id: CalendarID("c"),
      account: account.id,
      name: "Team",
      isReadOnly: readOnly,
      refusedProviders: refused
    )
    return ConferencingContext(
      account: account,
      calendar: calendar,
      ownGrant: own,
      grants: grants,
      isReadOnlyEvent: readOnlyEvent
    )
  }

  private static func ask(_ provider: AutocreateProvider, host: Grant? = nil) -> ConferencingChange
  {
    .autocreate(Autocreate(provider: provider, hostGrant: host?.id))
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var change: ConferencingChange
    var context: ConferencingContext
    var field: ConferencingField?
    var words: [String]
    var testDescription: String { name }
    init(
      _ name: String,
      _ change: ConferencingChange,
      _ context: ConferencingContext,
      _ field: ConferencingField? = nil,
      _ words: String...
    ) {
      (self.name, self.change, self.context, self.field, self.words) = (
        name, change, context, field, words
      )
    }
  }

  static let cases = [
    // Rule 2: three providers, and links of any kind.
    Case("own Meet", ask(.googleMeet), context()),
    Case("own Teams", ask(.microsoftTeams), context(own: microsoft)),
    Case(
      "details anywhere",
      .details(ConferencingDetails(provider: .unknown, url: "https://x.example")),
      context(own: nil)
    ),
    Case(
      "details checked",
      .details(ConferencingDetails(provider: .unknown, url: "file:/x")),
      context(),
      .url,
      "file:"
    ),
    // Rule 3: host grants.
    Case("own Meet with a host", ask(.googleMeet, host: google), context()),
    Case(
      "Teams on Google without host",
      ask(.microsoftTeams),
      context(),
      .hostGrant,
      "host account",
      "jane@contoso.example"
    ),
    Case("Teams on Google with host", ask(.microsoftTeams, host: microsoft), context()),
    Case(
      "Meet on Microsoft without host",
      ask(.googleMeet),
      context(own: microsoft),
      .hostGrant,
      "jane@acme.example"
    ),
    Case("Meet on Microsoft with host", ask(.googleMeet, host: google), context(own: microsoft)),
    Case("Zoom without host", ask(.zoomMeeting), context(), .hostGrant, "ops@acme.example"),
    Case("Zoom with host", ask(.zoomMeeting, host: zoom), context()),
    Case(
      "host of another provider",
      ask(.zoomMeeting, host: google),
      context(),
      .hostGrant,
      "Google grant",
      "Zoom"
    ),
    Case(
      "expired host",
      ask(.zoomMeeting, host: expired),
      context(),
      .hostGrant,
      "old@acme.example",
      "expired"
    ),
    Case("no grant", ask(.zoomMeeting), context(grants: [google]), .provider, "none is connected"),
    Case(
      "only an expired grant",
      ask(.zoomMeeting),
      context(grants: [expired]),
      .hostGrant,
      "expired"
    ),
    Case(
      "own grant expired",
      ask(.googleMeet),
      context(
        own: Grant(id: GrantID("g"), provider: .google, email: "x@y.example", isValid: false)
      ),
      .hostGrant,
      "x@y.example",
      "expired"
    ),
    Case(
      "unknown host",
      .autocreate(Autocreate(provider: .zoomMeeting, hostGrant: GrantID("nobody"))),
      context(),
      .hostGrant,
      "nobody"
    ),
    // Rule 4: the scopes.
    Case(
      "missing scope named",
      ask(.zoomMeeting, host: lacking),
      context(),
      .hostGrant,
      "lack@acme.example",
      "meeting:update:meeting",
      "sign in again"
    ),
    Case("admin scopes count", ask(.zoomMeeting, host: admin), context()),
    Case(
      "only a lacking grant",
      ask(.zoomMeeting),
      context(grants: [lacking]),
      .hostGrant,
      "meeting:update:meeting"
    ),
    // Places where nothing can be created or changed.
    Case("local calendar", ask(.googleMeet), context(own: nil), .provider, "local calendar"),
    Case(
      "refused provider",
      ask(.googleMeet),
      context(refused: [.googleMeet]),
      .provider,
      "Team",
      "Google Meet"
    ),
    Case(
      "read-only calendar",
      ask(.googleMeet),
      context(readOnly: true),
      .choice,
      "Team",
      "read-only"
    ),
    Case("read-only event", .strip, context(readOnlyEvent: true), .choice, "read-only"),
    Case("strip", .strip, context()),
    // Rule 8: what is left alone is no change.
    Case("keep on a read-only calendar", .keep, context(readOnly: true)),
    // Settings.
    Case(
      "unknown setting",
      .autocreate(
        Autocreate(provider: .googleMeet, settings: ConferencingSettings(["x": .flag(true)]))
      ),
      context(),
      .setting("x"),
      "has no setting \"x\". Choose from: accessType, moderation."
    ),
  ]

  @Test(arguments: cases)
  func holdsTheRule(rule: Case) {
    let found = ConferencingRules.violations(of: rule.change, in: rule.context)
    #expect(found.map(\.field) == (rule.field.map { [$0] } ?? []))
    for word in rule.words { #expect(found.first?.message.contains(word) == true, "\(found)") }
  }

  @Test func exactlyThreeProvidersCanBeAsked() {
    #expect(
      AutocreateProvider.allCases.map(\.rawValue) == [
        "Google Meet", "Zoom Meeting", "Microsoft Teams",
      ]
    )
    for provider in AutocreateProvider.allCases {
      #expect(AutocreateProvider(keyword: provider.keyword) == provider)
      #expect(AutocreateProvider(keyword: provider.rawValue.uppercased()) == provider)
      #expect(provider.conferencingProvider.autocreateProvider == provider)
    }
    #expect(AutocreateProvider(keyword: "webex") == nil)
    #expect(ConferencingProvider.webEx.autocreateProvider == nil)
  }

  @Test func listsHostsWithWhatIsInTheWay() {
    let requirement = ConferencingRules.hosts(for: .zoomMeeting, in: Self.context())
    guard case .required(let candidates) = requirement else { return #expect(Bool(false)) }
    #expect(candidates.map(\.grant.id.rawValue) == ["z", "s2s", "lack", "old"])
    #expect(
      candidates.map(\.obstacle) == [
        nil, nil, .missingScopes(["meeting:update:meeting"]), .expired,
      ]
    )
    #expect(requirement.usable.map(\.id) == [Self.zoom.id, Self.admin.id])
    guard case .own = ConferencingRules.hosts(for: .googleMeet, in: Self.context()) else {
      return #expect(Bool(false))
    }
  }

  @Test func contextComesFromTheDirectory() {
    let context = Self.context()
    let directory = Directory(
      accounts: [context.account],
      calendars: [context.calendar],
      grants: [context.account.id: Self.all]
    )
    #expect(
      ConferencingContext(directory, account: context.account.id, calendar: context.calendar.id)
        == context
    )
    #expect(ConferencingContext(directory, account: .local, calendar: context.calendar.id) == nil)
  }
}

@Suite struct SettingsRulesTests {
  @Test(arguments: [
    ("waiting_room", "on", ConferencingSettingValue.flag(true)),
    ("waiting_room", "NO", .flag(false)),
    ("auto_recording", "cloud", .text("cloud")), ("password", "aZ9@-_*!", .text("aZ9@-_*!")),
  ])
  func readsValues(name: String, text: String, value: ConferencingSettingValue) throws {
    let setting = try #require(ConferencingSetting.all(of: .zoomMeeting).first { $0.name == name })
    #expect(try SettingsRules.value(text, for: setting) == value)
    #expect(
      SettingsRules.violations(of: ConferencingSettings([name: value]), for: .zoomMeeting) == []
    )
  }

  @Test(arguments: [
    ("waiting_room", "maybe", "on or off"), ("auto_recording", "tape", "none, local, cloud"),
    ("password", "12345678901", "10 characters"), ("password", "a b", "\" \""),
    ("password", "ä", "ä"),
  ])
  func refusesValues(name: String, text: String, word: String) throws {
    let setting = try #require(ConferencingSetting.all(of: .zoomMeeting).first { $0.name == name })
    let violation = #expect(throws: RuleViolation.self) {
      try SettingsRules.value(text, for: setting)
    }
    #expect(violation?.field == .setting(name))
    #expect(violation?.message.contains(word) == true)
  }

  @Test func namesUnknownSettingsInOrder() {
    let settings = ConferencingSettings(["b": .flag(true), "a": .text(""), "password": .flag(true)])
    let found = SettingsRules.violations(of: settings, for: .zoomMeeting)
    #expect(found.map(\.field) == [.setting("a"), .setting("b"), .setting("password")])
    #expect(SettingsRules.violations(of: settings, for: .googleMeet).count == 3)
    #expect(SettingsRules.violations(of: ConferencingSettings(), for: .googleMeet) == [])
  }
}

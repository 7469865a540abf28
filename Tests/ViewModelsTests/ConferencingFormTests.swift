import CalendarCore
import ConferencingCore
import Testing
import ViewModels

@Suite struct ConferencingFormTests {
  typealias Form = ConferencingFormViewModel

  private func form(
    _ current: Conferencing = .none,
    grants: [Grant] = [World.google, World.zoom],
    calendar: String = "team",
    account: AccountID = World.work
  ) throws -> Form {
    let context = try #require(
      ConferencingContext(
        World.directory(grants: grants),
        account: account,
        calendar: CalendarID(calendar)
      )
    )
    return Form(context: context, current: current)
  }

  private func row(_ form: Form, _ id: Form.FieldID) -> FormField<Form.FieldID>? {
    form.fields.first { $0.id == id }
  }

  private func choose(_ form: inout Form, _ id: Form.FieldID, times: Int = 1) {
    form.focus = id
    for _ in 0..<times { _ = form.handle(.nextChoice) }
  }

  private func type(_ form: inout Form, _ id: Form.FieldID, _ text: String) {
    form.focus = id
    form.insert(text)
  }

  @Test func createsOnTheCalendarsOwnProviderWithoutAHost() throws {
    var form = try form()
    #expect(form.change == .keep)
    choose(&form, .choice)
    #expect(form.change == .autocreate(Autocreate(provider: .googleMeet)))
    #expect(form.violations.isEmpty)
  }

  @Test func offersALinkThatStandsInTheTexts() throws {
    var event = World.event("review", from: World.at(15))
    event.location = "https://meet.jit.si/Team"
    var form = try form()
    form.offer(LinkFinder.meetings(in: event).first)
    #expect(form.chosen == .link)
    guard case .details(let details) = form.change else {
      Issue.record("\(form.change)")
      return
    }
    #expect(details.url == "https://meet.jit.si/Team")
    choose(&form, .choice)
    #expect(form.change == .keep)
    // One that the event has is not offered again.
    var other = try self.form(
      .details(ConferencingDetails(provider: .unknown, url: "https://a.example"))
    )
    other.offer(LinkFinder.meetings(in: event).first)
    #expect(other.change == .keep)
  }

  @Test func takesAWrapperOffAPastedLink() throws {
    var form = try form()
    choose(&form, .choice, times: 2)
    type(&form, .url, "<https://www.google.com/url?q=https://meet.jit.si/Team&sa=D>")
    guard case .details(let details) = form.change else {
      Issue.record("\(form.change)")
      return
    }
    #expect(details.url == "https://meet.jit.si/Team")
  }

  /// During the first sync it is not known yet who can host.
  @Test func beginsWithAProviderThatTheCalendarCanUse() throws {
    var early = try form(grants: [])
    let context = try form().context
    early.move(to: context)
    choose(&early, .choice)
    #expect(early.change == .autocreate(Autocreate(provider: .googleMeet)))
    // Whoever looks at one that the calendar can use keeps it.
    var looking = try form(grants: [World.zoom])
    choose(&looking, .choice)
    let wanted = looking.change
    looking.move(to: context)
    #expect(wanted != .keep && looking.change == wanted)
  }

  @Test func preselectsTheOnlyHostThatCan() throws {
    var form = try form(grants: [World.google, World.lacking, World.zoom, World.expired])
    choose(&form, .choice)
    choose(&form, .provider)
    #expect(
      form.change
        == .autocreate(Autocreate(provider: .zoomMeeting, hostGrant: World.zoom.id))
    )
    #expect(form.violations.isEmpty)
  }

  /// Who can host comes first; that none is chosen yet is no error before the user wants to save.
  @Test func asksForOneOfSeveralHosts() throws {
    let second = Grant(
      id: GrantID("zoom2"),
      provider: .zoom,
      email: "second@acme.example",
      scopes: World.zoom.scopes
    )
    var form = try form(
      grants: [World.google, World.lacking, World.zoom, World.expired, second]
    )
    choose(&form, .choice)
    choose(&form, .provider)
    #expect(row(form, .host)?.problem == nil)
    #expect(row(form, .host)?.hint == "Choose the account that hosts the meeting.")
    guard case .choice(let hosts, nil, let blocked)? = row(form, .host)?.content else {
      Issue.record("no hosts, or one is chosen")
      return
    }
    #expect(hosts.count == 4 && blocked == [2, 3])
    let saved = form.attemptSave()
    #expect(saved == nil && row(form, .host)?.problem?.contains("Choose one of") == true)
    choose(&form, .host)
    #expect(row(form, .host)?.problem == nil && form.violations.isEmpty)
  }

  @Test func saysWhatKeepsAHostFromHosting() throws {
    var form = try form(grants: [World.google, World.lacking, World.expired])
    choose(&form, .choice)
    choose(&form, .provider)
    choose(&form, .host)
    #expect(row(form, .host)?.problem?.contains("meeting:update:meeting") == true)
    choose(&form, .host)
    #expect(row(form, .host)?.problem?.contains("has expired") == true)
    let saved = form.attemptSave()
    #expect(saved == nil)
    #expect(form.focus == .host)
  }

  @Test func saysWhyThereIsNoHost() throws {
    var form = try form(grants: [World.google])
    choose(&form, .choice)
    choose(&form, .provider)
    #expect(row(form, .provider)?.problem?.contains("needs a Zoom grant") == true)
    #expect(row(form, .host) == nil)
  }

  @Test func saysWhyALocalCalendarCannotCreateLinks() throws {
    var form = try form(calendar: "local", account: .local)
    choose(&form, .choice)
    #expect(row(form, .provider)?.problem?.contains("local calendar cannot create links") == true)
  }

  @Test func keepsWhatWasTypedUnderEachChoice() throws {
    var form = try form()
    choose(&form, .choice, times: 2)
    type(&form, .url, "https://zoom.us/j/123")
    type(&form, .accessCode, "s3cret")
    type(&form, .phone(0), "+1 609 555 0123")
    type(&form, .phone(1), "+49 30 123456")
    choose(&form, .choice, times: 2)
    #expect(form.change == .autocreate(Autocreate(provider: .googleMeet)))
    choose(&form, .choice)
    guard case .details(let details) = form.change else {
      Issue.record("no details")
      return
    }
    #expect(details.provider == .zoomMeeting)
    #expect(details.accessCode == "s3cret")
    #expect(details.phones == ["+1 609 555 0123", "+49 30 123456"])
  }

  @Test(arguments: [
    ("javascript:alert(1)", "cannot begin with javascript:"),
    ("file:///etc/passwd", "cannot begin with file:"),
    ("data:text/html,x", "cannot begin with data:"),
    ("not a link", "\"not a link\" is not a link: it holds spaces"),
    ("https://example.org/My Room", "is more than a link"),
    ("https://zoom.us/j/1\u{200B}2", "an invisible character (U+200B)"),
    ("", "A link is needed"),
  ])
  func refusesLinksThatAreNone(_ url: String, _ words: String) throws {
    var form = try form()
    choose(&form, .choice, times: 2)
    type(&form, .url, url)
    let saved = form.attemptSave()
    #expect(saved == nil)
    #expect(form.focus == .url)
    #expect(row(form, .url)?.problem?.contains(words) == true)
  }

  @Test func namesTheRowOfAPhoneThatIsNone() throws {
    var form = try form()
    choose(&form, .choice, times: 2)
    type(&form, .url, "https://meet.google.com/abc-defg-hij")
    type(&form, .phone(0), "+1 609 555 0123")
    type(&form, .phone(1), "call me")
    #expect(row(form, .phone(0))?.problem == nil)
    #expect(row(form, .phone(1))?.problem?.contains("\"call me\"") == true)
  }

  @Test func doesNotScoldBeforeAnythingIsTyped() throws {
    var form = try form()
    choose(&form, .choice, times: 2)
    #expect(form.fields.allSatisfy { $0.problem == nil })
    _ = form.attemptSave()
    #expect(row(form, .url)?.problem != nil)
  }

  @Test func sendsOnlyTheSettingsThatWereChosen() throws {
    var form = try form()
    choose(&form, .choice)
    choose(&form, .provider)
    choose(&form, .setting("waiting_room"))
    choose(&form, .setting("auto_recording"), times: 3)
    type(&form, .setting("password"), "ab12")
    guard case .autocreate(let autocreate) = form.change else {
      Issue.record("no autocreate")
      return
    }
    #expect(
      autocreate.settings.values == [
        "waiting_room": .flag(true), "auto_recording": .text("cloud"), "password": .text("ab12"),
      ]
    )
    type(&form, .setting("password"), "!toolongforzoom")
    #expect(row(form, .setting("password"))?.problem?.contains("at most 10") == true)
  }

  @Test func stripsAndKeepsAndRetries() throws {
    let details = ConferencingDetails(provider: .zoomMeeting, url: "https://zoom.us/j/1")
    var form = try form(.details(details))
    #expect(form.change == .keep)
    choose(&form, .choice)
    #expect(form.change == .strip)

    let request = Autocreate(provider: .zoomMeeting, hostGrant: World.zoom.id)
    let pending = try self.form(.autocreate(request))
    #expect(pending.change == .keep)
    let failed = Form(context: pending.context, current: .autocreate(request), isRetry: true)
    #expect(failed.change == .autocreate(request))
  }

  @Test func carriesTheSettingsThatItHasNoRowFor() throws {
    let settings: [String: ConferencingSettingValue] = [
      "alternative_hosts": .text("bob@acme.example"), "waiting_room": .text("vip"),
      "mute_upon_entry": .flag(false),
    ]
    let request = Autocreate(provider: .zoomMeeting, settings: ConferencingSettings(settings))
    var form = try form(.autocreate(request))
    // Neither the one host that there is nor what is not shown makes it another request.
    #expect(form.change == .keep)
    choose(&form, .setting("join_before_host"))
    guard case .autocreate(let changed) = form.change else {
      Issue.record("no autocreate")
      return
    }
    #expect(changed.settings.values == settings.merging(["join_before_host": .flag(true)]) { $1 })
    choose(&form, .setting("waiting_room"))
    #expect(form.violations.isEmpty)
    choose(&form, .provider, times: 2)
    guard case .autocreate(let other) = form.change else {
      Issue.record("no autocreate")
      return
    }
    #expect(other.provider != .zoomMeeting && other.settings.isEmpty)
  }

  @Test func readsAndWritesEverySettingBack() throws {
    let request = Autocreate(
      provider: .zoomMeeting,
      hostGrant: World.zoom.id,
      settings: ConferencingSettings([
        "waiting_room": .flag(false), "mute_upon_entry": .flag(true), "password": .text("x1"),
        "auto_recording": .text("local"),
      ])
    )
    let form = try form(.autocreate(request))
    #expect(form.change == .keep)
  }
}

import CalendarCore
import ConferencingCore
import Testing

@testable import ViewModels

/// The form on a meeting that Convene had made: who made it, and its settings.
@Suite struct MadeMeetingFormTests {
  typealias Form = ConferencingFormViewModel

  private static let host = Grant(
    id: GrantID("zoom"),
    provider: .zoom,
    email: "host@acme.example",
    scopes: Set(ConferencingRules.zoomScopes),
    isDirect: true
  )

  private static func event(hosted: Bool = true) -> Event {
    var event = World.event(
      "review",
      from: World.at(15),
      conferencing: .details(
        ConferencingDetails(
          provider: .zoomMeeting,
          url: "https://zoom.us/j/91234567890?pwd=a",
          meetingCode: "91234567890",
          accessCode: "1234"
        )
      )
    )
    event.autocreated = Autocreate(provider: .zoomMeeting, hostGrant: GrantID("zoom"))
    if hosted {
      event.meeting = HostedMeeting(
        provider: .zoomMeeting,
        host: GrantID("zoom"),
        id: "91234567890"
      )
    }
    return event
  }

  private static let read = KnownSettings(
    read: ConferencingSettings([
      "waiting_room": .flag(true), "auto_recording": .text("none"),
      "alternative_hosts": .text(""),
    ]),
    readAt: World.now
  )

  private func form(_ event: Event) throws -> Form {
    let context = try #require(
      ConferencingContext(
        World.directory(grants: [World.google, Self.host]),
        account: World.work,
        calendar: World.team
      )
    )
    return Form(context: context, current: event.conferencing, event: event)
  }

  private func row(_ form: Form, _ id: Form.FieldID) -> FormField<Form.FieldID>? {
    form.fields.first { $0.id == id }
  }

  private func step(_ form: inout Form, _ name: String, by command: Command = .nextChoice) {
    form.focus = .setting(name)
    _ = form.handle(command)
  }

  private func chosen(_ form: Form, _ name: String) -> String? {
    guard case .choice(let labels, let index?, _)? = row(form, .setting(name))?.content else {
      return nil
    }
    return labels[index]
  }

  @Test func showsProviderHostAndSettings() throws {
    var form = try form(Self.event())
    #expect(form.chosen == .made && form.change == .keep && form.settingsChange == nil)
    #expect(row(form, .provider)?.content == .fixed("Zoom Meeting"))
    #expect(row(form, .host)?.content == .fixed("host@acme.example"))
    #expect(chosen(form, "waiting_room") == "default")
    form.know(Self.read)
    #expect(chosen(form, "waiting_room") == "on" && chosen(form, "auto_recording") == "none")
    #expect(chosen(form, "mute_upon_entry") == "default")
    #expect(form.settingsChange == nil)
  }

  @Test func sendsWhatTheUserChanged() throws {
    var form = try form(Self.event())
    form.know(Self.read)
    step(&form, "waiting_room")
    #expect(form.settingsChange?.values == ["waiting_room": .flag(false)])
    #expect(form.settingsChange?.former == ["waiting_room": .flag(true)])
    #expect(form.change == .keep)
    step(&form, "waiting_room")
    #expect(form.settingsChange == nil)
    form.focus = .setting("alternative_hosts")
    form.insert("ann@acme.example")
    #expect(
      form.settingsChange?.values == ["alternative_hosts": .text("ann@acme.example")]
    )
    form.insert(" and bo")
    #expect(form.violations.first?.field == .setting("alternative_hosts"))
    #expect(form.attemptSave() == nil)
    #expect(row(form, .setting("alternative_hosts"))?.problem != nil)
  }

  /// What was typed stays when the event changes, and when the host answers.
  @Test func keepsWhatWasTypedWhenTheEventChanges() throws {
    let event = Self.event()
    var form = try form(event)
    step(&form, "waiting_room")
    let typed = form.settingsChange?.values
    #expect(typed?.isEmpty == false)
    form.know(Self.read)
    step(&form, "auto_recording")
    var later = event
    later.conferencing = .details(
      ConferencingDetails(
        provider: .zoomMeeting,
        url: "https://zoom.us/j/91234567890?pwd=b",
        meetingCode: "91234567890",
        accessCode: "9999"
      )
    )
    form.follow(later.conferencing, isRetry: false, of: later, in: form.context)
    #expect(form.chosen == .made)
    #expect(form.settingsChange?.values["auto_recording"] == .text("local"))
  }

  @Test func showsARefusalAtItsField() throws {
    var form = try form(Self.event())
    form.know(Self.read)
    form.note(.refused("Recording: cloud recording is not enabled"))
    #expect(row(form, .setting("auto_recording"))?.problem?.contains("not enabled") == true)
    #expect(row(form, .setting("waiting_room"))?.problem == nil)
    step(&form, "auto_recording")
    #expect(row(form, .setting("auto_recording"))?.problem == nil)
  }

  /// A service that makes meetings and changes none says so; nothing can be typed then.
  @Test func saysWhereSettingsCannotBeChanged() throws {
    let form = try form(Self.event(hosted: false))
    #expect(form.chosen == .made)
    #expect(row(form, .setting("waiting_room")) == nil)
    #expect(form.fields.first?.hint?.contains("changes no settings of a link afterwards") == true)
    #expect(form.fields.filter(\.isFocusable).map(\.id) == [.choice])
  }

  @Test func theLinkCanStillBeReplacedOrTakenOff() throws {
    var form = try form(Self.event())
    form.focus = .choice
    _ = form.handle(.previousChoice)
    #expect(form.chosen == .create)
    _ = form.handle(.previousChoice)
    #expect(form.chosen == Form.Choice.none && form.change == .strip)
    for _ in 0..<3 { _ = form.handle(.nextChoice) }
    // The same link, whoever wrote it.
    #expect(form.chosen == .link && form.change == .keep)
  }

  /// The details say who hosts the meeting and how it is set.
  @Test func theDetailsShowThem() {
    let directory = World.directory(grants: [World.google, Self.host])
    let rows = MadeMeetingRows(event: Self.event(), directory: directory, known: Self.read).rows
    #expect(rows.first?.1 == "host@acme.example  (made by Convene)")
    #expect(rows.contains { $0 == ("Waiting room", "on") })
    #expect(rows.contains { $0 == ("Mute on entry", "default") })
    #expect(!rows.contains { $0.0 == "Access code" })
    var theirs = Self.event()
    theirs.autocreated = nil
    #expect(MadeMeetingRows(event: theirs, directory: directory, known: nil).rows.isEmpty)
  }
}

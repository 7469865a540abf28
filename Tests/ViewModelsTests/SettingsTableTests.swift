import CalendarCore
import ConferencingCore
import Testing

@testable import ViewModels

/// Every value of every setting of every provider on the screen: in the form of a fresh link, in the form
/// of a meeting that is there, and in the details of its event.
@Suite struct SettingsTableTests {
  typealias Form = ConferencingFormViewModel

  struct Row: Sendable, CustomTestStringConvertible {
    let provider: AutocreateProvider
    let setting: ConferencingSetting
    var name: String { setting.name }
    var testDescription: String { "\(provider.rawValue): \(setting.label)" }

    static let all = AutocreateProvider.allCases.flatMap { provider in
      ConferencingSetting.all(of: provider).map { Row(provider: provider, setting: $0) }
    }

    /// What it can be set to, and how that is written where it is typed.
    var values: [(value: ConferencingSettingValue, typed: String?)] {
      switch setting.kind {
      case .flag: [(.flag(true), nil), (.flag(false), nil)]
      case .choice(let choices): choices.map { (.text($0), nil) }
      case .text: [(.text("aB1@-_*!"), "aB1@-_*!"), (.text("0"), "0")]
      case .addresses:
        [
          (.text("ann@acme.example"), "ann@acme.example"),
          (.text("ann@acme.example;bo@acme.example"), " ann@acme.example,  bo@acme.example "),
        ]
      }
    }
  }

  private static let hosts: [AutocreateProvider: Grant] = [
    .zoomMeeting: Grant(
      id: GrantID("zoom"),
      provider: .zoom,
      email: "zoom@acme.example",
      scopes: Set(ConferencingRules.zoomScopes),
      isDirect: true
    ),
    .microsoftTeams: Grant(
      id: GrantID("office"),
      provider: .microsoft,
      email: "office@acme.example",
      scopes: ["OnlineMeetings.ReadWrite"],
      isDirect: true
    ),
    .googleMeet: Grant(
      id: GrantID("meet"),
      provider: .google,
      email: "meet@acme.example",
      scopes: [
        "https://www.googleapis.com/auth/calendar.events",
        "https://www.googleapis.com/auth/meetings.space.settings",
      ],
      isDirect: true
    ),
  ]

  private static let directory = World.directory(
    grants: [World.google] + AutocreateProvider.allCases.compactMap { hosts[$0] }
  )

  private func context() throws -> ConferencingContext {
    try #require(
      ConferencingContext(Self.directory, account: World.work, calendar: World.team)
    )
  }

  /// An event with a meeting that Convene had made at the host of a provider.
  private func made(_ row: Row, code: String? = nil) throws -> Event {
    let url =
      switch row.provider {
      case .zoomMeeting: "https://zoom.us/j/91234567890?pwd=a"
      case .microsoftTeams: "https://teams.microsoft.com/meet/21234567890123?p=a"
      case .googleMeet: "https://meet.google.com/abc-defg-hij"
      }
    var event = World.event(
      "Review",
      from: World.at(15),
      conferencing: .details(
        ConferencingDetails(
          provider: row.provider.conferencingProvider,
          url: url,
          accessCode: code
        )
      )
    )
    let host = try #require(Self.hosts[row.provider])
    event.autocreated = Autocreate(provider: row.provider, hostGrant: host.id)
    event.meeting = HostedMeeting(provider: row.provider, host: host.id, id: "1")
    return event
  }

  /// The event with a value that its host has said, and what is known by that.
  private func known(
    _ row: Row,
    _ value: ConferencingSettingValue
  ) throws -> (event: Event, known: KnownSettings) {
    guard row.name == ConferencingSetting.passcode, case .text(let code) = value else {
      let read = ConferencingSettings([row.name: value])
      return (try made(row), KnownSettings(read: read, readAt: World.now))
    }
    // It is a part of the link.
    return (
      try made(row, code: code), KnownSettings(read: ConferencingSettings(), readAt: World.now)
    )
  }

  private func content(_ form: Form, _ row: Row) -> String? {
    switch form.fields.first(where: { $0.id == .setting(row.name) })?.content {
    case .choice(let labels, let index?, _)?: labels[index]
    case .text(let field, _)?: field.text
    default: nil
    }
  }

  /// Chooses or types a value in the row of a setting.
  private func put(
    _ value: (value: ConferencingSettingValue, typed: String?),
    into form: inout Form,
    _ row: Row
  ) {
    form.focus = .setting(row.name)
    if let typed = value.typed {
      _ = form.handle(.deleteToStart)
      form.insert(typed)
      return
    }
    let words = row.setting.text(of: value.value)
    for _ in 0..<10 where content(form, row) != words { _ = form.handle(.nextChoice) }
  }

  @Test("Each value can be asked for with a fresh link", arguments: Row.all)
  func freshLink(_ row: Row) throws {
    for value in row.values {
      var form = Form(context: try context())
      form.chooseCreation()
      form.focus = .provider
      for _ in 0..<3 where form.selectedProvider != row.provider { _ = form.handle(.nextChoice) }
      let host = try #require(Self.hosts[row.provider])
      form.focus = .host
      for _ in 0..<5 where form.hostField.selection != host.id { _ = form.handle(.nextChoice) }
      put(value, into: &form, row)
      guard case .autocreate(let asked)? = form.attemptSave() else {
        Issue.record("\(value): \(form.violations)")
        continue
      }
      #expect(asked.provider == row.provider && asked.hostGrant == host.id)
      #expect(asked.settings.values == [row.name: value.value])
    }
  }

  @Test("What the host has is shown in the form and in the details", arguments: Row.all)
  func shown(_ row: Row) throws {
    for (value, _) in row.values {
      let (event, known) = try known(row, value)
      var form = Form(context: try context(), current: event.conferencing, event: event)
      form.know(known)
      let words = row.setting.text(of: value).replacing(";", with: "; ")
      #expect(content(form, row) == words)
      #expect(form.settingsChange == nil && form.violations.isEmpty)
      guard row.name != ConferencingSetting.passcode else { continue }
      let rows = MadeMeetingRows(event: event, directory: Self.directory, known: known).rows
      #expect(rows.contains { $0 == (row.setting.label, row.setting.text(of: value)) }, "\(rows)")
    }
  }

  @Test("Each value is changed to each other one, and nothing else is sent", arguments: Row.all)
  func changed(_ row: Row) throws {
    for (from, _) in row.values {
      for to in row.values where to.value != from {
        let (event, known) = try known(row, from)
        var form = Form(context: try context(), current: event.conferencing, event: event)
        form.know(known)
        put(to, into: &form, row)
        #expect(form.attemptSave() == .keep)
        #expect(form.settingsChange?.values == [row.name: to.value], "\(from) to \(to)")
        #expect(form.settingsChange?.former == [row.name: from])
      }
    }
  }

  @Test("A refusal stands at its row until that is changed", arguments: Row.all)
  func refused(_ row: Row) throws {
    let (event, known) = try known(row, row.values[0].value)
    var form = Form(context: try context(), current: event.conferencing, event: event)
    form.know(known)
    form.note(.refused(SettingRefusal.text(row.setting, reason: "not on this plan")))
    let problems = form.fields.filter { $0.problem != nil }
    #expect(problems.map(\.id) == [.setting(row.name)])
    #expect(problems.first?.problem?.contains("not on this plan") == true)
    put(row.values[1], into: &form, row)
    #expect(form.fields.allSatisfy { $0.problem == nil })
  }

  @Test("What the host did otherwise than it was asked is said", arguments: Row.all)
  func overruled(_ row: Row) throws {
    // A passcode cannot be kept: the link that the host gives has the one that counts.
    guard row.name != ConferencingSetting.passcode else { return }
    let (asked, kept) = (row.values[0].value, row.values[1].value)
    let known = KnownSettings()
      .sending(ConferencingSettings([row.name: asked]), at: World.now)
      .reading(
        MeetingReading(settings: ConferencingSettings([row.name: kept])),
        at: World.now
      )
    let rows = MadeMeetingRows(event: try made(row), directory: Self.directory, known: known).rows
    let words = rows.first { $0.0 == row.setting.label }?.1
    let expected =
      "\(row.setting.text(of: kept)): asked for \(row.setting.text(of: asked)), and "
      + "\(row.provider.rawValue) has it otherwise"
    #expect(words == expected)
  }
}

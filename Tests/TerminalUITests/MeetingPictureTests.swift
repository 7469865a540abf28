import CalendarCore
import ConferencingCore
import Foundation
import Terminal
import Testing
import ViewModels

/// The screens that show or change settings of meetings, and the choice between links, at three sizes.
///
/// The pictures are files in `Fixtures/Pictures`: see ``PictureTests``.
@Suite struct MeetingPictureTests {
  /// A screen, the event that it is about, and how one comes there.
  struct View: Sendable, CustomTestStringConvertible {
    let name: String
    let event: Event
    var commands: [Command]
    /// Whether the settings that the host told are there.
    var isRead = true
    /// Whether the question before a change of settings in bulk is asked.
    var isBulk = false
    var testDescription: String { name }
  }

  private static let hosts = [
    Grant(
      id: GrantID("zoom"),
      provider: .zoom,
      email: "operations@acme.example",
      scopes: Set(ConferencingRules.zoomScopes),
      isDirect: true
    ),
    Grant(
      id: GrantID("office"),
      provider: .microsoft,
      email: "ada@office.example",
      scopes: ["OnlineMeetings.ReadWrite"],
      isDirect: true
    ),
    Grant(
      id: GrantID("google-own"),
      provider: .google,
      email: "ada@meet.example",
      scopes: ["calendar.events", "meetings.space.settings"],
      isDirect: true
    ),
  ]

  private static func made(
    _ provider: AutocreateProvider,
    _ host: String,
    _ url: String,
    _ code: String? = nil
  ) -> Event {
    var event = World.event(
      "Planning of the next year",
      from: World.at(15),
      conferencing: .details(
        ConferencingDetails(
          provider: provider.conferencingProvider,
          url: url,
          meetingCode: LinkRecognition.recognize(url)?.meetingCode,
          accessCode: code
        )
      )
    )
    event.autocreated = Autocreate(provider: provider, hostGrant: GrantID(host))
    event.meeting = HostedMeeting(provider: provider, host: GrantID(host), id: "1")
    return event
  }

  private static let zoom = made(
    .zoomMeeting,
    "zoom",
    "https://acme.zoom.us/j/91234567890?pwd=AbCdEf",
    "415355"
  )
  private static let teams = made(
    .microsoftTeams,
    "office",
    "https://teams.microsoft.com/meet/21234567890123?p=AbCdEfGhIjKlMn"
  )
  private static let meet = made(
    .googleMeet,
    "google-own",
    "https://meet.google.com/abc-defg-hij"
  )
  private static let several: Event = {
    var event = World.event(
      "Which of three links",
      from: World.at(15),
      location: "https://acme.zoom.us/j/91234567890?pwd=AbCdEf",
      conferencing: .details(World.meet),
      description: "Backup: https://teams.microsoft.com/meet/21234567890123?p=AbC\nPasscode: xY7zW9"
    )
    event.linkChoice = LinkRecognition.recognize(event.location).map(LinkChoice.init)
    return event
  }()

  /// The same as a Convene without any record of it sees it.
  private static let unknown: Event = {
    var event = zoom
    (event.autocreated, event.meeting) = (nil, nil)
    return event
  }()

  static let views = [
    View(name: "meeting-not-made-here", event: unknown, commands: [.open]),
    View(name: "copy-forms", event: zoom, commands: [.copyInvitation]),
    View(name: "meeting-zoom", event: zoom, commands: [.open]),
    View(name: "meeting-zoom-unread", event: zoom, commands: [.open], isRead: false),
    View(name: "meeting-teams", event: teams, commands: [.open]),
    View(name: "meeting-meet", event: meet, commands: [.open]),
    View(name: "meeting-several", event: several, commands: [.open]),
    View(name: "meeting-several-ways", event: several, commands: [.joinBy]),
    View(name: "settings-zoom", event: zoom, commands: [.conferencing]),
    View(name: "settings-teams", event: teams, commands: [.conferencing]),
    View(name: "settings-meet", event: meet, commands: [.conferencing]),
    View(name: "settings-marked", event: zoom, commands: [.mark, .conferencing, .nextChoice]),
    View(
      name: "settings-bulk",
      event: zoom,
      commands: [
        .mark, .conferencing, .nextChoice, .nextField, .nextField, .nextChoice, .save,
      ],
      isBulk: true
    ),
  ]

  private static func known(_ event: Event) -> KnownSettings {
    let values: [String: ConferencingSettingValue] =
      switch event.autocreated?.provider {
      case .zoomMeeting?:
        [
          "waiting_room": .flag(true), "join_before_host": .flag(false),
          "mute_upon_entry": .flag(true), "auto_recording": .text("cloud"),
          "alternative_hosts": .text("bo@acme.example;cy.with.a.long.name@acme.example"),
          "meeting_authentication": .flag(false),
        ]
      case .microsoftTeams?:
        [
          "lobbyBypassSettings": .text("organizationExcludingGuests"),
          "allowedPresenters": .text("roleIsPresenter"), "recordAutomatically": .flag(false),
          "allowMeetingChat": .text("limited"),
        ]
      default: ["accessType": .text("TRUSTED"), "moderation": .flag(true)]
      }
    return KnownSettings(
      read: ConferencingSettings(values),
      readAt: World.now,
      sent: ConferencingSettings(
        event.autocreated?.provider == .zoomMeeting ? ["join_before_host": .flag(true)] : [:]
      ),
      sentAt: World.now.addingTimeInterval(-60)
    )
  }

  private static func plan() -> BulkPlan? {
    guard let wish = try? NamedSettings(["waiting_room=off", "auto_recording=local"]) else {
      return nil
    }
    let events = [
      BulkEvent(id: zoom.id, event: zoom, settings: known(zoom)),
      BulkEvent(id: teams.id, event: teams, settings: known(teams)),
      BulkEvent(id: several.id, event: several),
    ]
    return BulkPlan(
      .settings(wish),
      of: events,
      in: World.directory(grants: [World.google] + hosts),
      viewer: World.zone,
      freshID: { EventID("fresh") }
    )
  }

  @Test("What is said of a row, and an address, are whole on a narrow screen")
  func nothingIsCutOffOnANarrowScreen() {
    for (event, host) in [(Self.zoom, "operations@acme.example"), (Self.meet, "ada@meet.example")] {
      var test = TestApp(
        [event],
        columns: 40,
        rows: 12,
        directory: World.directory(grants: [World.google] + Self.hosts)
      )
      test.press(.conferencing)
      test.send(.settingsLoaded(event.id, Self.known(event)))
      let words = test.rows.joined(separator: " ").split(separator: " ")
      let hint = "Convene had this meeting made: it stays, with the settings below."
      #expect(words.joined(separator: " ").contains(hint), "\(test.rows)")
      #expect(words.joined().contains("Host" + host), "\(test.rows)")
    }
  }

  @Test(arguments: views, [(40, 12), (80, 24), (200, 50)])
  func looksAsBefore(_ view: View, _ size: (columns: Int, rows: Int)) throws {
    var test = TestApp(
      [view.event],
      columns: size.columns,
      rows: size.rows,
      directory: World.directory(grants: [World.google] + Self.hosts)
    )
    for command in view.commands { test.press(command) }
    if view.isRead { test.send(.settingsLoaded(view.event.id, Self.known(view.event))) }
    if view.isBulk { test.send(.bulkPlanned(try #require(Self.plan()))) }
    try PictureTests.compare(test, view.name)
  }
}

import CalendarCore
import ConferencingCore
import Foundation
import Testing

/// Settings of the meetings of several events, changed together.
@Suite struct BulkSettingsTests {
  private static let work = AccountID("work")
  private static let team = CalendarID("team")
  private static let own = Grant(id: GrantID("g"), provider: .google, email: "ada@acme.example")
  private static let zoom = Grant(
    id: GrantID("z"),
    provider: .zoom,
    email: "ops@acme.example",
    scopes: Set(ConferencingRules.zoomScopes),
    isDirect: true
  )
  private static let office = Grant(
    id: GrantID("m"),
    provider: .microsoft,
    email: "ada@office.example",
    scopes: ["OnlineMeetings.ReadWrite"],
    isDirect: true
  )

  private static func directory() -> Directory {
    Directory(
      accounts: [Account(id: work, service: .google, grant: own.id)],
      calendars: [CalendarInfo(id: team, account: work, name: "Team", isPrimary: true)],
      grants: [work: [own, zoom, office]]
    )
  }

  private static func event(
    _ title: String,
    _ provider: AutocreateProvider?,
    meeting id: String = "1"
  ) -> Event {
    let start = Date(timeIntervalSince1970: 1_795_000_000)
    var event = Event(
      id: EventID(title),
      account: work,
      calendar: team,
      title: title,
      time: .timed(start: start, end: start.addingTimeInterval(3_600), zone: nil)
    )
    guard let provider else { return event }
    let host = provider == .zoomMeeting ? zoom.id : office.id
    event.conferencing = .details(
      ConferencingDetails(
        provider: provider.conferencingProvider,
        url: provider == .zoomMeeting
          ? "https://zoom.us/j/9123456789\(id)"
          : "https://teams.microsoft.com/meet/2123456789\(id)?p=a"
      )
    )
    event.autocreated = Autocreate(provider: provider, hostGrant: host)
    event.meeting = HostedMeeting(provider: provider, host: host, id: id)
    return event
  }

  private static func plan(
    _ texts: [String],
    _ events: [Event],
    known: KnownSettings? = nil
  ) throws -> BulkPlan {
    BulkPlan(
      .settings(try NamedSettings(texts)),
      of: events.map { BulkEvent(id: $0.id, event: $0, settings: known) },
      in: directory(),
      viewer: .gmt,
      freshID: { EventID("fresh") }
    )
  }

  private static func read(_ isOn: Bool) -> KnownSettings {
    KnownSettings(
      read: ConferencingSettings(["waiting_room": .flag(isOn)]),
      readAt: Date(timeIntervalSince1970: 1_795_000_000)
    )
  }

  @Test func eachMeetingIsSetOnce() throws {
    let plan = try Self.plan(
      ["waiting_room=on"],
      [
        Self.event("A", .zoomMeeting), Self.event("B", .zoomMeeting, meeting: "2"),
        // An exception of A's series, say.
        Self.event("C", .zoomMeeting),
      ],
      known: Self.read(false)
    )
    #expect(plan.entries.map(\.event.title) == ["A", "B"])
    let changes = plan.edits.compactMap(\.change.settings)
    #expect(changes.map(\.values) == Array(repeating: ["waiting_room": .flag(true)], count: 2))
    // Undo knows what was.
    #expect(changes.allSatisfy { $0.irreversible.isEmpty })
    #expect(plan.edits.allSatisfy { $0.scope == nil && $0.change.isOfSettingsAlone })
    #expect(plan.exclusions.map(\.reason) == ["It has the meeting of an event before it."])
  }

  @Test func whatItsHostDidNotSayInTimeIsLeftAsItIs() throws {
    let events = [
      Self.event("A", .zoomMeeting), Self.event("B", .zoomMeeting, meeting: "2"),
    ]
    let plan = BulkPlan(
      .settings(try NamedSettings(["waiting_room=on"])),
      of: events.map { BulkEvent(id: $0.id, event: $0, settings: Self.read(false)) },
      in: Self.directory(),
      viewer: .gmt,
      silent: [events[1].id],
      freshID: { EventID("fresh") }
    )
    #expect(plan.entries.map(\.event.id) == [events[0].id])
    #expect(plan.exclusions.map(\.id) == [events[1].id])
    #expect(plan.exclusions.first?.reason.contains("has not said what is set") == true)
  }

  @Test(arguments: [
    (Optional<AutocreateProvider>.none, ["waiting_room=on"], "no meeting link"),
    (.microsoftTeams, ["waiting_room=on"], "Microsoft Teams has no setting \"waiting_room\""),
    (.zoomMeeting, ["waiting_room=maybe"], "Waiting room is on or off"),
    (.zoomMeeting, ["waiting_room=off"], "set so already"),
  ])
  func oneIsLeftOutForAReason(
    _ provider: AutocreateProvider?,
    _ texts: [String],
    _ reason: String
  ) throws {
    let plan = try Self.plan(texts, [Self.event("A", provider)], known: Self.read(false))
    #expect(plan.entries.isEmpty)
    #expect(plan.exclusions.first?.reason.contains(reason) == true, "\(plan.exclusions)")
  }

  @Test func aMeetingOfOthersAndAPendingLinkAreLeftOut() throws {
    var foreign = Self.event("A", .zoomMeeting)
    (foreign.autocreated, foreign.meeting) = (nil, nil)
    var pending = Self.event("B", .zoomMeeting)
    pending.conferencing = .autocreate(Autocreate(provider: .zoomMeeting, hostGrant: Self.zoom.id))
    let plan = try Self.plan(["waiting_room=on"], [foreign, pending])
    #expect(plan.entries.isEmpty)
    #expect(plan.exclusions[0].reason.contains("did not have this meeting made"))
    #expect(plan.exclusions[1].reason == "Its link is still being created.")
  }

  @Test(arguments: ["waiting_room", "=on", ""])
  func whatIsNoSettingIsRefused(_ text: String) {
    #expect(throws: InputError.self) { try NamedSettings([text]) }
  }

  /// What no host has said cannot be brought back.
  @Test func whatIsNotKnownCannotBeUndone() throws {
    let plan = try Self.plan(["waiting_room=on"], [Self.event("A", .zoomMeeting)])
    #expect(plan.edits.first?.change.settings?.irreversible == ["waiting_room"])
  }
}

import CalendarCore
import CalendarServices
import CalendarSync
import ConferencingCore
import Foundation
import LocalCache
import Synchronization
import Testing

/// What becomes of settings that are refused, of links that never come, and of series in one text.
@Suite(.timeLimit(.minutes(3))) struct SettingsOutcomeTests {
  private static let lobby: [String: ConferencingSettingValue] = [
    "lobbyBypassSettings": .text("organizer")
  ]

  /// A link at Teams whose settings are refused: they are asked for by a second request.
  private func refused(in world: HostedWorld) async throws -> EventID {
    let id = try await world.make()
    var asked = HostedWorld.ask("teams")
    asked.settings = ConferencingSettings(Self.lobby)
    var fates: [Int: HostedWorld.Fate] = [:]
    let other = try HostedWorld(.google)
    let place = try await requests(of: asked, in: other).firstIndex(of: "configure meeting")
    fates[try #require(place)] = .refused(.rejected("Skips the lobby: policy"))
    world.begin(fates)
    try world.sync.submit(world.edit(id, .autocreate(asked)))
    #expect(try await world.sync.send(id) == .delivered)
    #expect(try world.cache.delivery(of: id) == .refused("Skips the lobby: policy"))
    return id
  }

  private func requests(of asked: Autocreate, in world: HostedWorld) async throws -> [String] {
    let id = try await world.make()
    world.begin()
    try world.sync.submit(world.edit(id, .autocreate(asked)))
    _ = try await world.sync.send(id)
    return world.requests
  }

  @Test func refusedSettingsAreTriedAgainWithoutASecondMeeting() async throws {
    let world = try HostedWorld(.google)
    let id = try await refused(in: world)
    let change = try #require(try world.cache.outbox.operations().first)
    try world.sync.retry(change: change.sequence)
    #expect(try await world.settle(id) == .delivered)
    #expect(world.live.map(\.settings.values) == [Self.lobby])
    #expect(world.requests.count { $0 == "make" } == 1)
    #expect(try world.cache.outbox.operations().isEmpty)
  }

  /// The link stays; what the host does not do is not asked for with the next link.
  @Test func refusedSettingsThatAreDiscardedAreNotWishedForAnyMore() async throws {
    let world = try HostedWorld(.google)
    let id = try await refused(in: world)
    let change = try #require(try world.cache.outbox.operations().first)
    try world.sync.discard(change: change.sequence)
    #expect(try world.cache.delivery(of: id) == .delivered)
    let event = try #require(try world.cache.event(id))
    #expect(event.conferencingState == .ready)
    #expect(event.autocreated?.settings.isEmpty == true)
    #expect(world.live.count == 1)
    world.begin()
    var again = try #require(event.autocreated)
    again.hostGrant = GrantID("teams")
    try world.sync.submit(world.edit(id, .autocreate(again)))
    #expect(try await world.settle(id) == .delivered)
    #expect(!world.requests.contains("configure meeting"))
    #expect(world.live.count == 1)
  }

  /// Undo takes back the link and, with it, what was to be set.
  @Test func undoTakesBackALinkWhoseSettingsWereRefused() async throws {
    let world = try HostedWorld(.google)
    let id = try await refused(in: world)
    let undone = try world.sync.undo(.undo, freshID: EventID("again"))
    guard case .done = undone else {
      Issue.record("\(undone)")
      return
    }
    #expect(try await world.settle(id) == .delivered)
    #expect(world.live.isEmpty)
    #expect(try world.cache.outbox.operations().isEmpty)
    #expect(try world.cache.event(id)?.conferencing == Conferencing.none)
    #expect(try world.cache.delivery(of: id) == .delivered)
  }

  /// Attendees who are not to be told hear of no second request either.
  @Test(arguments: [true, false])
  func aLinkWithSettingsTellsAttendeesAsAsked(_ notifies: Bool) async throws {
    let world = try HostedWorld(.google)
    let id = try await world.make()
    var asked = HostedWorld.ask("teams")
    asked.settings = ConferencingSettings(Self.lobby)
    world.state.withLock { $0.notified = [] }
    var edit = try world.edit(id, .autocreate(asked))
    edit.notifiesParticipants = notifies
    #expect(try await world.carryOut(edit) == .delivered)
    #expect(world.live.map(\.settings.values) == [Self.lobby])
    let told = world.state.withLock { $0.notified }
    #expect(!told.isEmpty && Set(told) == [notifies])
  }

  /// A title and a setting, where the series is one text and an occurrence of it has a meeting of its own:
  /// the text has the title, the host is asked for the setting, and neither is in the other's way.
  @Test(arguments: [ResourceStandKind.memory, .vdir, .caldav], [EditScope.all, .this])
  func aSeriesInOneTextAndItsMeeting(_ kind: ResourceStandKind, _ scope: EditScope) async throws {
    try await kind.run { stand in
      try await ResourceWorld.onDisk { path in
        let host = try HostedWorld(.local)
        let world = try ResourceWorld(stand, path: path, hosts: MemoryHosts(relay: host.relay))
        try await world.refresh()
        await world.sync.noteHosts()
        var draft = EventDraft(
          account: ResourceWorld.account,
          calendar: stand.calendar,
          title: "Plan",
          time: try ResourceTexts.at("2026-11-26", 10, minutes: 60)
        )
        draft.recurrence = Recurrence(lines: ["RRULE:FREQ=DAILY;COUNT=3"])
        try await world.edit(
          EventID("plan"),
          .create(draft, conferencing: .keep)
        )
        try await world.edit(
          try world.event("2026-11-27", "Plan").id,
          .update(EventPatch(conferencing: .autocreate(HostedWorld.ask("zoom")))),
          scope: .this
        )
        #expect(host.live.count == 1)
        let second = try world.event("2026-11-27", "Plan")
        let wish = ConferencingSettings(["waiting_room": .flag(true)])
        let change = SettingsChange(wish, of: second, known: KnownSettings())
        try await world.edit(
          second.id,
          .update(EventPatch(title: "Renamed", settings: change)),
          scope: scope
        )
        #expect(host.live.map(\.settings) == [wish])
        #expect(host.requests.count { $0 == "configure meeting" } == 1)
        let days = ["2026-11-26", "2026-11-27", "2026-11-28"]
        try await world.expect(
          days.map { day in
            let isRenamed = scope == .all || day == "2026-11-27"
            return "\(day) 10:0 60 \(isRenamed ? "Renamed" : "Plan")"
          }
        )
        let texts = try await stand.texts()
        #expect(texts.count == 1)
        let shown = try world.event("2026-11-27", "Renamed")
        #expect(shown.autocreated?.settings == wish)
      }
    }
  }

  // MARK: Several hosts together

  @Test("A host that does not answer holds up nobody else, and is not asked again and again")
  func aSilentHost() async throws {
    let world = try HostedWorld(.google)
    var silent: [EventID] = []
    for _ in 0..<6 { silent.append(try await world.make("teams")) }
    let last = try await world.make("zoom")
    let events = try (silent + [last]).map { try #require(try world.cache.event($0)) }
    world.begin()
    world.state.withLock { $0.silent = [GrantID("teams")] }
    let unasked = try await world.sync.readSettings(
      of: events,
      patience: .milliseconds(200),
      within: .seconds(600)
    )
    #expect(unasked == Set(silent))
    // As many as are asked side by side.
    #expect(world.requests.count { $0 == "read meeting in vain" } <= 3)
    #expect(world.requests.count { $0 == "read meeting" } == 1)
  }

  /// Nothing could be gone back to.
  @Test("A host that answers with an error has not said what is set")
  func aFailingHost() async throws {
    let world = try HostedWorld(.google)
    let id = try await world.make("teams")
    let event = try #require(try world.cache.event(id))
    world.begin([0: .refused(.rejected("Broken"))])
    let unasked = try await world.sync.readSettings(
      of: [event],
      patience: .seconds(5),
      within: .seconds(600)
    )
    #expect(unasked == [id] && world.requests == ["read meeting"])
  }

  @Test("Meetings that were not reached last time are asked first")
  func thoseLeftOverComeFirst() async throws {
    let world = try HostedWorld(.google)
    var events: [Event] = []
    for host in ["teams", "teams", "teams", "zoom"] {
      let id = try await world.make(host)
      events.append(try #require(try world.cache.event(id)))
    }
    // The first three were read at an earlier attempt, which ended before the last one.
    let earlier = SyncWorld.clock.now().addingTimeInterval(-3_600)
    for event in events.dropLast() {
      let meeting = try #require(try world.cache.meetingSettings.meetingAddress(of: event))
      try world.cache.meetingSettings.store(
        MeetingReading(settings: ConferencingSettings(Self.lobby)),
        of: meeting,
        at: earlier
      )
    }
    world.begin()
    world.state.withLock { $0.silent = [GrantID("teams")] }
    let unasked = try await world.sync.readSettings(
      of: events,
      patience: .milliseconds(600),
      within: .milliseconds(600)
    )
    #expect(unasked == Set(events.dropLast().map(\.id)))
  }

  @Test("When the time for all is over nobody is asked any more, and that is said of each")
  func theCommonEnd() async throws {
    let world = try HostedWorld(.google)
    let ids = [try await world.make("teams"), try await world.make("zoom")]
    let events = try ids.map { try #require(try world.cache.event($0)) }
    world.begin()
    let unasked = try await world.sync.readSettings(
      of: events,
      patience: .seconds(5),
      within: .zero
    )
    #expect(unasked == Set(ids) && world.requests.isEmpty)
  }
}

import CalendarServices
import CalendarSync
import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import Synchronization
import Testing

/// Settings of meetings: chosen with the link or changed later, whatever comes between two requests.
@Suite(.timeLimit(.minutes(3))) struct SettingsTests {
  static let waitingRoom: [String: ConferencingSettingValue] = ["waiting_room": .flag(true)]
  static let lobby: [String: ConferencingSettingValue] = ["lobbyBypassSettings": .text("organizer")]

  private func change(
    _ values: [String: ConferencingSettingValue],
    of id: EventID,
    in world: HostedWorld
  ) async throws -> EventEdit {
    let event = try #require(try world.cache.event(id))
    let known = try await world.sync.readSettings(of: event) ?? KnownSettings()
    let change = SettingsChange(ConferencingSettings(values), of: event, known: known)
    return EventEdit(event: id, change: .update(EventPatch(settings: change)))
  }

  private func settings(_ world: HostedWorld) -> [String: ConferencingSettingValue]? {
    world.live.first?.settings.values
  }

  @Test(arguments: ServiceKind.allCases)
  func areChangedReadAndShown(_ kind: ServiceKind) async throws {
    let world = try HostedWorld(kind)
    let id = try await world.make("zoom")
    let edit = try await change(Self.waitingRoom, of: id, in: world)
    world.begin()
    #expect(try await world.carryOut(edit) == .delivered)
    // The service of the event is not asked for anything.
    #expect(world.requests.prefix(2) == ["configure meeting", "read meeting"])
    #expect(settings(world) == Self.waitingRoom)
    let event = try #require(try world.cache.event(id))
    #expect(event.autocreated?.settings.values == Self.waitingRoom)
    let address = try #require(try world.cache.meetingSettings.meetingAddress(of: event))
    let known = try world.cache.meetingSettings.settings(of: address)
    #expect(known.isConfirmed && known.read?.values == Self.waitingRoom)
    #expect(try world.cache.outbox.operations().isEmpty)
  }

  /// Each request of the change is lost before or after it was carried out.
  @Test(arguments: [0, 1], [HostedWorld.Fate.lostBefore, .lostAfter])
  func areSentAgainWhenAnAnswerIsLost(_ index: Int, _ fate: HostedWorld.Fate) async throws {
    let world = try HostedWorld(.google)
    let id = try await world.make("zoom")
    let edit = try await change(Self.waitingRoom, of: id, in: world)
    world.begin([index: fate])
    try world.sync.submit(edit)
    #expect(try await world.settle(id) == .delivered)
    #expect(settings(world) == Self.waitingRoom)
    #expect(world.live.count == 1)
    let event = try #require(try world.cache.event(id))
    let address = try #require(try world.cache.meetingSettings.meetingAddress(of: event))
    if index == 1 {
      // The change is done; that it holds the host has not said.
      let known = try world.cache.meetingSettings.settings(of: address)
      #expect(!known.isConfirmed && known.problem != nil)
      let state = SettingState.all(of: event, by: .zoomMeeting, known).first {
        $0.id == "waiting_room"
      }
      #expect(state?.words(of: .zoomMeeting) == "on, not confirmed yet")
    }
    #expect(try await world.sync.readSettings(of: event)?.isConfirmed == true)
  }

  @Test(arguments: ServiceKind.allCases)
  func undoPutsThemBackAlsoAfterTheyWereSent(_ kind: ServiceKind) async throws {
    let world = try HostedWorld(kind)
    let id = try await world.make("zoom")
    world.state.withLock { $0.meetings[0].settings.values = ["waiting_room": .flag(false)] }
    #expect(
      try await world.carryOut(change(Self.waitingRoom, of: id, in: world)) == .delivered
    )
    let undone = try world.sync.undo(.undo, freshID: EventID("again"))
    guard case .done = undone else {
      Issue.record("\(undone)")
      return
    }
    #expect(try await world.settle(id) == .delivered)
    #expect(settings(world) == ["waiting_room": .flag(false)])
    // What the host had by itself is no wish of the user's.
    #expect(try world.cache.event(id)?.autocreated?.settings.isEmpty == true)
    _ = try world.sync.undo(.redo, freshID: EventID("again"))
    #expect(try await world.settle(id) == .delivered)
    #expect(settings(world) == Self.waitingRoom)
  }

  @Test func undoOfWhatWasNotSentAsksNobody() async throws {
    let world = try HostedWorld(.google)
    let id = try await world.make("zoom")
    let edit = try await change(Self.waitingRoom, of: id, in: world)
    world.begin()
    try world.sync.submit(edit)
    _ = try world.sync.undo(.undo, freshID: EventID("again"))
    #expect(try world.cache.outbox.operations().isEmpty && world.requests.isEmpty)
    #expect(try world.cache.event(id)?.autocreated?.settings.isEmpty == true)
  }

  @Test func aRefusalIsSaidAndCanBeTakenBack() async throws {
    let world = try HostedWorld(.google)
    let id = try await world.make("zoom")
    let edit = try await change(["auto_recording": .text("cloud")], of: id, in: world)
    world.begin([0: .refused(.rejected("Recording: not on this plan"))])
    try world.sync.submit(edit)
    #expect(try await world.sync.send(id) == .delivered)
    #expect(world.live.count == 1)
    #expect(try world.cache.delivery(of: id) == .refused("Recording: not on this plan"))
    let operation = try #require(try world.cache.outbox.operations().first)
    try world.sync.discard(change: operation.sequence)
    #expect(try world.cache.event(id)?.autocreated?.settings.isEmpty == true)
    #expect(try world.cache.delivery(of: id) == .delivered)
  }

  @Test func aMeetingThatIsGoneIsSaid() async throws {
    let world = try HostedWorld(.google)
    let id = try await world.make("zoom")
    let edit = try await change(Self.waitingRoom, of: id, in: world)
    world.state.withLock { $0.meetings[0].isLive = false }
    try world.sync.submit(edit)
    #expect(try await world.sync.send(id) == .delivered)
    guard case .refused(let reason) = try world.cache.delivery(of: id) else {
      Issue.record("it is gone")
      return
    }
    #expect(reason.contains("deleted at its host"))
  }

  /// An edit of the event and of its meeting goes to both.
  @Test func aTitleAndASettingGoTheirOwnWays() async throws {
    let world = try HostedWorld(.google)
    let id = try await world.make("zoom")
    var edit = try await change(Self.waitingRoom, of: id, in: world)
    guard case .update(var patch) = edit.change else { return }
    patch.title = "Renamed"
    edit.change = .update(patch)
    #expect(try await world.carryOut(edit) == .delivered)
    #expect(settings(world) == Self.waitingRoom)
    #expect(world.live.first?.title == "Renamed" && world.events.first?.title == "Renamed")
    _ = try world.sync.undo(.undo, freshID: EventID("again"))
    #expect(world.live.count == 1)
  }

  // MARK: Settings stand in nobody's way

  /// An edit of the event is sent although settings were refused, or their host cannot be reached.
  @Test(arguments: ["rename", "move", "strip", "replace"], [true, false])
  func anEditIsSentPastSettings(_ edit: String, isRefused: Bool) async throws {
    let world = try HostedWorld(.google)
    let id = try await world.make("zoom")
    let wish = try await change(["auto_recording": .text("cloud")], of: id, in: world)
    let error: ServiceError = isRefused ? .rejected("Recording: no") : .unreachable("off")
    world.begin([0: .refused(error)])
    try world.sync.submit(wish)
    #expect(try await world.sync.send(id) == .delivered)
    #expect(try world.cache.outbox.operations().map(\.isRefused) == [isRefused])
    if !isRefused { try await holdBackSettings(in: world) }
    let patch: EventEdit =
      switch edit {
      case "rename": EventEdit(event: id, change: .update(EventPatch(title: "Renamed")))
      case "move": EventEdit(event: id, change: .update(EventPatch(time: HostedWorld.time(5))))
      case "strip": try world.edit(id, .strip)
      default: try world.edit(id, .autocreate(HostedWorld.ask("teams")))
      }
    try world.sync.submit(patch)
    #expect(try await world.sync.send(id) == .delivered)
    #expect(try !world.cache.hasEdits(of: id))
    let event = try #require(world.events.first)
    switch edit {
    case "rename": #expect(event.title == "Renamed" && world.live.first?.title == "Renamed")
    case "move": #expect(event.time == HostedWorld.time(5))
    case "strip": #expect(world.live.isEmpty)
    default: #expect(world.live.map(\.host) == [GrantID("teams")])
    }
    // What was to be set of a meeting that is gone is not set on the next one.
    if ["strip", "replace"].contains(edit) { #expect(try world.cache.outbox.operations().isEmpty) }
  }

  /// Has the next requests for settings fail as well.
  private func holdBackSettings(in world: HostedWorld) async throws {
    for operation in try world.cache.outbox.operations() where operation.isOfSettings {
      try world.cache.outbox.postpone(
        operation,
        until: .distantFuture,
        reason: "off",
        mayHaveHappened: false
      )
    }
  }

  /// A change is for the meeting that it was made for, and for no later one.
  @Test func settingsReachNoOtherMeeting() async throws {
    let world = try HostedWorld(.google)
    let id = try await world.make("zoom")
    let wish = try await change(Self.waitingRoom, of: id, in: world)
    #expect(
      try await world.carryOut(world.edit(id, .autocreate(HostedWorld.ask("zoom")))) == .delivered
    )
    try world.sync.submit(wish)
    #expect(try await world.sync.send(id) == .delivered)
    #expect(settings(world)?.isEmpty == true)
  }

  /// A wish that equals an old reading is sent where the host cannot say what holds now.
  @Test func aWishIsSentWhenTheHostIsSilent() async throws {
    let world = try HostedWorld(.google)
    let id = try await world.make("zoom")
    let event = try #require(try world.cache.event(id))
    let address = try #require(try world.cache.meetingSettings.meetingAddress(of: event))
    try world.cache.meetingSettings.store(
      MeetingReading(settings: ConferencingSettings(Self.waitingRoom)),
      of: address,
      at: SyncWorld.clock.now().addingTimeInterval(-3_600)
    )
    world.begin([0: .refused(.unreachable("off"))])
    let edit = try await change(Self.waitingRoom, of: id, in: world)
    #expect(edit.change.settings?.values == Self.waitingRoom)
    let known = try world.cache.meetingSettings.settings(of: address)
    #expect(!known.isConfirmed && known.problem == "off")
  }

  /// Whoever may not read the new link must not change the passcode.
  @Test func aPasscodeIsChangedOnlyWhereTheLinkCanBeRead() async throws {
    let world = try HostedWorld(.google)
    let id = try await world.make("zoom")
    let edit = try await change(["password": .text("new-1")], of: id, in: world)
    world.begin([0: .refused(.forbidden("lacks meeting:read:meeting"))])
    try world.sync.submit(edit)
    _ = try await world.sync.send(id)
    #expect(try world.cache.delivery(of: id) == .refused("Access code: lacks meeting:read:meeting"))
    #expect(!world.requests.contains("configure meeting"))
  }

  /// The new link is read again and again until it is known.
  @Test func theLinkOfANewPasscodeIsNotForgotten() async throws {
    let world = try HostedWorld(.google)
    let id = try await world.make("zoom")
    let edit = try await change(["password": .text("new-1")], of: id, in: world)
    world.begin([2: .refused(.unreachable("off"))])
    try world.sync.submit(edit)
    #expect(try await world.settle(id) == .delivered)
    // Before the change, after it in vain, and then with it once more.
    #expect(world.requests.count { $0 == "read meeting" } == 4)
    #expect(settings(world)?["password"] == .text("new-1"))
  }

  // MARK: Two requests for one link

  /// A meeting whose provider takes settings only afterwards, with each request lost in turn: there is
  /// one meeting in the end, and it is set.
  @Test(arguments: Array(0..<8), [HostedWorld.Fate.lostBefore, .lostAfter])
  func aFreshLinkIsSetWhateverIsLost(_ index: Int, _ fate: HostedWorld.Fate) async throws {
    let world = try HostedWorld(.google)
    let id = try await world.make()
    var asked = HostedWorld.ask("teams")
    asked.settings = ConferencingSettings(Self.lobby)
    let edit = try world.edit(id, .autocreate(asked))
    world.begin([index: fate])
    try world.sync.submit(edit)
    #expect(try await world.settle(id) == .delivered)
    #expect(world.live.count == 1, "\(world.requests)")
    #expect(settings(world) == Self.lobby, "\(world.requests)")
    #expect(world.requests.count { $0 == "make" } <= 2)
  }

  /// The link is there and stays; that its settings were refused is said.
  @Test func aRefusedSettingOfAFreshLinkIsSaid() async throws {
    let world = try HostedWorld(.google)
    let id = try await world.make()
    var asked = HostedWorld.ask("teams")
    asked.settings = ConferencingSettings(Self.lobby)
    let edit = try world.edit(id, .autocreate(asked))
    world.begin()
    let place = try await requestsOf(edit, in: HostedWorld(.google)).firstIndex(
      of: "configure meeting"
    )
    world.begin([try #require(place): .refused(.rejected("Skips the lobby: policy"))])
    try world.sync.submit(edit)
    #expect(try await world.sync.send(id) == .delivered)
    #expect(world.live.count == 1)
    #expect(try world.cache.event(id)?.conferencingState == .ready)
    #expect(try world.cache.delivery(of: id) == .refused("Skips the lobby: policy"))
  }

  private func requestsOf(_ edit: EventEdit, in world: HostedWorld) async throws -> [String] {
    let id = try await world.make()
    var edit = edit
    edit.event = id
    world.begin()
    try world.sync.submit(edit)
    _ = try await world.sync.send(id)
    return world.requests
  }
}

import CalendarCore
import ConferencingCore
import Foundation
import Testing

/// What is known of the settings of a meeting, and what a change of them comes to.
@Suite struct MeetingSettingsTests {
  typealias Values = [String: ConferencingSettingValue]

  static let now = Date(timeIntervalSince1970: 1_800_000_000)

  static func event(_ asked: Values = [:], code: String? = "1234") -> Event {
    var event = EventMergeTests.base
    event.conferencing = .details(
      ConferencingDetails(
        provider: .zoomMeeting,
        url: "https://zoom.us/j/91234567890?pwd=a",
        meetingCode: "91234567890",
        accessCode: code
      )
    )
    event.autocreated = Autocreate(
      provider: .zoomMeeting,
      hostGrant: GrantID("zoom"),
      settings: ConferencingSettings(asked)
    )
    event.meeting = HostedMeeting(
      provider: .zoomMeeting,
      host: GrantID("zoom"),
      id: "91234567890"
    )
    return event
  }

  private func state(_ name: String, of event: Event, _ known: KnownSettings?) -> SettingState? {
    SettingState.all(of: event, by: .zoomMeeting, known).first { $0.id == name }
  }

  /// A host that is silent after a change is not compared with what it said before.
  @Test func aChangeIsConfirmedByWhatTheHostSaysAfterIt() {
    let event = Self.event()
    var known = KnownSettings()
    #expect(state("waiting_room", of: event, known)?.certainty == .unknown)
    known = known.reading(
      MeetingReading(settings: ConferencingSettings(["waiting_room": .flag(false)])),
      at: Self.now
    )
    #expect(state("waiting_room", of: event, known)?.words(of: .zoomMeeting) == "off")
    known = known.sending(
      ConferencingSettings(["waiting_room": .flag(true)]),
      at: Self.now + 1
    )
    let silent = state("waiting_room", of: event, known)
    #expect(silent?.certainty == .unconfirmed && silent?.value == .flag(true))
    #expect(silent?.words(of: .zoomMeeting) == "on, not confirmed yet")
    let kept = known.reading(
      MeetingReading(settings: ConferencingSettings(["waiting_room": .flag(false)])),
      at: Self.now + 2
    )
    let overruled = state("waiting_room", of: event, kept)
    #expect(overruled?.certainty == .overruled && overruled?.value == .flag(false))
    #expect(overruled?.asked == .flag(true))
    let taken = known.reading(
      MeetingReading(settings: ConferencingSettings(["waiting_room": .flag(true)])),
      at: Self.now + 2
    )
    #expect(state("waiting_room", of: event, taken)?.certainty == .confirmed)
    #expect(taken.sent.isEmpty)
    // What its host changes later is what holds.
    let later = taken.reading(
      MeetingReading(settings: ConferencingSettings(["waiting_room": .flag(false)])),
      at: Self.now + 9
    )
    #expect(state("waiting_room", of: event, later)?.words(of: .zoomMeeting) == "off")
  }

  @Test func whatCannotBeReadIsSaidAsItWasAskedFor() {
    let event = Self.event(["auto_recording": .text("cloud")])
    let recording = state("auto_recording", of: event, nil)
    #expect(recording?.words(of: .zoomMeeting) == "in the cloud, as asked for")
    #expect(
      state("waiting_room", of: event, nil)?.words(of: .zoomMeeting) == "default"
    )
  }

  /// A passcode that was read is neither kept as read nor taken for a wish.
  @Test func aPasscodeIsTheLinksAlone() {
    let event = Self.event()
    let reading = MeetingReading(
      settings: ConferencingSettings(["password": .text("secret")]),
      details: ConferencingDetails(provider: .zoomMeeting, url: "u", accessCode: "secret")
    )
    let known = KnownSettings().reading(reading, at: Self.now)
    #expect(known.read?.values["password"] == nil)
    #expect(state("password", of: event, known)?.value == .text("1234"))
    #expect(event.autocreated?.settings.isEmpty == true)
    let sent = KnownSettings().sending(
      ConferencingSettings(["password": .text("secret")]),
      at: Self.now
    )
    #expect(sent.reading(reading, at: Self.now).sent.isEmpty)
  }

  @Test func sendsOnlyWhatTheUserChanged() {
    let event = Self.event(["mute_upon_entry": .flag(true)])
    let read: Values = ["waiting_room": .flag(true), "join_before_host": .flag(false)]
    let known = KnownSettings().reading(
      MeetingReading(settings: ConferencingSettings(read)),
      at: Self.now
    )
    let wish: Values = [
      "waiting_room": .flag(true), "join_before_host": .flag(true),
      "mute_upon_entry": .flag(false), "password": .text("1234"), "auto_recording": .text("none"),
    ]
    let change = SettingsChange(ConferencingSettings(wish), of: event, known: known)
    #expect(
      change.values == [
        "join_before_host": .flag(true), "mute_upon_entry": .flag(false),
        "auto_recording": .text("none"),
      ]
    )
    #expect(
      change.former == ["join_before_host": .flag(false), "mute_upon_entry": .flag(true)]
    )
    #expect(change.irreversible == ["auto_recording"])
  }

  /// What undo puts back and nobody had asked for is asked for of no other meeting.
  @Test func undoPutsBackWithoutWishing() throws {
    let before = Self.event(["mute_upon_entry": .flag(true)])
    let change = SettingsChange(
      values: ["waiting_room": .flag(true), "mute_upon_entry": .flag(false)],
      former: ["waiting_room": .flag(false), "mute_upon_entry": .flag(true)]
    )
    let after = before.applying(EventPatch(settings: change))
    #expect(
      after.autocreated?.settings.values
        == ["waiting_room": .flag(true), "mute_upon_entry": .flag(false)]
    )
    let step = EditStep(
      edit: EventEdit(event: before.id, change: .update(EventPatch(settings: change))),
      before: before,
      after: after
    )
    let back = try #require(Reversal.mirroring(step, current: after, owner: nil))
    guard case .update(let patch) = back.edit.change, let settings = patch.settings else {
      Issue.record("no settings")
      return
    }
    #expect(patch.isOfSettingsAlone && settings.values == change.former)
    #expect(after.applying(patch).autocreated == before.autocreated)
  }

  @Test func changesThatWaitBecomeOne() {
    let first = SettingsChange(
      values: ["waiting_room": .flag(true)],
      former: ["waiting_room": .flag(false)]
    )
    let second = SettingsChange(
      values: ["waiting_room": .flag(false), "auto_recording": .text("local")],
      former: ["waiting_room": .flag(true), "auto_recording": .text("none")]
    )
    let patch = EventPatch(settings: first).merged(with: EventPatch(settings: second))
    #expect(patch.settings?.values == ["auto_recording": .text("local")])
    #expect(
      EventPatch(settings: first).merged(with: EventPatch(conferencing: .strip)).settings == nil
    )
    let back = SettingsChange(
      values: ["waiting_room": .flag(false)],
      former: ["waiting_room": .flag(true)]
    )
    #expect(EventPatch(settings: first).merged(with: EventPatch(settings: back)).isEmpty)
  }

  /// Somebody else's change of the event says nothing about its meeting.
  @Test func aChangeOfTheEventLeavesTheSettingsWaiting() {
    let base = Self.event()
    var theirs = base
    theirs.title = "Renamed elsewhere"
    let change = SettingsChange(values: ["waiting_room": .flag(true)])
    let merge = EventMerge(
      EventPatch(settings: change),
      base: base,
      theirs: theirs,
      service: .google
    )
    #expect(merge.patch == EventPatch(settings: change) && merge.collisions.isEmpty)
  }

  @Test func theServiceOfTheEventIsNotAskedForSettings() {
    let patch = EventPatch(settings: SettingsChange(values: ["waiting_room": .flag(true)]))
    let plan = EditPlan(.update(patch), base: Self.event(), known: EditPlan.Knowledge())
    #expect(plan.steps == [.configureMeeting])
    var pending = Self.event()
    pending.conferencing = .autocreate(Autocreate(provider: .microsoftTeams))
    let early = EditPlan(.update(patch), base: pending, known: EditPlan.Knowledge())
    #expect(early.steps == [.check, .configureMeeting])
  }

  /// Where settings can be chosen, and what is said elsewhere.
  @Test func saysWhereTheyCannotBeChanged() throws {
    func context(_ service: ServiceKind, _ grants: [Grant]) -> ConferencingContext {
      let account = AccountID("a")
      return ConferencingContext(
        account: Account(id: account, service: service, grant: grants.first?.id),
        calendar: CalendarInfo(id: CalendarID("c"), account: account, name: "C"),
        ownGrant: grants.first,
        grants: grants
      )
    }
    let wish = ConferencingSettings(["waiting_room": .flag(true)])
    let zoom = Grant(id: GrantID("zoom"), provider: .zoom, email: "z@x.example", isDirect: true)
    #expect(
      HostSettings.violations(of: wish, on: Self.event(), in: context(.google, [zoom])).isEmpty
    )
    var made = Self.event()
    made.meeting = nil
    let nylas = HostSettings.violations(of: wish, on: made, in: context(.nylas, [zoom]))
    #expect(nylas.first?.field == .setting("waiting_room"))
    #expect(nylas.first?.message.contains("changes no settings of a link afterwards") == true)
    var theirs = made
    theirs.autocreated = nil
    #expect(
      HostSettings.obstacle(on: theirs, in: context(.google, [zoom]))?
        .contains("did not have this meeting made") == true
    )
    let google = Grant(
      id: GrantID("g"),
      provider: .google,
      email: "g@x.example",
      scopes: ["https://www.googleapis.com/auth/calendar.events"],
      isDirect: true
    )
    let asked = Autocreate(
      provider: .googleMeet,
      settings: ConferencingSettings(["accessType": .text("OPEN")])
    )
    let lacking = ConferencingRules.violations(
      of: .autocreate(asked),
      in: context(.google, [google])
    )
    #expect(lacking.map(\.field) == [.setting("accessType")])
    #expect(lacking.first?.message.contains("meet_settings = true") == true)
    var able = google
    able.scopes.insert("https://www.googleapis.com/auth/meetings.space.settings")
    #expect(
      ConferencingRules.violations(of: .autocreate(asked), in: context(.google, [able])).isEmpty
    )
  }

  /// The text of a refusal leads back to the field.
  @Test func aRefusalNamesItsSetting() throws {
    let setting = try #require(ConferencingSetting.named("AUTO_recording", of: .zoomMeeting))
    let text = SettingRefusal.text(setting, reason: "not on this plan")
    #expect(SettingRefusal.setting(in: text, of: .zoomMeeting) == setting)
    #expect(SettingRefusal.setting(in: "Zoom is down", of: .zoomMeeting) == nil)
  }

  @Test(arguments: [
    ("auto_recording", "CLOUD", ConferencingSettingValue.text("cloud")),
    ("alternative_hosts", "a@x.example, b@x.example", .text("a@x.example;b@x.example")),
    ("alternative_hosts", "none", .text("")), ("meeting_authentication", "yes", .flag(true)),
  ])
  func readsWhatPeopleWrite(
    _ name: String,
    _ text: String,
    _ value: ConferencingSettingValue
  ) throws {
    let setting = try #require(ConferencingSetting.named(name, of: .zoomMeeting))
    #expect(try SettingsRules.value(text, for: setting) == value)
  }

  @Test(arguments: [
    (AutocreateProvider.zoomMeeting, "alternative_hosts", "ann", "no mail address"),
    (.zoomMeeting, "auto_recording", "tape", "is one of"),
    (.microsoftTeams, "lobbyBypassSettings", "nobody", "is one of"),
    (.googleMeet, "moderation", "perhaps", "on or off"),
  ])
  func refusesWhatIsNone(
    _ provider: AutocreateProvider,
    _ name: String,
    _ text: String,
    _ word: String
  ) throws {
    let setting = try #require(ConferencingSetting.named(name, of: provider))
    let error = #expect(throws: RuleViolation.self) {
      try SettingsRules.value(text, for: setting)
    }
    #expect(error?.message.contains(word) == true, "\(error?.message ?? "")")
  }
}

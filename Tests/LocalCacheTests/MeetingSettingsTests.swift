import CalendarCore
import ConferencingCore
import Foundation
import GRDB
import Testing

@testable import LocalCache

/// What is known of the settings of meetings, as the file keeps it.
@Suite struct MeetingSettingsTests {
  let fixture: CacheFixture
  var cache: LocalCache { fixture.cache }

  init() throws { fixture = try CacheFixture() }

  private static let asked = Autocreate(
    provider: .zoomMeeting,
    hostGrant: GrantID("zoom"),
    settings: ConferencingSettings(["waiting_room": .flag(true), "password": .text("first")])
  )
  private static let meeting = HostedMeeting(
    provider: .zoomMeeting,
    host: GrantID("zoom"),
    id: "91234567890"
  )
  private static let address = MeetingAddress(
    provider: .zoomMeeting,
    host: GrantID("zoom"),
    id: "91234567890"
  )

  private static func details(_ pwd: String, code: String) -> ConferencingDetails {
    ConferencingDetails(
      provider: .zoomMeeting,
      url: "https://zoom.us/j/91234567890?pwd=\(pwd)",
      meetingCode: "91234567890",
      accessCode: code
    )
  }

  /// An event at the service with a link that was made here; what its host says is stored with it.
  private func make(_ settings: ConferencingSettings?) throws -> Event {
    try fixture.receive(CacheFixture.remote("r1"))
    try fixture.submit("r1", .update(EventPatch(conferencing: .autocreate(Self.asked))))
    let begun = try fixture.begin()
    let request = MeetingRequest(
      key: "k",
      title: "T",
      time: CacheFixture.remote("x").time,
      settings: Self.asked.settings
    )
    try cache.meetings.note(
      MeetingAttempt(asked: Self.asked, host: GrantID("zoom"), request: request),
      of: begun,
      at: CacheFixture.now
    )
    let made = try cache.meetings.store(
      Self.meeting,
      Self.details("a", code: "first"),
      settings: settings,
      for: begun,
      at: CacheFixture.now
    )
    let event = try #require(try cache.event(EventID("r1")))
    try cache.outbox.confirm(made, stored: event)
    return try #require(try cache.event(EventID("r1")))
  }

  @Test func whatTheHostSaidWithTheLinkIsConfirmed() throws {
    let event = try make(
      ConferencingSettings(["waiting_room": .flag(true), "mute_upon_entry": .flag(false)])
    )
    #expect(try cache.meetingSettings.meetingAddress(of: event) == Self.address)
    let known = try cache.meetingSettings.settings(of: Self.address)
    #expect(known.isConfirmed && known.sent.isEmpty)
    #expect(
      known.read?.values == ["waiting_room": .flag(true), "mute_upon_entry": .flag(false)]
    )
    // Nothing of what was read is wished for now.
    #expect(event.autocreated == Self.asked)
  }

  @Test func aSilentHostLeavesThemUnconfirmed() throws {
    _ = try make(nil)
    #expect(try !cache.meetingSettings.settings(of: Self.address).isConfirmed)
    try cache.meetingSettings.noteUnread(Self.address, because: "no scope")
    #expect(try cache.meetingSettings.settings(of: Self.address).problem == "no scope")
    try cache.meetingSettings.store(
      MeetingReading(settings: ConferencingSettings(["waiting_room": .flag(false)])),
      of: Self.address,
      at: CacheFixture.now + 5
    )
    let known = try cache.meetingSettings.settings(of: Self.address)
    #expect(known.isConfirmed && known.problem == nil)
    #expect(known.sent.values["waiting_room"] == .flag(true))
  }

  @Test func aDeletedMeetingIsForgotten() throws {
    _ = try make(ConferencingSettings())
    try fixture.submit("r1", .delete)
    try cache.outbox.confirm(try fixture.begin(), stored: nil)
    let task = try #require(try cache.meetings.meetingTasks().first)
    try cache.meetings.finish(task)
    #expect(try cache.meetingSettings.settings(of: Self.address) == KnownSettings())
  }

  /// The look-up of a meeting goes by an index, however many there are.
  @Test func aMeetingIsFoundByAnIndex() throws {
    let plan = try cache.read { db in
      try Row.fetchAll(
        db,
        sql: """
          EXPLAIN QUERY PLAN SELECT read FROM meeting_settings
          WHERE provider = 'Zoom Meeting' AND host = 'zoom' AND meeting = '1'
          """
      )
      .map { $0["detail"] as String }
    }
    #expect(plan.count == 1 && plan[0].contains("USING INDEX"), "\(plan)")
  }

  /// The event gets the link of the new passcode, and the text about the old one goes.
  @Test func anotherPasscodeBringsAnotherLink() throws {
    var event = try make(ConferencingSettings())
    event.description = "own words\n\nhttps://zoom.us/j/91234567890?pwd=a"
    event.ownDescription = "own words"
    try fixture.receive(event)
    let changed = Self.details("b", code: "second")
    #expect(try cache.meetingSettings.follow(changed, of: EventID("r1"), at: CacheFixture.now))
    let now = try #require(try cache.event(EventID("r1")))
    #expect(now.conferencing == .details(changed))
    #expect(now.meeting == Self.meeting && now.autocreated != nil)
    #expect(!now.description.contains("pwd=a") && now.description.hasPrefix("own words"))
    #expect(try cache.outbox.operations().count == 1)
    // It is no edit of the user's.
    let step = try cache.history.undo(.undo, freshID: EventID("again"), at: CacheFixture.now)
    if case .done(let step, _) = step { #expect(step.edit.change.settings == nil) }
    #expect(try !cache.meetingSettings.follow(changed, of: EventID("r1"), at: CacheFixture.now))
  }

  /// Whoever is not to be told of a passcode hears nothing of the link that it brings.
  @Test(arguments: [true, false])
  func attendeesAreToldOfAnotherLinkAsAsked(_ notifies: Bool) throws {
    _ = try make(ConferencingSettings())
    let changed = Self.details("b", code: "second")
    try cache.meetingSettings.follow(
      changed,
      of: EventID("r1"),
      notifying: notifies,
      at: CacheFixture.now
    )
    #expect(try cache.outbox.operations().map(\.edit.notifiesParticipants) == [notifies])
  }

  /// Settings wait for a link; when that does not come they are given up, and sent when it comes after
  /// all.
  @Test func aLinkThatComesAfterAllIsSet() throws {
    let asked = Autocreate(
      provider: .googleMeet,
      settings: ConferencingSettings(["accessType": .text("OPEN")])
    )
    var pending = CacheFixture.remote("r1")
    try fixture.receive(pending)
    try fixture.submit("r1", .update(EventPatch(conferencing: .autocreate(asked))))
    (pending.conferencing, pending.autocreated) = (.autocreate(asked), asked)
    try cache.outbox.confirm(try fixture.begin(), stored: pending)
    #expect(try cache.outbox.operations().map(\.isOfSettings) == [true])
    try cache.failConferencing(EventID("r1"), reason: "No Meet came.")
    try cache.outbox.confirm(try fixture.begin(), stored: try cache.event(EventID("r1")))
    #expect(try cache.outbox.operations().isEmpty)
    #expect(try cache.event(EventID("r1"))?.conferencingState == .failed)
    var ready = CacheFixture.remote("r1")
    ready.conferencing = .details(
      ConferencingDetails(provider: .googleMeet, url: "https://meet.google.com/abc-defg-hij")
    )
    for _ in 0..<2 {
      try fixture.receive(ready)
      #expect(try cache.event(EventID("r1"))?.conferencingState == .ready)
      let waiting = try cache.outbox.operations()
      #expect(waiting.map { $0.edit.change.settings?.values } == [["accessType": .text("OPEN")]])
    }
  }

  /// The host that was chosen is remembered for the calendar and the provider.
  @Test func theHostThatWasChosenIsRemembered() throws {
    try fixture.receive(CacheFixture.remote("r1"))
    let event = try #require(try cache.event(EventID("r1")))
    let key = CalendarKey(account: event.account, calendar: event.calendar)
    #expect(try cache.directory().chosenHosts.isEmpty)
    try fixture.submit("r1", .update(EventPatch(conferencing: .autocreate(Self.asked))))
    #expect(try cache.directory().chosenHosts == [key: [.zoomMeeting: GrantID("zoom")]])
    let own = Autocreate(provider: .googleMeet)
    try fixture.submit("r1", .update(EventPatch(conferencing: .autocreate(own))))
    #expect(try cache.directory().chosenHosts == [key: [.zoomMeeting: GrantID("zoom")]])
  }
}

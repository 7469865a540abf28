import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import LocalCache

/// A meeting that Convene made is deleted with the last event of its calendar that has its link.
@Suite struct MeetingOwnersTests {
  private static let asked = Autocreate(provider: .zoomMeeting, hostGrant: GrantID("zoom"))
  private static let meeting = HostedMeeting(
    provider: .zoomMeeting,
    host: GrantID("zoom"),
    id: "1"
  )
  private static let link = ConferencingDetails(
    provider: .zoomMeeting,
    url: "https://zoom.us/j/1"
  )

  /// How the event loses the link that was made for it.
  enum Loss: String, CaseIterable, Sendable {
    case deletion, strip, another

    var change: EventChange {
      switch self {
      case .deletion: .delete
      case .strip: .update(EventPatch(conferencing: .strip))
      case .another:
        .update(
          EventPatch(
            conferencing: .details(
              ConferencingDetails(provider: .zoomMeeting, url: "https://zoom.us/j/2")
            )
          )
        )
      }
    }
  }

  /// Has a meeting made for the operation of an event.
  private func make(
    _ meeting: HostedMeeting = meeting,
    _ link: ConferencingDetails = link,
    in account: AccountID,
    of cache: LocalCache
  ) throws {
    let all = try cache.outbox.nextOperations(account: account, now: CacheFixture.now)
    let next = try #require(all.first)
    let begun = try #require(try cache.outbox.begin(next))
    let request = MeetingRequest(key: "k", title: "T", time: CacheFixture.remote("x").time)
    try cache.meetings.note(
      MeetingAttempt(asked: Self.asked, host: GrantID("zoom"), request: request),
      of: begun,
      at: CacheFixture.now
    )
    let made = try cache.meetings.store(meeting, link, for: begun, at: CacheFixture.now)
    let event = account == .local ? nil : try cache.event(made.edit.event)
    try cache.outbox.confirm(made, stored: event)
  }

  /// An event whose link was made, and another one that has been given it by hand.
  private func fixture(copyIn calendar: String) throws -> CacheFixture {
    let fixture = try CacheFixture()
    try fixture.cache.store(
      calendars: [CacheFixture.info("main"), CacheFixture.info("other")],
      for: CacheFixture.account
    )
    try fixture.receive(CacheFixture.remote("a"))
    try fixture.submit("a", .update(EventPatch(conferencing: .autocreate(Self.asked))))
    try make(in: CacheFixture.account, of: fixture.cache)
    var copy = CacheFixture.remote("b")
    copy.calendar = CalendarID(calendar)
    copy.conferencing = .details(Self.link)
    try fixture.receive(copy)
    #expect(try fixture.cache.event(EventID("a"))?.meeting == Self.meeting)
    #expect(try fixture.cache.event(EventID("b"))?.meeting == nil)
    return fixture
  }

  /// Edits an event as its service then has it.
  private func edit(_ id: String, _ change: EventChange, _ fixture: CacheFixture) throws {
    try fixture.submit(id, change)
    let stored = change == .delete ? nil : try fixture.cache.event(EventID(id))
    try fixture.cache.outbox.confirm(try fixture.begin(), stored: stored)
  }

  private func tasks(_ cache: LocalCache) throws -> [MeetingTask] {
    try cache.meetings.meetingTasks().map(\.task)
  }

  @Test(arguments: Loss.allCases) func theLastEventTakesTheMeetingWithIt(_ loss: Loss) throws {
    let fixture = try fixture(copyIn: "main")
    try edit("a", loss.change, fixture)
    #expect(try tasks(fixture.cache).isEmpty)
    let heir = try #require(try fixture.cache.event(EventID("b")))
    #expect(heir.meeting == Self.meeting && heir.autocreated == Self.asked)
    let records = try fixture.cache.read { try MeetingRecordTable(db: $0).all() }
    #expect(records.map(\.event) == [EventID("b")])
    try edit("b", loss.change, fixture)
    #expect(try tasks(fixture.cache) == [.delete(Self.meeting)])
  }

  /// Whatever waits of the other event stays on top.
  @Test func theOtherEventMayHaveEditsThatWait() throws {
    let fixture = try fixture(copyIn: "main")
    try fixture.retitle("b", "Mine")
    try fixture.submit("a", .delete)
    let waiting = try fixture.next()
    let deletion = try #require(waiting.first { $0.edit.event == EventID("a") })
    let begun = try #require(try fixture.cache.outbox.begin(deletion))
    try fixture.cache.outbox.confirm(begun, stored: nil)
    #expect(try tasks(fixture.cache).isEmpty)
    let heir = try #require(try fixture.cache.event(EventID("b")))
    #expect(heir.title == "Mine" && heir.meeting == Self.meeting)
    var stored = heir
    (stored.meeting, stored.autocreated) = (nil, nil)
    try fixture.cache.outbox.confirm(try fixture.begin(), stored: stored)
    #expect(try fixture.cache.event(EventID("b"))?.meeting == Self.meeting)
  }

  /// An event that is only to get the link by a waiting edit owns the meeting with that.
  @Test(arguments: [true, false]) func anEditThatPutsTheLinkOwnsIt(_ isDelivered: Bool) throws {
    let fixture = try CacheFixture()
    try fixture.receive(CacheFixture.remote("a"), CacheFixture.remote("b"))
    try fixture.submit("a", .update(EventPatch(conferencing: .autocreate(Self.asked))))
    try make(in: CacheFixture.account, of: fixture.cache)
    try fixture.submit("b", .update(EventPatch(conferencing: .details(Self.link))))
    try fixture.submit("a", .delete)
    let waiting = try fixture.next()
    let deletion = try #require(waiting.first { $0.edit.event == EventID("a") })
    let begun = try #require(try fixture.cache.outbox.begin(deletion))
    try fixture.cache.outbox.confirm(begun, stored: nil)
    #expect(try tasks(fixture.cache).isEmpty)
    if isDelivered {
      var stored = CacheFixture.remote("b")
      stored.conferencing = .details(Self.link)
      try fixture.cache.outbox.confirm(try fixture.begin(), stored: stored)
      #expect(try fixture.cache.event(EventID("b"))?.meeting == Self.meeting)
      try edit("b", .delete, fixture)
    } else {
      try fixture.cache.outbox.discard(EventID("b"))
      #expect(try fixture.cache.event(EventID("b"))?.conferencing == Conferencing.none)
    }
    #expect(try tasks(fixture.cache) == [.delete(Self.meeting)])
  }

  /// What is in another calendar is an invitation to it, and goes as well.
  @Test(arguments: Loss.allCases) func anInvitationElsewhereDoesNotHoldIt(_ loss: Loss) throws {
    let fixture = try fixture(copyIn: "other")
    try edit("a", loss.change, fixture)
    #expect(try tasks(fixture.cache) == [.delete(Self.meeting)])
  }

  /// The part before a cut gets another link that is made: the part behind it has the old one still.
  @Test func anotherLinkForTheEarlierPartLeavesThatOfTheLater() throws {
    let series = try SeriesFixture()
    let cache = series.cache
    try series.edit(0, .all, .update(EventPatch(conferencing: .autocreate(Self.asked))))
    try make(in: .local, of: cache)
    try series.edit(2, .following, .update(EventPatch(title: "Daily")))
    try series.edit(0, .all, .update(EventPatch(conferencing: .autocreate(Self.asked))))
    let other = HostedMeeting(provider: .zoomMeeting, host: GrantID("zoom"), id: "2")
    let second = ConferencingDetails(provider: .zoomMeeting, url: "https://zoom.us/j/2")
    try make(other, second, in: .local, of: cache)
    #expect(try tasks(cache).isEmpty)
    for (title, meeting) in [("Stand-up", other), ("Daily", Self.meeting)] {
      let event = try series.window("2026-10-12", "2026-11-15").first { $0.title == title }
      let id = try #require(event?.id)
      let owner = try #require(try cache.event(id))
      #expect(owner.meeting == meeting, "\(title)")
    }
    try series.edit(4, .all, .delete)
    #expect(try tasks(cache) == [.delete(Self.meeting)])
  }
}

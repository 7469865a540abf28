import ConferencingCore
import CalendarCore
import Foundation
import Testing

@testable import LocalCache

/// Made meetings are remembered apart from their events.
@Suite struct MeetingRecordsTests {
  let fixture: CacheFixture
  var cache: LocalCache { fixture.cache }

  init() throws { fixture = try CacheFixture() }

  private static let asked = Autocreate(provider: .zoomMeeting, hostGrant: GrantID("zoom"))
  private static let meeting = HostedMeeting(
    provider: .zoomMeeting,
    host: GrantID("zoom"),
    id: "42"
  )
  private static let details = ConferencingDetails(
    provider: .zoomMeeting,
    url: "https://zoom.us/j/42"
  )

  /// An event at the service with a link that was made here.
  @discardableResult private func make(_ id: String = "r1") throws -> Event {
    try fixture.receive(CacheFixture.remote(id))
    try fixture.submit(id, .update(EventPatch(conferencing: .autocreate(Self.asked))))
    let begun = try fixture.begin()
    let request = MeetingRequest(key: "k", title: "T", time: CacheFixture.remote("x").time)
    try cache.meetings.note(
      MeetingAttempt(asked: Self.asked, host: GrantID("zoom"), request: request),
      of: begun,
      at: CacheFixture.now
    )
    let made = try cache.meetings.store(
      Self.meeting,
      Self.details,
      for: begun,
      at: CacheFixture.now
    )
    let event = try #require(try cache.event(EventID(id)))
    try cache.outbox.confirm(made, stored: event)
    return try #require(try cache.event(EventID(id)))
  }

  private func records() throws -> [MeetingRecord] {
    try cache.read { try MeetingRecordTable(db: $0).all() }
  }

  /// What the service gives, which knows nothing of hosts.
  private func served(_ id: String = "r1") -> Event {
    var event = CacheFixture.remote(id)
    event.conferencing = .details(Self.details)
    return event
  }

  @Test func aMadeMeetingIsRememberedUntilItIsDeleted() throws {
    try make()
    let record = try #require(try records().first)
    #expect(record.meeting == Self.meeting && record.url == Self.details.url)
    #expect(record.event == EventID("r1") && record.account == CacheFixture.account)
    #expect(record.asked == Self.asked && record.madeAt == CacheFixture.now)
    try fixture.submit("r1", .delete)
    let begun = try fixture.begin()
    try cache.outbox.confirm(begun, stored: nil)
    #expect(try records().count == 1)
    let tasks = try cache.meetings.beginMeetingTasks(at: CacheFixture.now, until: CacheFixture.now)
    try cache.meetings.finish(try #require(tasks.first))
    #expect(try records().isEmpty)
  }

  @Test func anAccountThatIsBackKnowsItsMeetings() throws {
    try make()
    let all = [
      Account(id: CacheFixture.account, service: .nylas, grant: GrantID("g1")),
      Account(id: .local, service: .local),
    ]
    try cache.configure(accounts: [all[1]])
    #expect(try cache.event(EventID("r1")) == nil)
    #expect(try records().count == 1)
    try cache.configure(accounts: all)
    try cache.store(calendars: [CacheFixture.info("main")], for: CacheFixture.account)
    try fixture.receive(served())
    let event = try #require(try cache.event(EventID("r1")))
    #expect(event.meeting == Self.meeting && event.autocreated == Self.asked)
    // So it goes with the event again.
    try fixture.submit("r1", .delete)
    try cache.outbox.confirm(try fixture.begin(), stored: nil)
    #expect(try cache.meetings.meetingTasks().map(\.task) == [.delete(Self.meeting)])
  }

  @Test func aRebuiltCacheKnowsItsMeetings() throws {
    let file = try DamagedFile()
    let record = MeetingRecord(
      meeting: Self.meeting,
      url: Self.details.url,
      asked: Self.asked,
      event: EventID("r7"),
      account: CacheFixture.account,
      calendar: CacheFixture.calendar,
      title: "T",
      time: CacheFixture.remote("r7").time,
      madeAt: nil,
      isAdopted: true
    )
    do {
      let cache = try file.opened()
      try cache.write { try MeetingRecordTable(db: $0).add(record) }
    }
    try file.overwrite("event_start")
    try file.leaveOpen()
    let cache = try file.opened()
    #expect(cache.takeRepair() != nil)
    #expect(try cache.read { try MeetingRecordTable(db: $0).all() } == [record])
    try cache.store(calendars: [CacheFixture.info("main")], for: CacheFixture.account)
    var event = served("r7")
    event.id = EventID("other")
    try cache.sync.apply([event], readAfter: cache.sync.mark())
    #expect(try cache.event(EventID("r7"))?.meeting == Self.meeting)
  }

  @Test func aCopyOfAnEventDoesNotOwnItsMeeting() throws {
    try make()
    try fixture.receive(served("copy"))
    #expect(try cache.event(EventID("copy"))?.meeting == nil)
    #expect(try cache.event(EventID("r1"))?.meeting == Self.meeting)
  }

  @Test func factsNameWhatIsUsed() throws {
    let event = try make()
    try fixture.receive(CacheFixture.remote("past", at: 1_700_000_000), CacheFixture.remote("r2"))
    let now = CacheFixture.now.addingTimeInterval(-60)
    let facts = try cache.audit.auditFacts(at: now)
    #expect(facts.events.map(\.id) == [EventID("r1"), EventID("r2")])
    #expect(facts.events.first == event)
    #expect(facts.meetings == [Self.meeting] && facts.links == [Self.details.url])
    #expect(facts.records.count == 1 && facts.mentioned.isEmpty)
  }

  private static let window = DateInterval(start: CacheFixture.now - 86_400, duration: 2 * 86_400)

  private static func reading(began: Date = CacheFixture.now) -> StretchReading {
    StretchReading(
      calendar: CacheFixture.calendar,
      account: CacheFixture.account,
      stretch: 0,
      window: window,
      knownUntil: began,
      began: began
    )
  }

  private func read(began: Date = CacheFixture.now) throws {
    try cache.sync.apply([], readAfter: cache.sync.mark(), reading: Self.reading(began: began))
  }

  private func deletesMeeting() throws -> Bool {
    try cache.audit.settle([], deleting: [Self.meeting], at: CacheFixture.now) == 1
  }

  @Test func aMeetingOfACalendarThatIsNotListedIsKept() throws {
    try make()
    try read()
    // Left out of the settings, or not listed for once: its events go, and exist.
    try cache.store(calendars: [CacheFixture.info("other")], for: CacheFixture.account)
    #expect(try cache.event(EventID("r1")) == nil)
    #expect(try !deletesMeeting())
    // Listed again, and not read yet.
    let all = [CacheFixture.info("main"), CacheFixture.info("other")]
    try cache.store(calendars: all, for: CacheFixture.account)
    #expect(try !deletesMeeting())
    try read(began: CacheFixture.now - 1)
    #expect(try !deletesMeeting())
    try read()
    #expect(try deletesMeeting())
  }

  @Test func aRecordFollowsItsMeeting() throws {
    try make()
    let time = CacheFixture.remote("x", at: 1_800_100_000).time
    let patch = EventPatch(title: "Later", time: time)
    try fixture.submit("r1", .update(patch))
    let begun = try fixture.begin()
    try cache.outbox.confirm(begun, stored: nil)
    let tasks = try cache.meetings.beginMeetingTasks(at: CacheFixture.now, until: CacheFixture.now)
    try cache.meetings.finish(try #require(tasks.first))
    #expect(try records().map(\.title) == ["Later"])
    #expect(try records().map(\.time) == [time])
  }

  @Test func aRecordNamesTheCalendarThatItsEventIsIn() throws {
    try make()
    #expect(try records().map(\.calendar) == [CacheFixture.calendar])
    let all = [CacheFixture.info("main"), CacheFixture.info("other")]
    try cache.store(calendars: all, for: CacheFixture.account)
    var gone = served()
    gone.status = .cancelled
    try fixture.receive(gone)
    _ = try cache.sync.finishSync(
      calendar: CacheFixture.calendar,
      account: CacheFixture.account,
      window: Self.window,
      seen: [],
      readAfter: cache.sync.mark()
    )
    var moved = served("moved")
    moved.calendar = CalendarID("other")
    try fixture.receive(moved)
    #expect(try records().map(\.event) == [EventID("moved")])
    #expect(try records().map(\.calendar) == [CalendarID("other")])
  }

  @Test func aMeetingThatIsUsedIsNotDeleted() throws {
    try make()
    #expect(try cache.audit.settle([], deleting: [Self.meeting], at: CacheFixture.now) == 0)
    #expect(try cache.meetings.meetingTasks().isEmpty)
    // Deleted elsewhere: then it is nobody's.
    var gone = served()
    gone.status = .cancelled
    try fixture.receive(gone)
    _ = try cache.sync.finishSync(
      calendar: CacheFixture.calendar,
      account: CacheFixture.account,
      window: Self.window,
      seen: [],
      readAfter: cache.sync.mark(),
      reading: Self.reading()
    )
    #expect(try cache.event(EventID("r1")) == nil)
    // Unless somebody has written its link down.
    var mention = CacheFixture.remote("mention")
    mention.description = "Use <a href=\"\(Self.details.url)?pwd=1\">this</a>"
    try fixture.receive(mention)
    #expect(try cache.audit.settle([], deleting: [Self.meeting], at: CacheFixture.now) == 0)
    #expect(try cache.audit.auditFacts(at: CacheFixture.now).mentioned == [Self.details.url])
    mention.description = ""
    try fixture.receive(mention)
    #expect(try cache.audit.settle([], deleting: [Self.meeting], at: CacheFixture.now) == 1)
    #expect(try cache.meetings.meetingTasks().map(\.task) == [.delete(Self.meeting)])
    // What is on its way is not found again.
    #expect(try cache.audit.settle([], deleting: [Self.meeting], at: CacheFixture.now) == 0)
    // What was never made here is not deleted, whoever asks.
    let foreign = HostedMeeting(provider: .zoomMeeting, host: GrantID("zoom"), id: "7")
    #expect(try cache.audit.settle([], deleting: [foreign], at: CacheFixture.now) == 0)
  }
}

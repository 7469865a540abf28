import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import Testing

@Suite struct SyncTests {
  let fixture: CacheFixture
  var cache: LocalCache { fixture.cache }
  let week = DateInterval(start: CacheFixture.now.addingTimeInterval(-300_000), duration: 600_000)

  init() throws { fixture = try CacheFixture() }

  private func finish(seen: [String], _ mark: ReadMark) throws {
    try cache.sync.finishSync(
      calendar: CacheFixture.calendar,
      account: CacheFixture.account,
      window: week,
      seen: Set(seen.map { RemoteEventID($0) }),
      readAfter: mark
    )
  }

  @Test func whatTheServiceNoLongerListsGoes() throws {
    try fixture.receive(
      CacheFixture.remote("kept"),
      CacheFixture.remote("gone"),
      CacheFixture.remote("edited"),
      CacheFixture.remote("outside", at: 1_800_900_000)
    )
    try fixture.retitle("edited", "Mine")
    try fixture.create("unsent")
    try finish(seen: ["kept"], cache.sync.mark())
    #expect(try fixture.title("kept") != nil)
    #expect(try fixture.title("gone") == nil)
    #expect(try fixture.title("edited") == "Mine")
    #expect(try fixture.title("outside") != nil)
    #expect(try fixture.title("unsent") != nil)
  }

  @Test func allDayEventsNearTheEndsOfTheWindowStay() throws {
    let first = Day(week.start, in: .gmt)
    var (edge, inside) = (CacheFixture.remote("edge"), CacheFixture.remote("inside"))
    edge.time = .allDay(first: first.advanced(by: -1), last: first.advanced(by: -1))
    inside.time = .allDay(first: first.advanced(by: 3), last: first.advanced(by: 3))
    try fixture.receive(edge, inside)
    try finish(seen: [], cache.sync.mark())
    #expect(try fixture.title("edge") != nil)
    #expect(try fixture.title("inside") == nil)
  }

  @Test func anAnswerOlderThanAConfirmedEditUndoesNothing() throws {
    try fixture.receive(CacheFixture.remote("r1"), CacheFixture.remote("r2"))
    let mark = try cache.sync.mark()
    try fixture.retitle("r1", "Mine")
    try cache.outbox.confirm(fixture.begin(), stored: fixture.answer("r1", title: "Mine"))
    try fixture.create("made")
    try cache.outbox.confirm(fixture.begin(), stored: fixture.answer("r3", title: "New"))
    try fixture.submit("r2", .delete)
    try cache.outbox.confirm(fixture.begin(), stored: nil)
    try cache.sync.apply([CacheFixture.remote("r1"), CacheFixture.remote("r2")], readAfter: mark)
    try finish(seen: ["r1", "r2"], mark)
    #expect(try fixture.title("r1") == "Mine")
    #expect(try fixture.title("made") == "New")
    #expect(try fixture.title("r2") == nil)
    // What is read afterwards counts, even that the deletion was undone there.
    try fixture.receive(CacheFixture.remote("r1", title: "Theirs"), CacheFixture.remote("r2"))
    #expect(try fixture.title("r1") == "Theirs")
    #expect(try fixture.title("r2") == "Review")
  }

  @Test func aCreationThatASyncSawFirstIsOneEvent() throws {
    try fixture.create("mine", title: "Lunch")
    let begun = try fixture.begin()
    try fixture.receive(CacheFixture.remote("r9", title: "Lunch"))
    try fixture.retitle("r9", "Long lunch")
    try cache.outbox.confirm(begun, stored: fixture.answer("r9", title: "Lunch"))
    #expect(try cache.event(EventID("r9")) == nil)
    #expect(try fixture.title("mine") == "Long lunch")
    let next = try #require(try fixture.next().first)
    #expect(next.edit.event == EventID("mine"))
    #expect(next.remoteID == RemoteEventID("r9"))
    try fixture.receive(CacheFixture.remote("r9", title: "Lunch"))
    #expect(try cache.outbox.operations().count == 1)
  }

  @Test func idsTakenByOthersAreNamedByAccount() throws {
    try cache.configure(accounts: [
      Account(id: CacheFixture.account, service: .nylas, grant: GrantID("g1")),
      Account(id: AccountID("home"), service: .nylas, grant: GrantID("g2")),
    ])
    try cache.store(
      calendars: [CacheFixture.info("main", account: AccountID("home"))],
      for: AccountID("home")
    )
    try cache.store(
      calendars: [CacheFixture.info("main"), CacheFixture.info("second")],
      for: CacheFixture.account
    )
    var (home, second) = (CacheFixture.remote("r"), CacheFixture.remote("r"))
    home.account = AccountID("home")
    second.calendar = CalendarID("second")
    try fixture.receive(CacheFixture.remote("r"), home, second)
    try fixture.receive(CacheFixture.remote("r"), home, second)
    #expect(try cache.event(EventID("r"))?.account == CacheFixture.account)
    #expect(try cache.event(EventID("home/r"))?.account == AccountID("home"))
    #expect(try cache.event(EventID("work/r"))?.calendar == CalendarID("second"))
    #expect(try cache.events(matching: "r").count == 3)
    #expect(try cache.events(matching: "work/r").count == 2)
    #expect(try cache.events(matching: "home/r").map(\.account.rawValue) == ["home"])
    // The name of each finds it and no other.
    let names = try cache.events(matching: "r").map(cache.name)
    #expect(names.sorted() == ["home/r", "work/main/r", "work/second/r"])
    for (name, event) in zip(names, try cache.events(matching: "r")) {
      #expect(try cache.events(matching: name) == [event], "\(name)")
    }
    #expect(try cache.events(matching: "nothing").isEmpty)
    #expect(try cache.events(matching: "/").isEmpty)
  }

  @Test func eventsAreFoundByTheirServicesID() throws {
    try fixture.create("mine")
    try cache.outbox.confirm(fixture.begin(), stored: fixture.answer("r9", title: "New"))
    for text in ["mine", "r9", "work/mine", "work/r9", "work/main/r9"] {
      #expect(try cache.events(matching: text).map(\.id.rawValue) == ["mine"], "\(text)")
    }
    let event = try #require(try cache.event(EventID("mine")))
    #expect(try cache.name(of: event) == "r9")
  }

  @Test func pendingLinksSurviveAndFail() throws {
    var pending = CacheFixture.remote("p")
    pending.conferencing = .autocreate(Autocreate(provider: .googleMeet))
    try fixture.receive(pending, CacheFixture.remote("r1"))
    let reopened = try fixture.reopened()
    #expect(
      try reopened.pendingConferencing(account: CacheFixture.account).map(\.id.rawValue) == ["p"]
    )
    try cache.failConferencing(EventID("p"), reason: "It never came.")
    try cache.failConferencing(EventID("r1"), reason: "It never came.")
    #expect(try cache.event(EventID("p"))?.conferencingState == .failed)
    #expect(try cache.event(EventID("r1"))?.conferencingState == ConferencingState.none)
    #expect(try cache.pendingConferencing(account: CacheFixture.account).isEmpty)
  }

  @Test func requestsThatStillWaitAreNotPolled() throws {
    try fixture.create("n", conferencing: .autocreate(Autocreate(provider: .googleMeet)))
    #expect(try cache.event(EventID("n"))?.conferencingState == .pending)
    #expect(try cache.pendingConferencing(account: CacheFixture.account).isEmpty)
    var answer = fixture.answer("r9", title: "New")
    answer.conferencing = .autocreate(Autocreate(provider: .googleMeet))
    try cache.outbox.confirm(fixture.begin(), stored: answer)
    #expect(
      try cache.pendingConferencing(account: CacheFixture.account).map(\.id.rawValue) == ["n"]
    )
  }

  @Test func anUnknownCalendarIsAnErrorThatChangesNothing() throws {
    var stray = CacheFixture.remote("r2")
    stray.calendar = CalendarID("gone")
    #expect(throws: CacheError.self) { try fixture.receive(CacheFixture.remote("r1"), stray) }
    #expect(try fixture.title("r1") == nil)
  }
}

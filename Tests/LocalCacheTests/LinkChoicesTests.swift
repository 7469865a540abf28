import CalendarCore
import ConferencingCore
import Foundation
import GRDB
import LocalCache
import Testing

/// By which of several links an event is joined: kept for its series, and for longer than the cache.
@Suite struct LinkChoicesTests {
  private static let zoom = "https://zoom.us/j/123456789"
  private static let meet = "https://meet.google.com/abc-defg-hij"
  private let fixture: CacheFixture
  private var cache: LocalCache { fixture.cache }
  private var rules: JoinRules { JoinRules(now: CacheFixture.now, zone: .gmt) }

  init() throws { fixture = try CacheFixture(linkProvider: { $0.listedProvider }) }

  private func choice(_ url: String) throws -> LinkChoice {
    LinkChoice(try #require(LinkRecognition.recognize(url)))
  }

  /// An event with two links, which runs now.
  private func event(_ id: String, series: String? = nil, at offset: Double = 0) -> Event {
    var event = CacheFixture.remote(id, at: CacheFixture.now.timeIntervalSince1970 + offset)
    event.description = "\(Self.zoom)\n\(Self.meet)"
    event.occurrence = series.map {
      OccurrenceKey(series: .remote(RemoteEventID($0)), originalStart: event.time.startKey)
    }
    return event
  }

  private func joined(_ id: String, in cache: LocalCache? = nil) throws -> String? {
    try (cache ?? self.cache).event(EventID(id))?.joinDetails()?.url
  }

  @Test("A choice holds for the event, lists, commands and status bars, and can be taken back")
  func event() throws {
    try fixture.receive(event("one"))
    #expect(try joined("one") == Self.zoom)
    let changed = try cache.links.choose(try choice(Self.meet), for: EventID("one"))
    #expect(changed?.linkChoice == (try choice(Self.meet)))
    #expect(try joined("one") == Self.meet)
    #expect(try cache.events(matching: "one").map { $0.joinDetails()?.url } == [Self.meet])
    let found = try cache.links.joinCandidates(rules)
    #expect(found.map(\.url) == [Self.meet])
    #expect(found.map(\.event.provider) == [.googleMeet])
    #expect(try NextEvent.read(rules, at: fixture.path).map(\.candidate) == found)
    try cache.links.choose(nil, for: EventID("one"))
    #expect(try joined("one") == Self.zoom)
    #expect(try cache.links.joinCandidates(rules).map(\.event.provider) == [.zoomMeeting])
  }

  @Test("A choice holds for a series that its service expands, and for what is read later")
  func seriesOfAService() throws {
    try fixture.receive(
      event("s_1", series: "s"),
      event("s_2", series: "s", at: 86_400),
      event("other", at: 7_200)
    )
    try cache.links.choose(try choice(Self.meet), for: EventID("s_1"))
    try fixture.receive(event("s_3", series: "s", at: 172_800))
    for id in ["s_1", "s_2", "s_3"] { #expect(try joined(id) == Self.meet) }
    #expect(try joined("other") == Self.zoom)
    let days = Day(CacheFixture.now, in: .gmt)...Day(CacheFixture.now + 200_000, in: .gmt)
    let shown = try cache.agenda.window(days: days, in: .gmt).events
    #expect(shown.filter { $0.provider == .googleMeet }.count == 3)
    // Changed by another occurrence.
    try cache.links.choose(try choice(Self.zoom), for: EventID("s_3"))
    for id in ["s_1", "s_2", "s_3"] { #expect(try joined(id) == Self.zoom) }
  }

  @Test("A choice holds for a series that is expanded here, exceptions among it")
  func seriesOfThisMachine() throws {
    try cache.store(calendars: [CacheFixture.info("home", account: .local)], for: .local)
    var draft = EventDraft(event("daily"))
    (draft.account, draft.calendar) = (.local, CalendarID("home"))
    draft.recurrence = Recurrence(lines: ["RRULE:FREQ=DAILY;COUNT=3"])
    try fixture.submit("daily", .create(draft, conferencing: .keep))
    let days = Day(CacheFixture.now, in: .gmt)...Day(CacheFixture.now + 400_000, in: .gmt)
    let shown = try cache.agenda.window(days: days, in: .gmt).events
    #expect(shown.count == 3)
    try cache.submit(
      EventEdit(event: shown[1].id, change: .update(EventPatch(title: "Moved")), scope: .this),
      at: CacheFixture.now
    )
    try cache.links.choose(try choice(Self.meet), for: shown[0].id)
    let now = try cache.agenda.window(days: days, in: .gmt).events
    #expect(now.map(\.provider) == Array(repeating: .googleMeet, count: 3))
    for one in now { #expect(try joined(one.id.rawValue) == Self.meet) }
    // Its master can be named as well.
    try cache.links.choose(try choice(Self.zoom), for: EventID("daily"))
    let again = try cache.agenda.window(days: days, in: .gmt).events
    #expect(again.map(\.provider) == Array(repeating: .zoomMeeting, count: 3))
    for one in again { #expect(try joined(one.id.rawValue) == Self.zoom) }
  }

  @Test("What moves to another provider is found by its field, whichever link it is joined by")
  func field() throws {
    var event = event("one")
    event.description = Self.meet
    event.conferencing = .details(ConferencingDetails(provider: .zoomMeeting, url: Self.zoom))
    try fixture.receive(event)
    try cache.links.choose(try choice(Self.meet), for: EventID("one"))
    let found = { (provider: ConferencingProvider) in
      try cache.links.events(linkedBy: provider, endingAfter: CacheFixture.now, of: .shown).map(
        \.id
      )
    }
    #expect(try found(.zoomMeeting) == [EventID("one")])
    #expect(try found(.googleMeet).isEmpty)
    // An audit knows what is joined.
    let facts = try cache.audit.auditFacts(at: CacheFixture.now)
    #expect(facts.events.map { $0.joinDetails()?.url } == [Self.meet])
  }

  @Test("An event that was chosen for before its service had it keeps the choice")
  func beforeItIsSent() throws {
    try fixture.create("made", title: "New")
    try fixture.submit("made", .update(EventPatch(description: "\(Self.zoom)\n\(Self.meet)")))
    try cache.links.choose(try choice(Self.meet), for: EventID("made"))
    var sent = try #require(try cache.event(EventID("made")))
    sent.remoteID = RemoteEventID("r9")
    try cache.outbox.confirm(try fixture.begin(), stored: sent)
    #expect(try joined("made") == Self.meet)
  }

  @Test("A rebuilt cache still knows the choice once the event is read again")
  func rebuilt() throws {
    let file = try DamagedFile()
    do {
      let cache = try file.opened()
      try cache.sync.apply([event("one")], readAfter: cache.sync.mark())
      try cache.links.choose(try choice(Self.meet), for: EventID("one"))
    }
    try file.overwrite("event_pending")
    try file.leaveOpen()
    let again = try file.opened()
    #expect(again.takeRepair() != nil)
    #expect(try again.event(EventID("one")) == nil)
    try again.sync.apply([event("one")], readAfter: again.sync.mark())
    #expect(try joined("one", in: again) == Self.meet)
  }

  @Test("An event that is gone takes no choice")
  func gone() throws {
    #expect(try cache.links.choose(try choice(Self.meet), for: EventID("none")) == nil)
  }

  /// A daily series of this machine with two links.
  private func daily() throws -> [EventSummary] {
    try cache.store(
      calendars: ["home", "work"].map { CacheFixture.info($0, account: .local) },
      for: .local
    )
    var draft = EventDraft(event("daily"))
    (draft.account, draft.calendar) = (.local, CalendarID("home"))
    draft.recurrence = Recurrence(lines: ["RRULE:FREQ=DAILY;COUNT=4"])
    try fixture.submit("daily", .create(draft, conferencing: .keep))
    return try shown()
  }

  private func shown() throws -> [EventSummary] {
    let days = Day(CacheFixture.now, in: .gmt)...Day(CacheFixture.now + 500_000, in: .gmt)
    return try cache.agenda.window(days: days, in: .gmt).events
  }

  @Test("The later part of a divided series keeps the choice, and may get its own")
  func divided() throws {
    let before = try daily()
    try cache.links.choose(try choice(Self.meet), for: before[0].id)
    let tail = try cache.submit(
      EventEdit(
        event: before[2].id,
        change: .update(EventPatch(title: "Later")),
        scope: .following
      ),
      at: CacheFixture.now
    )
    let after = try shown()
    #expect(after.map(\.provider) == Array(repeating: .googleMeet, count: 4))
    for one in after { #expect(try joined(one.id.rawValue) == Self.meet) }
    try cache.links.choose(try choice(Self.zoom), for: tail)
    let links = try shown().map { try joined($0.id.rawValue) }
    #expect(links == [Self.meet, Self.meet, Self.zoom, Self.zoom])
  }

  @Test("The later part that a service has divided off keeps the choice; taken back, it stays so")
  func dividedByAService() throws {
    try fixture.receive(event("s_1", series: "s"), event("s_2", series: "s", at: 86_400))
    try cache.links.choose(try choice(Self.meet), for: EventID("s_1"))
    try fixture.receive(event("s_2", series: "s2", at: 86_400))
    try fixture.receive(event("s_3", series: "s2", at: 172_800))
    for id in ["s_1", "s_2", "s_3"] { #expect(try joined(id) == Self.meet) }
    try cache.links.choose(nil, for: EventID("s_3"))
    try fixture.receive(event("s_2", series: "s2", at: 90_000))
    for (id, link) in [("s_1", Self.meet), ("s_2", Self.zoom), ("s_3", Self.zoom)] {
      #expect(try joined(id) == link)
    }
  }

  @Test("A choice that was taken back stays so when more of its series is divided off")
  func takenBackMeanwhile() throws {
    let days = (0..<4).map { Double($0) * 86_400 }
    for (index, day) in days.enumerated() {
      try fixture.receive(event("s_\(index)", series: "s", at: day))
    }
    try cache.links.choose(try choice(Self.meet), for: EventID("s_0"))
    // The service divides the series off from the third occurrence on, and tells of it page by page.
    try fixture.receive(event("s_2", series: "later", at: days[2]))
    try cache.links.choose(nil, for: EventID("s_2"))
    try fixture.receive(event("s_3", series: "later", at: days[3]))
    let links = try days.indices.map { try joined("s_\($0)") }
    #expect(links == [Self.meet, Self.meet, Self.zoom, Self.zoom])
    // Another choice can be made after that.
    try cache.links.choose(try choice(Self.meet), for: EventID("s_3"))
    #expect(try joined("s_2") == Self.meet)
  }

  /// While the table is empty, nothing is looked up in it when events are written.
  @Test("Nothing is kept of a choice that was taken back where nothing can bring it back")
  func nothingIsKept() throws {
    try fixture.receive(event("one"), event("s_1", series: "s", at: 86_400))
    try cache.links.choose(try choice(Self.meet), for: EventID("one"))
    for id in ["one", "s_1"] { try cache.links.choose(nil, for: EventID(id)) }
    let count = try DatabaseQueue(path: fixture.path).read { db in
      try Int.fetchOne(db, sql: "SELECT count(*) FROM link_choice")
    }
    #expect(count == 0)
  }

  @Test("An event of this machine that becomes a series of a service keeps the choice")
  func becomesASeries() throws {
    try fixture.create("made", title: "New")
    try fixture.submit("made", .update(EventPatch(description: "\(Self.zoom)\n\(Self.meet)")))
    try cache.links.choose(try choice(Self.meet), for: EventID("made"))
    var sent = try #require(try cache.event(EventID("made")))
    sent.remoteID = RemoteEventID("r9_1")
    sent.occurrence = OccurrenceKey(
      series: .remote(RemoteEventID("r9")),
      originalStart: sent.time.startKey
    )
    try cache.outbox.confirm(try fixture.begin(), stored: sent)
    #expect(try joined("made") == Self.meet)
    try cache.links.choose(nil, for: EventID("made"))
    try fixture.retitle("made", "Renamed")
    #expect(try joined("made") == Self.zoom)
  }

  @Test("What is moved to another calendar keeps the choice, and so does what is moved back")
  func moved() throws {
    let series = try daily()
    try cache.links.choose(try choice(Self.meet), for: series[0].id)
    var draft = EventDraft(try #require(try cache.event(EventID("daily"))))
    draft.calendar = CalendarID("work")
    try cache.submit(
      [
        EventEdit(event: EventID("copy"), change: .create(draft, conferencing: .keep)),
        EventEdit(event: EventID("daily"), change: .delete, follows: EventID("copy")),
      ],
      at: CacheFixture.now
    )
    for one in try shown() {
      #expect(one.provider == .googleMeet && one.calendar == CalendarID("work"))
      #expect(try joined(one.id.rawValue) == Self.meet)
    }
    _ = try cache.history.undo(.undo, freshID: EventID("back"), at: CacheFixture.now)
    let back = try shown()
    #expect(back.count == 4)
    for one in back {
      #expect(one.provider == .googleMeet && one.calendar == CalendarID("home"))
      #expect(try joined(one.id.rawValue) == Self.meet)
    }
  }

  @Test("An event that is brought back after its deletion keeps the choice")
  func broughtBack() throws {
    try fixture.receive(event("one"))
    try cache.links.choose(try choice(Self.meet), for: EventID("one"))
    try fixture.submit("one", .delete)
    try cache.outbox.confirm(try fixture.begin(), stored: nil)
    _ = try cache.history.undo(.undo, freshID: EventID("again"), at: CacheFixture.now)
    #expect(try joined("again") == Self.meet)
    #expect(try cache.links.joinCandidates(rules).map(\.event.provider) == [.googleMeet])
  }
}

import CalendarCore
import ConferencingCore
import Dispatch
import Foundation
import LocalCache
import Synchronization
import Testing

@Suite struct DirectoryTests {
  let fixture: CacheFixture
  var cache: LocalCache { fixture.cache }
  let work = Account(id: CacheFixture.account, service: .nylas, grant: GrantID("g1"))
  let home = Account(id: AccountID("home"), service: .nylas, grant: GrantID("g2"))
  let local = Account(id: .local, service: .local)

  init() throws { fixture = try CacheFixture() }

  @Test func accountsKeepTheirOrder() throws {
    try cache.configure(accounts: [local, home, work])
    #expect(try cache.directory().accounts == [local, home, work])
    try cache.configure(accounts: [work, home])
    #expect(try cache.directory().accounts == [work, home])
  }

  @Test func theLocalAccountHasACalendar() throws {
    let personal = try cache.directory().calendars.filter { $0.account == .local }
    #expect(personal.map(\.name) == ["Personal"])
    #expect(personal.map(\.id.rawValue) == ["local"])
  }

  @Test func calendarsAndGrantsAreKept() throws {
    var (main, side) = (CacheFixture.info("main"), CacheFixture.info("side"))
    (side.isPrimary, side.color, side.zone) = (true, "#ff0000", "Asia/Tokyo")
    main.isReadOnly = true
    try cache.store(calendars: [main, side], for: work.id)
    let grants = [
      Grant(id: GrantID("z"), provider: .zoom, email: "z@x", scopes: ["b", "a"], isValid: false)
    ]
    try cache.store(grants: grants, for: work.id)
    let status = SyncStatus(lastSuccess: CacheFixture.now, failure: "Offline.")
    try cache.record(syncStatus: status, for: work.id)
    let directory = try fixture.reopened().directory()
    #expect(directory.calendars.filter { $0.account == work.id } == [side, main])
    #expect(directory.grants[work.id] == grants)
    #expect(directory.syncStatus[work.id] == status)
  }

  /// A folder has no main calendar: the first of its collections is one only until there is another.
  @Test func aNewCalendarDoesNotBecomeTheMainOne() throws {
    func main(_ calendars: [CalendarInfo]) throws -> [String] {
      var calendars = calendars
      calendars[0].isPrimary = true
      try cache.store(calendars: calendars, for: work.id, keepsMain: true)
      return try cache.directory().calendars.filter { $0.account == work.id && $0.isPrimary }
        .map(\.id.rawValue)
    }
    let (first, new) = (CacheFixture.info("x"), CacheFixture.info("aaa"))
    #expect(try main([first]) == ["x"])
    #expect(try main([new, first]) == ["x"])
    var readOnly = first
    readOnly.isReadOnly = true
    #expect(try main([new, readOnly]) == ["aaa"])
    #expect(try main([first, new]) == ["aaa"])
    #expect(try main([first]) == ["x"])
    // A service that knows which it is says so.
    var told = [new, first]
    told[0].isPrimary = true
    try cache.store(calendars: told, for: work.id)
    #expect(
      try cache.directory().calendars.first { $0.isPrimary && $0.account == work.id } == told[0]
    )
  }

  /// The account's own address, and with it what waits for an answer, hangs on its own grant.
  @Test func grantsOfAServiceAndOwnHostsAreStoredSideBySide() throws {
    let own = Grant(id: GrantID("g1"), provider: .google, email: "me@x")
    let host = Grant(id: GrantID("zoom"), provider: .zoom, email: "me@x", isDirect: true)
    let cache = cache
    let account = work.id
    for _ in 0..<100 {
      try cache.store(grants: [], for: account)
      let failures = Mutex<[CacheError]>([])
      DispatchQueue.concurrentPerform(iterations: 2) { index in
        do throws(CacheError) {
          if index == 0 {
            try cache.store(hosts: [host])
          } else {
            try cache.store(grants: [own], for: account)
          }
        } catch { failures.withLock { $0.append(error) } }
      }
      #expect(failures.withLock { $0.isEmpty })
      let grants = try #require(try cache.directory().grants[account])
      #expect(grants.contains { $0.id == own.id })
    }
    try cache.store(hosts: [host])
    #expect(try cache.directory().grants[account]?.map(\.id) == [own.id, host.id])
    try cache.store(hosts: [])
    #expect(try cache.directory().grants[account]?.map(\.id) == [own.id])
  }

  @Test func whatACalendarRefusedIsKept() throws {
    try cache.refuse(provider: .zoomMeeting, calendar: CalendarID("main"), account: work.id)
    try cache.store(calendars: [CacheFixture.info("main")], for: work.id)
    let main = try cache.directory().calendar(CalendarID("main"), in: work.id)
    #expect(main?.refusedProviders == [.zoomMeeting])
    #expect(throws: CacheError.self) {
      try cache.refuse(provider: .zoomMeeting, calendar: CalendarID("no"), account: work.id)
    }
  }

  @Test func aCalendarThatIsGoneGoesWithItsEvents() throws {
    try fixture.receive(CacheFixture.remote("r1"))
    try cache.store(calendars: [CacheFixture.info("other")], for: work.id)
    #expect(try fixture.title("r1") == nil)
    #expect(try cache.directory().calendars.map(\.id.rawValue) == ["other", "local"])
  }

  @Test func aCalendarWithWaitingEditsStays() throws {
    try fixture.receive(CacheFixture.remote("r1"))
    try fixture.retitle("r1", "Mine")
    try cache.store(calendars: [], for: work.id)
    #expect(try fixture.title("r1") == "Mine")
    try cache.outbox.discard(EventID("r1"))
    try cache.store(calendars: [], for: work.id)
    #expect(try fixture.title("r1") == nil)
  }

  @Test func anAccountNoLongerNamedIsRemoved() throws {
    try fixture.receive(CacheFixture.remote("r1"))
    try cache.configure(accounts: [local])
    try cache.configure(accounts: [local, work])
    #expect(try fixture.title("r1") == nil)
    #expect(try cache.directory().grants[work.id] == [])
  }

  @Test func waitingEditsOutliveTheirAccountUnseen() throws {
    try fixture.receive(CacheFixture.remote("r1"))
    try fixture.retitle("r1", "Mine")
    try cache.configure(accounts: [local])
    let today = Day(CacheFixture.now, in: .gmt)
    #expect(try cache.event(EventID("r1")) == nil)
    #expect(try cache.agenda.window(days: today...today, in: .gmt).events.isEmpty)
    #expect(try cache.directory().calendars.map(\.account) == [.local])
    try cache.configure(accounts: [work])
    #expect(try fixture.title("r1") == "Mine")
    #expect(try cache.agenda.window(days: today...today, in: .gmt).events.count == 1)
    #expect(try fixture.next().count == 1)
  }

  @Test func localEventsOutliveTheirAccountUnseen() throws {
    var draft = EventDraft(CacheFixture.remote("x"))
    (draft.account, draft.calendar) = (.local, CalendarID("local"))
    try fixture.submit("h", .create(draft, conferencing: .keep))
    try cache.configure(accounts: [work])
    #expect(try cache.event(EventID("h")) == nil)
    try cache.configure(accounts: [work, local])
    #expect(try cache.event(EventID("h")) != nil)
  }

  @Test func anotherGrantIsAnotherMailbox() throws {
    try fixture.receive(CacheFixture.remote("r1"), CacheFixture.remote("r2"))
    try fixture.retitle("r1", "Mine")
    var moved = work
    moved.grant = GrantID("g9")
    try cache.configure(accounts: [moved, local])
    #expect(try fixture.title("r2") == nil)
    #expect(try fixture.title("r1") == "Mine")
    #expect(try fixture.next().isEmpty)
    guard case .refused = try cache.delivery(of: EventID("r1")) else {
      Issue.record("an edit for one mailbox would be sent to another")
      return
    }
  }
}

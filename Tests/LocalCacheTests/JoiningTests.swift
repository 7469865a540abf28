import CalendarCore
import ConferencingCore
import Foundation
import GRDB
import LocalCache
import Testing

/// The event that is joined next, read from a file.
@Suite struct JoiningTests {
  private let zone = TimeZone(identifier: "Europe/Paris") ?? .gmt
  private let noon = CacheFixture.now

  private func fixture() throws -> CacheFixture {
    try CacheFixture(linkProvider: {
      LinkFinder.provider(ofLocation: $0.location, description: $0.description)
    })
  }

  private func event(
    _ id: String,
    in minutes: Double,
    link: String? = "https://zoom.us/j/123456789",
    response: ParticipantResponse? = nil
  ) -> Event {
    var event = CacheFixture.remote(
      id,
      title: id,
      at: noon.timeIntervalSince1970 + minutes * 60,
      hours: 0.5
    )
    if let link {
      event.conferencing = .details(ConferencingDetails(provider: .zoomMeeting, url: link))
    }
    if let response {
      event.participants = [Participant(email: "ME@acme.example", response: response)]
    }
    return event
  }

  private var rules: JoinRules { JoinRules(now: noon, zone: zone) }

  @Test("The first that was not declined and has a link, in field or text")
  func first() throws {
    let fixture = try fixture()
    var text = event("text", in: 20, link: nil)
    text.description = "Join: https://meet.google.com/abc-defg-hij"
    try fixture.receive(
      event("no", in: 5, response: .no),
      event("bare", in: 10, link: nil),
      text,
      event("later", in: 30, response: .yes)
    )
    let found = try fixture.cache.links.joinCandidates(rules)
    #expect(found.map(\.event.title) == ["text"])
    #expect(found.first?.url == "https://meet.google.com/abc-defg-hij")
    let next = try NextEvent.read(rules, at: fixture.path)
    #expect(next.map(\.candidate) == found)
    #expect(next.map(\.name) == ["text"])
    #expect(next.map(\.calendar) == ["Main"])
  }

  @Test("An occurrence of a series that is expanded here")
  func series() throws {
    let fixture = try fixture()
    try fixture.cache.store(calendars: [CacheFixture.info("home", account: .local)], for: .local)
    var draft = EventDraft(event("daily", in: -3 * 24 * 60))
    (draft.account, draft.calendar) = (.local, CalendarID("home"))
    draft.recurrence = Recurrence(lines: ["RRULE:FREQ=DAILY"])
    let link = ConferencingDetails(provider: .zoomMeeting, url: "https://zoom.us/j/123456789")
    try fixture.submit("series", .create(draft, conferencing: .details(link)))
    let found = try fixture.cache.links.joinCandidates(rules)
    #expect(found.map(\.event.title) == ["daily"])
    #expect(found.first?.event.time.start(in: zone) == noon)
    #expect(try NextEvent.read(rules, at: fixture.path).map(\.candidate) == found)
  }

  @Test("Nothing of an account that is not configured any more")
  func hidden() throws {
    let fixture = try fixture()
    try fixture.receive(event("gone", in: 5))
    try fixture.cache.configure(accounts: [Account(id: .local, service: .local)])
    #expect(try fixture.cache.links.joinCandidates(rules).isEmpty)
    #expect(try NextEvent.read(rules, at: fixture.path).isEmpty)
  }

  @Test("Nothing of a calendar that is hidden")
  func hiddenCalendar() throws {
    let fixture = try fixture()
    try fixture.receive(event("one", in: 5))
    let key = CalendarKey(account: CacheFixture.account, calendar: CacheFixture.calendar)
    try fixture.cache.setHidden(true, [key])
    #expect(try fixture.cache.links.joinCandidates(rules).isEmpty)
    #expect(try NextEvent.read(rules, at: fixture.path).isEmpty)
    try fixture.cache.setHidden(false, [key])
    #expect(try NextEvent.read(rules, at: fixture.path).count == 1)
  }

  @Test("Reading makes no file and changes none")
  func readsAlone() throws {
    let fixture = try fixture()
    try fixture.receive(event("one", in: 5))
    let before = try Data(contentsOf: URL(fileURLWithPath: fixture.path))
    _ = try NextEvent.read(rules, at: fixture.path)
    #expect(try Data(contentsOf: URL(fileURLWithPath: fixture.path)) == before)
    let missing = fixture.path + "-none"
    #expect(try NextEvent.read(rules, at: missing).isEmpty)
    #expect(!FileManager.default.fileExists(atPath: missing))
  }

  @Test("It is read while another connection writes")
  func besideAWriter() throws {
    let fixture = try fixture()
    try fixture.receive(event("one", in: 5))
    let path = fixture.path
    let other = try DatabaseQueue(path: path)
    try other.inDatabase { db in
      try db.execute(sql: "BEGIN IMMEDIATE; UPDATE event SET title = 'two'")
      #expect(try NextEvent.read(rules, at: path).map(\.candidate.event.title) == ["one"])
      try db.execute(sql: "ROLLBACK")
    }
  }

  @Test("A file that is none is told")
  func damaged() throws {
    let fixture = try fixture()
    let path = fixture.directory.appendingPathComponent("text").path
    try String(repeating: "not a calendar ", count: 100)
      .write(toFile: path, atomically: true, encoding: .utf8)
    #expect(throws: CacheError.self) { try NextEvent.read(rules, at: path) }
  }
}

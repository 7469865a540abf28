import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import Testing

/// The invitations that wait for an answer.
@Suite struct InvitationsTests {
  private let fixture: CacheFixture
  private static let me = "me@acme.example"
  private static let ann = Person(name: "Ann", email: "ann@acme.example")

  init() throws { fixture = try CacheFixture() }

  private func invitation(
    _ id: String,
    day: Int,
    _ response: ParticipantResponse = .none,
    organizer: Person? = ann
  ) -> Event {
    var event = CacheFixture.remote(id, title: id, at: 1_800_000_000 + 86_400.0 * Double(day))
    event.participants = [Participant(email: "Me@Acme.example", response: response)]
    event.organizer = organizer
    return event
  }

  private var waiting: [String] {
    get throws { try fixture.cache.agenda.invitations(at: CacheFixture.now).map(\.id.rawValue) }
  }

  @Test func thoseThatAreNotAnsweredAndNotOverAreListed() throws {
    try fixture.receive(
      invitation("later", day: 9),
      invitation("soon", day: 1),
      invitation("over", day: -2),
      invitation("accepted", day: 2, .yes),
      invitation("declined", day: 2, .no),
      invitation("own", day: 3, organizer: Person(name: "Me", email: Self.me)),
      CacheFixture.remote("plain")
    )
    #expect(try waiting == ["soon", "later"])
    let first = try #require(try fixture.cache.agenda.invitations(at: CacheFixture.now).first)
    #expect(first.organizer == Self.ann)
    #expect(first.event.response == ParticipantResponse.none)
  }

  @Test func oneThatIsGoingOnStillWaits() throws {
    try fixture.receive(invitation("now", day: 0))
    #expect(try waiting == ["now"])
    let later = CacheFixture.now.addingTimeInterval(3_600)
    #expect(try fixture.cache.agenda.invitations(at: later) == [])
  }

  @Test func anAnswerThatIsStillToBeSentCounts() throws {
    try fixture.receive(invitation("a", day: 1), invitation("b", day: 2))
    try fixture.submit("a", .respond(.yes))
    #expect(try waiting == ["b"])
    _ = try fixture.cache.history.undo(.undo, freshID: EventID("x"), at: CacheFixture.now)
    #expect(try waiting == ["a", "b"])
  }

  @Test func aSeriesIsOneInvitation() throws {
    func occurrence(_ id: String, day: Int, of master: String) -> Event {
      var event = invitation(id, day: day)
      event.occurrence = OccurrenceKey(
        series: .remote(RemoteEventID(master)),
        originalStart: event.time.startKey
      )
      return event
    }
    try fixture.receive(
      occurrence("s2", day: 8, of: "s"),
      occurrence("s1", day: 1, of: "s"),
      occurrence("t1", day: 3, of: "t")
    )
    #expect(try waiting == ["s1", "t1"])
  }

  @Test func occurrencesThatWereAnsweredOtherwiseThanTheSeriesAreCounted() throws {
    func occurrence(_ id: String, day: Int, _ response: ParticipantResponse) -> Event {
      var event = invitation(id, day: day, response)
      event.occurrence = OccurrenceKey(
        series: .remote(RemoteEventID("s")),
        originalStart: event.time.startKey
      )
      return event
    }
    try fixture.receive(
      occurrence("s1", day: 1, .no),
      occurrence("s2", day: 8, .none),
      occurrence("s3", day: 15, .yes),
      occurrence("s4", day: 22, .no),
      invitation("other", day: 3, .no)
    )
    let id = { (remote: String) in
      try fixture.cache.agenda.invitations(at: CacheFixture.now).first { $0.id.rawValue == remote }?
        .id
    }
    let first = try #require(try id("s2"))
    #expect(try fixture.cache.series.ownAnswers(besides: first) == [.no: 2, .yes: 1])
    #expect(try fixture.cache.series.ownAnswers(besides: EventID("other")) == [:])
  }

  @Test func hiddenCalendarsAskNothing() throws {
    try fixture.receive(invitation("a", day: 1))
    let main = CalendarKey(account: CacheFixture.account, calendar: CacheFixture.calendar)
    try fixture.cache.setHidden(true, [main])
    #expect(try waiting == [])
  }
}

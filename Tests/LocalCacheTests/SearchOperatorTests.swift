import CalendarCore
import ConferencingCore
import Foundation
import GRDB
import Testing

@testable import LocalCache

/// What searches with operators find.
@Suite struct SearchOperatorTests {
  private let fixture: CacheFixture
  private static let zone = TimeZone(identifier: "Europe/Berlin") ?? .gmt
  private let today = Day(CacheFixture.now, in: SearchOperatorTests.zone)

  init() throws {
    fixture = try CacheFixture()
    try fixture.cache.store(
      calendars: [CacheFixture.info("main"), CacheFixture.info("family")],
      for: CacheFixture.account
    )
    try fixture.cache.sync.apply(Self.events(), readAfter: fixture.cache.sync.mark())
  }

  private static let me = "me@acme.example"

  private static func events() -> [Event] {
    var review = CacheFixture.remote("review", title: "Aurora design review")
    review.location = "Room Édith"
    review.organizer = Person(name: "Ann Lee", email: "ann@acme.example")
    review.participants = [
      Participant(name: "Me", email: "ME@acme.example"),
      Participant(name: "Bob", email: "bob@acme.example", response: .yes),
    ]
    review.conferencing = .details(
      ConferencingDetails(provider: .zoomMeeting, url: "https://zoom.us/j/1")
    )
    var lunch = CacheFixture.remote("lunch", title: "Lunch", at: 1_800_000_000 + 86_400)
    lunch.description = "After the review of the design, in the room of Ann"
    lunch.participants = [
      Participant(email: me, response: .no), Participant(name: "Ann", email: "a@b.example"),
    ]
    lunch.conferencing = .details(
      ConferencingDetails(provider: .googleMeet, url: "https://meet.google.com/a")
    )
    var own = CacheFixture.remote("own", title: "Planning", at: 1_800_000_000 + 30 * 86_400)
    own.organizer = Person(name: "Me", email: me)
    own.participants = [Participant(email: me), Participant(name: "Ann", email: "a@b.example")]
    own.visibility = .private
    own.status = .tentative
    var family = CacheFixture.remote("family", title: "顧客との打ち合わせ", at: 1_800_000_000 - 86_400)
    family.calendar = CalendarID("family")
    family.occurrence = OccurrenceKey(
      series: .remote(RemoteEventID("master")),
      originalStart: family.time.startKey
    )
    var forged = CacheFixture.remote("forged", title: "\u{E000}rno \u{E000}link \u{E000}c1")
    forged.participants = [Participant(email: me, response: .yes)]
    return [review, lunch, own, family, forged]
  }

  private func found(_ text: String, of filter: CalendarFilter = .shown) throws -> [String] {
    try fixture.cache.agenda.search(text, around: today, in: Self.zone, of: filter).hits
      .map(\.id.rawValue).sorted()
  }

  static let table: [(text: String, hits: [String])] = [
    ("title:review", ["review"]), ("review", ["lunch", "review"]), ("place:room", ["review"]),
    ("room", ["lunch", "review"]), ("place:edith", ["review"]), ("title:room", []),
    ("from:ann", ["review"]), ("from:me", ["own"]), ("with:ann", ["lunch", "own", "review"]),
    ("with:bob", ["review"]), ("from:bob", []), ("with:ann@acme.example", ["review"]),
    ("from:\"ann lee\"", ["review"]), ("from:\"lee ann\"", []),
    ("\"design review\"", ["review"]), ("\"review of\"", ["lunch"]), ("\"review design\"", []),
    ("-\"design review\" review", ["lunch"]), ("title:\"aurora design\"", ["review"]),
    ("place:\"aurora design\"", []), ("-\"design review\" -lunch", ["family", "forged", "own"]),
    // No phrase goes from one text, name or address to the next.
    ("\"review room\"", []), ("with:\"me bob\"", []), ("with:\"example bob\"", []),
    ("with:\"bob bob\"", []), ("with:\"acme example\"", ["forged", "lunch", "own", "review"]),
    ("in:main", ["forged", "lunch", "own", "review"]), ("in:fam", ["family"]),
    ("in:main in:family", ["family", "forged", "lunch", "own", "review"]),
    ("-in:main", ["family"]), ("in:work/Family", ["family"]), ("in:nothing", []),
    ("-in:nothing lunch", ["lunch"]),
    ("has:link", ["lunch", "review"]), ("no:link", ["family", "forged", "own"]),
    ("provider:zoom", ["review"]), ("provider:meet", ["lunch"]), ("provider:goo", ["lunch"]),
    ("provider:\"google meet\"", ["lunch"]), ("-provider:zoom has:link", ["lunch"]),
    ("provider:teams", []), ("zoom", []),
    ("is:recurring", ["family"]), ("is:unanswered", ["review"]), ("is:declined", ["lunch"]),
    ("is:accepted", ["forged"]), ("is:tentative", ["own"]), ("is:private", ["own"]),
    ("-is:recurring -has:link", ["forged", "own"]), ("is:declined has:link", ["lunch"]),
    ("is:declined review", ["lunch"]), ("is:unanswered lunch", []),
    ("-lunch -review -planning", ["family", "forged"]),
    ("before:2027-01-15", ["family"]), ("after:2027-01-16", ["lunch", "own"]),
    ("after:2027-01-15 before:2027-01-16", ["forged", "review"]), ("after:2030-01-01", []),
    ("after:2027-02-01 before:2027-01-01", []),
    ("\"the review\" after:2027-02-01 before:2026-01-01", []),
    ("after:2027-02-14 planning", ["own"]), ("before:2027-02-14 planning", []),
    ("打ち合わせ -is:recurring", []), ("title:打ち合わせ", ["family"]), ("title:顧客", ["family"]),
    ("place:打ち合わせ", []), ("is:nonsense lunch", ["lunch"]), ("is:nonsense", []),
    ("foo:bar", []), ("rno", []), ("\u{E000}rno", []),
    ("title:\u{E000}link", []),
    ("facts:rno", []), ("\"facts : x\"", []), ("title:\"a\" OR", []),
  ]

  @Test(arguments: table)
  func findsWhatIsAskedFor(_ row: (text: String, hits: [String])) throws {
    #expect(try found(row.text) == row.hits)
  }

  @Test func theCountIsThatOfTheHits() throws {
    for row in Self.table {
      let result = try fixture.cache.agenda.search(row.text, around: today, in: Self.zone)
      #expect(result.count == row.hits.count, "\(row.text)")
      #expect(!result.isCapped && !result.hasLater && !result.hasEarlier, "\(row.text)")
    }
  }

  @Test func whatIsNotUnderstoodIsSaid() throws {
    func notes(_ text: String) throws -> [String] {
      try fixture.cache.agenda.search(text, around: today, in: Self.zone).notes
    }
    #expect(
      try notes("in:nothing") == ["in:nothing is not a calendar. There are Main, Family, Personal."]
    )
    #expect(try notes("is:late").count == 1)
    #expect(try notes("aurora in:main before:2030-01-01") == [])
    try fixture.cache.setHidden(
      true,
      [CalendarKey(account: CacheFixture.account, calendar: CalendarID("family"))]
    )
    #expect(try notes("in:family") == ["“Family” is hidden."])
    #expect(try found("in:family") == [])
    #expect(try found("is:recurring") == [])
    #expect(try found("-lunch").contains("family") == false)
  }

  @Test func oneCalendarThatIsNamedElsewhereIsAllThatIsSearched() throws {
    let family = CalendarKey(account: CacheFixture.account, calendar: CalendarID("family"))
    #expect(try found("-lunch", of: .only([family])) == ["family"])
    #expect(try found("review", of: .only([family])) == [])
    #expect(try found("in:main", of: .only([family])) == [])
  }

  /// The response is that of the address of the account, also when that becomes known later.
  @Test func responsesFollowTheAddressOfTheAccount() throws {
    let other = Grant(id: GrantID("g1"), provider: .google, email: "Bob@acme.example")
    try fixture.cache.store(grants: [other], for: CacheFixture.account)
    #expect(try found("is:unanswered") == [])
    #expect(try found("is:accepted") == ["review"])
    #expect(try found("is:declined") == [])
    try fixture.cache.store(grants: [], for: CacheFixture.account)
    #expect(try found("is:accepted") == [])
  }

  @Test func responsesFollowWhatIsAnswered() throws {
    var review = Self.events()[0]
    review.participants[0].response = .maybe
    try fixture.receive(review)
    #expect(try found("is:unanswered") == [])
    #expect(try found("is:tentative") == ["own", "review"])
    let window = try fixture.cache.agenda.window(days: today...today, in: Self.zone)
    #expect(window.events.first { $0.id == EventID("review") }?.response == .maybe)
  }

  /// A series that began before the days that are searched is found by an occurrence on them.
  @Test func seriesAreFoundByTheirOccurrences() throws {
    let series = try SeriesFixture()
    func days(_ text: String, around day: String) throws -> [String] {
      let day = try #require(Day(day))
      return try series.cache.agenda.search(text, around: day, in: SeriesFixture.berlin).hits
        .map(\.day.description)
    }
    #expect(try days("stand", around: "2026-10-20") == ["2026-10-26"])
    #expect(try days("stand after:2026-11-10", around: "2026-10-20") == ["2026-11-16"])
    #expect(try days("stand before:2026-10-20", around: "2026-10-28") == ["2026-10-19"])
    #expect(try days("is:recurring before:2026-10-12", around: "2026-10-28") == [])
    #expect(try days("after:2026-10-13 before:2026-10-19", around: "2026-10-14") == [])
  }

  @Test(arguments: [
    ("design review", "Aurora: DESIGN — Review!", true),
    ("design review", "design the review", false),
    ("customer design", "the customer, CUSTOMER: Design!", true), ("a b a c", "a b a b a c", true),
    ("a b a c", "a b a b a b", false), ("lena fischer", "x 🍜Lena Fischer\u{301}", true),
    ("jose lo", "José López", true), ("o b", "foo b", false), ("a b", "a\u{301}b a b", true),
    ("design rev", "design review", true), ("esign review", "design review", false),
    ("design review", "redesign review", false), ("oscar nunez", "Óscar  Núñez", true),
    ("打ち合わせ 計画", "新 打ち合わせ 計画案", true), ("打ち合わせ 計画", "計画 打ち合わせ", false),
    ("合わせ room", "打ち合わせ Room 5", true), ("1:1", "a 1:1 b", true), ("1:1", "1 of 1", false),
    ("a b c", "a b", false),
  ])
  func wordsOfAPhraseFollowEachOther(_ phrase: String, _ text: String, _ isFound: Bool) throws {
    let fixture = try CacheFixture()
    try fixture.receive(CacheFixture.remote("e", title: text))
    let result = try fixture.cache.agenda.search("\"\(phrase)\"", around: today, in: Self.zone)
    #expect(result.count == (isFound ? 1 : 0))
    let without = try fixture.cache.agenda.search("-\"\(phrase)\"", around: today, in: Self.zone)
    #expect(without.count == (isFound ? 0 : 1))
  }

  /// However many words begin as the last one of a phrase does, few are asked for one by one, and what
  /// is typed beyond the limit is said.
  @Test func theWorkOfAPhraseIsBounded() throws {
    let events = (0..<100).map { CacheFixture.remote("t\($0)", title: "the topic\($0 + 100)") }
    try fixture.cache.sync.apply(events, readAfter: fixture.cache.sync.mark())
    func match(_ text: String) throws -> (String, [String]) {
      try fixture.cache.read { db in
        let terms = SearchTerms(text, today: today)
        let expression = try SearchExpression(terms, of: .shown, db)
        return (expression.match() ?? "", expression.notes)
      }
    }
    #expect(try match("\"the topic\"").0.contains("\"the topic\" *"))
    #expect(try match("\"the topic15\"").0.components(separatedBy: " OR \"the topic15").count == 10)
    #expect(try found("\"the topic\"").count == 100)
    #expect(try found("\"the topic15\"").count == 10)
    #expect(try found("\"topic150 the\"") == [])
    let long = "\"" + (0..<20).map { "w\($0)" }.joined(separator: " ") + "\""
    #expect(try match(long).1 == ["The first 16 words are searched for."])
    #expect(try match("a b c").1 == [])
  }

  /// A phrase is asked of the index like a word: all of its events are counted, and those about the day
  /// are read where they are too many.
  @Test func phrasesAreCountedAndFoundAboutTheDay() throws {
    let events = (0..<2_400).map {
      CacheFixture.remote(
        "p\($0)",
        title: $0.isMultiple(of: 2) ? "weekly sales call" : "sales weekly call",
        at: 1_800_000_000 + Double($0 - 1_200) * 20_000
      )
    }
    try fixture.cache.sync.apply(events, readAfter: fixture.cache.sync.mark())
    let result = try fixture.cache.agenda.search("\"weekly sales\"", around: today, in: Self.zone)
    #expect(result.isCapped && result.hasEarlier && result.hasLater)
    #expect(result.hits == result.hits.sorted())
    #expect(result.hits.contains { $0.day == today })
    #expect(result.hits.allSatisfy { $0.title == "weekly sales call" })
    let few = try fixture.cache.agenda.search(
      "\"weekly sales\" after:2027-03-01",
      around: today,
      in: Self.zone
    )
    #expect(!few.isCapped && few.count == few.hits.count && few.count > 400)
  }
}

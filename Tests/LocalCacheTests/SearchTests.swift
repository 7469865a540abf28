import ConferencingCore
import CalendarCore
import Foundation
import GRDB
import Testing

@testable import LocalCache

@Suite struct SearchTests {
  let fixture: CacheFixture
  private let today = Day(CacheFixture.now, in: .gmt)

  init() throws { fixture = try CacheFixture() }

  private func found(_ text: String) throws -> [String] {
    try fixture.cache.agenda.search(text, around: today, in: .gmt).hits.map(\.id.rawValue).sorted()
  }

  /// The index holds exactly the words of what the tables list.
  private func expectInStep() throws {
    try #expect(differences() == 0)
  }

  /// How many words the index has too many or too few, against one that is recreated.
  private func differences() throws -> Int {
    var count = 0
    let columns = SearchSchema.fields.joined(separator: ", ")
    try fixture.cache.pool.writeInTransaction { db in
      try db.execute(
        sql: """
          CREATE VIRTUAL TABLE again USING fts5 (\(columns), content = '',
            tokenize = 'unicode61 remove_diacritics 2', detail = full, columnsize = 0);
          CREATE VIRTUAL TABLE again_term USING fts5vocab (again, instance);
          INSERT INTO again (rowid, \(columns)) SELECT id, \(columns) FROM event_words ORDER BY id;
          """
      )
      for (a, b) in [("search_term", "again_term"), ("again_term", "search_term")] {
        let sql =
          """
          SELECT COUNT(*) FROM (SELECT term, doc, col, offset FROM \(a)
            EXCEPT SELECT term, doc, col, offset FROM \(b))
          """
        count += try Int.fetchOne(db, sql: sql) ?? 0
      }
      return .rollback
    }
    return count
  }

  @Test func wordsThatAreNotInStepAreSeen() throws {
    try fixture.receive(CacheFixture.remote("r1"))
    try fixture.cache.pool.write { db in
      try db.execute(
        sql: """
          DROP TRIGGER search_leaves;
          DROP TRIGGER search_returns;
          UPDATE event SET title = 'Other';
          """
      )
    }
    #expect(try differences() == 2)
  }

  private static func events() -> [Event] {
    var review = CacheFixture.remote("review", title: "Aurora design review")
    review.location = "Salle Édith Piaf"
    var html = CacheFixture.remote("html", title: "Backlog")
    html.description =
      "<p>Bring the <b>quarterly</b> figures</p><a href=\"https://a.example\">x</a>"
    var people = CacheFixture.remote("people", title: "1:1")
    people.participants = [Participant(name: "Óscar Núñez", email: "o.nunez@acme.example")]
    people.organizer = Person(name: "Lena", email: "lena@acme.example")
    var wide = CacheFixture.remote("wide", title: "顧客との打ち合わせ 🍜")
    wide.description = "C++ & \"quotes\" OR NOT near"
    return [review, html, people, wide]
  }

  static let table: [(text: String, hits: [String])] = [
    ("aurora", ["review"]), ("AURORA Design", ["review"]), ("aur des", ["review"]),
    ("urora", []), ("edith", ["review"]), ("édith PIAF", ["review"]), ("quarterly", ["html"]),
    ("figures bring", ["html"]), ("strong", []), ("oscar nunez", ["people"]),
    ("o.nunez@acme.example", ["people"]), ("acme", ["people"]), ("lena", ["people"]),
    ("email", []), ("noreply", []), ("顧客", ["wide"]), ("打ち合わせ", ["wide"]), ("合", ["wide"]),
    ("せ", ["wide"]), ("客顧", []), ("打ち合わせ 顧客", ["wide"]), ("1:1", ["people"]),
    ("\"quotes\"", ["wide"]), ("\"", []), ("", []), ("   ", []), ("*", []), ("🍜", []),
    ("打ち合わせ 🍜", ["wide"]), ("OR", ["wide"]), ("NOT", ["wide"]), ("NEAR(a b)", []),
    ("words:aurora", []), ("-aurora", ["html", "people", "wide"]), ("aurora AND", []), ("(", []),
    ("a'b", ["html"]),
    ("c++", ["wide"]), ("^aurora", ["review"]), ("aurora\u{0}design", ["review"]),
    (String(repeating: "aurora ", count: 5_000), ["review"]),
    (String(repeating: "x", count: 100_000), []), ("aurora backlog", []),
  ]

  @Test(arguments: table)
  func findsWhatHoldsTheWords(_ row: (text: String, hits: [String])) throws {
    try fixture.cache.sync.apply(Self.events(), readAfter: fixture.cache.sync.mark())
    #expect(try found(row.text) == row.hits)
  }

  @Test func followsEveryWrite() throws {
    try fixture.cache.sync.apply(Self.events(), readAfter: fixture.cache.sync.mark())
    try expectInStep()
    try fixture.retitle("review", "Borealis")
    #expect(try found("aurora") == [])
    #expect(try found("boreal") == ["review"])
    try expectInStep()
    // Another time is another place in the index.
    let later = CacheFixture.remote("x", at: 1_900_000_000).time
    try fixture.submit("review", .update(EventPatch(time: later)))
    #expect(try found("boreal") == ["review"])
    try expectInStep()
    try fixture.submit("review", .delete)
    #expect(try found("boreal") == [])
    try fixture.cache.outbox.discard(EventID("review"))
    #expect(try found("aurora") == ["review"])
    try expectInStep()
    var cancelled = Self.events()[1]
    cancelled.status = .cancelled
    try fixture.receive(cancelled)
    #expect(try found("quarterly") == [])
    try fixture.submit("wide", .update(EventPatch(description: "<p>Neu</p>")))
    #expect(try found("neu") == ["wide"])
    #expect(try found("quotes") == [])
    try expectInStep()
    try fixture.cache.sync.finishSync(
      calendar: CacheFixture.calendar,
      account: CacheFixture.account,
      window: DateInterval(start: .distantPast, end: .distantFuture),
      seen: [],
      readAfter: fixture.cache.sync.mark()
    )
    #expect(try found("oscar") == [])
    try expectInStep()
  }

  @Test func forgetsAndHidesWithTheAccount() throws {
    try fixture.cache.sync.apply(Self.events(), readAfter: fixture.cache.sync.mark())
    let local = Account(id: .local, service: .local)
    let draft = EventDraft(
      account: .local,
      calendar: CalendarID("local"),
      title: "Choir",
      time: CacheFixture.remote("x").time
    )
    try fixture.submit("choir", .create(draft, conferencing: .keep))
    #expect(try found("choir") == ["choir"])
    try fixture.cache.configure(accounts: [local])
    #expect(try found("aurora") == [])
    try expectInStep()
    try fixture.cache.configure(accounts: [])
    #expect(try found("choir") == [])
    try fixture.cache.configure(accounts: [local])
    #expect(try found("choir") == ["choir"])
    try expectInStep()
  }

  /// A file from before the index is filled when it is opened.
  @Test func fillsTheIndexOfAnOlderFile() throws {
    try fixture.cache.sync.apply(Self.events(), readAfter: fixture.cache.sync.mark())
    try fixture.cache.pool.write { db in
      let triggers = try String.fetchAll(
        db,
        sql: "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'search_%'"
      )
      for name in triggers { try db.execute(sql: "DROP TRIGGER \(name)") }
      try db.execute(
        sql: """
          DROP TABLE search_term; DROP TABLE search; DROP VIEW event_words;
          ALTER TABLE event_detail DROP COLUMN words;
          DELETE FROM grdb_migrations
          WHERE identifier IN
            ('2026-11 search', '2026-11 search by field', '2026-11 phrases in the index');
          """
      )
    }
    let again = try fixture.reopened()
    for text in ["aurora", "quarterly", "oscar", "打ち合わせ"] {
      #expect(try again.agenda.search(text, around: today, in: .gmt).count == 1, "\(text)")
    }
    try expectInStep()
  }

  @Test func givesHitsInTheOrderOfTheAgendaAndCountsUpToALimit() throws {
    let events = (0..<1_500).map { number in
      CacheFixture.remote(
        "e\(number)",
        title: number < 700 ? "alpha common" : "common",
        at: 1_800_000_000 + Double((number * 997) % 1_500) * 40_000
      )
    }
    try fixture.cache.sync.apply(events, readAfter: fixture.cache.sync.mark())
    let all = try fixture.cache.agenda.search("alpha", around: today, in: .gmt)
    #expect(all.count == 700 && all.hits.count == 700 && !all.isCapped)
    #expect(all.hits == all.hits.sorted())
    let middle = today.advanced(by: 300)
    let some = try fixture.cache.agenda.search("common", around: middle, in: .gmt)
    #expect(some.isCapped && some.hasEarlier && some.hasLater)
    #expect(some.hits == some.hits.sorted())
    #expect(some.hits.contains { $0.day < middle } && some.hits.contains { $0.day > middle })
    let first = try fixture.cache.agenda.search("common", around: today.advanced(by: -90), in: .gmt)
    #expect(!first.hasEarlier && first.hits.first?.day == today)
    // No hit between the first and the last of a stretch is left out.
    let starts = events.map { Day($0.time.start(in: .gmt), in: .gmt) }
    let days = try #require(some.hits.first).day...(try #require(some.hits.last).day)
    #expect(some.hits.count == starts.count { days.contains($0) })
  }

  /// However many events have a word, the nearest are found by going on in the index.
  @Test(arguments: [SearchQuery.first, SearchQuery.after, SearchQuery.before])
  func searchesSortNothing(sql: String) throws {
    let plan = try fixture.cache.pool.read { db in
      let statement = try db.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
      let values: [String: any DatabaseValueConvertible] = [
        "match": "\"a\"", "low": 0, "high": 9, "limit": 9,
      ]
      statement.setUncheckedArguments(
        StatementArguments(values.filter { sql.contains(":\($0.key)") })
      )
      return try Row.fetchAll(statement).map { row -> String in row["detail"] }
    }
    #expect(plan.contains { $0.contains("VIRTUAL TABLE INDEX") }, "\(plan)")
    #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
    #expect(!plan.contains { $0.contains("SCAN event") }, "\(plan)")
  }
}

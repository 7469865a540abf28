import CalendarCore
import Testing

/// The language of searches: what is read of a text.
@Suite struct SearchTermsTests {
  private static let today = Day("2026-11-27") ?? Day(daysSinceEpoch: 0)

  /// The terms as a line: what is wanted, then what is not, then the days.
  private static func line(_ terms: SearchTerms) -> String {
    let texts = terms.texts.map { text in
      (text.isExcluded ? "-" : "") + (text.place == .anywhere ? "" : "\(text.place.rawValue)=")
        + (text.isPhrase ? "“\(text.words)”" : text.words)
    }
    let conditions = terms.conditions.map { ($0.isExcluded ? "-" : "") + "@\($0.fact.rawValue)" }
    let calendars = terms.calendars.map { ($0.isExcluded ? "-" : "") + "in=\($0.text)" }
    let providers = terms.providers.map { ($0.isExcluded ? "-" : "") + "by=\($0.text)" }
    let days = [terms.after.map { "≥\($0)" }, terms.before.map { "<\($0)" }].compactMap(\.self)
    return (texts + conditions + calendars + providers + days).joined(separator: " ")
  }

  static let table: [(text: String, terms: String)] = [
    // Words
    ("", ""), ("   ", ""), ("aurora", "aurora"), ("aurora review", "aurora review"),
    ("  Aurora \t review\n", "Aurora review"), ("12:30", "12:30"), ("1:1", "1:1"),
    ("https://zoom.us/j/1", "https://zoom.us/j/1"), ("ada@acme.example", "“ada@acme.example”"),
    ("C++", "C++"), ("🍜", ""), ("\"", ""), ("*", ""), ("-", ""), ("--", ""), ("- a", "a"),
    ("会議室", "会議室"), ("a-b", "a-b"), ("don't", "don't"),
    // Exclusion
    ("-lunch", "-lunch"), ("aurora -lunch", "aurora -lunch"), ("-a -b", "-a -b"),
    ("--lunch", "--lunch"), ("−lunch", "−lunch"), ("-🍜", ""), ("lunch-", "lunch-"),
    // Phrases
    ("\"design review\"", "“design review”"), ("-\"design review\"", "-“design review”"),
    ("\"design", "design"), ("\"design rev", "“design rev”"), ("\"design\"", "design"),
    ("“design review” x", "“design review” x"), ("„design review“", "“design review”"),
    ("\"\" x", "x"), ("\"a b\"\"c d\"", "“a b” “c d”"), ("\"a b\"c", "“a b” c"),
    ("say \"one two\" -\"three four\"", "say “one two” -“three four”"),
    ("\"from:ann x\"", "“from:ann x”"),
    // Places
    ("title:budget", "title=budget"), ("TITLE:Budget", "title=Budget"),
    ("title:\"design review\"", "title=“design review”"), ("place:room", "place=room"),
    ("from:ann", "from=ann"), ("with:ann", "with=ann"),
    ("with:ann@acme.example", "with=“ann@acme.example”"), ("ada@", "ada@"), ("@", ""),
    ("from:\"Ann Lee\" x", "from=“Ann Lee” x"), ("-from:ann", "-from=ann"),
    ("-title:\"design review\"", "-title=“design review”"), ("from:🍜", ""),
    ("title:🍜", ""), ("title:from:ann", "title=from:ann"), ("with:-ann", "with=-ann"),
    // Calendars and providers
    ("in:work", "in=work"), ("in:\"Project Aurora\"", "in=Project Aurora"),
    ("-in:work", "-in=work"),
    ("in:home/Family", "in=home/Family"), ("in:a in:b", "in=a in=b"),
    ("provider:zoom", "by=zoom"), ("-provider:zoom", "-by=zoom"),
    ("provider:\"Google Meet\"", "by=Google Meet"),
    // Facts
    ("has:link", "@link"), ("no:link", "-@link"), ("-has:link", "-@link"), ("-no:link", "@link"),
    ("HAS:LINK", "@link"), ("is:recurring", "@recurring"), ("is:unanswered", "@unanswered"),
    ("is:declined", "@declined"), ("is:accepted", "@accepted"), ("is:tentative", "@tentative"),
    ("is:private", "@private"), ("-is:recurring", "-@recurring"), ("IS:Declined", "@declined"),
    // Days
    ("before:2027-01-01", "<2027-01-01"), ("after:2027-01-01", "≥2027-01-01"),
    ("after:tomorrow", "≥2026-11-28"), ("before:today", "<2026-11-27"),
    ("after:+3w", "≥2026-12-18"),
    ("after:2027-W07", "≥2027-02-15"), ("before:\"15 mar\"", "<2027-03-15"),
    ("before:15_mar", "<2027-03-15"), ("after:fri", "≥2026-12-04"),
    ("-before:2027-01-01", "≥2027-01-01"), ("-after:2027-01-01", "<2027-01-01"),
    ("before:2027-01-01 before:2026-12-01", "<2026-12-01"),
    ("after:2026-12-01 after:2027-01-01", "≥2027-01-01"),
    ("after:2026-12-01 before:2027-01-01", "≥2026-12-01 <2027-01-01"),
    // What is no operator is a word
    ("foo:bar", "foo:bar"), ("subject:x", "subject:x"), (":x", ":x"), ("::", ""), ("a:", "a:"),
    ("-foo:bar", "-foo:bar"), ("fromm:ann", "fromm:ann"), ("from :ann", "from :ann"),
    // All together
    (
      "budget -lunch title:review from:ann in:work has:link before:2027-01-01 is:recurring",
      "budget -lunch title=review from=ann @link @recurring in=work <2027-01-01"
    ),
  ]

  @Test(arguments: table)
  func read(_ row: (text: String, terms: String)) {
    let terms = SearchTerms(row.text, today: Self.today)
    #expect(Self.line(terms) == row.terms)
    #expect(terms.notes.count == (Self.unknown.contains(row.text) ? 1 : 0), "\(terms.notes)")
    #expect(terms.isEmpty == row.terms.isEmpty)
  }

  /// Words that look like operators; that they are words is said.
  static let unknown: Set<String> = ["foo:bar", "subject:x", "-foo:bar", "fromm:ann"]

  @Test func theTableIsLongEnough() { #expect(Self.table.count >= 80) }

  @Test(arguments: ["mailto:ann@acme.example", "https://acme.example", "12:30", "Re:", "q3:plan"])
  func addressesAndTimesAreNoOperators(_ text: String) {
    #expect(SearchTerms(text, today: Self.today).notes == [])
  }

  /// What is not understood is said, and all else is still looked for.
  @Test(arguments: [
    ("is:late", "is:late is not known. Known are is:recurring, is:unanswered, is:accepted,"),
    ("is:link", "is:link is not known."),
    ("has:people", "has:people is not known. Known is has:link."),
    ("no:people", "Known is no:link."), ("-is:late", "is:late is not known."),
    ("before:soon", "before:soon is not a day. Write one like before:2027-03-15"),
    ("after:2027-02-30", "after:2027-02-30 is not a day."),
    ("after:4/7", "after:4/7 is not a day."),
    ("from:", "from: needs a name or an address: from:ann."),
    ("from: \"\"", "from: needs a name"), ("-with:", "with: needs a name"),
    ("in:", "in: needs a calendar: in:work."), ("has:", "has: needs link: has:link."),
    ("is:", "is: needs one of is:recurring, is:unanswered"), ("before:", "before: needs a day"),
    ("title:\"\"", "title: needs a word: title:budget."),
  ])
  func say(_ text: String, _ note: String) {
    let terms = SearchTerms("aurora \(text) -lunch", today: Self.today)
    #expect(Self.line(terms) == "aurora -lunch")
    #expect(terms.notes.count == 1)
    #expect(terms.notes.first?.contains(note) == true, "\(terms.notes)")
  }

  @Test(arguments: [
    String(repeating: "x", count: 1_000_000), String(repeating: "\"", count: 5_000),
    String(repeating: "-", count: 5_000), String(repeating: "from:", count: 2_000),
    String(repeating: "-from:\"a b\" ", count: 2_000), "\u{1B}[31m\u{0}\u{202E}",
    String(repeating: "e\u{301}", count: 4_000),
  ])
  func anythingIsRead(_ text: String) {
    let terms = SearchTerms(text, today: Self.today)
    let length = terms.texts.reduce(0) { $0 + $1.words.count }
    #expect(length <= SearchReader.longest)
  }

  @Test func theWordsToMarkAreThoseOfTheirPlace() {
    let terms = SearchTerms("a title:b place:\"c d\" -e from:f", today: Self.today)
    #expect(terms.words(in: .title) == "a b")
    #expect(terms.words(in: .place) == "a c d")
  }
}

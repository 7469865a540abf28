import CalendarCore
import ConferencingCore
import Foundation
import Testing

/// Events in one line, on Monday 23 November 2026, 14:20 in Berlin.
@Suite struct QuickAddTests {
  static let vocabulary = QuickAdd.Vocabulary(
    calendars: ["Work", "Family and friends", "Team Aurora"],
    people: [
      KnownPerson(name: "Ann Lee", email: "ann@acme.example"),
      KnownPerson(name: "Bob Stone", email: "bob@acme.example"),
      KnownPerson(name: "Jo Kim", email: "jo.kim@acme.example"),
      KnownPerson(name: "Jo Day", email: "jo.day@acme.example"),
    ]
  )

  /// The title, when, and what else was understood, each behind a semicolon.
  static func text(_ line: String) throws -> String {
    let context = try TimeInputTable.context()
    let read = QuickAdd.read(line, context, vocabulary: vocabulary)
    var parts = [read.title]
    if let span = read.span { parts.append(TimeInputTable.text(span)) }
    if let repetition = read.repetition { parts.append("repeats \(repetition.text)") }
    if let duration = read.duration { parts.append("\(Int(duration / 60)) min") }
    if !read.location.isEmpty { parts.append("at \(read.location)") }
    if !read.invitees.isEmpty {
      parts.append("with \(read.invitees.map(\.email).joined(separator: " "))")
    }
    if let calendar = read.calendar { parts.append("in \(calendar)") }
    if let provider = read.provider { parts.append("\(provider.keyword)") }
    if let link = read.link { parts.append(link) }
    return parts.joined(separator: "; ")
  }

  static let lines = TimeInputTable.rows(
    """
    Lunch | Lunch
    Lunch tomorrow | Lunch; 2026-11-24
    Lunch tomorrow noon | Lunch; 2026-11-24 12:00
    dentist day after tomorrow 8am for 45 min | dentist; 2026-11-25 08:00 → 45 min
    A day after the party tomorrow | A day after the party; 2026-11-24
    Lunch, tomorrow at noon | Lunch; 2026-11-24 12:00
    Lunch at noon | Lunch; 12:00
    tomorrow 9am Stand-up | Stand-up; 2026-11-24 09:00
    Stand-up mon 9:00–9:15 | Stand-up; 2026-11-30 09:00 → 09:15
    Stand-up mon 9:00-9:15 | Stand-up; 2026-11-30 09:00 → 09:15
    Tea mon 5pm | Tea; 2026-11-23 17:00
    Tea mon with Ann 5pm | Tea; 2026-11-23 17:00; with ann@acme.example
    5pm tea with Ann mon | tea; 2026-11-23 17:00; with ann@acme.example
    Tea mon with Ann 9am | Tea; 2026-11-30 09:00; with ann@acme.example
    Tea mon | Tea; 2026-11-30
    Haircut sat 10 am 45 mins | Haircut; 2026-11-28 10:00; 45 min
    Party fri 8pm 2 hours | Party; 2026-11-27 20:00; 120 min
    Hike fri 8am 2 days | Hike 2 days; 2026-11-27 08:00
    On call sat 8:00 24h | On call; 2026-11-28 08:00; 1440 min
    Sprint review thu 14:00 1h30 | Sprint review; 2026-11-26 14:00; 90 min
    Sprint review thu 14:00 2hrs | Sprint review; 2026-11-26 14:00; 120 min
    1:1 thu 1400-1430 zoom | 1:1; 2026-11-26 14:00 → 14:30; zoom
    Plan fri 9 zoom calls | Plan 9 zoom calls; 2026-11-27
    Hackathon fri 18:00 48h | Hackathon; 2026-11-27 18:00; 2880 min
    Hike fri 8:00 24 hours | Hike 24 hours; 2026-11-27 08:00
    Walk 20 minutes fri | Walk 20 minutes; 2026-11-27
    Lunch fri noon-1 | Lunch; 2026-11-27 12:00 → 13:00
    Lunch fri 11-noon | Lunch; 2026-11-27 11:00 → 12:00
    Stand-up fri 9am 15m | Stand-up; 2026-11-27 09:00; 15 min
    Stand-up fri 9am for 15m | Stand-up; 2026-11-27 09:00 → 15 min
    Stand-up 15m fri 9am | Stand-up; 2026-11-27 09:00; 15 min
    Review fri 14:00 for 1h30 | Review; 2026-11-27 14:00 → 90 min
    Dinner fri 7pm-9 | Dinner; 2026-11-27 19:00 → 21:00
    Dinner fri at 7pm at Luigi's | Dinner; 2026-11-27 19:00; at Luigi's
    Dinner at Luigi's fri 7pm | Dinner; 2026-11-27 19:00; at Luigi's
    Dinner at Café Central, Vienna fri 7pm | Dinner; 2026-11-27 19:00; at Café Central, Vienna
    Dinner @ Luigi's fri 7pm | Dinner; 2026-11-27 19:00; at Luigi's
    Look at budget at Room 5 tomorrow | Look at budget; 2026-11-24; at Room 5
    At least one idea tomorrow | At least one idea; 2026-11-24
    Workshop dec 1–3 | Workshop; 2026-12-01 → 2026-12-03
    Workshop dec 1–3 at Berlin | Workshop; 2026-12-01 → 2026-12-03; at Berlin
    Holiday 24 dec – 2 jan | Holiday; 2026-12-24 → 2027-01-02
    Call 15:00 Tokyo | Call; 15:00 Asia/Tokyo
    Call tue 15:00 PT | Call; 2026-11-24 15:00 America/Los_Angeles
    Call tue 15:00 New York with Ann | Call; 2026-11-24 15:00 America/New_York; with ann@acme.example
    3pm art class | art class; 15:00
    3pm Easter lunch | Easter lunch; 15:00
    9am cat food | cat food; 09:00
    1:1 with Ann tomorrow 10:00 | 1:1; 2026-11-24 10:00; with ann@acme.example
    Lunch with Ann and Bob fri 12:30 | Lunch; 2026-11-27 12:30; with ann@acme.example bob@acme.example
    Lunch with Ann Lee, Bob Stone fri | Lunch; 2026-11-27; with ann@acme.example bob@acme.example
    Lunch with ann@acme.example fri noon | Lunch; 2026-11-27 12:00; with ann@acme.example
    Lunch with x-y@z-w.example fri noon | Lunch; 2026-11-27 12:00; with x-y@z-w.example
    Lunch with Ann about hiring fri noon | Lunch about hiring; 2026-11-27 12:00; with ann@acme.example
    Lunch with Zoe fri noon | Lunch with Zoe; 2026-11-27 12:00
    Lunch with Jo fri noon | Lunch with Jo; 2026-11-27 12:00
    Lunch with Jo Kim fri noon | Lunch; 2026-11-27 12:00; with jo.kim@acme.example
    Lunch with Ann at Luigi's tomorrow 12:30 in Work | Lunch; 2026-11-24 12:30; at Luigi's; with ann@acme.example; in Work
    Party fri 20:00 in family and friends | Party; 2026-11-27 20:00; in Family and friends
    Retro fri 10:00 in team aurora | Retro; 2026-11-27 10:00; in Team Aurora
    Check in Berlin fri | Check in Berlin; 2026-11-27
    Check oven in 2h | Check oven; 2026-11-23 16:20 +01:00
    Retro in 3 days 10:00 | Retro; 2026-11-26 10:00
    Retro fri 10:00 zoom | Retro; 2026-11-27 10:00; zoom
    Retro fri 10:00 via Zoom | Retro; 2026-11-27 10:00; zoom
    Retro fri 10:00 on teams | Retro; 2026-11-27 10:00; teams
    Retro fri 10:00 google meet | Retro; 2026-11-27 10:00; meet
    Retro fri 10:00 via meet | Retro; 2026-11-27 10:00; meet
    Meet Ann fri 10:00 | Meet Ann; 2026-11-27 10:00
    All teams sync fri | All teams sync; 2026-11-27
    Demo fri 10:00 https://us02web.zoom.us/j/82021512759?pwd=a-b | Demo; 2026-11-27 10:00; https://us02web.zoom.us/j/82021512759?pwd=a-b
    Demo via https://meet.example/x fri 10:00 | Demo; 2026-11-27 10:00; https://meet.example/x
    "Lunch at noon" tomorrow 13:00 | Lunch at noon; 2026-11-24 13:00
    Fix 5" pipe tomorrow | Fix 5" pipe; 2026-11-24
    Dinner +1 fri 19:00 | Dinner +1; 2026-11-27 19:00
    24/7 support rota fri | 24/7 support rota; 2026-11-27
    Buy 9 eggs tomorrow | Buy 9 eggs; 2026-11-24
    fri 9 people dinner | 9 people dinner; 2026-11-27
    Meeting at 9 fri | Meeting; 2026-11-27 09:00
    Pick up keys at 5 Main Street fri 10:00 | Pick up keys; 2026-11-27 10:00; at 5 Main Street
    Monster truck fri | Monster truck; 2026-11-27
    Sunset walk sat 16:00 | Sunset walk; 2026-11-28 16:00
    Follow-up sat-nav | Follow-up sat-nav
    Plan mon for tue | Plan for tue; 2026-11-30
    Ship 4/7 | Ship 4/7
    Party at midnight | Party; at midnight
    Call 25:00 | Call 25:00
    Yoga every tue 18:00 | Yoga; 18:00; repeats every tue
    2 days workshop mon | 2 days workshop; 2026-11-30
    Trip mon for 3 days | Trip; 2026-11-30; 4320 min
    Geburtstag Ömi 1.12. | Geburtstag Ömi; 2026-12-01
    会議 tomorrow 10:00 | 会議; 2026-11-24 10:00
    👩‍👩‍👧 picnic sat noon | 👩‍👩‍👧 picnic; 2026-11-28 12:00
    fri 10:00 | ; 2026-11-27 10:00
    """
  )

  /// Lines as users of other calendars type them.
  static let typed = TimeInputTable.rows(
    """
    lunch w/ Ann tomorrow 12:30-13:15 at Luigi's | lunch; 2026-11-24 12:30 → 13:15; at Luigi's; with ann@acme.example
    call mum sun 5pm for 20m | call mum; 2026-11-29 17:00 → 20 min
    1:1 every other friday 10-10.30 zoom | 1:1; 10:00 → 10:30; repeats every other friday; zoom
    trip 20-23 dec | trip; 2026-12-20 → 2026-12-23
    gym mon wed fri 7am | gym; 07:00; repeats every mon, wed, fri
    gym mon/wed/fri 7am | gym; 07:00; repeats every mon, wed, fri
    yoga on tue and thu 18:30 | yoga; 18:30; repeats every tue, thu
    pay rent on the 1st of every month | pay rent; repeats on the 1st of every month
    standup weekdays 9:15 15m meet | standup; 09:15; repeats weekdays; 15 min; meet
    standup mon-fri 9:15 | standup; 09:15; repeats every mon-fri
    standup 9:15 mon to fri | standup; 09:15; repeats every mon-fri
    standup mon-fri at 9 | standup; 09:00; repeats every mon-fri
    work mon-fri 9-5 | work; 09:00 → 17:00; repeats every mon-fri
    work 9-5 mon-fri | work; 09:00 → 17:00; repeats every mon-fri
    class mon-thu 9:00 | class; 09:00; repeats every mon-thu
    gym mon wed fri 9h | gym; 09:00; repeats every mon, wed, fri
    Paris fri-mon at 9 | Paris at 9; 2026-11-27 → 2026-11-30
    Paris fri sat sun mon 9:15 | Paris fri sat sun; 2026-11-30 09:15
    run tomorrow morning at 6 | run; 2026-11-24 06:00
    breakfast fri at 6 | breakfast; 2026-11-27 06:00
    flight fri at 5 in the morning | flight; 2026-11-27 05:00
    dinner 7-9 tonight | dinner; 2026-11-23 19:00 → 21:00
    gym 6-7 tmr | gym; 2026-11-24 18:00 → 19:00
    Holiday mon-wed | Holiday; 2026-11-30 → 2026-12-02
    interview with Ann tue 2-3pm teams | interview; 2026-11-24 14:00 → 15:00; with ann@acme.example; teams
    fri 10:00 meet | meet; 2026-11-27 10:00
    call Ann fri at 3 | call Ann; 2026-11-27 15:00
    dinner with Ann fri at 7 | dinner; 2026-11-27 19:00; with ann@acme.example
    breakfast fri at 7 | breakfast; 2026-11-27 07:00
    lunch 12-1 tomorrow | lunch; 2026-11-24 12:00 → 13:00
    lunch tomorrow 12:30-1:15 | lunch; 2026-11-24 12:30 → 13:15
    work fri 9-5 | work; 2026-11-27 09:00 → 17:00
    party fri 22:00–2:00 | party; 2026-11-27 22:00 → 02:00 next day
    tonight 8pm party at Tom's | party; 2026-11-23 20:00; at Tom's
    breakfast tmrw 8am | breakfast; 2026-11-24 08:00
    dentist fri 9h | dentist; 2026-11-27 09:00
    dentist fri 9h30 | dentist; 2026-11-27 09:30
    workshop fri 9:00 8h | workshop; 2026-11-27 09:00; 480 min
    all day workshop friday | workshop; 2026-11-27
    All day fri | All day; 2026-11-27
    haircut next tuesday at 10 | haircut; 2026-12-01 10:00
    team offsite jan 14-16 | team offsite; 2027-01-14 → 2027-01-16
    project review in 2 weeks 14:00 | project review; 2026-12-07 14:00
    yoga tuesdays and thursdays 18:30-19:30 | yoga; 18:30 → 19:30; repeats tuesdays and thursdays
    movie night saturday 8pm 2h | movie night; 2026-11-28 20:00; 120 min
    board meeting first monday of every month 9-11 | board meeting; 09:00 → 11:00; repeats first monday of every month
    dinner fri sat 20:00 | dinner fri; 2026-11-28 20:00
    Plan mon for tue 9:00 | Plan mon for; 2026-11-24 09:00
    """
  )

  @Test("What people type elsewhere is understood here", arguments: typed)
  func readsWhatPeopleType(_ row: TimeInputTable.Row) {
    TimeInputTable.expect(row) { try Self.text(row.text) }
  }

  @Test("What is understood goes to its field, and the rest stays in the title", arguments: lines)
  func reads(_ row: TimeInputTable.Row) {
    TimeInputTable.expect(row) { try Self.text(row.text) }
  }

  static let times = TimeInputTable.rows(
    """
    Lunch | none
    Lunch fri | 2026-11-27…2026-11-27
    Trip mon for 3 days | 2026-11-30…2026-12-02
    Trip dec 1–3 | 2026-12-01…2026-12-03
    Lunch fri 12:30 | 2026-11-27T11:30:00Z 60 min
    Lunch fri 12:30 for 45m | 2026-11-27T11:30:00Z 45 min
    Lunch fri 12:30 45m | 2026-11-27T11:30:00Z 45 min
    Call 15:00 | 2026-11-23T14:00:00Z 60 min
    Call 9:00 | 2026-11-24T08:00:00Z 60 min
    Call tue 15:00 Tokyo | 2026-11-24T06:00:00Z 60 min
    Call 9:00 Tokyo | 2026-11-24T00:00:00Z 60 min
    Party fri 22:00–02:00 | 2026-11-27T21:00:00Z 240 min
    Call in 2h | 2026-11-23T15:20:00Z 60 min
    Lunch fri 30m | ! A length needs a time of day.
    Dentist 12/4 8:15am | ! "12/4" may be 12 April 2027 or 4 December 2026. Write 2027-04-12 or 2026-12-04. Or put it in quotation marks, where it is a part of the title.
    Dentist "12/4" 8:15pm | 2026-11-23T19:15:00Z 60 min
    Dentist 4.12 8:15 | 2026-12-04T07:15:00Z 60 min
    ping Ann on 30 Feb at 9 | ! "30 Feb" does not exist: February has 29 days at most.
    Kickoff 4/7 tomorrow | 2026-11-24…2026-11-24
    RR tue 10 until 18 jan | ! "until 18 jan" may be the end of a series or of one long event.
    standup 9:15 until friday | ! "until friday" may be the end of a series or of one long event.
    Trip fri 9:00 until sun 18:00 | 2026-11-27T08:00:00Z 3420 min
    Conference fri 9:00 to sun | 2026-11-27T08:00:00Z 2880 min
    meeting weekly tue 10 until 2020 | ! "until 2020" may be a year or a time.
    meeting every day but sunday 10 | ! Dates that are left out are not read here: "but sunday
    meeting every tue 10 skip 15 dec | ! Dates that are left out are not read here: "skip 15 dec".
    meeting every tue 10 except 15 dec | ! Dates that are left out are not read here: "except 15 dec".
    swim daily but not friday 7:00 | ! Dates that are left out are not read here: "but not friday".
    Nothing but fun every tue 10:00 | 2026-11-24T09:00:00Z 60 min
    party 5 dec sunday 20:00 | ! 5 December 2026 is a Saturday, not a Sunday.
    party sun 5 dec 20:00 | ! 5 December 2026 is a Saturday, not a Sunday.
    zero tue 10:00-10:00 | ! It ends when it starts.
    at 25:00 something tue | ! "25:00" is not a time of day.
    x 99999-01-01 10:00 | ! This year is out of range.
    """
  )

  @Test("A time without a day is the next one", arguments: times)
  func resolves(_ row: TimeInputTable.Row) throws {
    let context = try TimeInputTable.context()
    TimeInputTable.expect(row) {
      switch try QuickAdd.read(row.text, context).time(context, length: 3_600)?.time {
      case nil: "none"
      case .allDay(let first, let last): "\(first)…\(last)"
      case .timed(let start, let end, _):
        "\(start.ISO8601Format()) \(Int(end.timeIntervalSince(start) / 60)) min"
      }
    }
  }

  @Test(
    "Nothing that is typed is lost",
    arguments: lines + QuickAddRepetitionTests.repetitions + QuickAddRepetitionTests.hostile
  )
  func losesNothing(_ row: TimeInputTable.Row) throws {
    let context = try TimeInputTable.context()
    let read = QuickAdd.read(row.text, context, vocabulary: Self.vocabulary)
    let isUnderstood =
      read.span != nil || read.repetition != nil || read.duration != nil || !read.invitees.isEmpty
      || !read.location.isEmpty
      || read.calendar != nil || read.provider != nil || read.link != nil
    #expect(isUnderstood || read.title == row.text)
  }

  /// The event would be on another day than was meant, and nothing would say so.
  @Test("A date that may be two is said also where the line has a time")
  func saysWhatMayBeTwo() throws {
    let context = try TimeInputTable.context()
    for (line, isSaid) in [
      ("Kickoff 4/7 tomorrow", true), ("Kickoff 4/7 fri 10:00", false),
      ("Review 4.7 every tue 10:00", false), ("Review 4.7 fri 10:00", false),
    ] {
      let read = try QuickAdd.read(line, context).time(context, length: 3_600)
      let remarks = try #require(read).remarks
      #expect(remarks.contains { $0.contains("may be") } == isSaid, "\(remarks)")
    }
  }

  @Test(
    "What is over already is said",
    arguments: [
      ("Lunch today 9:00", true), ("Lunch last fri", true), ("Lunch today", false),
      ("Lunch today 14:00", false), ("Lunch tomorrow 9:00", false), ("Lunch 9:00", false),
      ("Lunch every mon 9:00", false),
    ]
  )
  func saysWhatIsOver(_ line: String, _ isOver: Bool) throws {
    let context = try TimeInputTable.context()
    let time = try #require(try QuickAdd.read(line, context).time(context, length: 3_600))
    #expect(time.remarks == (isOver ? ["This is in the past."] : []))
  }
}

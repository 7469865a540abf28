import CalendarCore
import Foundation
import Testing

/// Repetitions in a line of quick add, and lines whose words only look like parts, on Monday 23
/// November 2026, 14:20 in Berlin.
@Suite struct QuickAddRepetitionTests {
  static let repetitions = TimeInputTable.rows(
    """
    every tue Yoga | Yoga; repeats every tue
    Yoga every tuesday 18:00 for 90m | Yoga; 18:00 → 90 min; repeats every tuesday
    Yoga each tue, thu 18:00 | Yoga; 18:00; repeats each tue, thu
    Yoga every tue and thu at 18:00 at Studio 5 | Yoga; 18:00; repeats every tue and thu; at Studio 5
    18:00 Yoga with Ann every second tuesday until easter in Work | Yoga; 18:00; repeats every second tuesday until easter; with ann@acme.example; in Work
    in Work every other tue with Ann 18:00 Yoga | Yoga; 18:00; repeats every other tue; with ann@acme.example; in Work
    Stand-up daily for 5 days | Stand-up; repeats daily for 5 days
    daily for 5 days 9:15 Stand-up | Stand-up; 09:15; repeats daily for 5 days
    weekdays 9:15 standup | standup; 09:15; repeats weekdays
    standup 9:15 on weekdays | standup; 09:15; repeats on weekdays
    Stand-up every mon-fri 9:00 | Stand-up; 09:00; repeats every mon-fri
    Stand-up every mon to thu 9:00 | Stand-up; 09:00; repeats every mon to thu
    Stand-up every weekday 9:15–9:30 until 18 dec | Stand-up; 09:15 → 09:30; repeats every weekday until 18 dec
    Stand-up every day 9:15 until 18 dec zoom | Stand-up; 09:15; repeats every day until 18 dec; zoom
    Yoga every tue 9 | Yoga; 09:00; repeats every tue
    Yoga every tue 9–10 | Yoga; 09:00 → 10:00; repeats every tue
    Yoga tuesdays 18:00 | Yoga; 18:00; repeats tuesdays
    Yoga every tue 18:00 12 times | Yoga; 18:00; repeats every tue 12 times
    Yoga every tue, 12 times | Yoga; repeats every tue 12 times
    Yoga every tue 18:00 forever | Yoga; 18:00; repeats every tue
    Course every week 18:00 for 6 weeks | Course; 18:00; repeats every week for 6 weeks
    Camp every year 1 jul for 2 weeks | Camp; repeats every year 1 jul; 20160 min
    Camp every jul for 3 days | Camp; repeats every jul; 4320 min
    Rent on the 1st of every month | Rent; repeats on the 1st of every month
    Rent 1st of every month | Rent; repeats 1st of every month
    Retro last fri of every month 16:00 | Retro; 16:00; repeats last fri of every month
    Retro monthly on the last friday 16:00 | Retro; 16:00; repeats monthly on the last friday
    Report weekly fri 10:00 | Report; 10:00; repeats weekly fri
    Choir fri 19:00 weekly until 5 apr | Choir; 2026-11-27 19:00; repeats weekly until 5 apr
    Board last fri of the month 14:00 | Board; 14:00; repeats last fri of every month
    Board on the first mon of the month | Board; repeats on the first mon of every month
    Report of the month fri | Report of the month; 2026-11-27
    Choir every mon 19:00 until easter 2028 | Choir; 19:00; repeats every mon until easter 2028
    Choir every tue 19:00 until june | Choir; 19:00; repeats every tue until june
    Choir every tue 19:00 until June 2027 with Ann | Choir; 19:00; repeats every tue until June 2027; with ann@acme.example
    Choir every tue until the end of march 19:00 | Choir; 19:00; repeats every tue until the end of march
    Choir every tue till next month | Choir; repeats every tue until next month
    Choir every tue until june 9:00 | Choir; 09:00; repeats every tue until june
    Choir every tue until june 9 19:00 | Choir; 19:00; repeats every tue until june 9
    Choir every tue until 8dec | Choir; repeats every tue until 8dec
    Rent every year on 8dec | Rent; repeats every year on 8dec
    Choir 8dec 19:00 | Choir; 2026-12-08 19:00
    Fair 8dec-10dec | Fair; 2026-12-08 → 2026-12-10
    Yoga fri 18:00 every week | Yoga; 2026-11-27 18:00; repeats every week
    Yoga fri every week 18:00 | Yoga; 18:00; repeats fri every week
    Yoga every tue 18:00 from 5 jan | Yoga; 2027-01-05 18:00; repeats every tue
    Yoga every tue starting 5 jan 18:00 | Yoga; 2027-01-05 18:00; repeats every tue
    Birthday Ömi every year on 5 apr | Birthday Ömi; repeats every year on 5 apr
    Backup every 3 weeks on mon, wed 22:00 | Backup; 22:00; repeats every 3 weeks on mon, wed
    Biweekly sync every other tue 9:00 | Biweekly sync; 09:00; repeats every other tue
    every day 9 eggs | 9 eggs; repeats every day
    Clean every month second floor | Clean second floor; repeats every month
    Daily standup 9:15 | Daily standup; 09:15
    Weekly report fri 10:00 | Weekly report; 2026-11-27 10:00
    Weekend trip sat | Weekend trip; 2026-11-28
    Read the daily fri 10:00 | Read the daily; 2026-11-27 10:00
    Every idea counts fri | Every idea counts; 2026-11-27
    Every second counts fri | Every second counts; 2026-11-27
    Each one teach one fri 10:00 | Each one teach one; 2026-11-27 10:00
    every mond fri | every mond; 2026-11-27
    Push ups 3 times fri | Push ups 3 times; 2026-11-27
    "Every tue" fri 10:00 | Every tue; 2026-11-27 10:00
    every every every | every every every
    """
  )

  @Test("How it repeats is understood where no title says it", arguments: repetitions)
  func repeats(_ row: TimeInputTable.Row) {
    TimeInputTable.expect(row) { try QuickAddTests.text(row.text) }
  }

  static let hostile = TimeInputTable.rows(
    """
    Zoom out fri 10:00 | Zoom out; 2026-11-27 10:00
    zoom in on details fri | zoom in on details; 2026-11-27
    Talk on zoom fatigue fri 10:00 | Talk on zoom fatigue; 2026-11-27 10:00
    Google meet and greet fri | Google meet and greet; 2026-11-27
    Talk via teams of two fri | Talk via teams of two; 2026-11-27
    Retro zoom fri 10:00 | Retro; 2026-11-27 10:00; zoom
    zoom Retro fri 10:00 | zoom Retro; 2026-11-27 10:00
    zoom with Ann fri 10:00 | zoom; 2026-11-27 10:00; with ann@acme.example
    Retro fri 10:00 zoom at Room 5 | Retro; 2026-11-27 10:00; at Room 5; zoom
    in Work zoom 10:00 fri at Room 5 with Ann Retro | Retro; 2026-11-27 10:00; at Room 5; with ann@acme.example; in Work; zoom
    Retro at Room 5 with Ann, Bob Stone in family and friends fri 10:00 via teams | Retro; 2026-11-27 10:00; at Room 5; with ann@acme.example bob@acme.example; in Family and friends; teams
    Demo https://x.example/a,b;c?d=1-2 fri 10:00 | Demo; 2026-11-27 10:00; https://x.example/a,b;c?d=1-2
    HTTPS://X.example/A fri 10:00 Demo zoom | Demo zoom; 2026-11-27 10:00; HTTPS://X.example/A
    Demo https://a.example https://b.example fri | Demo https://b.example; 2026-11-27; https://a.example
    Eat, drink; sleep, | Eat, drink; sleep,
    ,;, | ,;,
    at | at
    with | with
    every | every
    until for every at with in | until for every at with in
    - – — -- | - – — --
    \u{202E}txt fri\u{200B}x | \u{202E}txt fri\u{200B}x
    +1 -1 24/7 4/7 | +1 -1 24/7 4/7
    99999999999999999999 times every 99999999999 days | 99999999999999999999 times every 99999999999 days
    in 99999999999 years | in 99999999999 years
    """
  )

  @Test("Words that only look like parts stay in the title, to the byte", arguments: hostile)
  func hostileLines(_ row: TimeInputTable.Row) {
    TimeInputTable.expect(row) { try QuickAddTests.text(row.text) }
  }

  @Test("A line of thousands of words that begin a part is read")
  func longLine() throws {
    let context = try TimeInputTable.context()
    for word in ["every ", "fri ", "in ", "with ", "until ", "on the last ", "\"", "zoom "] {
      let line = String(repeating: word, count: 1_000) + "end"
      let read = QuickAdd.read(line, context, vocabulary: QuickAddTests.vocabulary)
      #expect(read.title.contains("end"), "\(word)")
    }
  }

  static let firsts = TimeInputTable.rows(
    """
    Yoga every tue | all day 2026-11-24: every Tuesday
    Yoga every mon 18:00 | 2026-11-23T17:00:00Z: every Monday
    Yoga every mon 9:00 | 2026-11-30T08:00:00Z: every Monday
    Yoga every second tue 18:00 | 2026-11-24T17:00:00Z: every second Tuesday
    Yoga every second sun 18:00 | 2026-11-29T17:00:00Z: every second Sunday
    Yoga every second tue 18:00 until easter | 2026-11-24T17:00:00Z: every second Tuesday until 28 Mar 2027
    Stand-up daily 9:15 for 5 days | 2026-11-24T08:15:00Z: every day until 28 Nov 2026
    Stand-up weekdays 9:15 | 2026-11-24T08:15:00Z: every weekday
    Rent on the 1st of every month | all day 2026-12-01: on the 1st of each month
    Retro every 2 months on the 15th 10:00 | 2026-12-15T09:00:00Z: on the 15th of every second month
    Yoga fri 18:00 every week | 2026-11-27T17:00:00Z: every Friday
    Yoga fri 18:00 every tue | 2026-12-01T17:00:00Z: every Tuesday
    Call every tue 9:00 Tokyo | 2026-11-24T00:00:00Z: every Tuesday
    Trip every year 1 jul for 3 days | all day 2027-07-01: every year on 1 July
    Yoga every tue until 2026-11-01 | ! It would end on
    Yoga sun 29 nov 18:00 every second tue | 2026-12-01T17:00:00Z: every second Tuesday
    Yoga every second tue 18:00 from 29 nov | 2026-12-01T17:00:00Z: every second Tuesday
    Choir every tue 19:00 until june | 2026-11-24T18:00:00Z: every Tuesday until 30 Jun 2027
    Choir every tue 19:00 until nov | 2026-11-24T18:00:00Z: every Tuesday until 30 Nov 2026
    Choir every tue 19:00 until juin | ! "juin" is not a day or a month. Write one like 2026-12-01, fri, 15 mar or june. Or put the title in quotation marks.
    Choir every tue until juin 19:00 | ! "juin" is not a day or a month
    Choir every tue 19:00 until 4/7 | ! may be 4 July 2027 or 7 April 2027
    Choir every tue 19:00 for 2h until | ! is not a day or a month
    Choir every tue until 2027 | ! "until 2027" may be a year or a time. Write its last day.
    every tue 19:00 Choir until juin | 2026-11-24T18:00:00Z: every Tuesday (It repeats for ever: "until juin" is not understood as its end.)
    Choir every tue except 22 dec 19:00 | ! Dates that are left out are not read here: "except 22 dec". Delete those occurrences once the series is there.
    Choir daily 9:15 except fri | ! "except fri"
    Choir every tue 19:00 until june except 22 dec | ! "except 22 dec"
    every tue 19:00 Choir except juin | 2026-11-24T18:00:00Z: every Tuesday (It repeats on every date: "except juin" is not understood.)
    Choir every tue 19:00 until xmas | 2026-11-24T18:00:00Z: every Tuesday until 25 Dec 2026
    every tue 19:00 "Fake it until you make it" | 2026-11-24T18:00:00Z: every Tuesday
    """
  )

  @Test("A repetition begins on its first date", arguments: firsts)
  func begins(_ row: TimeInputTable.Row) throws {
    let context = try TimeInputTable.context()
    TimeInputTable.expect(row) {
      guard let read = try QuickAdd.read(row.text, context).time(context, length: 3_600) else {
        return "none"
      }
      let start: String =
        switch read.time {
        case .allDay(let first, _): "all day \(first)"
        case .timed(let start, _, _): start.ISO8601Format()
        }
      let words = read.recurrence?.words(from: read.time, zone: context.zone)
      let remarks = read.remarks.map { " (\($0))" }.joined()
      return "\(start): \(words ?? "once")\(remarks)"
    }
  }
}

import CalendarCore
import Foundation
import Testing

/// Days as they are typed, on Monday 23 November 2026.
@Suite struct DayInputTests {
  static let days = TimeInputTable.rows(
    """
    2026-12-01 | 2026-12-01
    20261201 | 2026-12-01
    2026/12/01 | 2026-12-01
    2026.12.1 | 2026-12-01
    2026-2-3 | 2026-02-03
    1.12.2026 | 2026-12-01
    01.12.2026 | 2026-12-01
    1.12.26 | 2026-12-01
    1.12. | 2026-12-01
    1.3. | 2027-03-01
    1.12. 2027 | 2027-12-01
    25/12/2026 | 2026-12-25
    12/25/2026 | 2026-12-25
    25/12 | 2026-12-25
    12/25 | 2026-12-25
    7/7/2027 | 2027-07-07
    3/15/27 | 2027-03-15
    15 mar | 2027-03-15
    15 March | 2027-03-15
    15. mar | 2027-03-15
    mar 15 | 2027-03-15
    Dec 1 | 2026-12-01
    1 dec | 2026-12-01
    8dec | 2026-12-08
    8DEC2027 | 2027-12-08
    8december 2027 | 2027-12-08
    tue 8dec | 2026-12-08
    December 1st | 2026-12-01
    1st of December | 2026-12-01
    2nd dec | 2026-12-02
    3rd december | 2026-12-03
    23 nov | 2026-11-23
    22 nov | 2027-11-22
    Dec 1, 2027 | 2027-12-01
    Dec 1 2027 | 2027-12-01
    1 dec 2025 | 2025-12-01
    29 feb | 2028-02-29
    sept 4 | 2027-09-04
    may 5 | 2027-05-05
    today | 2026-11-23
    Tomorrow | 2026-11-24
    yesterday | 2026-11-22
    mon | 2026-11-30
    tue | 2026-11-24
    tues | 2026-11-24
    WEDS | 2026-11-25
    thurs | 2026-11-26
    friday | 2026-11-27
    sat | 2026-11-28
    sunday | 2026-11-29
    next tue | 2026-12-01
    next mon | 2026-11-30
    this fri | 2026-11-27
    this mon | 2026-11-23
    last fri | 2026-11-20
    last mon | 2026-11-16
    last sun | 2026-11-22
    first monday of december | 2026-12-07
    the last fri in feb | 2027-02-26
    15 dec tue | 2026-12-15
    5-jan-2027 | 2027-01-05
    monday after next | 2026-12-07
    fri week | 2026-12-04
    mon week | 2026-12-07
    25-12-2026 | 2026-12-25
    12-25-2026 | 2026-12-25
    New Years Eve | 2026-12-31
    fri 4 dec | 2026-12-04
    Easter | 2027-03-28
    easter monday | 2027-03-29
    easter 2028 | 2028-04-16
    Christmas  2026 | 2026-12-25
    good  friday | 2027-03-26
    ascension day | 2027-05-06
    pentecost | 2027-05-16
    christmas | 2026-12-25
    Christmas Eve | 2026-12-24
    New Year’s Eve | 2026-12-31
    new year | 2027-01-01
    Fri, Dec 4 | 2026-12-04
    Tue 1 Dec 2026 | 2026-12-01
    fri 1.1.2027 | 2027-01-01
    +3 | 2026-11-26
    -1 | 2026-11-22
    +0 | 2026-11-23
    +3d | 2026-11-26
    +3w | 2026-12-14
    -2w | 2026-11-09
    +1m | 2026-12-23
    +3m | 2027-02-23
    +1y | 2027-11-23
    +2 weeks | 2026-12-07
    in 3 days | 2026-11-26
    in 2 weeks | 2026-12-07
    in a week | 2026-11-30
    in one month | 2026-12-23
    2 weeks ago | 2026-11-09
    3 days ago | 2026-11-20
    2027-W07-3 | 2027-02-17
    2027W073 | 2027-02-17
    2026-W53-4 | 2026-12-31
    9998-12-31 | 9998-12-31
    """
  )

  static let refused = TimeInputTable.rows(
    """
    | ! is not a day
    2026-02-30 | ! February 2026 has 28 days
    2026-13-01 | ! months are 1 to 12
    20260230 | ! does not exist
    feb 30 | ! February has 29 days at most
    4-7-2027 | ! may be 4 July 2027 or 7 April 2027
    99999-01-01 | ! This year is out of range
    31 apr | ! April has 30 days
    29 feb 2027 | ! February 2027 has 28 days
    4/7/2027 | ! may be 4 July 2027 or 7 April 2027. Write 2027-07-04 or 2027-04-07.
    04/07 | ! may be 4 July 2027 or 7 April 2027
    13/13/2027 | ! months are 1 to 12
    04.07 | ! may be a day or a time. Write 4.7. for the day, or 4:07 for the time.
    1.13. | ! months are 1 to 12
    mon 1 dec 2026 | ! 1 December 2026 is a Tuesday, not a Monday
    soon | ! "soon" is not a day. Write one like 2026-12-01, today, fri, 15 mar or +3.
    monster | ! is not a day
    sunset | ! is not a day
    frisbee | ! is not a day
    satin | ! is not a day
    wedding | ! is not a day
    thunder | ! is not a day
    tuesdays | ! is not a day
    marmalade 3 | ! is not a day
    decent 1 | ! is not a day
    fr | ! is not a day
    Montag | ! is not a day
    1. Dezember | ! is not a day
    1th dec | ! is not a day
    11st dec | ! is not a day
    0 dec | ! is not a day
    0dec | ! is not a day
    8decent | ! is not a day
    8dec27 | ! is not a day
    32 dec | ! is not a day
    dec | ! is not a day
    next | ! is not a day
    next monster | ! is not a day
    mon 14:00 | ! "14:00" in "mon 14:00" is not part of a day
    today tomorrow | ! "tomorrow" in "today tomorrow" is not part of a day
    2026-W54 | ! 52 or 53 weeks
    2027-W53-1 | ! 52 or 53 weeks
    2027-W07-8 | ! 1 to 7
    2027-W07 | ! is more than a day. Write its day, like 2027-02-15.
    mar 2027 | ! is more than a day
    next month | ! is more than a day
    2027-03 | ! is more than a day
    9999-01-01 | ! Choose one from 1000 to 9998
    0999-12-31 | ! Choose one from 1000 to 9998
    ２０２６-12-01 | ! is not a day
    ٣ dec | ! is not a day
    """
  )

  @Test("A day is read", arguments: days)
  func reads(_ row: TimeInputTable.Row) throws {
    let today = try TimeInputTable.context().today
    TimeInputTable.expect(row) { "\(try DayInput.read(row.text, today: today))" }
  }

  @Test("What is no day, or may be two, is refused with the reason", arguments: refused)
  func refuses(_ row: TimeInputTable.Row) throws {
    let today = try TimeInputTable.context().today
    TimeInputTable.expect(row) { "\(try DayInput.read(row.text, today: today))" }
  }

  static let counted = TimeInputTable.rows(
    """
    fri | 2026-12-04
    thu | 2026-12-10
    +0 | 2026-12-04
    +3 | 2026-12-07
    +1w | 2026-12-11
    tomorrow | 2026-11-24
    day after tomorrow | 2026-11-25
    the day after tomorrow | 2026-11-25
    the day before yesterday | 2026-11-21
    2026-12-05 | 2026-12-05
    1 dec | 2027-12-01
    5 apr | 2027-04-05
    next tue | 2026-12-08
    last fri | 2026-11-27
    last thu | 2026-12-03
    this fri | 2026-12-04
    this mon | 2026-12-07
    fri week | 2026-12-11
    """
  )

  @Test("Weekdays, numbers and dates without a year count from the start", arguments: counted)
  func countsFromAnotherDay(_ row: TimeInputTable.Row) throws {
    let today = try TimeInputTable.context().today
    let friday = try #require(Day("2026-12-04"))
    TimeInputTable.expect(row) { "\(try DayInput.read(row.text, today: today, from: friday))" }
  }

  static let periods = TimeInputTable.rows(
    """
    2027-W07 | 2027-02-15
    2027W07 | 2027-02-15
    W07 | 2027-02-15
    w48 | 2026-11-23
    week 7 | 2027-02-15
    mar 2027 | 2027-03-01
    2027-03 | 2027-03-01
    march | 2027-03-01
    nov | 2026-11-01
    2027 | 2027-01-01
    next week | 2026-11-30
    last week | 2026-11-16
    next month | 2026-12-01
    next year | 2027-01-01
    15 mar | 2027-03-15
    +3w | 2026-12-14
    """
  )

  @Test("Going to a date, a week, a month or a year stands for its first day", arguments: periods)
  func readsPeriods(_ row: TimeInputTable.Row) throws {
    let today = try TimeInputTable.context().today
    TimeInputTable.expect(row) {
      "\(try DayInput.read(row.text, today: today, takesPeriods: true))"
    }
  }

  /// Source: the tables of Easter dates of the US Naval Observatory.
  @Test(arguments: [
    (2008, "2008-03-23"), (2011, "2011-04-24"), (2019, "2019-04-21"), (2024, "2024-03-31"),
    (2038, "2038-04-25"), (2076, "2076-04-19"), (1818, "1818-03-22"), (2285, "2285-03-22"),
  ])
  func easterIsOnItsSunday(_ year: Int, _ day: String) throws {
    let newYear = try #require(Day(year: year, month: 1, day: 1))
    #expect(try DayInput.read("easter", today: newYear).description == day)
  }
}

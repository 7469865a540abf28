import CalendarCore
import Foundation
import Testing

/// Moments and spans as they are typed, on Monday 23 November 2026, 14:20 in Berlin.
@Suite struct TimeInputTests {
  static let moments = TimeInputTable.rows(
    """
    2026-12-01T10:00 | 2026-12-01 10:00
    2026-12-01t10:00:30 | 2026-12-01 10:00:30
    20261201T1000 | 2026-12-01 10:00
    20261201T100030Z | 2026-12-01 10:00:30 +00:00
    2026-12-01T10:00Z | 2026-12-01 10:00 +00:00
    2026-12-01T10:00:00.000Z | 2026-12-01 10:00 +00:00
    2026-12-01T10:00+02:00 | 2026-12-01 10:00 +02:00
    2026-12-01T10:00-0800 | 2026-12-01 10:00 -08:00
    2026-12-01T10:00-08:00 | 2026-12-01 10:00 -08:00
    2026-12-01T10:00+02 | 2026-12-01 10:00 +02:00
    2026-12-01T24:00 | 2026-12-01 24:00
    2026-12-01 10:00 | 2026-12-01 10:00
    2026-12-01  10:00 | 2026-12-01 10:00
    2026-12-01 10:00 +02:00 | 2026-12-01 10:00 +02:00
    2026-12-01 10:00+02:00 | 2026-12-01 10:00 +02:00
    2026-12-01 10:00 -08:00 | 2026-12-01 10:00 -08:00
    1.12.2026 10:00 | 2026-12-01 10:00
    1.12. 10.30 | 2026-12-01 10:30
    Dec 1 10am | 2026-12-01 10:00
    dec 1 at 10 | 2026-12-01 10:00
    1 dec 2026, 9:15 | 2026-12-01 09:15
    tomorrow 9am | 2026-11-24 09:00
    tomorrow 9 | 2026-11-24 09:00
    tomorrow at 9 | 2026-11-24 09:00
    9am tomorrow | 2026-11-24 09:00
    today 0930 | 2026-11-23 09:30
    today 930 | 2026-11-23 09:30
    mon 14:00 | 2026-11-30 14:00
    mon 14:20 | 2026-11-30 14:20
    mon 14:21 | 2026-11-23 14:21
    mon 5pm | 2026-11-23 17:00
    on monday at 17 | 2026-11-23 17:00
    5pm mon | 2026-11-23 17:00
    mon 8:00 PT | 2026-11-23 08:00 America/Los_Angeles
    mon 15:00 Tokyo | 2026-11-30 15:00 Asia/Tokyo
    mon | 2026-11-30
    this mon 9:00 | 2026-11-23 09:00
    next mon 17:00 | 2026-11-30 17:00
    Fri, 2pm | 2026-11-27 14:00
    fri 2 pm | 2026-11-27 14:00
    fri 2:30 p.m. | 2026-11-27 14:30
    on friday at 9.30 | 2026-11-27 09:30
    14:00 on fri | 2026-11-27 14:00
    next tue 8am | 2026-12-01 08:00
    +3 9:30 | 2026-11-26 09:30
    +3 10:00 | 2026-11-26 10:00
    +1w noon | 2026-11-30 12:00
    fri noon | 2026-11-27 12:00
    noon | 12:00
    midday | 12:00
    12am | 00:00
    12 pm | 12:00
    0:00 | 00:00
    14:00 | 14:00
    2pm | 14:00
    24:00 | 24:00
    fri 24:00 | 2026-11-27 24:00
    in 2h | 2026-11-23 16:20 +01:00
    in 90 minutes | 2026-11-23 15:50 +01:00
    in an hour | 2026-11-23 15:20 +01:00
    in half an hour | 2026-11-23 14:50 +01:00
    in 1h30 | 2026-11-23 15:50 +01:00
    in 10h | 2026-11-24 00:20 +01:00
    in 3 days 10:00 | 2026-11-26 10:00
    in 1d 2h | 2026-11-24 16:20 +01:00
    fri | 2026-11-27
    +3 | 2026-11-26
    15 mar | 2027-03-15
    2027-W07-3 9:00 | 2027-02-17 09:00
    """
  )

  static let spans = TimeInputTable.rows(
    """
    mon 14:00–15:30 | 2026-11-30 14:00 → 15:30
    mon 14:00-15:30 | 2026-11-30 14:00 → 15:30
    mon 14:00 - 15:30 | 2026-11-30 14:00 → 15:30
    mon 14:00 to 15:30 | 2026-11-30 14:00 → 15:30
    mon 14:00 until 15:30 | 2026-11-30 14:00 → 15:30
    mon from 14:00 to 15:30 | 2026-11-30 14:00 → 15:30
    mon 17:00–18:30 | 2026-11-23 17:00 → 18:30
    mon 17:00 – tue 9:00 | 2026-11-23 17:00 → 2026-11-24 09:00
    mon 14:00 – tue 9:00 | 2026-11-30 14:00 → 2026-12-01 09:00
    from 14:00 to 15:30 | 14:00 → 15:30
    14:00–15:30 mon | ! "mon" in "14:00–15:30 mon" was not understood
    14:00–15:30 | 14:00 → 15:30
    14:00–15:30 Tokyo | 14:00 Asia/Tokyo → 15:30 Asia/Tokyo
    9-10am | 09:00 → 10:00
    9–10:30am | 09:00 → 10:30
    11-1pm | 11:00 → 13:00
    9-5pm | 09:00 → 17:00
    12-1pm | 12:00 → 13:00
    9pm–11 | 21:00 → 23:00
    noon–1 | 12:00 → 13:00
    11–noon | 11:00 → 12:00
    fri noon–2 | 2026-11-27 12:00 → 14:00
    11am–1 | 11:00 → 13:00
    fri 9–11 | 2026-11-27 09:00 → 11:00
    fri 1400-1530 | 2026-11-27 14:00 → 15:30
    fri 22:00–02:00 | 2026-11-27 22:00 → 02:00 next day
    fri 8pm–midnight | 2026-11-27 20:00 → 24:00
    fri 20:00–24:00 | 2026-11-27 20:00 → 24:00
    fri 22:00 – sat 02:00 | 2026-11-27 22:00 → 2026-11-28 02:00
    fri 22:00 – +1 02:00 | 2026-11-27 22:00 → 2026-11-28 02:00
    2026-12-01T22:00 – 2026-12-02T02:00 | 2026-12-01 22:00 → 2026-12-02 02:00
    noon for 2h | 12:00 → 120 min
    fri 14:00 for 1h30 | 2026-11-27 14:00 → 90 min
    fri 14:00 for 1.5h | 2026-11-27 14:00 → 90 min
    fri 14:00 for 30 min | 2026-11-27 14:00 → 30 min
    fri 14:00 for an hour | 2026-11-27 14:00 → 60 min
    14:00 PT for 45m | 14:00 America/Los_Angeles → 45 min
    14:00 for 45m Tokyo | 14:00 Asia/Tokyo → 45 min
    dec 1–3 | 2026-12-01 → 2026-12-03
    1–3 dec | 2026-12-01 → 2026-12-03
    1-3 dec 2027 | 2027-12-01 → 2027-12-03
    1 dec – 3 dec | 2026-12-01 → 2026-12-03
    mon–wed | 2026-11-30 → 2026-12-02
    mon to wed | 2026-11-30 → 2026-12-02
    30 dec – 2 jan | 2026-12-30 → 2027-01-02
    2026-12-01 – 2026-12-03 | 2026-12-01 → 2026-12-03
    1.12.–3.12.2026 | 2026-12-01 → 2026-12-03
    """
  )

  static let zones = TimeInputTable.rows(
    """
    15:00 Tokyo | 15:00 Asia/Tokyo
    tomorrow 15:00 tokyo | 2026-11-24 15:00 Asia/Tokyo
    15:00 PT | 15:00 America/Los_Angeles
    15:00 pt | 15:00 America/Los_Angeles
    3pm New York | 15:00 America/New_York
    3pm New York time | 15:00 America/New_York
    3pm San Francisco | 15:00 America/Los_Angeles
    3pm Rio de Janeiro | 15:00 America/Sao_Paulo
    9am Europe/Paris | 09:00 Europe/Paris
    9am europe/paris | 09:00 Europe/Paris
    9:00 UTC | 09:00 UTC
    9:00 UTC+2 | 09:00 +02:00
    9:00 GMT-5:30 | 09:00 -05:30
    9:00 CET | 09:00 CET
    15:00 ET fri | 2026-11-27 15:00 America/New_York
    dec 1 15:00 EST | 2026-12-01 15:00 -05:00 America/New_York
    1 jul 15:00 PDT | 2027-07-01 15:00 -07:00 America/Los_Angeles
    9:00 JST | 09:00 Asia/Tokyo
    1 nov 2026 01:30 EST | 2026-11-01 01:30 -05:00 America/New_York
    1 nov 2026 01:30 EDT | 2026-11-01 01:30 -04:00 America/New_York
    25 oct 2026 02:30 CEST | 2026-10-25 02:30 +02:00 CET
    25 oct 2026 02:30 CET | 2026-10-25 02:30 +01:00 CET
    25 oct 2026 02:30 cet | 2026-10-25 02:30 +01:00 CET
    25 oct 2026 2:30am CET | 2026-10-25 02:30 +01:00 CET
    25 oct 2026 03:30 EET | 2026-10-25 03:30 +02:00 EET
    25 oct 2026 10:00 CET | 2026-10-25 10:00 CET
    28 mar 2027 02:30 CET | 2027-03-28 02:30 +01:00 CET
    28 mar 2027 02:30 CEST | ! CEST is +02:00, but CET is at +01:00 on 2027-03-28
    9am–12:30pm PT | 09:00 America/Los_Angeles → 12:30 America/Los_Angeles
    tomorrow 12am Tokyo | 2026-11-24 00:00 Asia/Tokyo
    tomorrow 12:15 a.m. | 2026-11-24 00:15
    tomorrow 12 pm | 2026-11-24 12:00
    mon 11:30am–1pm | 2026-11-30 11:30 → 13:00
    mon 9–9:30am | 2026-11-30 09:00 → 09:30
    mon 9:30–11am | 2026-11-30 09:30 → 11:00
    mon 11–1pm | 2026-11-30 11:00 → 13:00
    mon 11pm–1am | 2026-11-23 23:00 → 01:00 next day
    mon 0:30am | ! is not a time of day
    mon 13:30pm | ! is not a time of day
    mon 12:60am | ! is not a time of day
    mon 9:30xm | ! "9:30xm"
    15:00 IST | ! may be the time of Kolkata, Dublin, Jerusalem
    15:00 BST | ! London, Dhaka
    15:00 CST | ! Chicago, Shanghai, Havana
    1 jul 15:00 PST | ! PST is -08:00, but Los Angeles is at -07:00 on 2027-07-01. Write Los Angeles or -08:00.
    dec 1 15:00 EDT | ! EDT is -04:00
    15:00 Tokio | ! "Tokio" in "15:00 Tokio" was not understood
    15:00 Toky | ! "Toky" in "15:00 Toky"
    15:00 Mars/Olympus | ! "Mars/Olympus"
    Tokyo | ! is not a day or a time
    fri Tokyo | ! "Tokyo" in "fri Tokyo" was not understood
    9:00 UTC+25 | ! "UTC+25"
    """
  )

  static let refused = TimeInputTable.rows(
    """
    | ! is not a day or a time
    soon | ! is not a day or a time
    14 | ! is not a day or a time
    1400 | ! is not a day or a time
    2026 | ! is not a day or a time
    04.07 | ! may be a day or a time
    04/07 | ! may be 4 July 2027 or 7 April 2027
    04/07 10:00 | ! may be 4 July 2027
    4/7 10:00 | ! Write 2027-07-04 or 2027-04-07
    monster 14:00 | ! is not a day or a time
    14:00 monster | ! "monster" in "14:00 monster" was not understood
    mon 25:00 | ! "25:00" is not a time of day
    mon 9:60 | ! is not a time of day
    mon 13pm | ! is not a time of day
    mon 24:01 | ! is not a time of day
    mon 24 | ! 24:00 is the end of a day
    mon 9:5 | ! "9:5" in "mon 9:5" was not understood
    mon x | ! "x" in "mon x" was not understood
    mon 14:00 x | ! "x" in "mon 14:00 x" was not understood
    mon tue 14:00 | ! "tue 14:00" in "mon tue 14:00" was not understood
    mon 14:00 15:00 | ! "15:00" in
    mon 14:00 tue | ! "tue" in
    mon 14:00–x | ! "–x" in "mon 14:00–x" was not understood
    mon 14:00– | ! was not understood
    14:00 for ever | ! "for ever" in
    14:00 for 0m | ! "for 0m" in
    mon midnight | ! Write 00:00 or 24:00
    midnight | ! the start or the end of a day
    15:00–14:00 | ! ends before it starts
    fri 15:00 – thu 10:00 2026 | ! "2026" in
    dec 3–1 | ! ends before it starts
    in 2x | ! is not a day or a time
    in | ! is not a day or a time
    at | ! is not a day or a time
    2026-12-01T10 | ! is not a day or a time
    2026-12-01T1:00 | ! is not a day or a time
    2026-12-01T24:01 | ! is not a day or a time
    2026-12-01T10:60 | ! is not a day or a time
    2026-12-01T10:00+25:00 | ! is not a day or a time
    2026-12-01T10:00+5 | ! is not a day or a time
    2026-12-01T10:00.5 | ! is not a day or a time
    2026-12-01T | ! is not a day or a time
    2026-02-29T00:00 | ! February 2026 has 28 days
    9999-12-31T10:00 | ! Choose one from 1000 to 9998
    T10:00 | ! is not a day or a time
    ２０２６-12-01T10:00 | ! is not a day or a time
    ٩:٣٠ | ! is not a day or a time
    Dez 1 10:00 | ! is not a day or a time
    mon 14:00–15:30 x | ! "x" in
    2027-W07 10:00 | ! is more than a day
    """
  )

  @Test("A day with or without a time is read", arguments: moments)
  func readsMoments(_ row: TimeInputTable.Row) throws {
    let context = try TimeInputTable.context()
    TimeInputTable.expect(row) { TimeInputTable.text(try TimeInput.moment(row.text, context)) }
  }

  @Test("A span is read, and its end counts from its start", arguments: spans + zones + refused)
  func readsSpans(_ row: TimeInputTable.Row) throws {
    let context = try TimeInputTable.context()
    TimeInputTable.expect(row) { TimeInputTable.text(try TimeInput.span(row.text, context)) }
  }

  static let fields = TimeInputTable.rows(
    """
    9 | 09:00
    930 | 09:30
    0930 | 09:30
    9.30 | 09:30
    9pm | 21:00
    23:59 | 23:59
    2400 | 24:00
    24.00 | 24:00
    0 | 00:00
    15:00 Tokyo | 15:00 Asia/Tokyo
    02:30 +01:00 | 02:30 +01:00
    midnight | 24:00
    24 | ! 24:00 is the end of a day
    2401 | ! is not a time of day
    x | ! is not a time of day
    9: | ! is not a time of day
    :30 | ! is not a time of day
    99999999999 | ! is not a time of day
    9–10 | ! is a start and an end
    """
  )

  @Test("In the field of a time a number alone is one", arguments: fields)
  func readsFields(_ row: TimeInputTable.Row) throws {
    let context = try TimeInputTable.context()
    TimeInputTable.expect(row) {
      TimeInputTable.text(
        try TimeInput.moment(row.text, context, takesNumber: true, isEnd: true)
      )
    }
  }

  static let lengths = TimeInputTable.rows(
    """
    30m | 30
    1h | 60
    1h30 | 90
    1h30m | 90
    1h 30 min | 90
    1.5h | 90
    90 | 90
    90 minutes | 90
    2 hours | 120
    an hour | 60
    half an hour | 30
    2d | 2880
    1d 2h | 1560
    1w | 10080
    | none
    0 | none
    m | none
    1x | none
    1m2h | none
    -5m | none
    1.5m | none
    1h 1h | none
    99999999 | none
    """
  )

  @Test("Lengths of time are read in minutes", arguments: lengths)
  func readsLengths(_ row: TimeInputTable.Row) {
    let minutes = DurationInput.read(row.text).map { "\(Int($0 / 60))" }
    #expect(minutes ?? "none" == row.expected)
  }

  @Test("There are 200 cases and more")
  func counts() {
    let all =
      [Self.moments, Self.spans, Self.zones, Self.refused, Self.fields, Self.lengths]
      + [DayInputTests.days, DayInputTests.refused, DayInputTests.counted, DayInputTests.periods]
    #expect(all.map(\.count).reduce(0, +) >= 200)
  }
}

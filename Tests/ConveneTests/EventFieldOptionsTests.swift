import ArgumentParser
import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import convene

/// The options that say what an event is to be.
@Suite struct EventFieldOptionsTests {
  /// What a row of options makes of an event on 2 December 2026, 14:00 to 14:45 in Berlin.
  struct Row: Sendable, CustomTestStringConvertible {
    var arguments: [String]
    var time: String
    var testDescription: String { arguments.joined(separator: " ") }

    /// A comma stands for a space within an argument.
    init(_ arguments: String, _ time: String) {
      self.arguments = arguments.split(separator: " ").map { String($0).replacing(",", with: " ") }
      self.time = time
    }
  }

  private func berlin() throws -> TimeZone { try #require(TimeZone(identifier: "Europe/Berlin")) }
  private func day(_ text: String) throws -> Day { try #require(Day(text)) }

  private func draft() throws -> EventDraft {
    let start = try day("2026-12-02").time(secondsFromMidnight: 14 * 3_600, in: try berlin())
    return EventDraft(
      account: AccountID("work"),
      calendar: CalendarID("c"),
      title: "Review",
      time: .timed(start: start, end: start.addingTimeInterval(2_700), zone: "Europe/Berlin"),
      participants: [Participant(name: "Jonas", email: "jonas@acme.example", response: .yes)]
    )
  }

  @discardableResult
  private func apply(
    _ arguments: [String],
    to draft: inout EventDraft,
    isNew: Bool = false
  ) throws -> [String] {
    try EventFieldOptions.parse(arguments)
      .apply(
        to: &draft,
        isNew: isNew,
        clock: WallClock(try berlin()),
        now: try day("2026-12-01").time(secondsFromMidnight: 9 * 3_600, in: try berlin())
      )
  }

  /// The time as a text: what `--json` prints.
  private func text(_ time: EventTime) -> String {
    switch time {
    case .allDay(let first, let last): return "\(first)…\(last)"
    case .timed(let start, let end, let name):
      let zone = name.flatMap { TimeZone(identifier: $0) } ?? .gmt
      return "\(ISOTime.text(start, in: zone))…\(ISOTime.text(end, in: zone)) \(name ?? "none")"
    }
  }

  static let rows = [
    // The length stays when only the start is given.
    Row(
      "--start 2026-12-03T09:00",
      "2026-12-03T09:00:00+01:00…2026-12-03T09:45:00+01:00 Europe/Berlin"
    ),
    Row(
      "--end 2026-12-02T16:00",
      "2026-12-02T14:00:00+01:00…2026-12-02T16:00:00+01:00 Europe/Berlin"
    ),
    Row("--duration 1h30m", "2026-12-02T14:00:00+01:00…2026-12-02T15:30:00+01:00 Europe/Berlin"),
    Row("--duration 90", "2026-12-02T14:00:00+01:00…2026-12-02T15:30:00+01:00 Europe/Berlin"),
    Row("--duration 2d", "2026-12-02T14:00:00+01:00…2026-12-04T14:00:00+01:00 Europe/Berlin"),
    // Another zone: the event stays at its instant, or starts on that zone's clock.
    Row("--time-zone Asia/Tokyo", "2026-12-02T22:00:00+09:00…2026-12-02T22:45:00+09:00 Asia/Tokyo"),
    Row(
      "--start 2026-12-03T09:00 --time-zone europe/paris --duration 30m",
      "2026-12-03T09:00:00+01:00…2026-12-03T09:30:00+01:00 Europe/Paris"
    ),
    Row(
      "--start 2026-12-03T09:00Z --duration 30m",
      "2026-12-03T10:00:00+01:00…2026-12-03T10:30:00+01:00 Europe/Berlin"
    ),
    // Over the end of summer time: an hour more on the clock, not in the length.
    Row(
      "--start 2027-03-28T01:30 --duration 1h",
      "2027-03-28T01:30:00+01:00…2027-03-28T03:30:00+02:00 Europe/Berlin"
    ),
    // Of a time that comes twice, winter time is named; the zone of the event stays.
    Row(
      "--start 2026-10-25,02:30,CET --duration 30m",
      "2026-10-25T02:30:00+01:00…2026-10-25T03:00:00+01:00 Europe/Berlin"
    ),
    Row(
      "--start 2026-10-25,02:30,CEST --time-zone Europe/Berlin --duration 30m",
      "2026-10-25T02:30:00+02:00…2026-10-25T02:00:00+01:00 Europe/Berlin"
    ),
    Row(
      "--start 2026-12-03,10:00,CET --duration 30m",
      "2026-12-03T10:00:00+01:00…2026-12-03T10:30:00+01:00 Europe/Berlin"
    ),
    // A zone is named as it was given.
    Row(
      "--start 2026-12-03T09:00 --time-zone Etc/UTC",
      "2026-12-03T09:00:00+00:00…2026-12-03T09:45:00+00:00 Etc/UTC"
    ),
    Row("--time-zone UTC", "2026-12-02T13:00:00Z…2026-12-02T13:45:00Z UTC"),
    Row(
      "--time-zone Asia/Kolkata",
      "2026-12-02T18:30:00+05:30…2026-12-02T19:15:00+05:30 Asia/Kolkata"
    ),
    Row(
      "--time-zone us/pacific",
      "2026-12-02T05:00:00-08:00…2026-12-02T05:45:00-08:00 US/Pacific"
    ),
    // A day alone moves the event and keeps its time.
    Row(
      "--start 2026-12-03",
      "2026-12-03T14:00:00+01:00…2026-12-03T14:45:00+01:00 Europe/Berlin"
    ),
    Row("--start fri", "2026-12-04T14:00:00+01:00…2026-12-04T14:45:00+01:00 Europe/Berlin"),
    Row(
      "--start 2027-07-01 --duration 30m",
      "2027-07-01T14:00:00+02:00…2027-07-01T14:30:00+02:00 Europe/Berlin"
    ),
    Row(
      "--start 2026-12-03 --duration 3d",
      "2026-12-03T14:00:00+01:00…2026-12-06T14:00:00+01:00 Europe/Berlin"
    ),
    // From one day to another, or when asked for, it takes whole days.
    Row("--start tomorrow --end 2026-12-04", "2026-12-02…2026-12-04"),
    Row("--start 2026-12-03 --all-day", "2026-12-03…2026-12-03"),
    Row("--start 2026-12-03 --all-day --duration 3d", "2026-12-03…2026-12-05"),
    Row("--all-day", "2026-12-02…2026-12-02"),
    // A day with a time, in words.
    Row("--start mon,14:30", "2026-12-07T14:30:00+01:00…2026-12-07T15:15:00+01:00 Europe/Berlin"),
    Row(
      "--start tomorrow,9am --duration 15m",
      "2026-12-02T09:00:00+01:00…2026-12-02T09:15:00+01:00 Europe/Berlin"
    ),
    Row(
      "--start 20261203T1000",
      "2026-12-03T10:00:00+01:00…2026-12-03T10:45:00+01:00 Europe/Berlin"
    ),
    Row(
      "--start 2026-12-03,10:00",
      "2026-12-03T10:00:00+01:00…2026-12-03T10:45:00+01:00 Europe/Berlin"
    ),
    // A time alone keeps the day; of an end it is that of the start.
    Row("--start 9:30", "2026-12-02T09:30:00+01:00…2026-12-02T10:15:00+01:00 Europe/Berlin"),
    Row(
      "--start 2026-12-03T10:00 --end 11:00",
      "2026-12-03T10:00:00+01:00…2026-12-03T11:00:00+01:00 Europe/Berlin"
    ),
    // An end counts from the start.
    Row(
      "--start 2026-12-03T22:00 --end +1,2:00",
      "2026-12-03T22:00:00+01:00…2026-12-04T02:00:00+01:00 Europe/Berlin"
    ),
    Row(
      "--start 2026-12-03T20:00 --end 2026-12-03T24:00",
      "2026-12-03T20:00:00+01:00…2026-12-04T00:00:00+01:00 Europe/Berlin"
    ),
    // Where the clocks are changed: forward, and the first of two.
    Row(
      "--start 2027-03-28T02:30",
      "2027-03-28T03:30:00+02:00…2027-03-28T04:15:00+02:00 Europe/Berlin"
    ),
    Row(
      "--start 2026-10-25T02:30",
      "2026-10-25T02:30:00+02:00…2026-10-25T02:15:00+01:00 Europe/Berlin"
    ),
    Row(
      "--start 2026-10-25T02:30+01:00",
      "2026-10-25T02:30:00+01:00…2026-10-25T03:15:00+01:00 Europe/Berlin"
    ),
    Row(
      "--time-zone W.,Europe,Standard,Time",
      "2026-12-02T14:00:00+01:00…2026-12-02T14:45:00+01:00 Europe/Berlin"
    ),
    // The language of times: spans, lengths, zones, what is counted from now.
    Row("--start noon", "2026-12-02T12:00:00+01:00…2026-12-02T12:45:00+01:00 Europe/Berlin"),
    Row(
      "--start fri,14:00–15:30",
      "2026-12-04T14:00:00+01:00…2026-12-04T15:30:00+01:00 Europe/Berlin"
    ),
    Row("--start 9-10am", "2026-12-02T09:00:00+01:00…2026-12-02T10:00:00+01:00 Europe/Berlin"),
    Row(
      "--start fri,22:00–02:00",
      "2026-12-04T22:00:00+01:00…2026-12-05T02:00:00+01:00 Europe/Berlin"
    ),
    Row("--start in,2h", "2026-12-01T11:00:00+01:00…2026-12-01T11:45:00+01:00 Europe/Berlin"),
    Row(
      "--start fri,15:00,Tokyo",
      "2026-12-04T15:00:00+09:00…2026-12-04T15:45:00+09:00 Asia/Tokyo"
    ),
    Row(
      "--start fri,15:00,PT --duration 1.5h",
      "2026-12-04T15:00:00-08:00…2026-12-04T16:30:00-08:00 America/Los_Angeles"
    ),
    Row(
      "--start 9:00 --end 12:00,UTC",
      "2026-12-02T09:00:00+01:00…2026-12-02T13:00:00+01:00 Europe/Berlin"
    ),
    Row(
      "--end midnight",
      "2026-12-02T14:00:00+01:00…2026-12-03T00:00:00+01:00 Europe/Berlin"
    ),
    Row("--start dec,3–5", "2026-12-03…2026-12-05"),
    Row("--time-zone Tokyo", "2026-12-02T22:00:00+09:00…2026-12-02T22:45:00+09:00 Asia/Tokyo"),
    // Zero length is an event.
    Row(
      "--start 2026-12-03T09:00 --end 2026-12-03T09:00",
      "2026-12-03T09:00:00+01:00…2026-12-03T09:00:00+01:00 Europe/Berlin"
    ),
  ]

  @Test("Times become what is asked for", arguments: rows)
  func time(_ row: Row) throws {
    var draft = try draft()
    try apply(row.arguments, to: &draft)
    #expect(text(draft.time) == row.time)
  }

  @Test("An event of whole days keeps its length, and gets a clock when asked to")
  func wholeDays() throws {
    var draft = try draft()
    draft.time = .allDay(first: try day("2026-12-02"), last: try day("2026-12-04"))
    try apply(["--start", "2026-12-10"], to: &draft)
    #expect(text(draft.time) == "2026-12-10…2026-12-12")
    try apply(["--end", "2026-12-11"], to: &draft)
    #expect(text(draft.time) == "2026-12-10…2026-12-11")
    try apply(["--start", "2026-12-10T08:00"], to: &draft)
    #expect(
      text(draft.time) == "2026-12-10T08:00:00+01:00…2026-12-10T09:00:00+01:00 Europe/Berlin"
    )
  }

  @Test("A new event takes whole days when only days are named")
  func newEvent() throws {
    var draft = try draft()
    try apply(["--start", "2026-12-03"], to: &draft, isNew: true)
    #expect(text(draft.time) == "2026-12-03…2026-12-03")
    try apply(["--start", "tomorrow", "--duration", "2d"], to: &draft, isNew: true)
    #expect(text(draft.time) == "2026-12-02…2026-12-03")
    try apply(["--start", "fri 14:00"], to: &draft, isNew: true)
    #expect(
      text(draft.time) == "2026-12-04T14:00:00+01:00…2026-12-04T15:00:00+01:00 Europe/Berlin"
    )
    for arguments in [["--start", "14:00"], ["--start", "2026-12-03", "--duration", "30m"]] {
      let error = #expect(throws: CommandError.self) {
        try apply(arguments, to: &draft, isNew: true)
      }
      #expect(error?.status == .badInput)
    }
  }

  @Test(
    "What is not as it seems is said",
    arguments: [
      ("2026-12-03", "The event keeps its time: Thu 3 Dec, 14:00–14:45. --all-day makes it take"),
      ("2027-03-28T02:30", "02:30 does not exist on 2027-03-28 in Europe/Berlin"),
      ("2026-10-25T02:30", "the first, 02:30 CEST, is taken"),
      ("2026-12-03T10:00", ""),
    ]
  )
  func remarks(_ start: String, _ says: String) throws {
    var draft = try draft()
    let remarks = try apply(["--start", start], to: &draft)
    #expect(remarks.count == (says.isEmpty ? 0 : 1), "\(remarks)")
    #expect(says.isEmpty || remarks.first?.contains(says) == true, "\(remarks)")
  }

  @Test("A new time keeps the zone of the event, known or not", arguments: ["Mars/Olympus", nil])
  func keepsTheZone(_ name: String?) throws {
    var draft = try draft()
    let start = draft.time.start(in: try berlin())
    draft.time = .timed(start: start, end: start.addingTimeInterval(2_700), zone: name)
    try apply(["--duration", "1h"], to: &draft)
    #expect(draft.time == .timed(start: start, end: start.addingTimeInterval(3_600), zone: name))
  }

  static let refusals = [
    Row("--end 2026-12-03T09:00 --duration 1h", "not both"),
    Row("--start midnight", "Write 00:00 or 24:00"),
    Row("--start monster", "\"monster\" is not a day or a time. Write one like 2026-12-01T10:00"),
    Row("--start sunset", "\"tomorrow 9am\" or \"15 mar\""),
    Row("--start 04/07", "may be 4 July 2027 or 7 April 2027"),
    Row("--start 1.,Dezember", "is not a day or a time"),
    Row("--start mon,25:00", "is not a time of day"),
    Row("--start mon,14:00,x", "\"x\" in \"mon 14:00 x\" was not understood"),
    Row("--start 9:00–10:00 --end 11:00", "says when it ends, and so does --end"),
    Row("--start 9:00–10:00 --duration 1h", "and so does --duration"),
    Row("--start 9:00,PT --time-zone Europe/Paris", "names a time zone, and --time-zone another"),
    Row("--start 15:00,IST", "Kolkata, Dublin, Jerusalem"),
    Row("--start 9:00 --end 10:00–11:00", "is a start and an end"),
    Row("--start 9999-12-31T10:00", "Choose one from 1000 to 9998"),
    Row("--start 9999-12-31", "Choose one from 1000 to 9998"),
    Row("--start 9998-12-31T10:00 --duration 999999d", "Choose one from 1000 to 9998"),
    Row("--start 2026-12-03T10:00 --all-day", "has a time, and --all-day has none"),
    Row("--start 2026-12-03T10:00 --end 2026-12-04", "has no time of day"),
    Row("--end 2026-12-04", "has no time of day"),
    Row("--start 2026-12-03T09:00 --end 2026-12-03T08:00", "ends before it starts"),
    Row("--start 2026-12-03T09:00 --end soon", "Write one like 2026-12-01T10:00"),
    Row("--duration 1x", "Write --duration 30m or 1h30m"),
    Row("--duration 0", "is no length"),
    Row("--duration -5m", "is no length"),
    Row("--time-zone Mars/Olympus", "There is no time zone \"Mars/Olympus\""),
    Row("--time-zone Customized,Time,Zone", "Write one like Europe/Paris"),
    Row("--time-zone BST", "may be the time of London, Dhaka"),
    Row("--time-zone san", "Write one of "),
    Row("--start 2026-12-03 --end 2026-12-02", "ends before it starts"),
    Row("--all-day --end 2026-12-03T10:00", "is not a day"),
    Row("--all-day --duration 30m", "no number of days"),
    Row("--visibility secret", "default, public or private"),
    Row("--with nobody", "\"nobody\" is not a mail address"),
  ]

  @Test("What cannot be read is refused in words", arguments: refusals)
  func refusal(_ row: Row) throws {
    var changed = try draft()
    // The argument parser takes "-5m" for an option unless it is joined to its own.
    let arguments = row.arguments == ["--duration", "-5m"] ? ["--duration=-5m"] : row.arguments
    let error = #expect(throws: CommandError.self) { try apply(arguments, to: &changed) }
    #expect(error?.status == .badInput)
    #expect(error?.message.contains(row.time) == true, "\(error?.message ?? "nothing")")
  }

  @Test("The other fields are put on, and nothing else is touched")
  func fields() throws {
    var draft = try draft()
    let before = draft
    try apply([], to: &draft)
    #expect(draft == before)
    try apply(
      [
        "--location", "Room", "--description", "a\r\nb \n", "--visibility", "private", "--no-busy",
        "--with", "jonas@acme.example", "--with", "Dana Cole <dana@acme.example>",
      ],
      to: &draft
    )
    #expect(draft.location == "Room")
    #expect(draft.description == "a\r\nb \n")
    #expect(draft.visibility == .private)
    #expect(!draft.isBusy)
    #expect(draft.participants.map(\.email) == ["jonas@acme.example", "dana@acme.example"])
    // Nobody goes who is not named: --with adds, --without takes off.
    try apply(["--with", "Mei <mei@acme.example>"], to: &draft)
    #expect(
      draft.participants.map(\.email) == [
        "jonas@acme.example", "dana@acme.example", "mei@acme.example",
      ]
    )
    // Who was there already keeps the answer given.
    #expect(draft.participants.first?.response == .yes)
    #expect(draft.title == before.title && draft.time == before.time)
  }

  @Test("Reminders take the place of those there were")
  func reminders() throws {
    var draft = try draft()
    try apply(["--reminder", "10m", "--reminder", "1d email"], to: &draft)
    #expect(draft.reminders.text == "10m, 1d email")
    try apply(["--reminder", "none"], to: &draft)
    #expect(draft.reminders == Reminders([]))
    try apply(["--reminder", "default"], to: &draft)
    #expect(draft.reminders == .standard)
    let error = #expect(throws: CommandError.self) {
      try apply(["--reminder", "soon"], to: &draft)
    }
    #expect(error?.status == .badInput)
  }
}

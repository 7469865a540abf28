import ArgumentParser
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

    init(_ arguments: String, _ time: String) {
      self.arguments = arguments.split(separator: " ").map(String.init)
      self.time = time
    }
  }

  private func berlin() throws -> TimeZone { try #require(TimeZone(identifier: "Europe/Berlin")) }
  private func day(_ text: String) throws -> Day { try #require(Day(text)) }

  private func draft() throws -> EventDraft {
    let start = try #require(ISOTime.date("2026-12-02T14:00", in: try berlin()))
    return EventDraft(
      account: AccountID("work"),
      calendar: CalendarID("c"),
      title: "Review",
      time: .timed(start: start, end: start.addingTimeInterval(2_700), zone: "Europe/Berlin"),
      participants: [Participant(name: "Jonas", email: "jonas@acme.example", response: .yes)]
    )
  }

  private func apply(_ arguments: [String], to draft: inout EventDraft) throws {
    try EventFieldOptions.parse(arguments)
      .apply(to: &draft, viewer: try berlin(), today: try day("2026-12-01"))
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
    Row("--start 2026-12-03", "2026-12-03…2026-12-03"),
    Row("--start tomorrow --end 2026-12-04", "2026-12-02…2026-12-04"),
    Row("--start 2026-12-03 --duration 3d", "2026-12-03…2026-12-05"),
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
    Row("--start noon", "is no time. Write --start 2026-12-01T10:00"),
    Row("--start 2026-12-03T09:00 --end 2026-12-03T08:00", "ends before it starts"),
    Row("--start 2026-12-03T09:00 --end soon", "Write --end 2026-12-01T11:00"),
    Row("--duration 1x", "Write --duration 30m or 1h30m"),
    Row("--duration 0", "is no length"),
    Row("--duration -5m", "is no length"),
    Row("--time-zone Mars/Olympus", "There is no time zone \"Mars/Olympus\""),
    Row("--start 2026-12-03 --end 2026-12-02", "ends before it starts"),
    Row("--start 2026-12-03 --end 2026-12-03T10:00", "is not a day"),
    Row("--start 2026-12-03 --duration 30m", "no number of days"),
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

  @Test("People are taken off by address, and only those who are invited")
  func without() throws {
    var people = [
      Participant(name: "Jonas", email: "jonas@acme.example"),
      Participant(email: "Dana@acme.example"),
    ]
    try update("--without", "JONAS@acme.example").takeOff(&people)
    #expect(people.map(\.email) == ["Dana@acme.example"])
    let error = #expect(throws: CommandError.self) {
      try update("--without", "mei@acme.example").takeOff(&people)
    }
    #expect(error?.status == .badInput)
    #expect(error?.message.contains("\"mei@acme.example\" is not invited") == true)
    #expect(people.count == 1)
  }

  private func update(_ arguments: String...) throws -> EventCommand.Update {
    let command = try Convene.parseAsRoot(["event", "update", "id"] + arguments)
    return try #require(command as? EventCommand.Update)
  }
}

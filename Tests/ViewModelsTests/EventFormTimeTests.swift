import ConferencingCore
import CalendarCore
import Foundation
import Testing

@testable import ViewModels

/// The time in the event form: the end follows the start, and what cannot be is said.
@Suite struct EventFormTimeTests {
  private func allDay(_ first: String, _ last: String) throws -> EventFormViewModel {
    var event = World.event("Oma Hilde's birthday", from: World.at(15))
    event.time = .allDay(first: try #require(Day(first)), last: try #require(Day(last)))
    return try form(event)
  }

  private func timed(minutes: Int = 45) throws -> EventFormViewModel {
    try form(World.event("review", from: World.at(15), minutes: minutes))
  }

  private func form(_ event: Event) throws -> EventFormViewModel {
    try #require(
      EventFormViewModel(
        event: event,
        directory: World.directory(),
        zone: World.zone,
        now: World.now
      )
    )
  }

  private func new() throws -> EventFormViewModel {
    var form = try #require(
      EventFormViewModel(
        newID: EventID("new"),
        directory: World.directory(),
        start: World.at(15),
        zone: World.zone,
        now: World.now
      )
    )
    form.insert("Planning")
    return form
  }

  /// Types into a field key by key, as a user does: what was there is erased first.
  private func type(
    _ form: inout EventFormViewModel,
    _ field: EventFormViewModel.FieldID,
    _ text: String
  ) {
    form.focus = field
    _ = form.handle(.lineEnd)
    for _ in 0..<12 { _ = form.handle(.backspace) }
    for character in text { form.insert(String(character)) }
    _ = form.handle(.nextField)
  }

  private func time(_ form: EventFormViewModel) -> EventTime? {
    var form = form
    switch form.attemptSave()?.change {
    case .create(let draft, _): return draft.time
    case .update(let patch): return patch.time ?? form.event?.time
    default: return nil
    }
  }

  private func problem(
    _ form: EventFormViewModel,
    _ field: EventFormViewModel.FieldID
  ) -> String? {
    form.fields.first { $0.id == field }?.problem
  }

  private func days(_ form: EventFormViewModel) -> String {
    "\(form.startDay.text)…\(form.endDay.text)"
  }

  // MARK: The end follows the start

  /// What is typed so far may be read as something else than what it becomes.
  @Test(
    "The end goes back with a start that cannot be read any more",
    arguments: [
      (EventFormViewModel.FieldID.startTime, "wed 16 dec", "2026-12-16 15:45"),
      (.startTime, "16 uhr", "2026-11-23 15:45"),
      (.startTime, "wed 16", "2026-11-25 16:45"),
      (.startDay, "16 december noon", "2026-12-16 12:45"),
      (.startDay, "16 decembre", "2026-11-23 15:45"),
    ]
  )
  func followsBack(_ row: EventFormViewModel.FieldID, _ text: String, _ end: String) throws {
    var form = try timed()
    type(&form, row, text)
    #expect("\(form.endDay.text) \(form.endTime.text)" == end)
    // What is typed in its place moves it again.
    type(&form, .startDay, "2026-12-16")
    type(&form, .startTime, "10:00")
    #expect("\(form.endDay.text) \(form.endTime.text)" == "2026-12-16 10:45")
  }

  @Test(
    "Of an event of whole days the end follows in every direction",
    arguments: [
      ("2026-12-20", "2026-12-20…2026-12-20"), ("2026-11-20", "2026-11-20…2026-11-20"),
      ("+30", "2026-12-23…2026-12-23"), ("fri", "2026-11-27…2026-11-27"),
    ]
  )
  func wholeDays(_ typed: String, _ after: String) throws {
    var form = try allDay("2026-12-01", "2026-12-01")
    type(&form, .startDay, typed)
    #expect(days(form) == after)
    let first = try #require(Day(form.startDay.text))
    #expect(time(form) == .allDay(first: first, last: first))
  }

  @Test("Several days keep their number, also over a start that cannot be read meanwhile")
  func severalDays() throws {
    var form = try allDay("2026-12-01", "2026-12-03")
    type(&form, .startDay, "monster")
    type(&form, .startDay, "2026-12-24")
    #expect(days(form) == "2026-12-24…2026-12-26")
    type(&form, .startDay, "2026-11-24")
    #expect(days(form) == "2026-11-24…2026-11-26")
  }

  @Test("Of an event of hours the end follows in every direction")
  func hours() throws {
    var form = try timed()
    type(&form, .startDay, "2026-12-01")
    #expect(days(form) == "2026-12-01…2026-12-01")
    type(&form, .startTime, "23:30")
    #expect(days(form) == "2026-12-01…2026-12-02")
    #expect(form.endTime.text == "00:15")
    type(&form, .startTime, "8")
    #expect(days(form) == "2026-12-01…2026-12-01")
    #expect(form.endTime.text == "08:45")
  }

  @Test("The length that an end was typed for stays in every direction, whatever row was visited")
  func typedLength() throws {
    var form = try allDay("2026-12-01", "2026-12-01")
    type(&form, .endDay, "2026-12-05")
    type(&form, .startDay, "2026-12-04")
    #expect(days(form) == "2026-12-04…2026-12-08")
    form.focus = .endDay
    _ = form.handle(.nextField)
    type(&form, .startDay, "2026-12-10")
    #expect(days(form) == "2026-12-10…2026-12-14")
    type(&form, .startDay, "2026-11-02")
    #expect(days(form) == "2026-11-02…2026-11-06")

    var hours = try timed()
    type(&hours, .endTime, "17:00")
    type(&hours, .startTime, "16:00")
    #expect(hours.endTime.text == "18:00")
    hours.focus = .endTime
    _ = hours.handle(.nextField)
    type(&hours, .startTime, "09:00")
    #expect(hours.endTime.text == "11:00")
  }

  @Test("What ends at midnight takes one day when it takes whole days, and its hours come back")
  func toggles() throws {
    var form = try timed(minutes: 9 * 60)
    form.focus = .allDay
    _ = form.handle(.nextChoice)
    #expect(time(form) == .allDay(first: World.today, last: World.today))
    _ = form.handle(.nextChoice)
    #expect(time(form) == .timed(start: World.at(15), end: World.at(24), zone: "Europe/Berlin"))
  }

  // MARK: What is typed

  @Test("Ends counts from Starts")
  func countsFromTheStart() throws {
    var form = try new()
    type(&form, .startDay, "2026-12-04")
    type(&form, .endDay, "+2")
    #expect(days(form) == "2026-12-04…2026-12-06")
    type(&form, .endDay, "fri")
    #expect(days(form) == "2026-12-04…2026-12-04")
    type(&form, .endDay, "mon")
    #expect(days(form) == "2026-12-04…2026-12-07")
  }

  @Test("A day with a time fills both rows, and the end follows")
  func dayWithTime() throws {
    var form = try new()
    type(&form, .startDay, "mon 14:00")
    #expect(form.startDay.text == "2026-11-30")
    #expect(form.startTime.text == "14:00")
    #expect(form.endDay.text == "2026-11-30")
    #expect(form.endTime.text == "15:00")
    // Saved at once, without leaving the row.
    form.focus = .startDay
    _ = form.handle(.deleteToStart)
    form.insert("tue 9am")
    guard case .timed(let start, let end, _)? = time(form) else {
      Issue.record("not saved")
      return
    }
    #expect(start == World.at(9, day: 1))
    #expect(end == World.at(10, day: 1))
  }

  @Test("24:00 is the end of the day")
  func midnight() throws {
    for text in ["24:00", "2400"] {
      var form = try new()
      type(&form, .endTime, text)
      #expect(
        time(form) == .timed(start: World.at(15), end: World.at(24), zone: "Europe/Berlin")
      )
    }
  }

  @Test("A time that the clocks skip is refused, of one that comes twice the first is taken")
  func clockChanges() throws {
    var form = try new()
    type(&form, .startDay, "2027-03-28")
    type(&form, .startTime, "02:30")
    #expect(problem(form, .startTime)?.contains("Write 01:30 or 03:30.") == true)
    #expect(time(form) == nil)
    type(&form, .startTime, "03:30")
    #expect(time(form) != nil)
    type(&form, .startDay, "2026-10-25")
    type(&form, .startTime, "02:30")
    let hint = form.fields.first { $0.id == .startTime }?.hint
    #expect(
      hint == "02:30 comes twice that day: the first is taken. Write 02:30 CEST or 02:30 CET."
    )
    #expect(time(form)?.start(in: World.zone) == Date(timeIntervalSince1970: 1_792_888_200))
  }

  @Test(
    "One of two times is chosen by its offset or abbreviation, and the zone stays",
    arguments: [
      ("02:30 +01:00", "02:30 +01:00", 1_792_891_800.0),
      ("02:30 CET", "02:30 +01:00", 1_792_891_800),
      ("02:30 CEST", "02:30", 1_792_888_200), ("2:30am cet", "02:30 +01:00", 1_792_891_800),
    ]
  )
  func secondOfTwo(_ typed: String, _ shown: String, _ instant: TimeInterval) throws {
    var form = try new()
    type(&form, .startDay, "2026-10-25")
    type(&form, .startTime, typed)
    #expect(form.startTime.text == shown)
    #expect(form.zone.field.text == "Europe/Berlin")
    #expect(time(form)?.start(in: World.zone) == Date(timeIntervalSince1970: instant))
  }

  @Test("An end that comes twice is named too")
  func endComesTwice() throws {
    var form = try new()
    type(&form, .startDay, "2026-10-25")
    type(&form, .startTime, "01:00")
    type(&form, .endTime, "02:30")
    let hint = form.fields.first { $0.id == .endTime }?.hint
    #expect(hint?.hasSuffix("Write 02:30 CEST or 02:30 CET.") == true)
    type(&form, .endTime, "02:30 CET")
    #expect(time(form)?.end(in: World.zone) == Date(timeIntervalSince1970: 1_792_891_800))
  }

  /// What is typed in a row, and the rows of the start, the end and the zone after it.
  @Test(
    "Everything that is typed with a day or a time goes to its own row",
    arguments: [
      (
        EventFormViewModel.FieldID.startDay, "mon 14:00–15:30",
        "2026-11-30 14:00 2026-11-30 15:30 Europe/Berlin"
      ),
      (.startDay, "tomorrow 9am for 2h", "2026-11-24 09:00 2026-11-24 11:00 Europe/Berlin"),
      (.startDay, "1.12.2026 22:00–02:00", "2026-12-01 22:00 2026-12-02 02:00 Europe/Berlin"),
      (.startDay, "dec 1–3", "2026-12-01 15:00 2026-12-03 16:00 Europe/Berlin"),
      (.startDay, "fri 15:00 Tokyo", "2026-11-27 15:00 2026-11-27 16:00 Asia/Tokyo"),
      (.startTime, "9–10am", "2026-11-23 09:00 2026-11-23 10:00 Europe/Berlin"),
      (.startTime, "noon", "2026-11-23 12:00 2026-11-23 13:00 Europe/Berlin"),
      (.startTime, "15:00 PT", "2026-11-23 15:00 2026-11-23 16:00 America/Los_Angeles"),
      (.startTime, "15:00 CET", "2026-11-23 15:00 2026-11-23 16:00 Europe/Berlin"),
      (.startDay, "17:30", "2026-11-23 17:30 2026-11-23 18:30 Europe/Berlin"),
      (.startDay, "5:30pm", "2026-11-23 17:30 2026-11-23 18:30 Europe/Berlin"),
      (.startDay, "17:30–19:00", "2026-11-23 17:30 2026-11-23 19:00 Europe/Berlin"),
      (.endDay, "17:30", "2026-11-23 15:00 2026-11-23 17:30 Europe/Berlin"),
      (.startTime, "fri 9:30", "2026-11-27 09:30 2026-11-27 10:30 Europe/Berlin"),
      (.startTime, "12:00 UTC", "2026-11-23 12:00 2026-11-23 13:00 UTC"),
      (.startTime, "12:00 +00:00", "2026-11-23 13:00 2026-11-23 14:00 Europe/Berlin"),
      (.endTime, "midnight", "2026-11-23 15:00 2026-11-23 24:00 Europe/Berlin"),
      (.endTime, "12:00 ET", "2026-11-23 15:00 2026-11-23 18:00 Europe/Berlin"),
      (.endDay, "tue 9am", "2026-11-23 15:00 2026-11-24 09:00 Europe/Berlin"),
    ]
  )
  func fillsTheRows(
    _ field: EventFormViewModel.FieldID,
    _ typed: String,
    _ rows: String
  ) throws {
    var form = try new()
    type(&form, field, typed)
    let texts = [
      form.startDay.text, form.startTime.text, form.endDay.text, form.endTime.text,
      form.zone.field.text,
    ]
    #expect(texts.joined(separator: " ") == rows)
    #expect(time(form) != nil)
  }

  @Test(
    "What is not understood is named at its row",
    arguments: [
      (EventFormViewModel.FieldID.startDay, "mon 14:00 x", "\"x\" in \"mon 14:00 x\""),
      (.startDay, "soon", "\"soon\" is not a day"), (.startTime, "25:00", "is not a time of day"),
      (.startTime, "soon", "\"soon\" is not a time of day"),
      (.startTime, "15:00 IST", "Kolkata, Dublin, Jerusalem"),
      (.endTime, "16:00–17:00", "is a start and an end"), (.endDay, "2026-02-30", "28 days"),
    ]
  )
  func namesWhatIsNotUnderstood(
    _ field: EventFormViewModel.FieldID,
    _ typed: String,
    _ says: String
  ) throws {
    var form = try new()
    type(&form, field, typed)
    #expect(problem(form, field)?.contains(says) == true, "\(problem(form, field) ?? "no problem")")
    #expect(time(form) == nil)
  }

  // MARK: What is wrong is said

  @Test(
    "What is no day, and a year that cannot be written, is said at its row",
    arguments: [
      ("monster", "is not a day"), ("sunset", "is not a day"),
      ("04/07", "may be 4 July 2027 or 7 April 2027"),
      ("9999-12-31", "Choose one from 1000 to 9998"), ("", "is not a day"),
    ]
  )
  func badDays(_ typed: String, _ says: String) throws {
    for field in [EventFormViewModel.FieldID.startDay, .endDay] {
      var form = try new()
      type(&form, field, typed)
      #expect(problem(form, field)?.contains(says) == true, "\(field)")
      #expect(time(form) == nil)
    }
  }

  @Test("Whole days have no time")
  func timeOfWholeDays() throws {
    var form = try allDay("2026-12-01", "2026-12-01")
    type(&form, .startDay, "mon 14:00")
    #expect(problem(form, .startDay)?.hasPrefix("An all-day event has no time.") == true)
  }

  @Test("An end before the start is said for whole days too, and the cursor goes there")
  func backward() throws {
    var form = try allDay("2026-12-05", "2026-12-05")
    type(&form, .endDay, "2026-12-01")
    let saved = form.attemptSave()
    #expect(saved == nil)
    #expect(form.focus == .endDay)
    #expect(problem(form, .endDay) == "It ends before it starts.")
    #expect(form.saveProblem == "It ends before it starts.")
  }

  @Test("The cursor goes to the first problem in the order of the rows")
  func firstProblem() throws {
    var form = try new()
    type(&form, .participants, "nobody")
    form.focus = .conferencing(.choice)
    _ = form.handle(.previousChoice)
    type(&form, .conferencing(.url), "javascript:alert(1)")
    let saved = form.attemptSave()
    #expect(saved == nil)
    #expect(form.focus == .conferencing(.url))
    #expect(form.saveProblem.contains("javascript"))
  }

  @Test("^S that does not save says why in the status line, in both forms")
  func saysWhy() {
    var test = TestApp([World.event("review", from: World.at(15))])
    test.press(.newEvent, .save)
    #expect(test.app.status.notice == Notice(.problem, "Not saved: An event needs a title."))
    #expect(test.submitted == nil)
    test.press(.back)
    test.press(.conferencing, .previousChoice, .nextField)
    test.type("javascript:alert(1)")
    test.press(.save)
    #expect(test.app.status.notice?.text.hasPrefix("Not saved: ") == true)
    #expect(test.submitted == nil)
  }
}

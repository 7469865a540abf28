import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import ViewModels

/// How a series repeats, in the form of one of its occurrences.
@Suite struct SeriesRuleTests {
  private let rows = RepeatFieldTests()

  /// An occurrence of a series, whose first is two weeks before.
  private var occurrence: Event {
    var event = World.event("review", from: World.at(15))
    event.occurrence = OccurrenceKey(
      series: .event(EventID("m")),
      originalStart: .moment(World.at(15))
    )
    return event
  }

  /// The form of the occurrence once its series is read.
  private func seriesForm(_ lines: String...) throws -> EventFormViewModel {
    var form = try rows.form(of: occurrence)
    RepeatRows.show(master(lines), in: &form)
    return form
  }

  private func master(_ lines: [String]) -> Event {
    var master = World.event("m", from: World.at(15, day: -14))
    master.recurrence = Recurrence(lines: lines)
    return master
  }

  private func patch(_ form: EventFormViewModel) -> EventPatch? {
    var form = form
    guard case .update(let patch)? = form.attemptSave()?.change else { return nil }
    return patch
  }

  @Test func `A form of an occurrence shows no rule before its series is read`() throws {
    #expect(rows.row(try rows.form(of: occurrence), .repeats) == nil)
  }

  @Test(
    arguments: [
      ("FREQ=WEEKLY", "every Monday", ""),
      ("FREQ=WEEKLY;BYDAY=MO", "every Monday", ""),
      ("FREQ=WEEKLY;INTERVAL=2;COUNT=9", "every second Monday", "9 times"),
      ("FREQ=DAILY;UNTIL=20270328T215959Z", "every day", "28 Mar 2027"),
      ("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1", "as typed", ""),
    ]
  )
  func `A form of an occurrence shows how its series repeats, and leaves it alone`(
    _ rule: String,
    _ choice: String,
    _ end: String
  ) throws {
    var form = try seriesForm("RRULE:" + rule, "EXDATE:20261130T140000Z")
    #expect(rows.chosen(form) == choice)
    if choice == "as typed" {
      #expect(form.repeats.custom.text == rule)
    } else {
      #expect(form.repeats.end.text == end)
    }
    #expect(patch(form)?.isEmpty == true)
    form.focus = .title
    form.insert("s")
    #expect(patch(form)?.recurrence == nil)
    #expect(patch(form)?.title == "reviews")
  }

  @Test func `A rule that is no text of one rule bothers nobody who leaves it alone`() throws {
    var form = try seriesForm("RDATE:20261123T140000Z,20261130T140000Z")
    #expect(rows.chosen(form) == "as typed")
    form.focus = .title
    form.insert("s")
    #expect(patch(form)?.title == "reviews")
  }

  @Test func `Another rule is put into the patch as it is typed`() throws {
    var form = try seriesForm("RRULE:FREQ=WEEKLY;COUNT=9")
    try rows.choose(&form, "every second Monday")
    #expect(
      patch(form)?.recurrence?.lines == ["RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;COUNT=9"]
    )
    #expect(patch(form)?.time == nil)
    rows.type(&form, .repeatEnd, "4 times")
    #expect(
      patch(form)?.recurrence?.lines == ["RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;COUNT=4"]
    )
  }

  @Test func `A series may be made one event`() throws {
    var form = try seriesForm("RRULE:FREQ=WEEKLY;COUNT=9")
    try rows.choose(&form, "never")
    #expect(patch(form)?.recurrence == Recurrence(lines: []))
  }

  @Test func `What was typed stays when the series is read again`() throws {
    var form = try seriesForm("RRULE:FREQ=WEEKLY;COUNT=9")
    try rows.choose(&form, "every day")
    RepeatRows.show(master(["RRULE:FREQ=WEEKLY;COUNT=8"]), in: &form)
    #expect(rows.chosen(form) == "every day")
    var untouched = try seriesForm("RRULE:FREQ=WEEKLY;COUNT=9")
    RepeatRows.show(master(["RRULE:FREQ=MONTHLY;BYMONTHDAY=23"]), in: &untouched)
    #expect(rows.chosen(untouched) == "on the 23rd of each month")
  }

  @Test func `The next dates are those of the series`() throws {
    var form = try seriesForm("RRULE:FREQ=WEEKLY;COUNT=4")
    form.focus = .repeats
    #expect(rows.row(form, .repeats)?.hint == "Next: 23, 30 Nov")
  }
}

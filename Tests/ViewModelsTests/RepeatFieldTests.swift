import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import ViewModels

/// How an event repeats, in its form.
///
/// Today is Monday, 23 November 2026.
@Suite struct RepeatFieldTests {
  typealias FieldID = EventFormViewModel.FieldID

  func form(_ traits: ServiceKind.Traits = [.createsSeries]) throws -> EventFormViewModel {
    var directory = World.directory()
    directory.accounts[0].service = ServiceKind(
      "folder",
      displayName: "Folder",
      traits: traits.union(.calendars)
    )
    var form = try #require(
      EventFormViewModel(
        newID: EventID("new"),
        directory: directory,
        start: World.at(15),
        zone: World.zone,
        now: World.now
      )
    )
    form.insert("Planning")
    return form
  }

  func choose(_ form: inout EventFormViewModel, _ label: String) throws {
    form.focus = .repeats
    for _ in 0..<12 where chosen(form) != label { _ = form.handle(.nextChoice) }
    #expect(chosen(form) == label)
  }

  func type(_ form: inout EventFormViewModel, _ field: FieldID, _ text: String) {
    form.focus = field
    _ = form.handle(.deleteToStart)
    form.insert(text)
  }

  func chosen(_ form: EventFormViewModel) -> String? {
    guard case .choice(let labels, let selected?, _)? = row(form, .repeats)?.content else {
      return nil
    }
    return labels[selected]
  }

  func row(_ form: EventFormViewModel, _ id: FieldID) -> FormField<FieldID>? {
    form.fields.first { $0.id == id }
  }

  func draft(_ form: EventFormViewModel) -> EventDraft? {
    var form = form
    guard case .create(let draft, _)? = form.attemptSave()?.change else { return nil }
    return draft
  }

  func rule(_ form: EventFormViewModel) -> String? {
    draft(form)?.recurrence.map { $0.lines.joined(separator: " ").replacing("RRULE:", with: "") }
  }

  // MARK: Where it is offered

  @Test func `A service that creates no series is not asked to`() throws {
    let form = try form([])
    #expect(row(form, .repeats) == nil)
    #expect(draft(form)?.recurrence == nil)
  }

  func form(of event: Event) throws -> EventFormViewModel {
    try #require(
      EventFormViewModel(
        event: event,
        directory: try form().directory,
        zone: World.zone,
        now: World.now
      )
    )
  }

  @Test func `An event that exists may begin to repeat`() throws {
    var form = try form(of: World.event("review", from: World.at(15)))
    #expect(chosen(form) == "never")
    try choose(&form, "every weekday")
    guard case .update(let patch)? = form.attemptSave()?.change else {
      Issue.record("no update")
      return
    }
    #expect(patch.recurrence?.lines == ["RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"])
    #expect(patch.time == nil)
  }

  @Test func `At first an event does not repeat`() throws {
    let form = try form()
    #expect(chosen(form) == "never")
    #expect(row(form, .repeatEnd) == nil)
    #expect(row(form, .repeatRule) == nil)
    #expect(draft(form)?.recurrence == nil)
  }

  // MARK: Choosing

  @Test func `The choices are those of the day`() throws {
    var form = try form()
    guard case .choice(let labels, _, _)? = row(form, .repeats)?.content else {
      Issue.record("no choice")
      return
    }
    #expect(
      labels == [
        "never", "every day", "every weekday", "every Monday", "every second Monday",
        "on the 23rd of each month", "on the fourth Monday of each month",
        "every year on 23 November", "as typed",
      ]
    )
    type(&form, .startDay, "2026-11-25")
    try choose(&form, "on the last Wednesday of each month")
    #expect(rule(form) == "FREQ=MONTHLY;BYDAY=-1WE")
    type(&form, .startDay, "2026-11-11")
    #expect(chosen(form) == "on the second Wednesday of each month")
  }

  @Test(arguments: [
    ("every weekday", "", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    ("every second Monday", "never", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"),
    ("every Monday", "12 times", "FREQ=WEEKLY;BYDAY=MO;COUNT=12"),
    ("every Monday", "for 6 weeks", "FREQ=WEEKLY;BYDAY=MO;UNTIL=20270103T225959Z"),
    ("every Monday", "2027-04-05", "FREQ=WEEKLY;BYDAY=MO;UNTIL=20270405T215959Z"),
    ("every Monday", "until 5 apr 2027", "FREQ=WEEKLY;BYDAY=MO;UNTIL=20270405T215959Z"),
    ("every year on 23 November", "for ever", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=23"),
  ])
  func `A choice has an end`(_ choice: String, _ end: String, _ rule: String) throws {
    var form = try form()
    try choose(&form, choice)
    type(&form, .repeatEnd, end)
    #expect(self.rule(form) == rule)
  }

  @Test func `The rule in words and its next dates are said`() throws {
    var form = try form()
    try choose(&form, "every second Monday")
    #expect(row(form, .repeats)?.hint == "Next: 23 Nov, 7, 21 Dec, 4, 18 Jan 2027")
    type(&form, .repeatEnd, "3 times")
    #expect(row(form, .repeatEnd)?.hint == "Every second Monday, 3 times. Next: 23 Nov, 7, 21 Dec")
  }

  // MARK: Typing

  @Test func `Own words have their end in them`() throws {
    var form = try form()
    try choose(&form, "every Monday")
    type(&form, .repeatEnd, "3 times")
    try choose(&form, "as typed")
    #expect(row(form, .repeatEnd) == nil)
    type(&form, .repeatRule, "every 3 weeks on mon, wed until 1 mar")
    #expect(rule(form) == "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,WE;UNTIL=20270301T225959Z")
  }

  /// Where one chooses, one may type as well.
  @Test func `What is typed on the choice are own words`() throws {
    var form = try form()
    form.focus = .repeats
    let hint = "Choose, or type how it repeats: every 3 weeks on mon, wed"
    #expect(row(form, .repeats)?.hint == hint)
    for character in "every 3 weeks on mon, wed" { form.insert(String(character)) }
    #expect(chosen(form) == "as typed")
    #expect(form.focus == .repeatRule)
    #expect(rule(form) == "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,WE")
    // A space chooses, as everywhere.
    form.focus = .repeats
    form.insert(" ")
    #expect(chosen(form) == "never")
  }

  @Test func `The event begins with the first date of its rule`() throws {
    var form = try form()
    try choose(&form, "as typed")
    type(&form, .repeatRule, "every friday")
    #expect(draft(form)?.time.start(in: World.zone) == World.at(15, day: 4))
    #expect(row(form, .repeatRule)?.hint == "Every Friday. Next: 27 Nov, 4, 11, 18, 25 Dec")
  }

  /// The start is in the week before that of the first Tuesday.
  @Test func `Every second Tuesday begins on the next one`() throws {
    var form = try form()
    type(&form, .startDay, "2026-11-29")
    try choose(&form, "as typed")
    type(&form, .repeatRule, "every second tue until june")
    #expect(
      row(form, .repeatRule)?.hint
        == "Every second Tuesday until 30 Jun 2027. Next: 1, 15, 29 Dec, 12, 26 Jan 2027"
    )
    #expect(draft(form)?.time.start(in: World.zone) == World.at(15, day: 8))
  }

  @Test func `What is wrong is said at its row, and keeps the form from being saved`() throws {
    var form = try form()
    try choose(&form, "every Monday")
    type(&form, .repeatEnd, "Ramadan")
    #expect(draft(form) == nil)
    #expect(row(form, .repeatEnd)?.problem?.hasPrefix("\"Ramadan\" is not a day or a") == true)
    try choose(&form, "as typed")
    type(&form, .repeatRule, "every secnd monday")
    #expect(
      row(form, .repeatRule)?.problem == "\"secnd\" is not understood. Did you mean \"second\"?"
    )
    type(&form, .repeatRule, "")
    #expect(draft(form) == nil)
    try choose(&form, "never")
    #expect(draft(form)?.recurrence == nil)
  }

  @Test func `What the service cannot express is refused with the nearest that it can`() throws {
    var form = try form([.createsSeries, .patternedSeries])
    try choose(&form, "as typed")
    type(&form, .repeatRule, "monthly on the 1st and 15th")
    #expect(
      row(form, .repeatRule)?.problem
        == "Folder cannot do this: one day of the month is possible. The nearest that works: on "
        + "the 1st of each month."
    )
    #expect(draft(form) == nil)
    type(&form, .startDay, "2026-11-30")
    try choose(&form, "on the 30th of each month")
    #expect(draft(form) == nil)
    type(&form, .repeatRule, "")
    try choose(&form, "on the last Monday of each month")
    #expect(rule(form) == "FREQ=MONTHLY;BYDAY=-1MO")
  }

  @Test func `Whole days repeat too`() throws {
    var form = try form()
    form.focus = .allDay
    form.insert(" ")
    try choose(&form, "every Monday")
    type(&form, .repeatEnd, "1 mar")
    #expect(rule(form) == "FREQ=WEEKLY;BYDAY=MO;UNTIL=20270301")
  }
}

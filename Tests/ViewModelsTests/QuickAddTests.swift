import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import ViewModels

/// The line of quick add: it fills the form of a new event in, which is saved as any other.
@Suite struct QuickAddTests {
  private func opened() -> TestApp {
    var test = TestApp([World.event("review", from: World.at(15))])
    test.press(.quickAdd)
    return test
  }

  private func form(_ test: TestApp) throws -> EventFormViewModel {
    try #require(test.app.navigation.top as? EventFormScreen).form
  }

  private func draft(_ test: TestApp) throws -> (EventDraft, ConferencingChange) {
    guard case .create(let draft, let change)? = test.submitted?.change else {
      throw NotSaved(reason: "\(String(describing: test.app.status.notice))")
    }
    return (draft, change)
  }

  private struct NotSaved: Error { var reason: String }

  @Test("A line is saved as it stands")
  func saves() throws {
    var test = opened()
    test.type("Lunch with Ann Lee tomorrow 12:30 for 45m at Luigi's in Personal")
    _ = test.app.handle(.peopleLoaded([KnownPerson(name: "Ann Lee", email: "ann@acme.example")]))
    test.press(.save)
    let (draft, change) = try draft(test)
    #expect(draft.title == "Lunch")
    #expect(
      draft.time
        == .timed(
          start: World.at(12, 30, day: 1),
          end: World.at(13, 15, day: 1),
          zone: "Europe/Berlin"
        )
    )
    #expect(draft.location == "Luigi's")
    #expect(draft.participants.map(\.email) == ["ann@acme.example"])
    #expect(draft.calendar == CalendarID("local"))
    #expect(change == .strip || change == .keep)
  }

  @Test("What the line says stands in the rows while it is typed")
  func fillsTheRows() throws {
    var test = opened()
    test.type("Retro fri 10:00 Tokyo")
    var form = try form(test)
    #expect(form.title.text == "Retro")
    #expect(form.startDay.text == "2026-11-27")
    #expect(form.startTime.text == "10:00")
    #expect(form.endTime.text == "11:00")
    #expect(form.zone.field.text == "Asia/Tokyo")
    #expect(!form.isAllDay)
    test.press(.deleteToStart)
    test.type("Holiday dec 24–26")
    form = try self.form(test)
    #expect(form.title.text == "Holiday")
    #expect(form.isAllDay)
    #expect(form.startDay.text == "2026-12-24")
    #expect(form.endDay.text == "2026-12-26")
  }

  @Test("A provider or a pasted link becomes the meeting")
  func meeting() throws {
    var test = opened()
    test.type("Retro fri 10:00 google meet")
    #expect(try form(test).conferencing.chosen == .create)
    #expect(try form(test).conferencing.selectedProvider == .googleMeet)
    test.press(.deleteToStart)
    test.type("Retro fri 10:00 https://meet.example/x")
    #expect(try form(test).conferencing.chosen == .link)
    #expect(try form(test).conferencing.url.text == "https://meet.example/x")
    test.press(.deleteToStart)
    test.type("Retro")
    #expect(try form(test).conferencing.chosen == ConferencingFormViewModel.Choice.none)
  }

  @Test("A repetition stands in its rows, and is saved")
  func repetition() throws {
    var test = opened()
    test.type("Yoga every tue 18:00 12 times in Personal")
    var form = try form(test)
    #expect(form.title.text == "Yoga")
    #expect(form.repeats.choice == .weekly)
    #expect(form.repeats.end.text == "12 times")
    #expect(form.startTime.text == "18:00")
    test.press(.deleteToStart)
    test.type("Yoga every 3 weeks on mon, wed 18:00 in Personal")
    form = try self.form(test)
    #expect(form.repeats.choice == .custom)
    #expect(form.repeats.custom.text == "every 3 weeks on mon, wed")
    test.press(.save)
    let (draft, _) = try draft(test)
    #expect(draft.recurrence?.lines == ["RRULE:FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,WE"])
    #expect(draft.title == "Yoga")
  }

  @Test("Without a repetition in the line there is none in the form")
  func repetitionIsTakenBack() throws {
    var test = opened()
    test.type("Yoga every tue")
    #expect(try form(test).repeats.choice == .weekly)
    test.press(.deleteToStart)
    test.type("Yoga tue")
    #expect(try form(test).repeats.choice == .never)
  }

  @Test("What was changed by hand stays while the line is typed on")
  func keepsWhatWasTyped() throws {
    var test = opened()
    test.type("Retro fri")
    test.press(.nextField)
    test.type(" of the team")
    test.press(.previousField)
    test.type(" 10:00 at Room 5")
    let form = try form(test)
    #expect(form.title.text == "Retro of the team")
    #expect(form.location.text == "Room 5")
    #expect(form.startTime.text == "10:00")
  }

  @Test("Without a time the form keeps the one it began with")
  func keepsTheTime() throws {
    var test = TestApp([World.event("review", from: World.at(15))])
    test.press(.newEvent)
    let plain = try form(test).time
    test.press(.back, .quickAdd)
    test.type("Retro")
    #expect(try form(test).time == plain)
  }

  @Test("What stands behind until and is no end is named, and the form is not saved")
  func noEnd() throws {
    var test = opened()
    test.type("Choir every tue 19:00 until juin")
    let row = try #require(try form(test).fields.first)
    #expect(row.problem?.hasPrefix("\"juin\" is not a day or a month.") == true)
    test.press(.save)
    #expect(test.submitted == nil)
    for _ in 0..<4 { test.press(.backspace) }
    test.type("june")
    test.press(.save)
    #expect(
      try draft(test).0.recurrence?.lines == ["RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20270630T215959Z"]
    )
  }

  @Test("All that is to be said of a line stands below it, also before it has a time")
  func remarks() throws {
    var test = opened()
    test.type("Zoom with Ada")
    let early = try #require(try form(test).fields.first?.hint)
    #expect(early.hasPrefix("Not invited: \"Ada\"."))
    #expect(early.contains("\"Zoom\" is a word of the title, and no link is made."))
    test.type(" tonight 15 dec")
    let hint = try #require(try form(test).fields.first?.hint)
    #expect(hint.contains("\"tonight\" is taken for 20:00."), "\(hint)")
    #expect(hint.contains("left in the title: \"15 dec\"."), "\(hint)")
    #expect(hint.contains("Not invited: \"Ada\"."), "\(hint)")
  }

  @Test("A length that fits no whole days is named, and leaving asks")
  func problem() throws {
    var test = opened()
    test.type("Retro fri 30m")
    let row = try #require(try form(test).fields.first)
    #expect(row.label == "Quick add")
    #expect(row.problem?.contains("A length needs a time of day.") == true)
    test.press(.back)
    #expect(test.app.navigation.top is ConfirmationViewModel)
  }

  @Test("The form of a new event has no such line")
  func onlyForQuickAdd() throws {
    var test = TestApp([World.event("review", from: World.at(15))])
    test.press(.newEvent)
    #expect(try form(test).fields.first?.label == "Title")
  }
}

import ConferencingCore
import CalendarCore
import Foundation
import Testing

@testable import ViewModels

/// Times for users whose clocks count to twelve.
@Suite struct ClockStyleTests {
  private func test(_ events: [Event]) -> TestApp {
    var test = TestApp(events)
    test.app.preferences = CalendarPreferences(clockStyle: .twelveHour)
    return test
  }

  private static let lunch = World.event("Lunch", from: World.at(11, 30), minutes: 75)

  @Test func formsShowAndTakeTwelveHours() throws {
    var test = test([Self.lunch])
    test.press(.edit)
    var screen = try #require(test.app.screens.last as? EventFormScreen)
    #expect(screen.form.startTime.text == "11:30am")
    #expect(screen.form.endTime.text == "12:45pm")
    // What is typed is shown in the style of the clock, and the end follows in it.
    screen.form.focus = .startTime
    for _ in 0..<9 { _ = screen.form.handle(.backspace) }
    for character in "14:10" { screen.form.insert(String(character)) }
    _ = screen.form.handle(.nextField)
    #expect(screen.form.startTime.text == "2:10pm")
    #expect(screen.form.endTime.text == "3:25pm")
    #expect(
      screen.form.time
        == .timed(start: World.at(14, 10), end: World.at(15, 25), zone: World.zone.identifier)
    )
  }

  @Test("A form that is only looked at changes nothing")
  func keepsTheTime() throws {
    var test = test([Self.lunch])
    test.press(.edit, .save)
    #expect(test.submitted == nil)
    #expect(test.app.status.notice?.text == "Nothing was changed.")
  }

  @Test func newEventsBeginInThatStyle() throws {
    var test = test([])
    test.press(.newEvent)
    let screen = try #require(test.app.screens.last as? EventFormScreen)
    #expect(screen.form.startTime.text == "2:30pm")
    #expect(screen.form.endTime.text == "3:30pm")
  }

  @Test func sentencesUseIt() throws {
    let clock = WallClock(World.zone, .twelveHour)
    #expect(
      TimeText.span(Self.lunch.time, in: clock, today: World.today)
        == "Mon 23 Nov, 11:30am–12:45pm"
    )
    let night = EventTime.timed(start: World.at(22), end: World.at(1, day: 1), zone: nil)
    #expect(
      TimeText.span(night, in: clock, today: World.today)
        == "Mon 23 Nov, 10:00pm – Tue 24 Nov, 1:00am"
    )
    #expect(FieldWords(clock: clock, now: World.now).moment(night) == "Mon 23 Nov, 10:00pm")
    let text = Invitation(Self.lunch, clock: clock, now: World.now).text
    #expect(text.contains("Mon 23 Nov, 11:30am–12:45pm (\(World.zone.identifier))"))
  }

  @Test("What takes no time has one time")
  func noLength() {
    let call = EventTime.timed(start: World.at(11, 30), end: World.at(11, 30), zone: nil)
    for (style, text) in [(ClockStyle.twelveHour, "11:30am"), (.twentyFourHour, "11:30")] {
      let clock = WallClock(World.zone, style)
      #expect(TimeText.span(call, in: clock, today: World.today) == "Mon 23 Nov, \(text)")
    }
  }

  /// An hour from 02:30 to 02:30, as the clocks were put back, was shown as none.
  @Test func anHourThatTheClockShowsTwiceIsTold() throws {
    let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))
    let start = Date(timeIntervalSince1970: 1_792_888_200)  // 2026-10-25 00:30 UTC
    let night = EventTime.timed(start: start, end: start + 3_600, zone: "Europe/Berlin")
    #expect(
      TimeText.span(night, in: WallClock(berlin, .twentyFourHour), today: World.today)
        == "Sun 25 Oct, 02:30 (+02:00)–02:30 (+01:00)"
    )
  }

  @Test func detailsUseIt() throws {
    var test = test([Self.lunch])
    test.press(.open)
    let screen = try #require(test.app.screens.last as? EventDetailViewModel)
    #expect(screen.rows.contains { $0.value == "Mon 23 Nov, 11:30am–12:45pm  (1 h 15 min)" })
  }
}

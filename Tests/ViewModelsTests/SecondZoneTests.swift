import CalendarCore
import Foundation
import Testing

@testable import ViewModels

/// The times of a second zone beside those of the user's own.
@Suite struct SecondZoneTests {
  private static let late = World.event("Call", from: World.at(22), minutes: 60)
  private static let early = World.event("Breakfast", from: World.at(2), minutes: 30)

  private func test(_ zone: String? = nil, _ events: [Event] = [early, late]) throws -> TestApp {
    var test = TestApp(events)
    if let zone {
      test.app.preferences = CalendarPreferences(secondZone: try ZoneInput.read(zone))
    }
    return test
  }

  private func times(_ test: TestApp) -> [String?] {
    (0..<2).map { test.app.agenda.row($0, on: World.today)?.secondTime }
  }

  @Test func asksForAZoneAndRemembersIt() throws {
    var test = try test()
    #expect(times(test) == [nil, nil])
    test.press(.secondZone)
    let prompt = try #require(test.app.screens.last as? SecondZonePrompt)
    #expect(prompt.hint(in: test.app.state) == "Tokyo, PT, CET, Europe/Paris")
    test.type("tokyo")
    #expect(
      (test.app.screens.last as? SecondZonePrompt)?.hint(in: test.app.state) == "Asia/Tokyo  22:30"
    )
    test.press(.accept)
    #expect(test.app.screens.isEmpty)
    #expect(times(test) == ["10:00", "06:00+1"])
    test.press(.secondZone)
    #expect(times(test) == [nil, nil])
    #expect(test.app.second == nil)
    test.press(.secondZone)
    #expect(times(test) == ["10:00", "06:00+1"])
  }

  @Test func takesAnotherZoneOrNone() throws {
    var test = try test("Tokyo")
    test.press(.chooseSecondZone)
    test.type("PT")
    test.press(.accept)
    #expect(times(test) == ["17:00-1", "13:00"])
    test.press(.chooseSecondZone, .accept)
    #expect(times(test) == [nil, nil])
    test.press(.chooseSecondZone, .back)
    #expect(test.app.screens.isEmpty)
  }

  @Test("What is no zone is named, and stays to be changed", arguments: ["Tokio", "IST", "x"])
  func refusesWhatIsNone(_ text: String) throws {
    var test = try test()
    test.press(.secondZone)
    test.type(text)
    test.press(.accept)
    #expect(test.app.status.notice?.kind == .problem)
    #expect(test.app.status.notice?.text.contains("\"\(text)\"") == true)
    #expect((test.app.screens.last as? SecondZonePrompt)?.field.text == text)
  }

  @Test func namesZonesWhileTyping() throws {
    var test = try test()
    test.press(.secondZone)
    test.type("toky")
    #expect((test.app.screens.last as? SecondZonePrompt)?.hint(in: test.app.state) == "Asia/Tokyo")
  }

  @Test func wholeDaysHaveNone() throws {
    var day = Self.early
    day.time = .allDay(first: World.today, last: World.today)
    let test = try test("Tokyo", [day])
    #expect(test.app.agenda.row(0, on: World.today)?.secondTime == "")
  }

  @Test func severalDaysHaveStartAndEnd() throws {
    let night = World.event("Night", from: World.at(22), minutes: 49 * 60)
    let test = try test("Asia/Kathmandu", [night])
    let rows = (0..<3).map {
      test.app.agenda.row(0, on: World.today.advanced(by: $0))?.secondTime
    }
    #expect(rows == ["02:45+1", "", "03:45+1"])
  }

  @Test func detailsShowTheWholeTime() throws {
    var test = try test("Tokyo", [Self.late])
    test.press(.open)
    let rows = (test.app.screens.last as? EventDetailViewModel)?.rows.map(\.value) ?? []
    #expect(rows.contains("Tue 24 Nov, 06:00–07:00 in Tokyo"), "\(rows)")
    test.press(.secondZone)
    let fewer = (test.app.screens.last as? EventDetailViewModel)?.rows.map(\.value) ?? []
    #expect(fewer.count == rows.count - 1)
    #expect(!fewer.contains { $0.contains("Tokyo") })
  }

  @Test("A zone with the same clock is not told twice")
  func sameClock() throws {
    var test = try test(World.zone.identifier, [Self.late])
    test.press(.open)
    let rows = (test.app.screens.last as? EventDetailViewModel)?.rows ?? []
    #expect(rows.count { $0.value.contains("22:00") } == 1)
  }

  @Test func formsShowItWhileTyping() throws {
    var test = try test("Tokyo", [Self.late])
    test.press(.edit)
    let screen = try #require(test.app.screens.last as? EventFormScreen)
    #expect(TimeHints.zone(screen.form) == "Tue 24 Nov, 06:00–07:00 in Tokyo")
    test.press(.back, .newEvent)
    let fresh = try #require(test.app.screens.last as? EventFormScreen)
    #expect(TimeHints.zone(fresh.form)?.hasSuffix(" in Tokyo") == true)
  }

  @Test func staysFromViewToView() throws {
    var test = try test("Tokyo")
    test.press(.weekView)
    #expect(test.app.grid?.second?.place == "Tokyo")
    test.press(.secondZone)
    #expect(test.app.grid?.second == nil)
    test.press(.secondZone, .agendaView)
    #expect(test.app.agenda.second?.place == "Tokyo")
  }

  @Test(arguments: [
    ("Asia/Tokyo", ClockStyle.twentyFourHour, "21:00", "07:00+1"),
    ("Asia/Tokyo", .twelveHour, "9pm", "7am+1"),
    ("Asia/Kathmandu", .twelveHour, "5:45pm", "3:45am+1"),
    ("Pacific/Honolulu", .twentyFourHour, "02:00", "12:00"),
    ("Pacific/Kiritimati", .twentyFourHour, "02:00+1", "12:00+1"),
  ])
  func writesTimes(_ zone: String, _ style: ClockStyle, _ noon: String, _ night: String) throws {
    let clock = SecondClock(try #require(NamedZone(exactly: zone)), style)
    let day = World.today
    func text(_ hour: Int) -> String {
      clock.text(day.time(secondsFromMidnight: hour * 3_600, in: .gmt), on: day)
    }
    #expect(text(12) == noon)
    #expect(text(22) == night)
    for hour in 0..<24 { #expect(text(hour).count <= SecondClock.width(style)) }
  }
}

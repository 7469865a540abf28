import CalendarCore
import Terminal
import Testing
import ViewModels

@testable import TerminalUI

/// The screens of users whose clocks count to twelve.
@Suite struct TwelveHourTests {
  private func app(columns: Int = 80, rows: Int = 24) -> TestApp {
    var app = TestApp(
      [
        World.event("Standup", from: World.at(9), minutes: 15),
        World.event("Lunch", from: World.at(11, 30), minutes: 60),
        World.event("Planning", from: World.at(15), minutes: 60),
      ],
      columns: columns,
      rows: rows
    )
    app.app.preferences = CalendarPreferences(clockStyle: .twelveHour)
    return app
  }

  @Test func agendaHasAColumnOfTimes() throws {
    let rows = app().rows
    #expect(rows[0].hasSuffix("Mon 23 Nov  2:30pm"))
    #expect(rows.contains { $0.hasPrefix("   9–9:15am        ● Standup") })
    #expect(rows.contains { $0.hasPrefix("   11:30am–12:30pm ● Lunch") })
    #expect(rows.contains { $0.hasPrefix("   2:30pm ─") })
    #expect(rows.contains { $0.hasPrefix(" ▶ 3–4pm           ● Planning") })
  }

  @Test func narrowAgendaHasLetters() {
    let rows = app(columns: 40, rows: 12).rows
    #expect(rows.contains { $0.hasPrefix("   11:30a–12:30p ● Lunch") }, "\(rows)")
    #expect(rows.contains { $0.hasPrefix(" ▶ 3–4p          ● Planning") })
  }

  @Test(arguments: [(80, 24), (40, 12), (200, 50)])
  func gridsHaveHoursBelowEachOther(_ columns: Int, _ rows: Int) throws {
    var app = app(columns: columns, rows: rows)
    app.press(.weekView)
    let lines = app.rows
    if rows > 12 { #expect(lines.contains { $0.hasPrefix("    3pm") }, "\(lines)") }
    #expect(lines.contains { $0.hasPrefix("  2:30p") }, "\(lines)")
    let ends = lines.compactMap { line -> Int? in
      let time = line.prefix(7)
      return time.hasSuffix("am") || time.hasSuffix("pm") ? time.count : nil
    }
    #expect(ends.count > 3 && Set(ends) == [7])
  }

  @Test func monthHasShortTimes() {
    var app = app(columns: 160, rows: 50)
    app.press(.monthView)
    #expect(app.rows.contains { $0.contains("11:30am Lunch") })
    #expect(app.rows.contains { $0.contains("3pm Planning") })
  }

  @Test("All screens stand within their size", arguments: Scene.sizes)
  func fits(_ columns: Int, _ rows: Int) {
    for scene in Scene.all {
      var app = TestApp(columns: columns, rows: rows)
      app.app.preferences = CalendarPreferences(clockStyle: .twelveHour)
      scene.lead(&app)
      #expect(app.rows.allSatisfy { DisplayWidth.columns(of: $0) <= columns }, "\(scene.name)")
    }
  }
}

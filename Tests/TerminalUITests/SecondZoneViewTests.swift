import CalendarCore
import Terminal
import Testing
import ViewModels

@testable import TerminalUI

/// The times of a second zone on the screen.
@Suite struct SecondZoneViewTests {
  private func app(
    columns: Int = 80,
    rows: Int = 24,
    style: ClockStyle = .twentyFourHour,
    zone: String = "Asia/Tokyo"
  ) -> TestApp {
    var app = TestApp(
      [
        World.event("Standup", from: World.at(9), minutes: 15),
        World.event("Evening", from: World.at(22), minutes: 60),
        World.event("Trip", time: .allDay(first: World.today, last: World.today)),
      ],
      columns: columns,
      rows: rows
    )
    app.app.preferences = CalendarPreferences(
      clockStyle: style,
      secondZone: NamedZone(exactly: zone)
    )
    return app
  }

  @Test func agendaHasASecondColumn() {
    let rows = app().rows
    #expect(rows[0].hasSuffix("Mon 23 Nov  14:30 · Tokyo 22:30"))
    #expect(rows.contains { $0.hasPrefix("   all day             ● Trip") }, "\(rows)")
    #expect(rows.contains { $0.hasPrefix("   09:00–09:15 17:00   ● Standup") })
    #expect(rows.contains { $0.hasPrefix("   14:30       22:30 ─") })
    #expect(rows.contains { $0.hasPrefix(" ▶ 22:00–23:00 06:00+1 ● Evening") })
  }

  @Test func narrowAgendaHasStarts() {
    let rows = app(columns: 40, rows: 12).rows
    #expect(rows[0].hasSuffix("14:30 · Tokyo 22:30"))
    #expect(rows.contains { $0.hasPrefix("   all day         ● Trip") }, "\(rows)")
    #expect(rows.contains { $0.hasPrefix("   09:00   17:00   ● Standup") })
    #expect(rows.contains { $0.hasPrefix(" ▶ 22:00   06:00+1 ● Evening") })
  }

  @Test(arguments: ClockStyle.allCases, [(80, 24), (40, 12), (200, 50)])
  func gridsHaveASecondColumnOfHours(
    _ style: ClockStyle,
    _ size: (columns: Int, rows: Int)
  ) throws {
    var app = app(columns: size.columns, rows: size.rows, style: style)
    app.press(.weekView)
    let rows = app.rows
    let second = GridMetrics.timeWidth(style)
    #expect(rows[1].dropFirst(second).hasPrefix("Tokyo"), "\(rows[1])")
    func shown(behind time: String) -> Substring? {
      rows.dropFirst().first { $0.prefix(second).drop { $0 == " " }.hasPrefix(time) }?
        .dropFirst(second)
    }
    let isTwelve = style == .twelveHour
    let evening = try #require(shown(behind: isTwelve ? "10pm" : "22:00"), "\(rows)")
    #expect(evening.hasPrefix(isTwelve ? "6am+1" : "06:00+1"), "\(evening)")
    guard size.rows > 12 else { return }
    let now = try #require(shown(behind: isTwelve ? "2:30p" : "14:30"), "\(rows)")
    #expect(now.hasPrefix(isTwelve ? "10:30pm" : "22:30"), "\(now)")
  }

  @Test("A week of seven days fits on 80 columns", arguments: ClockStyle.allCases)
  func keepsTheWeek(_ style: ClockStyle) {
    var app = app(style: style, zone: "Asia/Kathmandu")
    app.press(.weekView)
    #expect(app.rows[1].contains("Sun 29"), "\(app.rows[1])")
    #expect(app.rows[1].contains("23*") || app.rows[1].contains("Mon 23"))
  }

  @Test func promptSaysWhatIsMeant() {
    var app = TestApp()
    app.press(.secondZone)
    app.type("nyc")
    let row = app.row("Second time zone:")
    #expect(row.contains("nyc"))
    #expect(row.contains("America/New_York  08:30"), "\(row)")
  }

  @Test("All screens stand within their size", arguments: Scene.sizes, ClockStyle.allCases)
  func fits(_ size: (columns: Int, rows: Int), _ style: ClockStyle) {
    for scene in Scene.all {
      var app = TestApp(columns: size.columns, rows: size.rows)
      app.app.preferences = CalendarPreferences(
        clockStyle: style,
        secondZone: NamedZone(exactly: "America/Argentina/ComodRivadavia")
      )
      scene.lead(&app)
      let widest = app.rows.map { DisplayWidth.columns(of: $0) }.max() ?? 0
      #expect(widest <= size.columns, "\(scene.name)")
    }
  }
}

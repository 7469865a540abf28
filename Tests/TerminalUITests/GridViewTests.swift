import CalendarCore
import ConferencingCore
import Foundation
import Terminal
import Testing
import ViewModels

@testable import TerminalUI

/// Day, week and month as pictures.
@Suite struct GridViewTests {
  private static let sizes = [(80, 24), (40, 12), (40, 10), (132, 43), (200, 50)]

  /// A week in which most of what is hard comes together: 200 events in 40 calendars, twelve at
  /// once, nights, days on end, and texts from outside.
  private static let crowded: [Event] = {
    var random = Sequence64(state: 11)
    var events = (0..<200).map { number -> Event in
      let minutes = Int.random(in: 1...300, using: &random)
      let start = World.at(
        Int.random(in: 0..<24, using: &random),
        Int.random(in: 0..<60, using: &random),
        day: Int.random(in: 0..<7, using: &random)
      )
      var event = World.event(
        number.isMultiple(of: 5) ? "打ち合わせ \u{202E}\u{1B}[2J👩‍👩‍👧 \(number)" : "Event \(number)",
        from: start,
        minutes: minutes,
        location: number.isMultiple(of: 3) ? "東京\n\t5" : ""
      )
      event.calendar = CalendarID("c\(number % 40)")
      return event
    }
    events += (0..<12).map { World.event("Twelve \($0)", from: World.at(10, day: 2)) }
    events += (0..<6).map { number in
      World.event(
        "Days \(number)",
        time: .allDay(
          first: World.today.advanced(by: number - 2),
          last: World.today.advanced(by: number + 1)
        )
      )
    }
    events.append(World.event("Weekend", from: World.at(20, day: 4), minutes: 60 * 40))
    return events
  }()

  private static func app(
    _ view: Command,
    _ columns: Int,
    _ rows: Int,
    _ events: [Event] = crowded
  ) -> TestApp {
    var app = TestApp(events, columns: columns, rows: rows)
    app.press(view)
    return app
  }

  @Test(arguments: sizes, [Command.dayView, .weekView])
  func placesBlocksApartAndInside(_ size: (columns: Int, rows: Int), _ view: Command) throws {
    let (columns, rows) = size
    var test = Self.app(view, columns, rows)
    for _ in 0..<12 {
      let grid = try #require(test.app.grid)
      let height = rows - AppMetrics.chromeRows - 1
      let layout = TimeGrid(grid, width: columns, height: height, now: World.now)
      var taken: Set<Point> = []
      for block in layout.bars + layout.blocks {
        #expect(block.width > 1 && !block.rows.isEmpty)
        #expect(block.rows.lowerBound >= 1 && block.rows.upperBound <= height)
        for row in block.rows {
          for column in block.column..<block.column + block.width {
            #expect(column < columns)
            #expect(taken.insert(Point(column: column, row: row)).inserted)
          }
        }
      }
      // What is selected is always seen.
      let index = grid.window?.events.firstIndex { $0.id == grid.event }
      #expect((layout.bars + layout.blocks).contains { $0.event == index })
      #expect(test.rows.filter { $0.contains("▶") }.count == 1, "\(test.rows)")
      test.press(.moveDown)
    }
  }

  @Test(arguments: sizes)
  func countsWhatThereIsNoRoomFor(_ size: (columns: Int, rows: Int)) throws {
    let (columns, rows) = size
    for view in [Command.dayView, .weekView] {
      var test = Self.app(view, columns, rows)
      test.press(.nextDay, .nextDay)
      let grid = try #require(test.app.grid)
      let layout = TimeGrid(grid, width: columns, height: 400, now: World.now)
      let day = try #require(layout.columns.first { $0.day == grid.day })
      let shown = (layout.blocks + layout.bars).filter {
        $0.column < day.column + layout.width && day.column < $0.column + $0.width
      }
      let hidden = layout.more.filter { $0.end == day.column + layout.width }
      #expect(shown.count + hidden.reduce(0) { $0 + $1.count } == grid.events[grid.day].count)
    }
  }

  @Test func showsAWeek() {
    let rows = Self.app(.weekView, 80, 24, World.events).rows
    #expect(rows[0].hasPrefix(" Week 48 · 23–29 November 2026"))
    let picture = rows[1...22].joined(separator: "\n")
    #expect(picture == Self.week)
  }

  @Test func showsAMonth() {
    let rows = Self.app(.monthView, 80, 24, World.events).rows
    #expect(rows[0].hasPrefix(" November 2026"))
    #expect(rows[1...21].joined(separator: "\n") == Self.month)
  }

  @Test func namesTodayWhole() {
    for columns in 70...200 {
      let names = Self.app(.weekView, columns, 43, World.events).rows[1]
      #expect(names.contains("*]") || names.contains(" · today]"), "\(columns): \(names)")
      #expect(!names.contains("…"), "\(columns): \(names)")
    }
  }

  /// 08:4 is no part of 08:45.
  @Test func cutsNoTimeInANarrowBlock() {
    let events = (0..<12).map {
      World.event("Event \($0)", from: World.at(8, 45, day: 1), minutes: 90 + $0)
    }
    for columns in 40...90 {
      var test = Self.app(.dayView, columns, 24, events)
      test.press(.nextDay)
      for row in test.rows where row.contains("▍") {
        for block in row.split(separator: "▍").dropFirst() where block.hasPrefix("0") {
          #expect(block.hasPrefix("08:45"), "\(columns): \(row)")
        }
      }
    }
  }

  @Test func marksWhatRepeatsAndHowEventsStandInAMonth() {
    var window = World.window(
      ["Yoga", "Asked", "Off", "A title that is longer than its day"].enumerated().map {
        World.event($1, from: World.at(10 + $0, day: $0))
      }
    )
    for index in window.events.indices { window.events[index].isRecurring = true }
    window.events[1].response = ParticipantResponse.none
    window.events[2].status = .cancelled
    var test = TestApp([], columns: 132, rows: 43)
    test.press(.monthView)
    for case .loadWindow(.days(let days)) in test.app.handle(.cacheChanged) {
      window.days = days
      _ = test.app.handle(.windowLoaded(.days(days), window))
    }
    #expect(test.row("▍").contains("▍Yoga ↻"), "\(test.rows)")
    #expect(test.row("Asked ↻").contains("?"))
    #expect(test.row("Off").contains("⊘"))
    #expect(test.row("A title").contains("…"))
  }

  @Test func showsPartOfAWeekOnASmallScreen() {
    var test = Self.app(.weekView, 40, 12, World.events)
    #expect(test.rows[1].contains("[Mon 23*]"))
    #expect(!test.rows[1].contains("Sun 29"))
    for _ in 0..<6 { test.press(.nextDay) }
    #expect(test.rows[1].contains("[Sun 29]"))
    #expect(test.rows[0].hasPrefix(" 23–29 November 2026"))
  }

  @Test func marksTheTimeOnADayWithoutEvents() {
    var test = Self.app(.weekView, 80, 24, World.events)
    test.press(.nextDay, .nextDay, .nextDay)
    #expect(test.row("▶").contains("▶ 14:00"))
    #expect(test.rows[21].hasPrefix(" Nothing planned on Thursday 26 November."))
  }

  @Test func colorsTheEdgeOfAnEventLikeItsCalendar() throws {
    let test = Self.app(.weekView, 80, 24, World.events)
    let row = try #require(test.rows.firstIndex { $0.contains("▍Stand") })
    #expect(test.picture.style(of: "▍", row: row)?.foreground == .rgb(0x33, 0x66, 0xcc))
  }

  /// Where there are many narrow events, none has a second colour: it is a dozen bytes for each.
  @Test(arguments: [(80, false), (200, true)])
  func sparesColoursInNarrowDays(_ columns: Int, _ isColoured: Bool) throws {
    let event = World.event("Long", from: World.at(16), minutes: 180, location: "Room 77")
    var test = Self.app(.weekView, columns, 24, [World.event("A", from: World.at(9)), event])
    // What is selected has one colour in any case.
    test.press(.moveUp)
    test.theme = Theme(
      name: "faint",
      styles: [.faint: CellStyle(foreground: .indexed(8))]
    )
    let row = try #require(test.rows.firstIndex { $0.contains("Long") })
    let title = try #require(test.picture.style(of: "Long", row: row))
    let below = (1...2).compactMap { Self.style(afterBarOf: row + $0, in: test) }
    #expect(below.count == 2)
    #expect(below.contains { $0 != title } == isColoured, "\(test.rows)")
  }

  private static func style(afterBarOf row: Int, in test: TestApp) -> CellStyle? {
    let cells = test.picture.cells(row)
    return cells.firstIndex { $0.text == "▍" }.map { cells[$0 + 1].style }
  }

  @Test func usesAsciiWhereTheThemeDoes() {
    for view in [Command.dayView, .weekView, .monthView] {
      var test = Self.app(view, 80, 24, [World.event("Plan", from: World.at(15))])
      test.theme = Theme(name: "ascii", glyphs: .ascii)
      let text = test.rows[1...].joined()
      #expect(text.contains("Plan"))
      #expect(!text.contains("▍") && !text.contains("▶") && !text.contains("─"))
    }
  }

  @Test func showsTheDateThatIsTyped() {
    for (columns, rows) in Self.sizes {
      var test = Self.app(.weekView, columns, rows, World.events)
      test.press(.goToDate)
      test.type("2026-12-24")
      let row = test.row("Go to date: 2026-12-24")
      #expect(row.contains("Thursday 24") || columns < 60, "\(test.rows)")
      #expect(test.picture.isCursorVisible)
      #expect(test.picture.cursor?.row == rows - AppMetrics.chromeRows)
    }
  }

  private static let week = """
           [Mon 23*]  Tue 24    Wed 25    Thu 26    Fri 27    Sat 28    Sun 29
           ▍Trip
     00:00                     ▍(no titl
     …
     07:00
     08:00
     09:00 ▍Standu M
     10:00           ▍顧客との
     11:00           ▍A very ~
     12:00
     13:00
     14:30 ▶Design Z
     15:00 ▍Planni Z
     16:00 ▍Kick-o T
     17:00 ▍Broken !
     18:00 ▍Waits  ↑
     19:00 ▍Refuse !
     20:00 ▍Collid ≠
     …
     23:00           ▍(no titl
     14:00–15:00  Design review · Zoom · Room 5 · Team
     synced 3 min ago
    """
  private static let month = """
          Mon       Tue       Wed       Thu       Fri       Sat       Sun
     W44  26        27        28        29        30        31        1 Nov


     W45  2         3         4         5         6         7         8


     W46  9         10        11        12        13        14        15


     W47  16        17        18        19        20        21        22


     W48 [23*]      24        25        26        27        28        29
         ▍Trip     ▍Trip     ▍(no titl
         ▍Stand +7 ▍顧客  +2
     W49  30        1 Dec     2         3         4         5         6
         ▍Retro  M

    ── Today, Monday 23 November ───────────────────────────────────────────────────
     ▶ 14:00–15:00 ● Design review  Room 5                                Zoom
    """
}

/// A sequence of numbers that is the same in every run (SplitMix64).
private struct Sequence64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

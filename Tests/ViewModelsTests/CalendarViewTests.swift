import CalendarCore
import Testing

@testable import ViewModels

@Suite struct CalendarViewTests {
  private func day(_ text: String) throws -> Day { try #require(Day(text)) }

  private func span(_ days: ClosedRange<Day>) -> String { "\(days.lowerBound) \(days.upperBound)" }

  @Test(arguments: [
    (CalendarView.day, 1, "2026-11-25 2026-11-25"),
    (.week, 1, "2026-11-23 2026-11-29"),
    (.week, 7, "2026-11-22 2026-11-28"),
    (.month, 1, "2026-10-26 2026-12-06"),
    (.month, 7, "2026-11-01 2026-12-05"),
  ])
  func showsWholeWeeks(_ view: CalendarView, _ first: Int, _ expected: String) throws {
    #expect(span(view.days(about: try day("2026-11-25"), firstWeekday: first)) == expected)
  }

  @Test(arguments: [
    (CalendarView.week, 1, "2026-01-31", "2026-02-07"), (.day, -1, "2026-01-03", "2025-12-27"),
    (.month, 1, "2026-01-31", "2026-02-28"), (.month, -1, "2026-01-15", "2025-12-15"),
    (.month, 13, "2026-12-31", "2028-01-31"),
  ])
  func leadsFromPageToPage(_ view: CalendarView, _ pages: Int, _ from: String, _ to: String) throws
  {
    #expect(view.day(pages, pagesFrom: try day(from)) == (try day(to)))
  }

  @Test(arguments: [
    ("2026-11-23", 48), ("2026-12-28", 53), ("2027-01-04", 1), ("2025-12-29", 1),
    ("2026-11-22", 48), ("2024-12-30", 1), ("2023-01-02", 1), ("2022-12-26", 52),
  ])
  func numbersWeeksByTheirThursday(_ start: String, _ number: Int) throws {
    #expect(Weeks.number(ofWeekFrom: try day(start)) == number)
  }
}

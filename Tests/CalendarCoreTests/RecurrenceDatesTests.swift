import CalendarCore
import Testing

@Suite struct RecurrenceDatesTests {
  @Test(arguments: [
    (
      ["2026-12-01", "2026-12-15", "2026-12-29", "2027-01-12", "2027-02-03"],
      "1, 15, 29 Dec, 12 Jan, 3 Feb 2027"
    ),
    (["2026-12-07", "2026-12-08"], "7, 8 Dec"),
    (["2026-04-05", "2027-04-05", "2028-04-05"], "5 Apr, 5 Apr 2027, 5 Apr 2028"),
    ([], ""),
  ])
  func `Dates of a month stand together`(_ days: [String], _ text: String) throws {
    let today = try #require(Day("2026-11-28"))
    #expect(RecurrenceDates.list(days.compactMap { Day($0) }, today: today) == text)
  }
}

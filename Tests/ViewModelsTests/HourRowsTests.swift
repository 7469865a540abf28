import Testing

@testable import ViewModels

@Suite struct HourRowsTests {
  private func words(_ rows: HourRows) -> [String] {
    rows.all.map { row in
      switch row {
      case .minute(let minute):
        minute % 60 == 0 ? "\(minute / 60)" : "\(minute / 60):\(minute % 60)"
      case .folded: "…"
      }
    }
  }

  @Test func showsTheWholeDayWhereThereIsRoom() {
    let rows = HourRows(height: 24, length: 60, working: 9..<17, used: [])
    #expect(words(rows) == (0..<24).map(String.init))
  }

  @Test func foldsEmptyHoursOutsideTheWorkingDay() {
    let rows = HourRows(height: 6, length: 60, working: 9..<12, used: [6, 20])
    #expect(words(rows) == ["6", "…", "9", "10", "11", "…", "20"])
    #expect(rows.row(of: 9 * 60 + 59) == 2)
    #expect(rows.row(of: 20 * 60) == 6)
    // What begins in the middle of the hours that are left out stands before them.
    #expect(rows.row(of: 15 * 60) == 4)
  }

  @Test func fillsTheRoomWithTheHoursNearby() {
    let rows = HourRows(height: 6, length: 60, working: 9..<12, used: [])
    #expect(words(rows) == ["8", "9", "10", "11", "12", "13"])
  }

  @Test func foldsNothingThatHasRoom() {
    let rows = HourRows(height: 8, length: 60, working: 9..<12, used: [7])
    #expect(words(rows) == ["6", "7", "8", "9", "10", "11", "12", "13"])
    let far = HourRows(height: 8, length: 60, working: 9..<12, used: [2])
    #expect(words(far) == ["2", "…", "6", "7", "8", "9", "10", "11"])
  }

  @Test func dividesHours() {
    let rows = HourRows(height: 4, length: 30, working: 9..<11, used: [])
    #expect(words(rows) == ["9", "9:30", "10", "10:30"])
    #expect(rows.row(of: 10 * 60 + 29) == 2)
  }
}

import Testing

@testable import ViewModels

@Suite struct LanesTests {
  private func lanes(_ spans: [Range<Int>], limit: Int = 9, needed: Int? = nil) -> [String] {
    Lanes.place(spans, limit: limit, needed: needed).map { place in
      place.map { "\($0.lane)/\($0.count)" } ?? "-"
    }
  }

  @Test func givesTheWholeWidthToWhatStandsAlone() {
    #expect(lanes([0..<2, 2..<3, 5..<6]) == ["0/1", "0/1", "0/1"])
  }

  @Test func putsWhatMeetsSideBySide() {
    #expect(lanes([0..<4, 1..<2, 2..<3, 6..<7]) == ["0/2", "1/2", "1/2", "0/1"])
  }

  @Test func sharesTheWidthOfWhatMeetsByOthers() {
    #expect(lanes([0..<3, 2..<5, 4..<6]) == ["0/2", "1/2", "0/2"])
  }

  @Test func leavesOutWhatThereIsNoRoomFor() {
    #expect(lanes([0..<2, 0..<2, 0..<2, 0..<2], limit: 2) == ["0/2", "1/2", "-", "-"])
  }

  @Test func showsWhatIsNeededInThePlaceOfOthers() {
    #expect(lanes([0..<2, 0..<2, 0..<2], limit: 1, needed: 2) == ["-", "-", "0/1"])
    #expect(lanes([0..<4, 3..<5, 4..<6], limit: 1, needed: 1) == ["-", "0/1", "-"])
  }
}

import ConferencingCore
import CalendarCore
import Foundation
import LocalCache
import Testing

@testable import CalendarSync

/// What is read of a calendar, by how far it was read.
@Suite struct ReadingPlanTests {
  private let calendar = CalendarID("main")
  private let now = Date(timeIntervalSince1970: 1_800_000_000)
  private let policy = SyncPolicy()

  private func reading(
    _ stretch: Int,
    age: Double = 60,
    cursor: String? = nil,
    token: String? = nil
  ) -> StretchReading {
    StretchReading(
      calendar: calendar,
      account: AccountID("work"),
      stretch: stretch,
      window: policy.window(stretch, at: now - age),
      cursor: cursor,
      knownUntil: now - age + Double(stretch),
      began: now - age,
      syncToken: token
    )
  }

  private func steps(
    _ readings: [StretchReading],
    _ extent: AccountRefresh.Extent = .due,
    hasSyncTokens: Bool = false
  ) -> [[ReadingPlan.Step]] {
    let plan = ReadingPlan(
      calendar,
      readings,
      extent,
      hasSyncTokens: hasSyncTokens,
      policy: policy,
      now: now
    )
    return (0..<3).map(plan.steps)
  }

  private func all(isFirst: Bool) -> [[ReadingPlan.Step]] {
    (0..<3).map { [.begin($0, isFirst: isFirst)] }
  }

  @Test func theFirstTimeAllIsRead() {
    #expect(steps([]) == all(isFirst: true))
  }

  @Test func afterwardsOnlyChangesAreAskedFor() {
    let steps = steps((0..<3).map { reading($0) })
    let window = DateInterval(
      start: policy.window(2, at: now - 60).start,
      end: policy.window(1, at: now - 60).end
    )
    // From the moment up to which all stretches are known.
    #expect(steps == [[.changes(window, since: now - 60)], [], []])
  }

  @Test func theFirstTimeWithTokensWhatIsNearIsReadBeforeAll() {
    #expect(
      steps([], hasSyncTokens: true)
        == [[.begin(0, isFirst: true)], [.begin(policy.whole, isFirst: true)], []]
    )
    let cut = reading(policy.whole, cursor: "page 7")
    let near = reading(0, token: "t")
    #expect(steps([near, cut], hasSyncTokens: true) == [[.changesOf(near)], [.resume(cut)], []])
  }

  @Test(arguments: [60.0, 1_800, 80_000])
  func withATokenOneRequestTellsOfAll(age: Double) {
    let readings = [reading(0, age: age, token: "t"), reading(policy.whole, age: age, token: "w")]
    #expect(steps(readings, hasSyncTokens: true) == [[.changesOf(readings[1])], [], []])
    #expect(
      steps(readings, .whole, hasSyncTokens: true)
        == [[.begin(policy.whole, isFirst: false)], [], []]
    )
  }

  @Test(arguments: [90_000.0, -3_600])
  func aTokenIsNoReasonNeverToReadWholeAgain(age: Double) {
    #expect(
      steps([reading(policy.whole, age: age, token: "w")], hasSyncTokens: true)
        == [[.begin(policy.whole, isFirst: false)], [], []]
    )
  }

  /// What a cache holds of which three stretches were read with a token each.
  @Test func stretchesOfAnEarlierVersionGiveWayToOne() {
    let readings = (0..<3).map { reading($0, token: "t\($0)") }
    #expect(
      steps(readings, hasSyncTokens: true)
        == [[.changesOf(readings[0])], [.begin(policy.whole, isFirst: true)], []]
    )
  }

  @Test func aReadingWithoutTokenIsRepeatedSoon() {
    #expect(steps([reading(policy.whole)], hasSyncTokens: true) == [[], [], []])
    #expect(
      steps([reading(policy.whole, age: 3_600)], hasSyncTokens: true)
        == [[.begin(policy.whole, isFirst: false)], [], []]
    )
  }

  @Test(arguments: [1_800.0, 90_000, -3_600])
  func whatWasReadLongAgoIsReadAgain(age: Double) {
    #expect(steps((0..<3).map { reading($0, age: age) }) == all(isFirst: false))
  }

  @Test func whoAsksForAllGetsAll() {
    #expect(steps((0..<3).map { reading($0) }, .whole) == all(isFirst: false))
  }

  @Test func whatWasCutOffGoesOn() {
    let cut = reading(1, age: 7_200, cursor: "page 7")
    #expect(steps([reading(0), cut]) == [[], [.resume(cut)], [.begin(2, isFirst: true)]])
    #expect(
      steps([reading(0), cut], .whole)
        == [[.begin(0, isFirst: false)], [.resume(cut)], [.begin(2, isFirst: true)]]
    )
  }

  @Test func anOldCursorIsNotTriedAgain() {
    let cut = reading(0, age: 90_000, cursor: "page 7")
    #expect(steps([cut])[0] == [.begin(0, isFirst: true)])
  }

  /// Stretches that were begun one after the other leave no gap.
  @Test func stretchesOverlap() {
    let windows = (0..<3).map { policy.window($0, at: now + Double($0) * 3_600) }
    #expect(windows[1].start < windows[0].end)
    #expect(windows[2].end > windows[0].start)
  }
}

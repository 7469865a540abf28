import CalendarCore
import Foundation
import LocalCache

/// What is to be read of a calendar in a refresh: a pure value.
struct ReadingPlan: Sendable, Equatable {
  /// One thing to read.
  enum Step: Sendable, Equatable {
    /// What changed since a moment of the service's clock.
    case changes(DateInterval, since: Date)
    /// What changed in a stretch since its sync token was given.
    case changesOf(StretchReading)
    /// A stretch from its start; the first time, or again.
    case begin(Int, isFirst: Bool)
    /// A stretch from where its first reading was cut off.
    case resume(StretchReading)
  }

  /// The calendar.
  let calendar: CalendarID
  private var rounds: [[Step]]

  /// Makes a plan.
  ///
  /// - Parameters:
  ///   - calendar: The calendar.
  ///   - readings: How far it was read.
  ///   - extent: How much is wanted.
  ///   - hasSyncTokens: Whether the service tells what changed in a stretch since a token: then all
  ///     is one stretch, so that one request tells that nothing did. Before it is there, what is near
  ///     is read by itself.
  ///   - listsAllResources: Whether a reading lists all of a calendar: then what is near is not.
  ///   - policy: Which stretches there are, and how long their readings hold.
  ///   - now: The time.
  init(
    _ calendar: CalendarID,
    _ readings: [StretchReading],
    _ extent: AccountRefresh.Extent,
    hasSyncTokens: Bool,
    listsAllResources: Bool = false,
    policy: SyncPolicy,
    now: Date
  ) {
    self.calendar = calendar
    rounds = Array(repeating: [], count: policy.stretches.count)
    let isFresh = { (reading: StretchReading, life: Duration) -> Bool in
      // A clock that was set back makes no reading fresh for ever.
      (-60..<life.inSeconds).contains(now.timeIntervalSince(reading.began))
    }
    let complete = readings.filter { $0.isComplete && policy.stretches.indices ~= $0.stretch }
    if extent == .due, !hasSyncTokens, complete.count == rounds.count,
      complete.allSatisfy({ isFresh($0, policy.wholeReadingInterval) }),
      let start = complete.map(\.window.start).min(), let end = complete.map(\.window.end).max(),
      let moment = complete.map(\.knownUntil).min()
    {
      rounds[0] = [.changes(DateInterval(start: start, end: end), since: moment)]
      return
    }
    let isWholeKnown = readings.contains { $0.stretch == policy.whole && $0.isComplete }
    let order =
      !hasSyncTokens
      ? Array(policy.stretches.indices)
      : isWholeKnown || listsAllResources ? [policy.whole] : [0, policy.whole]
    for (round, stretch) in order.enumerated() {
      let reading = readings.first { $0.stretch == stretch }
      if let reading, reading.isComplete, extent == .due, reading.syncToken != nil,
        isFresh(reading, policy.tokenReadingInterval)
      {
        rounds[round] = [.changesOf(reading)]
      } else if let reading, !reading.isComplete, isFresh(reading, policy.cursorLife) {
        rounds[round] = [.resume(reading)]
      } else if let reading, reading.isComplete, extent == .due,
        isFresh(reading, policy.wholeReadingInterval)
      {
        continue
      } else {
        rounds[round] = [.begin(stretch, isFirst: reading?.isComplete != true)]
      }
    }
  }

  /// What is read in a round; all calendars go through a round before any begins the next.
  func steps(in round: Int) -> [Step] { rounds[round] }
}

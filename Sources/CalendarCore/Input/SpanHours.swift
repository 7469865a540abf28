/// The hours of a span whose end has no day: which of the two halves of a day each is in.
struct SpanHours {
  /// Seconds past midnight.
  private(set) var start: Int
  private(set) var end: Int
  /// Whether the end is on the day behind the start.
  let isNextDay: Bool
  /// Whether the start was taken for one of the afternoon although the end is by the clock of 24
  /// hours: 1:30–14:00.
  let isDoubtful: Bool

  /// Finds them: am or pm of one is that of the other, and an early end behind a late start is on the
  /// next day.
  ///
  /// - Parameters:
  ///   - first: The start, with its seconds as they were taken so far.
  ///   - last: The end as it is written.
  ///   - afternoon: The hours that were taken for those of the afternoon; `nil` where hours do not stand
  ///     in a line, in which they are those that people mean: `12-1`.
  init(_ first: ClockReader.Match, _ last: ClockReader.Match, afternoon: ClosedRange<Int>?) {
    let half = 43_200
    let isLine = afternoon != nil
    // More hours are only where a word says evening.
    let isEvening = (afternoon?.upperBound ?? 0) > 6
    (start, end) = (first.seconds, last.seconds)
    if last.hasMeridiem, first.takesMeridiem {
      let base = first.seconds % half
      let isAfternoon = last.seconds >= half
      let same = base + (isAfternoon ? half : 0)
      let other = base + (isAfternoon ? 0 : half)
      start = same < last.seconds || other >= last.seconds ? same : other
    } else if first.hasMeridiem, last.takesMeridiem {
      let base = last.seconds % half
      end = [base, base + half].first { $0 > first.seconds } ?? base
    }
    if isLine, first.takesMeridiem, !last.hasMeridiem {
      // 6:00–14:00 and 6–22 are by the clock of 24 hours: an hour that was moved behind noon goes back,
      // unless it would be one of the night, as in 1:30–14:00, or is one of an evening.
      let mayStay = last.seconds > start && (isEvening || start - half < 5 * 3_600)
      if start >= half + 3_600, last.seconds > half, !mayStay, !last.takesMeridiem {
        start -= half
      }
      // 12–1, 9:30–1:15
      if last.takesMeridiem, last.seconds < start, last.seconds + half > start {
        end = last.seconds + half
      }
    }
    isNextDay = end < start && start >= half && end <= half
    let isMoved = isLine && first.takesMeridiem && start >= half + 3_600 && start == first.seconds
    isDoubtful = isMoved && last.seconds > half && !last.takesMeridiem && !last.hasMeridiem
  }
}

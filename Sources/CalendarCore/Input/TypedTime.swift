package import Foundation

/// A moment as it was typed: a day, a time of day, or both.
package struct TypedTime: Equatable, Sendable {
  /// The day; `nil` where a time stands alone.
  package var day: Day?
  /// The seconds past midnight that a wall clock shows, 0 to 86,400; `nil` where a day stands alone.
  package var seconds: Int?
  /// The seconds that the clock is ahead of UTC, where an offset is written or an abbreviation
  /// names one.
  package var offset: Int?
  /// The zone of the clock, where one is written.
  package var zone: NamedZone?
  /// Whether it is an end on the day after that of its start: `22:00–02:00`.
  package var isNextDay = false
  /// Whether the day is a weekday that today is too, and so today if its time is still to come.
  var mayBeToday = false

  /// Makes a moment.
  package init(
    day: Day? = nil,
    seconds: Int? = nil,
    offset: Int? = nil,
    zone: NamedZone? = nil,
    isNextDay: Bool = false
  ) {
    (self.day, self.seconds, self.offset) = (day, seconds, offset)
    (self.zone, self.isNextDay) = (zone, isNextDay)
  }

  /// The instant of it.
  ///
  /// - Parameter viewer: The zone of a clock that names none.
  /// - Returns: The instant; `nil` where the day or the time is missing.
  package func clock(in viewer: TimeZone) -> ClockTime? {
    guard let day, let seconds else { return nil }
    return ClockTime(day, seconds: seconds, in: zone?.zone ?? viewer, offset: offset)
  }

  /// The moment with today for its day, where that is the weekday and the time is still to come.
  func resolvingWeekday(_ context: InputContext) -> TypedTime {
    var moment = self
    moment.day = context.today
    guard mayBeToday, let clock = moment.clock(in: context.zone), clock.instant >= context.now
    else {
      return self
    }
    moment.mayBeToday = false
    return moment
  }
}

/// A moment as it was typed, and what was typed of its end.
package struct TypedSpan: Equatable, Sendable {
  /// What says when it ends.
  package enum End: Equatable, Sendable {
    /// A day, a time or both; what is missing is that of the start.
    case moment(TypedTime)
    /// Seconds from the start.
    case duration(TimeInterval)
  }

  package var start: TypedTime
  /// The end; `nil` where none is typed.
  package var end: End?

  /// Makes a span.
  package init(start: TypedTime, end: End? = nil) { (self.start, self.end) = (start, end) }

  /// The last of several days where no time of day says when it ends; `nil` for other spans.
  var lastDay: Day? {
    guard case .moment(let last)? = end, last.seconds == nil else { return nil }
    return last.day
  }

  /// Whether it ends before it starts, as far as that is typed.
  var isBackwards: Bool {
    guard case .moment(let last)? = end else { return false }
    let isOneClock = last.offset == start.offset
    if let first = start.day, let day = last.day {
      return day < first
        || day == first && (last.seconds ?? .max) < (start.seconds ?? 0)
          && last.zone == start.zone && isOneClock
    }
    guard let from = start.seconds, let to = last.seconds, last.day == nil else { return false }
    return to < from && !last.isNextDay && isOneClock
  }

  /// The span with a day or a time that was typed elsewhere; `nil` when there is one already.
  func adding(_ other: TypedSpan, _ context: InputContext) -> TypedSpan? {
    guard start.day == nil || other.start.day == nil,
      start.seconds == nil || other.start.seconds == nil, end == nil || other.end == nil
    else { return nil }
    if case .moment(let end)? = end ?? other.end, end.seconds == nil { return nil }
    var both = self
    both.start.day = start.day ?? other.start.day
    both.start.mayBeToday = start.mayBeToday || other.start.mayBeToday
    if let seconds = other.start.seconds {
      both.start.seconds = seconds
      (both.start.offset, both.start.zone) = (other.start.offset, other.start.zone)
    }
    both.start = both.start.resolvingWeekday(context)
    both.end = end ?? other.end
    return both
  }
}

import Foundation

/// Moves starts by a difference in local wall time, across changes of the clocks.
struct WallShift {
  private let zones: (old: TimeZone, new: TimeZone)
  private let seconds: Int
  private let isAllDay: Bool

  /// The shift from one time to another.
  ///
  /// - Parameters:
  ///   - old: The start before; a start of whole days counts as midnight.
  ///   - oldZone: The zone of the series before.
  ///   - new: The time after.
  init(from old: OccurrenceKey.Start, in oldZone: String?, to new: EventTime) {
    zones = (Self.zone(oldZone), Self.zone(new.isAllDay ? oldZone : new.zone ?? oldZone))
    isAllDay = new.isAllDay
    let (before, after) = (Self.wall(old, zones.old), Self.wall(new.startKey, zones.new))
    // Occurrences of one series may have other times of day, and keep their days all the same.
    seconds =
      isAllDay
      ? (Self.day(after).daysSinceEpoch - Self.day(before).daysSinceEpoch) * 86_400
      : after - before
  }

  /// How many days the shift moves the day of a start by.
  func days(of start: OccurrenceKey.Start) -> Int {
    let wall = Self.wall(start, zones.old)
    return Self.day(wall + seconds).daysSinceEpoch - Self.day(wall).daysSinceEpoch
  }

  /// The local day of a start before the shift.
  func day(of start: OccurrenceKey.Start) -> Day { Self.day(Self.wall(start, zones.old)) }

  /// The start that another start is moved to.
  func callAsFunction(_ start: OccurrenceKey.Start) -> OccurrenceKey.Start {
    let wall = Self.wall(start, zones.old) + seconds
    let day = Self.day(wall)
    if isAllDay { return .day(day) }
    let rest = wall - day.daysSinceEpoch * 86_400
    return .moment(day.time(secondsFromMidnight: rest, in: zones.new))
  }

  /// Where the end of a rule is moved to: what ends with a day still ends with a whole day.
  ///
  /// - Parameters:
  ///   - until: The end.
  ///   - days: How many days the shift moves the days of occurrences by.
  /// - Returns: The moved end.
  func end(_ until: OccurrenceKey.Start, days: Int) -> OccurrenceKey.Start {
    if isAllDay { return self(until) }
    let wall = Self.wall(until, zones.old)
    let day = Self.day(wall)
    let second = wall - day.daysSinceEpoch * 86_400
    let isWhole = if case .day = until { true } else { second >= 86_340 }
    guard isWhole else { return self(until) }
    return .moment(day.advanced(by: days).time(secondsFromMidnight: 86_399, in: zones.new))
  }

  private static func zone(_ name: String?) -> TimeZone {
    name.flatMap { TimeZone(identifier: $0) } ?? .gmt
  }

  /// What a wall clock shows, as seconds since 1970.
  private static func wall(_ start: OccurrenceKey.Start, _ zone: TimeZone) -> Int {
    switch start {
    case .day(let day): return day.daysSinceEpoch * 86_400
    case .moment(let date):
      let (day, second) = Day.wall(of: date, in: zone)
      return day.daysSinceEpoch * 86_400 + second
    }
  }

  private static func day(_ wall: Int) -> Day {
    Day(Date(timeIntervalSince1970: Double(wall)), in: .gmt)
  }
}

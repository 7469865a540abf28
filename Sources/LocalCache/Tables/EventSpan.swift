import CalendarCore
import Foundation

/// Where an event lies on the time line of the file, for range queries.
///
/// An event that touches a stretch of time began within the stretch, or began before it and lasts
/// into it. How far before is bounded by how long it lasts, so events are kept in levels of length:
/// a query looks back by the longest length of each level, and its cost follows from how many
/// events lie there and not from how many there are.
struct EventSpan: Equatable {
  /// The earliest instant at which it can begin for any viewer, in seconds since 1970.
  let startKey: Int64
  /// The latest instant at which it can be over for any viewer, in seconds since 1970.
  let endKey: Int64
  /// The level of its length: 0 for most events, 4 for those without a bound.
  let level: Int

  /// A day in seconds.
  static let day: Int64 = 86_400

  /// How far a zone may lie from UTC, in seconds.
  ///
  /// An all-day event begins at midnight wherever the viewer is. Foundation's time zones go up to
  /// 18 hours.
  static let zoneMargin: Int64 = 18 * 3_600

  /// The longest length of the levels 0 to 3, in seconds; level 4 holds what is longer.
  ///
  /// Level 0 holds an all-day event of eight days with its margins.
  static let limits: [Int64] = [10 * day, 80 * day, 640 * day, 5_120 * day]

  /// The years 1 to 9999, to which broken dates are cut, in days since 1970.
  static let days: ClosedRange<Int> = -719_162...2_932_896

  /// The keys of an event that takes place at a time within ``days``.
  init(_ time: EventTime) {
    switch time {
    case .timed(let start, let end, _):
      startKey = Self.seconds(start)
      endKey = max(startKey, Self.seconds(end))
    case .allDay(let first, let last):
      startKey = Int64(first.daysSinceEpoch) * Self.day - Self.zoneMargin
      endKey = Int64(max(first, last).daysSinceEpoch + 1) * Self.day + Self.zoneMargin
    }
    let length = endKey - startKey
    level = Self.limits.firstIndex { length <= $0 } ?? Self.limits.count
  }

  /// An instant in whole seconds since 1970, within the years 1 to 9999.
  static func seconds(_ date: Date) -> Int64 {
    let seconds = date.timeIntervalSince1970
    guard !seconds.isNaN else { return 0 }
    let lowest = Double(days.lowerBound) * Double(day)
    let highest = Double(days.upperBound + 1) * Double(day) - 1
    return Int64(min(max(seconds, lowest), highest).rounded(.down))
  }

  /// A day within the years 1 to 9999.
  static func clamped(_ day: Day) -> Day {
    Day(daysSinceEpoch: min(max(day.daysSinceEpoch, days.lowerBound), days.upperBound))
  }
}

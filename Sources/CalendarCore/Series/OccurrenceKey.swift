import ConferencingCore
package import Foundation

/// Identifies an occurrence: its series, and the start that the rule gives it.
///
/// It stays the same when the occurrence is moved.
package struct OccurrenceKey: Hashable, Sendable, Codable {
  /// The master, as it is known.
  package enum Series: Hashable, Sendable, Codable {
    /// By its id in this cache.
    case event(EventID)
    /// By its id at the service.
    case remote(RemoteEventID)
  }

  /// The start of an occurrence: an instant, or a day when it takes whole days.
  package enum Start: Hashable, Sendable, Codable {
    case moment(Date)
    case day(Day)
  }

  /// The series.
  package var series: Series
  /// The start that the rule gives it.
  package var originalStart: Start

  /// Makes a key.
  package init(series: Series, originalStart: Start) {
    self.series = series
    self.originalStart = originalStart
  }
}

extension OccurrenceKey.Start: Comparable, CustomStringConvertible {
  /// Orders starts by time; a day counts as its midnight in UTC.
  package static func < (one: Self, other: Self) -> Bool { one.instant < other.instant }

  /// The instant; of a day its midnight in UTC.
  package var instant: Date {
    switch self {
    case .moment(let date): date
    case .day(let day): Date(timeIntervalSince1970: Double(day.daysSinceEpoch) * 86_400)
    }
  }

  /// Whether, as the UNTIL of a rule, it admits nothing from a start on; a day admits all of it.
  func ends(before start: Self, in zone: TimeZone) -> Bool {
    guard case .day(let day) = self, case .moment(let moment) = start else { return self < start }
    return day.advanced(by: 1).start(in: zone) <= moment
  }

  /// The day that it is on in a zone.
  func day(in zone: TimeZone) -> Day {
    switch self {
    case .moment(let date): Day(date, in: zone)
    case .day(let day): day
    }
  }

  /// The last moment of its day, or the day itself.
  func endOfDay(in zone: TimeZone) -> Self {
    guard case .moment = self else { return self }
    return .moment(day(in: zone).advanced(by: 1).start(in: zone).addingTimeInterval(-1))
  }

  /// The second, or the day, before it: as the UNTIL of a rule, which is counted in, it leaves the start
  /// out (RFC 5545, section 3.3.10).
  var before: Self {
    switch self {
    case .moment(let date): .moment(date.addingTimeInterval(-1))
    case .day(let day): .day(day.advanced(by: -1))
    }
  }

  /// The start as RFC 5545 writes it: `20261201T090000Z` or `20261201`.
  package var description: String {
    switch self {
    case .day(let day): Self.digits(day)
    case .moment(let date): Self.stamp(date) + "Z"
    }
  }

  private static func digits(_ day: Day) -> String {
    day.description.filter { $0 != "-" }
  }

  private static func stamp(_ date: Date) -> String {
    let (day, second) = Day.wall(of: date, in: .gmt)
    let time = [second / 3_600, second / 60 % 60, second % 60]
    return digits(day) + "T" + time.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined()
  }
}

extension EventID {
  /// Makes the id of the occurrence that the rule of a series gives at a start, where the series is
  /// expanded here.
  package init(of series: EventID, at start: OccurrenceKey.Start) {
    self.init("\(series)_\(start)")
  }

  /// Whether it is the id of an occurrence of a series that is expanded here.
  package func isOccurrence(of series: EventID) -> Bool { rawValue.hasPrefix("\(series)_") }
}

/// How much of a series an edit of one of its occurrences is for.
package enum EditScope: String, Hashable, Sendable, Codable, CaseIterable {
  /// The occurrence alone.
  case this
  /// The occurrence and those after it.
  case following
  /// The whole series.
  case all
}

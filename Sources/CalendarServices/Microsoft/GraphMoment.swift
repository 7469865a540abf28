import CalendarCore
import Foundation

/// A time as Graph sends it: what a wall clock shows, and the name of its zone.
///
/// Source: Microsoft Graph, resource type `dateTimeTimeZone`.
struct GraphMoment: Codable, Hashable, Sendable {
  /// `2026-11-25T09:30:00.0000000`, without an offset.
  var dateTime: String
  /// The name of Windows or of IANA.
  var timeZone: String

  /// A time as the clock in a zone shows it, under the zone's name of Windows.
  ///
  /// In UTC where the zone has none, and where that clock shows the time twice: the other of the
  /// two would be taken for it.
  init(_ date: Date, zone name: String?) {
    let whole = Date(timeIntervalSince1970: date.timeIntervalSince1970.rounded(.down))
    if let name, let windows = WindowsZones.windows(name), let zone = TimeZone(identifier: name) {
      let (day, seconds) = Day.wall(of: whole, in: zone)
      if day.time(secondsFromMidnight: seconds, in: zone) == whole {
        self.init(dateTime: Timestamp.wallClock(day, seconds), timeZone: windows)
        return
      }
    }
    let (day, seconds) = Day.wall(of: whole, in: .gmt)
    self.init(dateTime: Timestamp.wallClock(day, seconds), timeZone: "UTC")
  }

  /// Midnight of a day, for events of whole days.
  init(midnight day: Day) {
    self.init(dateTime: Timestamp.wallClock(day, 0), timeZone: "UTC")
  }

  init(dateTime: String, timeZone: String) {
    self.dateTime = dateTime
    self.timeZone = timeZone
  }

  /// The instant; `nil` when the text is no time, or the zone is not known.
  var date: Date? {
    guard let (day, seconds) = parts else { return nil }
    let name = timeZone == "UTC" ? "UTC" : WindowsZones.iana(timeZone) ?? timeZone
    return TimeZone(identifier: name).map { day.time(secondsFromMidnight: seconds, in: $0) }
  }

  /// The day of an event of whole days.
  ///
  /// It begins at midnight wherever it is; one that was moved from another zone to UTC begins up to
  /// half a day off, and in some zones of the Pacific more: so it is looked at in its own zone.
  ///
  /// - Parameter original: The name of the zone that the event was made in, where it is known.
  /// - Returns: The day; `nil` when the text is no time.
  func day(in original: String?) -> Day? {
    guard let (day, seconds) = parts else { return nil }
    if seconds != 0, let date,
      let zone = original.flatMap(WindowsZones.iana).flatMap(TimeZone.init(identifier:))
    {
      return Day(date, in: zone)
    }
    return seconds < 43_200 ? day : day.advanced(by: 1)
  }

  private var parts: (day: Day, seconds: Int)? {
    Timestamp.wallClock(dateTime) ?? Day(dateTime).map { ($0, 0) }
  }
}

import CalendarCore
import Foundation
import GRDB

/// Reads stretches of the agenda for a viewer in a zone.
///
/// SQL selects by the keys of `EventSpan`, which hold for viewers anywhere; what is too much is then
/// left out here, where the zone is known.
struct WindowQuery {
  let db: Database
  let zone: TimeZone
  /// The keys of the calendars whose events are wanted, as JSON; `nil` for those of all.
  private let calendars: String?
  private var sql: WindowSQL { calendars == nil ? .all : .filtered }

  /// Makes one for a viewer.
  init(db: Database, zone: TimeZone, of filter: CalendarFilter) throws {
    self.db = db
    self.zone = zone
    calendars = try CalendarPlace.keys(filter, db).map { try StoredJSON.text($0) }
  }

  /// The values of a statement's marks, with the calendars where it asks for them.
  private func arguments(_ values: [String: Int64]) -> StatementArguments {
    var arguments: [String: (any DatabaseValueConvertible)?] = values
    if let calendars { arguments["calendars"] = calendars }
    return StatementArguments(arguments)
  }

  /// The events that touch some days.
  func window(_ days: ClosedRange<Day>) throws -> EventWindow {
    let days = EventSpan.clamped(days.lowerBound)...EventSpan.clamped(days.upperBound)
    let places = try CalendarPlace.all(db)
    let rows = try Row.fetchCursor(
      db.cachedStatement(sql: sql.touching),
      arguments: arguments([
        "start": start(of: days.lowerBound), "end": start(of: days.upperBound.advanced(by: 1)),
      ])
    )
    var events: [EventSummary] = []
    var orders: [AgendaOrder] = []
    var reachesBeyond = false
    while let row = try rows.next() {
      guard let place = places[row[1]] else { continue }
      let event = EventSummary(row, place: place)
      let touched = event.time.days(in: zone)
      guard touched.overlaps(days) else { continue }
      reachesBeyond = reachesBeyond || touched.upperBound > days.upperBound
      orders.append(AgendaOrder(event, first: touched.lowerBound))
      events.append(event)
    }
    // By their numbers: moving the events themselves about is a third of the time of a reading.
    let order = events.indices.sorted { orders[$0] < orders[$1] }
    return EventWindow(
      days: days,
      events: order.map { events[$0] },
      hasEarlier: try hasStart(before: days.lowerBound),
      hasLater: try reachesBeyond || hasStart(after: days.upperBound)
    )
  }

  /// The day on which the first event begins.
  func firstDay() throws -> Day? {
    let first = try extremeDay("MIN", "start_key <= :end + \(2 * EventSpan.zoneMargin)") {
      $0.min()
    }
    // Of a series that began long ago the first occurrences may not be expanded.
    let series = try Int64.fetchOne(
      db.cachedStatement(sql: sql.firstOfSeries),
      arguments: arguments([:])
    )
    return [first, series.map { day(at: $0 + EventSpan.zoneMargin) }].compactMap(\.self).min()
  }

  /// The day on which the last event begins.
  func lastDay() throws -> Day? {
    try extremeDay("MAX", "start_key >= :end - \(2 * EventSpan.zoneMargin)") { $0.max() }
  }

  /// The day of the first or the last start; all-day events have their keys earlier than others of
  /// the same day, so all that are near the end count.
  private func extremeDay(
    _ function: String,
    _ near: String,
    _ pick: ([Day]) -> Day?
  ) throws -> Day? {
    let end = try Int64.fetchOne(
      db.cachedStatement(sql: "SELECT \(function)(start_key) FROM event WHERE \(sql.condition)"),
      arguments: arguments([:])
    )
    guard let end else { return nil }
    let rows = try Row.fetchAll(
      db.cachedStatement(
        sql: "SELECT is_all_day, begins FROM event WHERE \(sql.condition) AND \(near)"
      ),
      arguments: arguments(["end": end])
    )
    let days = rows.map { row in
      let begins: Int64 = row[1]
      return row[0] ? Day(daysSinceEpoch: Int(begins)) : day(at: begins)
    }
    return pick(days)
  }

  /// How many days on each side of a day are read, unless they are crowded.
  private static let week = 7
  /// A side with three times the wanted starts is crowded, and may be shorter than a week.
  private static func crowd(_ count: Int) -> Int { 3 * min(max(0, count), .max / 3) }

  /// The day from which `count` starts lie before a day, or all that there are: a week before it or
  /// earlier, where that week is not crowded.
  func beginning(_ count: Int, before day: Day) throws -> Day {
    let week = day.advanced(by: -Self.week)
    let crowd = try starts(Self.crowd(count), before: day)
    let least = crowd.isFull ? max(week, min(crowd.day, day.advanced(by: -1))) : week
    return min(least, try starts(count, before: day).day)
  }

  /// The day up to which `count` starts lie after a day, or all that there are: a week after it or later,
  /// where that week is not crowded.
  func end(_ count: Int, after day: Day) throws -> Day {
    let week = day.advanced(by: Self.week)
    let crowd = try starts(Self.crowd(count), after: day)
    let least = crowd.isFull ? min(week, max(crowd.day, day.advanced(by: 1))) : week
    return max(least, try starts(count, after: day).day)
  }

  /// Whether as many events begin on a day.
  func holds(_ count: Int, on day: Day) throws -> Bool {
    let first = try starts(count, after: day.advanced(by: -1))
    return first.isFull && first.day == day
  }

  /// The day of the first of some starts before a day, and whether there are as many.
  private func starts(_ count: Int, before day: Day) throws -> (day: Day, isFull: Bool) {
    let row = try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT COUNT(*), MIN(start_key) FROM (SELECT start_key FROM event
            WHERE \(sql.condition) AND start_key < :start ORDER BY start_key DESC LIMIT :count)
          """
      ),
      arguments: arguments(["start": start(of: day), "count": Int64(max(0, count))])
    )
    let (found, first): (Int, Int64?) = (row?[0] ?? 0, row?[1])
    return (first.map(self.day(at:)) ?? day, found >= count)
  }

  /// The day of the last of some starts after a day, and whether there are as many.
  private func starts(_ count: Int, after day: Day) throws -> (day: Day, isFull: Bool) {
    let row = try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT COUNT(*), MAX(start_key) FILTER (WHERE NOT is_all_day),
            MAX(begins) FILTER (WHERE is_all_day)
          FROM (SELECT start_key, is_all_day, begins FROM event
            WHERE \(sql.condition) AND start_key >= :start ORDER BY start_key LIMIT :count)
          """
      ),
      arguments: arguments(["start": start(of: day.advanced(by: 1)), "count": Int64(max(0, count))])
    )
    let (found, timed, allDay): (Int, Int64?, Int?) = (row?[0] ?? 0, row?[1], row?[2])
    // The keys of all-day events lie before their days.
    let last = [timed.map(self.day(at:)), allDay.map { Day(daysSinceEpoch: $0) }].compactMap(\.self)
    return (last.max() ?? day, found >= count)
  }

  /// Whether an event begins on a day before this.
  private func hasStart(before day: Day) throws -> Bool {
    try Bool.fetchOne(
      db.cachedStatement(sql: sql.startsBefore),
      arguments: arguments(["start": start(of: day), "day": Int64(day.daysSinceEpoch)])
    ) ?? false
  }

  /// Whether an event begins on a day after this.
  private func hasStart(after day: Day) throws -> Bool {
    let next = day.advanced(by: 1)
    return try Bool.fetchOne(
      db.cachedStatement(sql: sql.startsAfter),
      arguments: arguments(["start": start(of: next), "day": Int64(next.daysSinceEpoch)])
    ) ?? false
  }

  private func start(of day: Day) -> Int64 {
    Int64(day.start(in: zone).timeIntervalSince1970.rounded(.down))
  }

  private func day(at seconds: Int64) -> Day {
    EventSpan.clamped(Day(Date(timeIntervalSince1970: Double(seconds)), in: zone))
  }
}

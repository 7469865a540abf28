import CalendarCore
import ConferencingCore
import Foundation
import GRDB

/// Finds events by the terms of a search.
///
/// Rows of the index are in the order of days, so the next hits are those at the next ids, however
/// many there are. What the index does not know is looked at afterwards: where a day of the viewer's
/// begins.
struct SearchQuery {
  /// How many hits are counted exactly and held at once.
  static let cap = 1_000
  /// How many hits before and after a day are read when there are more.
  static let reach = 200

  let db: Database
  let zone: TimeZone
  /// The calendars whose events are wanted.
  var filter = CalendarFilter.shown

  private static let range = "search MATCH :match AND search.rowid >= :low AND search.rowid < :high"
  static let first =
    "SELECT search.rowid FROM search WHERE \(range) ORDER BY search.rowid LIMIT \(cap + 1)"
  static let after = "\(hits) ORDER BY search.rowid LIMIT :limit"
  static let before = "\(hits) ORDER BY search.rowid DESC LIMIT :limit"
  private static let hits = """
    SELECT \(columns("search.rowid")) FROM search
      CROSS JOIN event ON event.key = search.rowid % \(SearchText.keys)
    WHERE \(range)
    """
  private static let listed = """
    SELECT \(columns("hit.value")) FROM json_each(?) AS hit
      CROSS JOIN event ON event.key = hit.value % \(SearchText.keys)
    """
  private static let calendars = """
    SELECT DISTINCT calendar FROM json_each(?) AS hit
      CROSS JOIN event ON event.key = hit.value % \(SearchText.keys)
    """

  private static func columns(_ row: String) -> String {
    """
    event.id, is_all_day, begins, ends, event.zone, event.title, \(row), event.key, series_part,
      CASE series_part WHEN \(SeriesPart.delivered.rawValue) THEN (
        SELECT event.calendar || '/' || master_id FROM event_detail
        WHERE event_detail.event = event.key) END,
      event.calendar
    """
  }

  /// The hits of a search, those about a day when there are more than ``cap``.
  ///
  /// The index is asked once for what is in calendars that are hidden too, since each key that is
  /// pressed asks for it; apart only where there are too many hits to look at each.
  func result(_ terms: SearchTerms, around day: Day) throws -> SearchResult {
    if terms.isEmpty { return SearchResult(notes: terms.notes) }
    let expression = try SearchExpression(terms, of: filter, db)
    func search(_ part: SearchExpression.Part = .all) -> Search? {
      expression.match(part).map { Search(terms, $0, near: day) }
    }
    guard let all = search() else { return SearchResult(notes: expression.notes) }
    let rows = try rows(all)
    var result: SearchResult
    if expression.hidden.isEmpty {
      result = try counted(rows, all)
    } else if rows.count <= Self.cap {
      let found = try read(rows, all)
      let hidden = Set(expression.hidden.map(\.key))
      result = whole(found.filter { !hidden.contains($0.calendar) }, all)
      result.hidden = matches(found.filter { hidden.contains($0.calendar) }, all, expression)
    } else {
      result = try search(.shown).map { try counted(self.rows($0), $0) } ?? SearchResult()
      result.hidden = try search(.hidden).flatMap { try hidden($0, expression) }
    }
    result.notes = expression.notes
    return result
  }

  /// What there is in calendars that are hidden.
  private func hidden(_ search: Search, _ expression: SearchExpression) throws -> HiddenMatches? {
    let rows = try rows(search)
    guard rows.count > Self.cap else { return matches(try read(rows, search), search, expression) }
    let keys = try Set(
      Int64.fetchAll(db.cachedStatement(sql: Self.calendars), arguments: [Self.list(rows)])
    )
    let calendars = expression.hidden.filter { keys.contains($0.key) }.map(\.calendar)
    return HiddenMatches(calendars: calendars, count: Self.cap, isCapped: true)
  }

  private func matches(
    _ found: [Found],
    _ search: Search,
    _ expression: SearchExpression
  ) -> HiddenMatches? {
    let keys = Set(found.map(\.calendar))
    let count = once(found, search.day).count
    if count == 0 { return nil }
    return HiddenMatches(
      calendars: expression.hidden.filter { keys.contains($0.key) }.map(\.calendar),
      count: count
    )
  }

  /// What is searched for, and where.
  private struct Search {
    let match: String
    /// The days on which events may begin.
    let after: Day?
    let before: Day?
    /// The day about which hits are wanted.
    let day: Day
    /// The rows that may have them: a viewer's day is at most one off from the day of the index.
    let low: Int64
    let high: Int64

    init(_ terms: SearchTerms, _ match: String, near day: Day) {
      self.match = match
      (after, before) = (terms.after, terms.before)
      low = after.map { SearchText.row(of: EventSpan.clamped($0.advanced(by: -1))) } ?? 0
      // Days that contradict each other leave no row.
      high = max(
        low,
        before.map { SearchText.row(of: EventSpan.clamped($0.advanced(by: 1))) } ?? .max
      )
      var day = day
      if let before { day = min(day, before.advanced(by: -1)) }
      if let after { day = max(day, after) }
      self.day = day
    }

    func takes(_ day: Day) -> Bool {
      after.map { day >= $0 } != false && before.map { day < $0 } != false
    }
  }

  // MARK: Hits

  /// The first rows of the index that it finds, one more than ``cap`` at most.
  private func rows(_ search: Search) throws -> [Int64] {
    try Int64.fetchAll(
      db.cachedStatement(sql: Self.first),
      arguments: ["match": search.match, "low": search.low, "high": search.high]
    )
  }

  private static func list(_ rows: [Int64]) -> String {
    "[" + rows.map(String.init).joined(separator: ",") + "]"
  }

  private func counted(_ rows: [Int64], _ search: Search) throws -> SearchResult {
    guard rows.count > Self.cap else { return whole(try read(rows, search), search) }
    var result = try about(search, rows: Self.reach)
    result.count = Self.cap
    return result
  }

  /// What is at some rows, all that are found, with the series that began earlier.
  private func read(_ rows: [Int64], _ search: Search) throws -> [Found] {
    let found = try Row.fetchCursor(
      db.cachedStatement(sql: Self.listed),
      arguments: [Self.list(rows)]
    )
    var all: [Found] = []
    while let row = try found.next() {
      if let hit = try self.found(row, search) { all.append(hit) }
    }
    return all + (try earlierSeries(search))
  }

  private func whole(_ found: [Found], _ search: Search) -> SearchResult {
    let hits = once(found, search.day).sorted()
    return SearchResult(hits: hits, count: hits.count)
  }

  /// The hits about the day.
  private func about(_ search: Search, rows: Int) throws -> SearchResult {
    // A viewer's day is at most one off from the day of the index.
    let day = SearchText.row(of: EventSpan.clamped(search.day.advanced(by: -1)))
    let middle = max(search.low, min(search.high, day))
    let later = try fetch(Self.after, search, middle..<search.high, rows: rows)
    let earlier = try fetch(Self.before, search, search.low..<middle, rows: rows)
    let hits = once(whole(earlier) + whole(later) + (try earlierSeries(search)), search.day)
    return SearchResult(
      hits: hits.sorted(),
      count: hits.count,
      isCapped: earlier.isCut || later.isCut,
      hasEarlier: earlier.isCut,
      hasLater: later.isCut
    )
  }

  /// A hit with its row in the index, its calendar and, of an occurrence that a service delivered,
  /// its series.
  private typealias Found = (hit: SearchHit, row: Int64, calendar: Int64, series: String?)
  private typealias Stretch = (hits: [Found], isCut: Bool)

  /// The hits in some rows of the index.
  private func fetch(
    _ sql: String,
    _ search: Search,
    _ range: Range<Int64>,
    rows limit: Int
  ) throws -> Stretch {
    let rows = try Row.fetchCursor(
      db.cachedStatement(sql: sql),
      arguments: [
        "match": search.match, "low": range.lowerBound, "high": range.upperBound, "limit": limit,
      ]
    )
    var found: [Found] = []
    var count = 0
    while let row = try rows.next() {
      count += 1
      if let hit = try self.found(row, search) { found.append(hit) }
    }
    return (found, count == limit)
  }

  /// The hits with each series once, by the first occurrence from a day on or else the last before
  /// it.
  private func once(_ found: [Found], _ day: Day) -> [SearchHit] {
    var hits: [SearchHit] = []
    var series: [String: SearchHit] = [:]
    for (hit, _, _, name) in found {
      guard let name = name.map({ RemoteEventID($0).firstPart.rawValue }) else {
        hits.append(hit)
        continue
      }
      guard let known = series[name] else {
        series[name] = hit
        continue
      }
      let isBetter =
        hit.day >= day ? known.day < day || hit < known : known.day < day && known < hit
      if isBetter { series[name] = hit }
    }
    return hits + series.values
  }

  /// Series that began before the days that are searched and have occurrences on them.
  private func earlierSeries(_ search: Search) throws -> [Found] {
    guard search.after != nil, search.low > 0 else { return [] }
    let rows = try Row.fetchAll(
      db.cachedStatement(sql: Self.after),
      arguments: [
        "match": "(\(search.match)) AND \(SearchFacts.ofSeries)", "low": 0, "high": search.low,
        "limit": Self.cap,
      ]
    )
    return try rows.compactMap { try found($0, search) }
  }

  /// The hit of a row; `nil` when it is none after all.
  private func found(_ row: Row, _ search: Search) throws -> Found? {
    let hit =
      row[8] == SeriesPart.master.rawValue
      ? try occurrence(of: row[7], titled: row[5], search) : hit(row, titled: row[5])
    guard let hit, search.takes(hit.day) else { return nil }
    return (hit, row[6], row[10], row[9])
  }

  private func hit(_ row: Row, titled title: String) -> SearchHit {
    let time = StoredEvent.time(isAllDay: row[1], begins: row[2], ends: row[3], zone: row[4])
    return SearchHit(id: EventID(row[0]), title: title, time: time, in: zone)
  }

  /// The occurrence that stands for a series: the first from a day on, or else the last before it.
  private func occurrence(
    of series: Int64,
    titled title: String,
    _ search: Search
  ) throws -> SearchHit? {
    let start = EventSpan.seconds(search.day.start(in: zone))
    let columns = "SELECT id, is_all_day, begins, ends, zone FROM event WHERE series = ?"
    for condition in ["start_key >= ? ORDER BY start_key", "start_key < ? ORDER BY start_key DESC"]
    {
      let row = try Row.fetchOne(
        db.cachedStatement(
          sql: "\(columns) AND series_part = 2 AND is_listed = 1 AND \(condition) LIMIT 1"
        ),
        arguments: [series, start]
      )
      if let row, case let hit = hit(row, titled: title), search.takes(hit.day) { return hit }
    }
    return nil
  }

  /// A stretch without the days at its end of which not all hits may be there.
  private func whole(_ found: Stretch) -> [Found] {
    guard found.isCut, let last = found.hits.last.map({ $0.row / SearchText.keys }) else {
      return found.hits
    }
    let whole = found.hits.filter { abs($0.row / SearchText.keys - last) > 2 }
    return whole.isEmpty ? found.hits : whole
  }
}

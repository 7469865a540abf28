import CalendarCore
import ConferencingCore
import Foundation
import GRDB

/// Finds events by words: every word must begin some word of the event.
///
/// Rows of the index are in the order of days, so the next hits are those at the next ids, however
/// many there are.
struct SearchQuery {
  /// How many hits are counted exactly and held at once.
  static let cap = 1_000
  /// How many hits before and after a day are read when there are more.
  static let reach = 200
  /// The most words of a query; what is typed after them is not looked at.
  static let words = 16
  /// The most words of the index that one typed word is taken for by itself.
  static let completions = 64

  let db: Database
  let zone: TimeZone
  /// The keys of the calendars whose events are wanted, as JSON; `nil` for those of all.
  private let calendars: String?

  private var sql: Statements { calendars == nil ? .all : .filtered }

  /// The statements, for the events of all calendars or of some.
  struct Statements {
    static let all = Statements(isFiltered: false)
    static let filtered = Statements(isFiltered: true)

    let counting: String
    let after: String
    let before: String

    private init(isFiltered: Bool) {
      let event = "CROSS JOIN event ON event.key = search.rowid % \(SearchText.keys)"
      let condition =
        "search MATCH :match"
        + (isFiltered ? " AND event.calendar IN (SELECT value FROM json_each(:calendars))" : "")
      counting = """
        SELECT COUNT(*) FROM (SELECT 1 FROM search \(isFiltered ? event : "")
          WHERE \(condition) LIMIT \(cap + 1))
        """
      let hits = """
        SELECT event.id, is_all_day, begins, ends, event.zone, title, search.rowid, event.key,
          series_part FROM search \(event) WHERE \(condition)
        """
      after = hits + " AND search.rowid >= :row ORDER BY search.rowid LIMIT :limit"
      before = hits + " AND search.rowid < :row ORDER BY search.rowid DESC LIMIT :limit"
    }
  }

  /// Makes one for a viewer.
  init(db: Database, zone: TimeZone, of filter: CalendarFilter = .shown) throws {
    self.db = db
    self.zone = zone
    calendars = try CalendarPlace.keys(filter, db).map { try StoredJSON.text($0) }
  }

  private func arguments(_ match: String, _ values: [String: Int64] = [:]) -> StatementArguments {
    var arguments: [String: (any DatabaseValueConvertible)?] = values
    arguments["match"] = match
    if let calendars { arguments["calendars"] = calendars }
    return StatementArguments(arguments)
  }

  /// The hits of a text, those about a day when there are more than ``cap``.
  func result(_ text: String, around day: Day) throws -> SearchResult {
    guard let match = try expression(text) else { return SearchResult() }
    let count =
      try Int.fetchOne(db.cachedStatement(sql: sql.counting), arguments: arguments(match)) ?? 0
    guard count > 0 else { return SearchResult() }
    guard count > Self.cap else {
      let hits = try fetch(sql.after, match, 0, Self.cap, near: day).map(\.hit)
      return SearchResult(hits: hits.sorted(), count: count)
    }
    // A viewer's day is at most one off from the day of the index.
    let middle = SearchText.row(of: EventSpan.clamped(day.advanced(by: -1)))
    var later = try fetch(sql.after, match, middle, Self.reach, near: day)
    var earlier = try fetch(sql.before, match, middle, Self.reach, near: day)
    let hasLater = later.count == Self.reach
    let hasEarlier = earlier.count == Self.reach
    // Of the days at the ends not all hits may be there.
    if hasLater { later = whole(later) }
    if hasEarlier { earlier = whole(earlier) }
    return SearchResult(
      hits: (earlier + later).map(\.hit).sorted(),
      count: Self.cap,
      isCapped: true,
      hasEarlier: hasEarlier,
      hasLater: hasLater
    )
  }

  private typealias Found = (hit: SearchHit, row: Int64)

  private func fetch(
    _ sql: String,
    _ match: String,
    _ row: Int64,
    _ limit: Int,
    near day: Day
  ) throws -> [Found] {
    let rows = try Row.fetchAll(
      db.cachedStatement(sql: sql),
      arguments: arguments(match, ["row": row, "limit": Int64(limit)])
    )
    return try rows.compactMap { row in
      guard row[8] == SeriesPart.master.rawValue else { return (hit(row, titled: row[5]), row[6]) }
      return try occurrence(of: row[7], near: day).map { (hit($0, titled: row[5]), row[6]) }
    }
  }

  private func hit(_ row: Row, titled title: String) -> SearchHit {
    let time = StoredEvent.time(isAllDay: row[1], begins: row[2], ends: row[3], zone: row[4])
    return SearchHit(id: EventID(row[0]), title: title, time: time, in: zone)
  }

  /// The occurrence that stands for a series: the first from a day on, or else the last before it.
  private func occurrence(of series: Int64, near day: Day) throws -> Row? {
    let start = EventSpan.seconds(day.start(in: zone))
    let columns = "SELECT id, is_all_day, begins, ends, zone FROM event WHERE series = ?"
    for condition in ["start_key >= ? ORDER BY start_key", "start_key < ? ORDER BY start_key DESC"]
    {
      let row = try Row.fetchOne(
        db.cachedStatement(
          sql: "\(columns) AND series_part = 2 AND is_listed = 1 AND \(condition) LIMIT 1"
        ),
        arguments: [series, start]
      )
      if let row { return row }
    }
    return nil
  }

  private func whole(_ found: [Found]) -> [Found] {
    guard let last = found.last.map({ $0.row / SearchText.keys }) else { return found }
    let whole = found.filter { abs($0.row / SearchText.keys - last) > 2 }
    return whole.isEmpty ? found : whole
  }

  /// What FTS5 is asked for; `nil` when there is no word in the text.
  func expression(_ text: String) throws -> String? {
    let text = SearchText.separated(String(text.prefix(1_000)), isQuery: true)
    let tokenizer = try db.makeTokenizer(.unicode61(diacritics: .remove))
    var tokens: [String] = []
    for (token, _) in try tokenizer.tokenize(query: text) where !tokens.contains(token) {
      tokens.append(token)
    }
    guard !tokens.isEmpty else { return nil }
    return try tokens.prefix(Self.words).map(part).joined(separator: " AND ")
  }

  /// A word and what it begins.
  ///
  /// FTS5 has an index of the beginnings of up to three characters. For longer ones it would gather
  /// all rows of all words that begin so before it gives the first; asked for the words themselves
  /// it reads no more than is taken.
  private func part(_ token: String) throws -> String {
    let beginning = quoted(token) + "*"
    guard token.unicodeScalars.count > 3 else { return beginning }
    let statement = try db.cachedStatement(
      sql: "SELECT term FROM search_term WHERE term >= ? LIMIT 1"
    )
    var terms: [String] = []
    var least = token
    while let term = try String.fetchOne(statement, arguments: [least]),
      term.utf8.starts(with: token.utf8)
    {
      guard terms.count < Self.completions else { return beginning }
      terms.append(term)
      // No word holds a control character, so this is behind the word and before all longer ones.
      least = term + "\u{1}"
    }
    guard !terms.isEmpty else { return quoted(token) }
    return "(" + terms.map(quoted).joined(separator: " OR ") + ")"
  }

  private func quoted(_ word: String) -> String {
    "\"" + word.replacing("\"", with: "\"\"") + "\""
  }
}

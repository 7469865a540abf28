import ConferencingCore
import CalendarCore
import GRDB

/// A calendar, by its key in the file and by its names outside.
struct CalendarPlace {
  let key: Int64
  let calendar: CalendarID
  let account: AccountID
  /// Whether its account is not in the configuration.
  let isHidden: Bool
  /// Whether its service delivers series as masters with their exceptions, and all of the calendar at
  /// once: then occurrences are computed here.
  let hasMasters: Bool
  /// The address of the account's owner; `nil` where it is not known.
  let ownAddress: String?

  private static let columns = """
    SELECT calendar.key, calendar.id, account.id, account.position IS NULL, account.service,
      account.own_address
    FROM calendar JOIN account ON account.key = calendar.account
    """

  private init(_ row: Row) {
    key = row[0]
    calendar = CalendarID(row[1])
    account = AccountID(row[2])
    isHidden = row[3]
    hasMasters = ServiceKind(rawValue: row[4])?.has(.deliversMasters) == true
    ownAddress = row[5]
  }

  /// The place of a calendar.
  ///
  /// - Throws: ``CacheError/noSuchCalendar(_:account:)``, or what the database throws.
  static func find(_ calendar: CalendarID, in account: AccountID, _ db: Database) throws
    -> CalendarPlace
  {
    let query = try db.cachedStatement(
      sql: columns + " WHERE account.id = ? AND calendar.id = ?"
    )
    guard
      let row = try Row.fetchOne(query, arguments: [account.rawValue, calendar.rawValue])
    else { throw CacheError.noSuchCalendar(calendar, account: account) }
    return CalendarPlace(row)
  }

  /// The keys of the calendars that a filter lets through; `nil` when those are all.
  static func keys(_ filter: CalendarFilter, _ db: Database) throws -> [Int64]? {
    switch filter {
    case .shown:
      let isAll = try Bool.fetchOne(
        db.cachedStatement(sql: "SELECT NOT EXISTS (SELECT 1 FROM calendar WHERE is_shown = 0)")
      )
      if isAll == true { return nil }
      return try Int64.fetchAll(
        db.cachedStatement(sql: "SELECT key FROM calendar WHERE is_shown = 1")
      )
    case .only(let calendars):
      return try all(db).values
        .filter { calendars.contains(CalendarKey(account: $0.account, calendar: $0.calendar)) }
        .map(\.key)
    }
  }

  /// All places by their keys.
  static func all(_ db: Database) throws -> [Int64: CalendarPlace] {
    var places: [Int64: CalendarPlace] = [:]
    let rows = try Row.fetchCursor(db.cachedStatement(sql: columns))
    while let row = try rows.next() {
      let place = CalendarPlace(row)
      places[place.key] = place
    }
    return places
  }
}

/// The places that a transaction has looked up; each once, for a page is of few calendars.
struct CalendarPlaces {
  private var found: [CalendarPlace] = []

  /// The place of a calendar.
  ///
  /// - Throws: ``CacheError/noSuchCalendar(_:account:)``, or what the database throws.
  mutating func find(_ calendar: CalendarID, in account: AccountID, _ db: Database) throws
    -> CalendarPlace
  {
    if let place = found.first(where: { $0.calendar == calendar && $0.account == account }) {
      return place
    }
    let place = try CalendarPlace.find(calendar, in: account, db)
    found.append(place)
    return place
  }
}

import CalendarCore
import ConferencingCore
import GRDB

/// Series of services that deliver masters with their exceptions: they are expanded here, like those
/// of this machine.
///
/// A service names the master of an exception by its own id. In the file it is named by the id that
/// it has here, so that what knows series of this machine knows these as well.
struct DeliveredSeries {
  private let db: Database
  private let rows: SeriesRows
  /// The masters whose rows are to be computed.
  private var masters: Set<Int64> = []

  init(db: Database) {
    self.db = db
    rows = SeriesRows(db: db)
  }

  /// An event as it is stored: an exception with the id that its master has here, once that is stored.
  static func stored(_ event: Event, in place: CalendarPlace, _ db: Database) throws -> Event {
    guard place.hasMasters, event.isException, let key = event.occurrence,
      case .remote(let remote) = key.series
    else { return event }
    let id = try String.fetchOne(
      db.cachedStatement(sql: "SELECT id FROM event WHERE calendar = ? AND remote_id = ?"),
      arguments: [place.key, remote.rawValue]
    )
    guard let id else { return event }
    var event = event
    event.occurrence = OccurrenceKey(series: .event(EventID(id)), originalStart: key.originalStart)
    return event
  }

  /// Notes an event that was added; its details need not be written yet.
  mutating func add(_ event: Event, _ key: Int64, in place: CalendarPlace) throws {
    guard place.hasMasters else { return }
    if event.recurrence != nil { masters.insert(key) }
    if event.isException, let master = try rows.attach(event, key) { masters.insert(master) }
  }

  /// Computes the rows of the series that were added.
  ///
  /// - Parameter day: The day that is looked at, unless others are expanded already.
  /// - Throws: What the database throws.
  mutating func expand(about day: Day?) throws {
    guard !masters.isEmpty else { return }
    if let day { try rows.begin(at: day) }
    for master in masters.sorted() { try rows.refresh(master) }
    masters = []
  }
}

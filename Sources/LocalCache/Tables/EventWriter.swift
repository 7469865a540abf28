import CalendarCore
import ConferencingCore
import Foundation
import GRDB

/// Writes events to their two tables.
///
/// Texts of SQL are cached by the connection; every row is written by a prepared statement.
struct EventWriter {
  let db: Database
  /// The provider of the link that an event is joined by, for events whose texts may decide that.
  var linkProvider: @Sendable (Event) -> ConferencingProvider?

  /// Adds an event.
  ///
  /// - Parameters:
  ///   - event: The event.
  ///   - place: Its calendar.
  ///   - expands: Whether rows of its series are computed; otherwise the caller sees to that.
  /// - Returns: Its key; `nil` when its id is taken, and then nothing was written.
  /// - Throws: What the database throws.
  func insert(
    _ event: Event,
    at place: CalendarPlace,
    expands: Bool = true
  ) throws -> Int64? {
    let event = StorableEvent.event(event)
    if event.isException {
      // It takes the place, and the id, of what its rule gives.
      try db.cachedStatement(sql: "DELETE FROM event WHERE id = ? AND series_part = 2")
        .execute(arguments: [event.id.rawValue])
    }
    guard let key = try insertListed(event, at: place) else { return nil }
    try db.cachedStatement(sql: NewDetails.insert)
      .execute(binding: [try NewDetails.values(of: event), [.integer(key)]])
    if expands { try expand(event, key, formerly: (.none, nil)) }
    return key
  }

  /// Adds an event that a service knows, under the service's id or, where that is taken by an
  /// event of another calendar, under one that names account and calendar as well.
  ///
  /// - Parameters:
  ///   - event: The event.
  ///   - remote: The service's id.
  ///   - wanted: The id that it is to have here, where one is known.
  ///   - place: Its calendar.
  ///   - details: Gets what is in `event_detail`; the caller writes it.
  /// - Returns: Its key.
  /// - Throws: What the database throws.
  func insertFirstSeen(
    _ event: Event,
    remote: RemoteEventID,
    as wanted: EventID?,
    at place: CalendarPlace,
    into details: inout NewDetails
  ) throws -> Int64 {
    let last = "\(place.account)/\(place.calendar)/\(remote)"
    let names =
      [wanted?.rawValue, remote.rawValue, "\(place.account)/\(remote)", last].compactMap(\.self)
    var event = StorableEvent.event(event)
    let mayBeChosen = try details.hasLinkChoices()
    var attempt = 0
    while true {
      // The names themselves may be taken, for services may use slashes in ids.
      event.id = EventID(attempt < names.count ? names[attempt] : last + "~\(attempt)")
      if let key = try insertListed(event, at: place, mayBeChosen: mayBeChosen) {
        try details.add(event, key, of: remote)
        return key
      }
      attempt += 1
    }
  }

  /// Adds an event of a calendar file of whose series nothing is here, under its id or one like it.
  ///
  /// Rows of a series are left to the caller, once the details are written.
  ///
  /// - Parameters:
  ///   - event: The event.
  ///   - place: Its calendar.
  ///   - details: Gets what is in `event_detail`; the caller writes it.
  /// - Returns: Its key, and the id that it got.
  /// - Throws: What the database throws.
  func insertImported(
    _ event: Event,
    at place: CalendarPlace,
    into details: inout NewDetails
  ) throws -> (key: Int64, id: EventID) {
    var event = StorableEvent.event(event)
    let wanted = event.id
    let mayBeChosen = try details.hasLinkChoices()
    var attempt = 0
    while true {
      if let key = try insertListed(event, at: place, mayBeChosen: mayBeChosen) {
        try details.add(event, key, of: RemoteEventID(event.id.rawValue))
        return (key, event.id)
      }
      attempt += 1
      event.id = EventID("\(wanted)~\(attempt)")
    }
  }

  /// Adds what a list shows of an event; `nil` when its id is taken.
  private func insertListed(
    _ event: Event,
    at place: CalendarPlace,
    mayBeChosen: Bool = true
  ) throws -> Int64? {
    try db.cachedStatement(sql: Self.insertListed)
      .execute(
        binding: [
          [
            .text(event.id.rawValue), .integer(place.key),
            ColumnValue(place.isHidden || event.recurrence != nil),
          ],
          try listed(event, ownAddress: place.ownAddress, mayBeChosen: mayBeChosen),
        ]
      )
    return db.changesCount > 0 ? db.lastInsertedRowID : nil
  }

  /// Replaces an event; its id stays.
  ///
  /// Where it is the first of its series to tell that its link was asked for, the other occurrences with
  /// that link are told as well: rows that are not written yet would be left out.
  func update(_ key: Int64, to event: Event, isDeleted: Bool = false) throws {
    let event = StorableEvent.event(event)
    try LinkChoiceTable(db: db).follow(key, to: event)
    let former = try SeriesRows(db: db).part(of: key)
    let link =
      former.part == .master ? try StoredEvent.find(key: key, db)?.event.conferencing : nil
    try db.cachedStatement(sql: Self.updateListed)
      .execute(
        binding: [
          try listed(event, ownAddress: ownAddress(of: event)),
          [ColumnValue(isDeleted), ColumnValue(event.recurrence != nil), .integer(key)],
        ]
      )
    try db.cachedStatement(sql: Self.updateDetail)
      .execute(binding: [try NewDetails.values(of: event), [.integer(key)]])
    let links = AskedLinkTable(db: db)
    let others = try links.rowsToMark(after: event, key)
    try links.record(event)
    for other in others { try update(other.key, to: other.event) }
    if let link, link != event.conferencing { try relink(key, from: link, to: event.conferencing) }
    try expand(event, key, formerly: former)
  }

  /// Computes again what hangs on an event of a series that was written.
  private func expand(
    _ event: Event,
    _ key: Int64,
    formerly former: (part: SeriesPart, series: Int64?)
  ) throws {
    let rows = SeriesRows(db: db)
    let isLocal = if case .event? = event.occurrence?.series { true } else { false }
    if isLocal || former.part == .exception {
      try rows.place(event, key, formerly: former.series)
    }
    if event.recurrence != nil || former.part == .master { try rows.refresh(key) }
  }

  /// Gives exceptions that have the link of their series the one that the series has now.
  private func relink(_ master: Int64, from old: Conferencing, to new: Conferencing) throws {
    let exceptions = try StoredEvent.fetchAll("WHERE series = ? AND series_part = 3", [master], db)
    for exception in exceptions where exception.event.conferencing == old {
      // A service that delivers exceptions says itself which link each has.
      guard !exception.hasOperations, !exception.place.hasMasters else { continue }
      var event = exception.event
      event.conferencing = new
      try update(exception.key, to: event)
    }
  }

  /// Removes an event; fails while edits of it wait.
  func delete(_ key: Int64) throws {
    let former = try SeriesRows(db: db).part(of: key)
    try db.cachedStatement(sql: "DELETE FROM event WHERE key = ?").execute(arguments: [key])
    if former.part == .exception, let series = former.series {
      try SeriesRows(db: db).refresh(series)
    }
  }

  // MARK: The statements

  private static let insertListed = """
    INSERT INTO event (id, calendar, is_hidden, is_all_day, begins, ends, zone, start_key, end_key,
      span, provider, conferencing_state, response, is_private,
      \(EventColumn.names(EventColumn.listed)))
    VALUES (\(EventColumn.marks(14 + EventColumn.listed.count))) ON CONFLICT (id) DO NOTHING
    """
  private static let updateListed = """
    UPDATE event SET is_all_day = ?, begins = ?, ends = ?, zone = ?, start_key = ?, end_key = ?,
      span = ?, provider = ?, conferencing_state = ?, response = ?, is_private = ?,
      \(EventColumn.marked(EventColumn.listed)), is_deleted = ?,
      -- No list shows a master.
      is_hidden = CASE WHEN ? THEN 1 WHEN series_part = 1 THEN (
          SELECT account.position IS NULL FROM calendar
            JOIN account ON account.key = calendar.account
          WHERE calendar.key = event.calendar)
        ELSE is_hidden END
    WHERE key = ?
    """
  private static let updateDetail = """
    UPDATE event_detail SET \(EventColumn.marked(EventColumn.detail)), words = ? WHERE event = ?
    """

  private func listed(
    _ event: Event,
    ownAddress: String?,
    mayBeChosen: Bool = true
  ) throws -> [ColumnValue] {
    let span = EventSpan(event.time)
    let (begins, ends, zone): (Int64, Int64, String?) =
      switch event.time {
      case .timed(_, _, let zone): (span.startKey, span.endKey, zone)
      case .allDay(let first, let last):
        (Int64(first.daysSinceEpoch), Int64(last.daysSinceEpoch), nil)
      }
    let provider = try provider(of: event, mayBeChosen: mayBeChosen)
    let computed: [ColumnValue] = [
      ColumnValue(event.time.isAllDay), .integer(begins), .integer(ends), ColumnValue(zone),
      .integer(span.startKey), .integer(span.endKey), .integer(Int64(span.level)),
      ColumnValue(provider?.rawValue), .text(event.conferencingState.rawValue),
      ColumnValue(ownAddress.flatMap(event.response)?.rawValue),
      ColumnValue(event.visibility == .private),
    ]
    return computed + (try EventColumn.listed.map { try $0.value(event) })
  }

  /// The provider that lists name: that of the link that the event is joined by.
  private func provider(
    of event: Event,
    mayBeChosen: Bool = true
  ) throws -> ConferencingProvider? {
    let event = mayBeChosen ? try LinkChoiceTable(db: db).joining(event) : event
    guard event.linkChoice != nil || Self.textsDecide(event) else {
      return event.conferencing.provider
    }
    return linkProvider(event) ?? event.conferencing.provider
  }

  /// Whether the texts of an event say by which link it is joined, where nobody chose one.
  static func textsDecide(_ event: Event) -> Bool {
    event.conferencing.provider == nil || !LinkRanking.configured.isEmpty
  }

  /// Notes again which provider lists name of an event, where the choice between its links has changed.
  ///
  /// - Parameters:
  ///   - event: The event.
  ///   - key: Its key.
  /// - Throws: What the database throws.
  func listProvider(of event: Event, _ key: Int64) throws {
    try db.cachedStatement(
      sql: "UPDATE event SET provider = ?1 WHERE key = ?2 AND provider IS NOT ?1"
    )
    .execute(arguments: [try provider(of: event)?.rawValue, key])
  }

  /// The address of the account's owner; `nil` too where nobody is invited who could answer.
  private func ownAddress(of event: Event) throws -> String? {
    guard !event.participants.isEmpty else { return nil }
    return try String.fetchOne(
      db.cachedStatement(sql: "SELECT own_address FROM account WHERE id = ?"),
      arguments: [event.account.rawValue]
    )
  }
}

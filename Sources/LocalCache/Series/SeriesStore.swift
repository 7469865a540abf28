package import CalendarCore
import ConferencingCore
package import Foundation
import GRDB

/// Reads series, and finds what an edit of one comes to.
package struct SeriesStore: Sendable {
  let cache: LocalCache

  /// The series of an event with its exceptions; `nil` for what is of none, and while the master of a
  /// series at a service is not known.
  ///
  /// - Parameter id: A master, an occurrence or an exception.
  /// - Returns: The series; of one at a service the exceptions as far as they are read.
  /// - Throws: ``CacheError``.
  package func series(of id: EventID) throws(CacheError) -> SeriesEditor? {
    try cache.read { db in
      guard let stored = try StoredEvent.find(id, db), !stored.isDeleted else { return nil }
      return try series(of: stored, db)
    }
  }

  /// The next occurrence of a series, or the last one where all are over.
  ///
  /// - Parameters:
  ///   - id: Its master, or one of its occurrences.
  ///   - moment: When it has not ended yet.
  /// - Returns: The occurrence; `nil` where none was computed or is left.
  /// - Throws: ``CacheError``.
  package func occurrence(
    ofSeriesOf id: EventID,
    after moment: Date
  ) throws(CacheError) -> Event? {
    try cache.read { db in
      guard let stored = try StoredEvent.find(id, db) else { return nil }
      let series = SeriesCondition(of: stored)
      let isOf = "WHERE \(series.sql) AND is_deleted = 0 AND event.status <> 'cancelled'"
      let arguments = StatementArguments(series.arguments + [EventSpan.seconds(moment)])
      let next = try StoredEvent.fetchAll(
        "\(isOf) AND end_key > ? ORDER BY start_key LIMIT 1",
        arguments,
        db
      )
      let last = try StoredEvent.fetchAll(
        "\(isOf) AND end_key <= ? ORDER BY start_key DESC LIMIT 1",
        arguments,
        db
      )
      return (next + last).first?.event
    }
  }

  /// The series that have a name at services that deliver occurrences, each by one of its occurrences.
  ///
  /// - Parameter text: The id of the master, perhaps with the account or the calendar before it.
  /// - Returns: Several where calendars have series of the same id.
  /// - Throws: ``CacheError``.
  package func named(_ text: String) throws(CacheError) -> [EventID] {
    try cache.read { db in
      let sql = """
        \(EventNames.names)
        SELECT MIN(event.id) FROM name
          CROSS JOIN event_detail INDEXED BY event_detail_series ON master_id = name.id
          CROSS JOIN event ON event.key = event_detail.event AND event.calendar = name.key
        WHERE \(EventNames.isFound) GROUP BY event.calendar
        """
      return try String.fetchAll(db.cachedStatement(sql: sql), arguments: ["text": text])
        .map { EventID($0) }
    }
  }

  /// Whether all events whose ids begin with a text are of one series.
  ///
  /// - Parameters:
  ///   - text: The beginning of ids.
  ///   - id: A master or one of its occurrences.
  /// - Returns: Whether there is no event that is of another series, or of none.
  /// - Throws: ``CacheError``.
  package func isOnlySeries(beginningWith text: String, of id: EventID) throws(CacheError) -> Bool {
    try cache.read { db in
      guard let stored = try StoredEvent.find(id, db) else { return false }
      let series = SeriesCondition(of: stored)
      let other = try Bool.fetchOne(
        db,
        sql: """
          SELECT EXISTS (
            SELECT 1 FROM event
              JOIN calendar ON calendar.key = event.calendar
              JOIN account ON account.key = calendar.account
            WHERE account.position IS NOT NULL AND \(EventNames.isFound)
              AND event.id >= ? AND event.id < ? || char(1114111)
              AND NOT coalesce(\(series.sql), 0) AND event.key <> ?)
          """,
        arguments: StatementArguments(
          [text, text] + series.arguments + [stored.series ?? stored.key]
        )
      )
      return other == false
    }
  }

  /// The occurrence that an occurrence is since its series was moved or divided; `nil` where it is
  /// there as before.
  ///
  /// - Parameters:
  ///   - occurrence: The occurrence as it was.
  ///   - edit: The edit of its series.
  ///   - series: The master that the edit made or changed.
  /// - Returns: Its id, or that of the master where no occurrence is in its place.
  /// - Throws: ``CacheError``.
  package func successor(
    of occurrence: Event,
    after edit: EventEdit,
    in series: EventID
  ) throws(CacheError) -> EventID? {
    try cache.read { try successor(of: occurrence, after: edit, in: series, $0) }
  }

  private func successor(
    of occurrence: Event,
    after edit: EventEdit,
    in series: EventID,
    _ db: Database
  ) throws -> EventID? {
    guard edit.scope == .following || edit.scope == .all, edit.change != .delete,
      let key = occurrence.occurrence
    else { return nil }
    var start = key.originalStart
    if case .update(let patch) = edit.change, let time = patch.time { start = time.startKey }
    let found = try StoredEvent.find(occurrence.id, db)
    guard found == nil || found?.isDeleted == true else { return nil }
    return try [EventID(of: series, at: start), series].first {
      try StoredEvent.find($0, db) != nil
    }
  }

  /// Where an occurrence stood before an edit of its series that was carried out, and where it stands now.
  func turn(
    of occurrence: Event,
    by edit: EventEdit,
    in series: EventID,
    _ db: Database
  ) throws -> OccurrenceTurn {
    let now = try successor(of: occurrence, after: edit, in: series, db) ?? occurrence.id
    let stored = edit.change == .delete ? nil : try StoredEvent.find(now, db)
    let place = stored.flatMap { $0.isDeleted ? nil : EventPlace($0.event) }
    return OccurrenceTurn(before: EventPlace(occurrence), after: place)
  }

  /// The series of an event in a transaction.
  func series(of stored: StoredEvent, _ db: Database) throws -> SeriesEditor? {
    if let key = stored.remoteSeries {
      let masters = SeriesMasters(db: db)
      guard var master = try masters.find(key) else { return nil }
      (master.account, master.calendar) = (stored.place.account, stored.place.calendar)
      return SeriesEditor(master: master, exceptions: try masters.exceptions(key, of: master))
    }
    let key = stored.event.recurrence == nil ? stored.series : stored.key
    guard let key, let master = try StoredEvent.find(key: key, db) else { return nil }
    let exceptions = try StoredEvent.fetchAll(
      "WHERE series = ? AND series_part = 3 AND is_deleted = 0",
      [key],
      db
    )
    return SeriesEditor(
      master: master.event,
      exceptions: exceptions.map(\.event),
      keepsLinks: stored.place.hasMasters
    )
  }

  /// The plain edits that an edit comes to: several, when it is one of a series that is stored here.
  func plain(_ edit: EventEdit, _ db: Database) throws -> [EventEdit] {
    do {
      var edit = edit
      if case .create(var draft, let conferencing) = edit.change {
        if let recurrence = draft.recurrence {
          draft.time = try SeriesEditor.aligned(draft.time, recurrence)
        }
        edit.change = .create(draft, conferencing: conferencing)
        try SeriesAdmission(directory: cache.directory(db), account: draft.account).admit(
          edit,
          of: nil
        )
        return [edit]
      }
      guard let stored = try StoredEvent.find(edit.event, db), !stored.isDeleted else {
        return [edit]
      }
      if edit.change.isOfSettingsAlone {
        // The meeting is one and the same for all of the series, whatever was edited of it.
        edit.scope = nil
        if let master = stored.series, stored.part == .expanded,
          let owner = try StoredEvent.find(key: master, db)
        {
          edit.event = owner.event.id
        }
        return [edit]
      }
      if stored.event.isRecurring, case .update(var patch) = edit.change,
        let settings = patch.settings
      {
        // Those of the meeting go to its host, whatever the edit makes of the series.
        patch.settings = nil
        var (own, rest) = (edit, edit)
        own.change = .update(EventPatch(settings: settings))
        rest.change = .update(patch)
        return try plain(own, db) + plain(rest, db)
      }
      let admission = SeriesAdmission(
        directory: try cache.directory(db),
        account: stored.place.account
      )
      try admission.admit(edit, of: stored.event)
      if let time = admission.boundedTime(edit) {
        try OccurrenceNeighbours(of: stored, db)?.admit(time)
      }
      let isExpanded = stored.place.hasMasters && stored.event.masterID == nil
      guard stored.event.remoteID == nil || stored.place.account == .local || isExpanded else {
        return [edit]
      }
      if let series = try series(of: stored, db) {
        var edits = try series.edits(edit, of: stored.event, tail: tail(of: series.master, db))
        for index in edits.indices where edits[index].follows == nil {
          edits[index].follows = edit.follows
        }
        let isThere = stored.place.hasMasters && series.master.remoteID != nil
        return try admission.isLocal || isThere ? edits : unsent(edits, of: series.master, db)
      }
      guard case .update(var patch) = edit.change, let recurrence = patch.recurrence,
        !recurrence.lines.isEmpty
      else { return [edit] }
      let time = patch.time ?? stored.event.time
      guard let first = recurrence.first(from: time, zone: .gmt) else {
        throw SeriesProblem.noOccurrence
      }
      if first != stored.event.time { patch.time = first }
      edit.change = .update(patch)
      return [edit]
    } catch let problem as SeriesProblem {
      throw CacheError.series(problem)
    }
  }

  /// The plain edits of a series that its service does not have yet.
  ///
  /// - Throws: ``SeriesProblem/unsent`` for what the service could only be told afterwards.
  private func unsent(
    _ edits: [EventEdit],
    of master: Event,
    _ db: Database
  ) throws -> [EventEdit] {
    let operations =
      try StoredEvent.find(master.id, db).map { try cache.queue($0.key, db).operations() } ?? []
    let isOnTheWay = operations.last.map { !$0.operation.isOpen } ?? false
    return try edits.map { edit in
      switch edit.change {
      case .create(let draft, _) where draft.occurrence != nil: throw SeriesProblem.unsent
      case .update, .delete, .respond:
        guard isOnTheWay else { return edit }
        if edits.count > 1 { throw SeriesProblem.unsent }
        // Once it is there its event is the first occurrence.
        var edit = edit
        edit.scope = .all
        return edit
      case .create: return edit
      }
    }
  }

  /// An id for the tail of a series that is split, which no event has.
  private func tail(of master: Event, _ db: Database) throws -> EventID {
    let taken = try db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM event WHERE id = ?)")
    var number = 2
    while try Bool.fetchOne(taken, arguments: ["\(master.id).\(number)"]) == true { number += 1 }
    return EventID("\(master.id).\(number)")
  }
}

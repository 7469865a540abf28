package import CalendarCore
import ConferencingCore
package import Foundation
import GRDB

/// An import under way: what its pages have in common.
package struct CacheImport: Sendable {
  /// Where its events go.
  package let calendar: CalendarID
  /// The account of the calendar.
  package let account: AccountID
  /// When the user asked for it.
  package let now: Date
  /// The zone of the user.
  package let zone: TimeZone
  /// Its place in the journal, once something was changed.
  fileprivate(set) var sequence: Int64?
  fileprivate(set) var file: Int64?

  /// Begins an import.
  package init(calendar: CalendarID, account: AccountID, now: Date, zone: TimeZone) {
    self.calendar = calendar
    self.account = account
    self.now = now
    self.zone = zone
  }

  /// Goes on with another file; one undo takes back all of them.
  package mutating func beginFile() { file = nil }

  /// Whether anything was changed.
  package var hasChanges: Bool { sequence != nil }
}

/// Stores the pages of an import.
package struct ImportStore: Sendable {
  let cache: LocalCache

  /// The events of some UIDs that a calendar has, with their texts.
  ///
  /// - Parameters:
  ///   - uids: The UIDs, each with the id that an event of it has when it was made here.
  ///   - run: The import.
  /// - Returns: The events by UID.
  /// - Throws: ``CacheError``.
  package func kept(
    _ uids: [(uid: String, id: EventID)],
    for run: CacheImport
  ) throws(CacheError) -> [EventUID: [KeptEvent]] {
    try cache.read { db in
      let place = try CalendarPlace.find(run.calendar, in: run.account, db)
      let isEmpty = try Bool.fetchOne(
        db,
        sql: "SELECT NOT EXISTS (SELECT 1 FROM event WHERE calendar = ?)",
        arguments: [place.key]
      )
      if isEmpty == true { return [:] }
      // Most are not here, which two statements tell of all of them.
      let here = try EventTexts(db: db).known(uids)
      var found: [EventUID: [KeptEvent]] = [:]
      for (uid, id) in uids where here.contains(uid) {
        let events = try EventTexts(db: db).events(uid: uid, id: id, in: place)
        if !events.isEmpty { found[EventUID(uid)] = events }
      }
      return found
    }
  }

  /// Carries out a page of an import, in one transaction.
  ///
  /// - Parameters:
  ///   - changes: What is done.
  ///   - others: What of the file is no event and was not given with another page.
  ///   - zone: The zone in which times of the file without one were read.
  ///   - run: The import.
  /// - Returns: Whether `others` are stored: nothing is, where nothing is done.
  /// - Throws: ``CacheError``; then nothing of the page is done.
  package func carryOut(
    _ changes: [ImportedSeries],
    others: [FileText],
    zone: String,
    _ run: inout CacheImport
  ) throws(CacheError) -> Bool {
    guard let first = changes.lazy.compactMap(\.anyEvent).first else { return false }
    let before = run
    run = try cache.write { db in
      var run = before
      let place = try CalendarPlace.find(run.calendar, in: run.account, db)
      let journal = ImportJournal(db: db, writer: cache.writer(db))
      if let sequence = run.sequence, try !journal.stands(sequence) {
        throw CacheError.importUndone
      }
      let sequence =
        try run.sequence ?? journal.begin(account: run.account, event: first, at: run.now)
      let file = try run.file ?? Self.insertFile(zone: zone, in: place, db)
      try Self.insert(others, of: file, db)
      (run.sequence, run.file) = (sequence, file)
      try SeriesRows(db: db).begin(at: Day(run.now, in: run.zone))
      var page = ImportPage(
        db: db,
        writer: cache.writer(db),
        journal: journal,
        place: place,
        sequence: sequence,
        file: file
      )
      for change in changes { try page.carryOut(change) }
      try page.finish()
      return run
    }
    return true
  }

  private static func insertFile(
    zone: String,
    in place: CalendarPlace,
    _ db: Database
  ) throws -> Int64 {
    try db.execute(
      sql: "INSERT INTO imported_file (calendar, zone) VALUES (?, ?)",
      arguments: [place.key, zone]
    )
    return db.lastInsertedRowID
  }

  private static func insert(_ others: [FileText], of file: Int64, _ db: Database) throws {
    for text in others {
      try db.cachedStatement(
        sql: "INSERT INTO file_text (file, position, text) VALUES (?, ?, ?)"
      )
      .execute(arguments: [file, text.position, Data(text.bytes)])
    }
  }
}

extension ImportedSeries {
  fileprivate var anyEvent: EventID? { master?.event.id ?? others.first?.event.id ?? removed.first }
}

/// A page of an import in a transaction.
private struct ImportPage {
  let db: Database
  let writer: EventWriter
  let journal: ImportJournal
  let place: CalendarPlace
  let sequence: Int64
  let file: Int64
  private var details: NewDetails
  /// The masters whose rows are to be computed.
  private var expanded: Set<Int64> = []

  init(
    db: Database,
    writer: EventWriter,
    journal: ImportJournal,
    place: CalendarPlace,
    sequence: Int64,
    file: Int64
  ) {
    self.db = db
    self.writer = writer
    self.journal = journal
    self.place = place
    self.sequence = sequence
    self.file = file
    details = NewDetails(db: db)
  }

  /// Writes what was gathered.
  mutating func finish() throws {
    try details.write()
    for master in expanded.sorted() { try SeriesRows(db: db).refresh(master) }
  }

  mutating func carryOut(_ series: ImportedSeries) throws {
    for id in series.removed {
      guard let stored = try StoredEvent.find(id, db), stored.part != .expanded else { continue }
      try journal.note(sequence, id, before: stored.event)
      try db.cachedStatement(sql: "DELETE FROM event WHERE key = ?")
        .execute(arguments: [stored.key])
      if let master = stored.series { expanded.insert(master) }
    }
    var master = series.series
    // Where the master is new, so are the exceptions.
    let isNew = series.master?.isKnown == false
    // The ids that the file's series have here, by the ones that were proposed.
    var ids: [EventID: EventID] = [:]
    if let change = series.master {
      master = isNew ? try add(change) : try carryOut(change)
      ids[change.event.id] = master
    }
    // A later part of a divided series is there before its exceptions, wherever it stands.
    let parts = series.others.filter { $0.event.occurrence == nil }
    let exceptions = series.others.filter { $0.event.occurrence != nil }
    for var change in parts + exceptions {
      let proposed = change.event.id
      if !change.isKnown, let key = change.event.occurrence, let master {
        let own = try self.series(of: key, master, ids)
        change.event.occurrence = OccurrenceKey(
          series: .event(own),
          originalStart: key.originalStart
        )
        change.event.id = EventID(of: own, at: key.originalStart)
      }
      ids[proposed] = isNew && !change.isKnown ? try add(change) : try carryOut(change)
    }
  }

  /// The series here that an exception is of.
  ///
  /// - Parameters:
  ///   - key: What the file says: a series by the id that was proposed for it.
  ///   - master: The series of the UID.
  ///   - ids: The ids that were given.
  /// - Returns: The id.
  /// - Throws: What the database throws.
  private func series(
    of key: OccurrenceKey,
    _ master: EventID,
    _ ids: [EventID: EventID]
  ) throws -> EventID {
    guard case .event(let proposed) = key.series else { return master }
    if let id = ids[proposed] { return id }
    // A later part that is here and does not change.
    guard proposed.isOccurrence(of: master), let kept = try StoredEvent.find(proposed, db),
      kept.event.recurrence != nil
    else { return master }
    return proposed
  }

  /// Adds an event of whose series nothing was here.
  private mutating func add(_ change: ImportedSeries.Change) throws -> EventID {
    let (key, id) = try writer.insertImported(change.event, at: place, into: &details)
    try relate(change.event, key)
    try journal.note(sequence, id, before: nil)
    try StoredText(change.text, file: file).save(for: id, db)
    return id
  }

  /// Notes the series of an event that was added: its rows are computed at the end of the page.
  private mutating func relate(_ event: Event, _ key: Int64) throws {
    if event.recurrence != nil { expanded.insert(key) }
    if event.isException, let master = try SeriesRows(db: db).attach(event, key) {
      expanded.insert(master)
    }
  }

  private mutating func carryOut(_ change: ImportedSeries.Change) throws -> EventID {
    if change.isKnown, let stored = try StoredEvent.find(change.event.id, db), !stored.isDeleted {
      let old = try StoredText.find(change.event.id, db)
      try journal.note(sequence, change.event.id, before: stored.event, text: old)
      try writer.update(stored.key, to: change.event)
      // It keeps its place in the file that it came from.
      var text = StoredText(change.text, file: old?.file ?? file)
      if let old { text.position = old.position }
      try text.save(for: change.event.id, db)
      return change.event.id
    }
    var event = change.event
    var attempt = 0
    var key = try writer.insert(event, at: place, expands: false)
    while key == nil {
      attempt += 1
      event.id = EventID("\(change.event.id)~\(attempt)")
      key = try writer.insert(event, at: place, expands: false)
    }
    if let key { try relate(event, key) }
    try journal.note(sequence, event.id, before: nil)
    try StoredText(change.text, file: file).save(for: event.id, db)
    return event.id
  }
}

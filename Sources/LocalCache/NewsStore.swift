import ConferencingCore
import CalendarCore
import GRDB

/// What an answer of a service changes in the file.
enum News {
  /// An event seen for the first time.
  case event(Event, RemoteEventID, CalendarPlace)
  /// A change of an event that nothing is waiting for.
  case change(key: Int64, Event)
  /// A change of an occurrence that looks otherwise for edits of its series that wait.
  case underPreview(key: Int64, Event)
  /// A change of an event under edits that wait; `nil` when it is deleted at the service.
  case base(key: Int64, Event?)
}

/// Writes what answers of services change.
struct NewsStore: Sendable {
  let cache: LocalCache

  /// What an event from a service changes; `nil` when nothing, or when the answer is older than an
  /// edit confirmed since.
  ///
  /// - Parameters:
  ///   - incoming: The event.
  ///   - mark: When the service was asked.
  ///   - isLate: Whether any edit was confirmed since.
  ///   - places: The calendars found so far.
  ///   - db: The transaction.
  /// - Returns: What it changes.
  /// - Throws: What the database throws.
  func news(
    in incoming: Event,
    since mark: ReadMark,
    isLate: Bool,
    _ places: inout CalendarPlaces,
    _ db: Database
  ) throws -> News? {
    guard let remote = incoming.remoteID, !remote.rawValue.isEmpty else { return nil }
    let place = try places.find(incoming.calendar, in: incoming.account, db)
    let incoming = try DeliveredSeries.stored(incoming, in: place, db)
    guard let stored = try StoredEvent.find(remote: remote, in: place, db) else {
      if isLate, try FormerNames(db: db).hasPassedOn(remote, in: place, since: mark) { return nil }
      return .event(EventEditor.reconciled(incoming: incoming, cached: nil), remote, place)
    }
    guard stored.revision <= mark.revision else { return nil }
    if stored.hasOperations { return try news(in: incoming, under: cache.queue(stored.key, db)) }
    if stored.event.occurrence != nil,
      let base = try cache.previews(db).base(of: stored.key)
    {
      let merged = StorableEvent.reconciled(incoming: incoming, cached: base)
      return merged == base ? nil : .underPreview(key: stored.key, merged)
    }
    let merged = StorableEvent.reconciled(incoming: incoming, cached: stored.event)
    return merged == stored.event && !stored.isDeleted ? nil : .change(key: stored.key, merged)
  }

  /// What an event from a service changes under edits that wait.
  private func news(in incoming: Event, under queue: EventQueue) throws -> News? {
    // While one is on its way, its answer is what counts; what is taken back was never read.
    guard let base = try queue.base(), base.remoteID != nil,
      try !queue.operations().contains(where: \.operation.isInFlight)
    else { return nil }
    if incoming.status == .cancelled, base.status != .cancelled {
      return try queue.isHeldAsDeleted() ? nil : .base(key: queue.key, nil)
    }
    let merged = StorableEvent.reconciled(incoming: incoming, cached: base)
    if merged == base, try !queue.isHeldAsDeleted() { return nil }
    return .base(key: queue.key, merged)
  }

  /// Writes what events from a service change.
  ///
  /// - Parameters:
  ///   - events: The events.
  ///   - mark: When the service was asked.
  ///   - day: The day that is looked at, where that is known.
  ///   - ids: The ids that some of them are to have here when they are new.
  ///   - db: The transaction.
  /// - Throws: What the database throws.
  func store(
    _ events: [Event],
    since mark: ReadMark,
    about day: Day? = nil,
    as ids: [RemoteEventID: EventID] = [:],
    _ db: Database
  ) throws {
    var places = CalendarPlaces()
    var added = NewDetails(db: db)
    var series: Set<SeriesMasters.Key> = []
    var delivered = DeliveredSeries(db: db)
    let links = AskedLinkTable(db: db)
    var writer = cache.writer(db)
    var isFilling = false
    let isLate = try cache.sync.mark(db) != mark
    for (index, event) in events.enumerated() {
      // A list may name an event twice.
      if let remote = event.remoteID, added.mayHold(remote) { try added.write() }
      if event.masterID.map({ $0 != $0.firstPart }) == true {
        let place = try places.find(event.calendar, in: event.account, db)
        if !place.hasMasters { try SuccessorRows(db: db).reassign(toPart: event, in: place) }
      }
      switch try news(in: event, since: mark, isLate: isLate, &places, db) {
      case nil: break
      case .event(let event, let remote, let place):
        if let id = event.masterID { series.insert(.init(calendar: place.key, series: id)) }
        // A cache that was rebuilt, or an account that is back, still knows what was made.
        let event = try links.known(MeetingRecordTable(db: db).known(event))
        if !isFilling {
          // Where one of a page is new, those behind it mostly are.
          writer.linkProvider = PageLinks(events[index...], cache.linkProvider).provider
          isFilling = true
        }
        let key =
          try writer.insertFirstSeen(
            event,
            remote: remote,
            as: ids[remote],
            at: place,
            into: &added
          )
        if let meeting = event.meeting {
          try MeetingRecordTable(db: db).move(meeting, to: key)
        }
        try delivered.add(event, key, in: place)
      case .change(let key, let event):
        if let id = event.masterID {
          let place = try places.find(event.calendar, in: event.account, db)
          series.insert(.init(calendar: place.key, series: id))
        }
        let before =
          try cache.meetingSettings.configured(event) ? StoredEvent.find(key: key, db)?.event : nil
        if try links.isFirst(event) { try added.write() }
        try writer.update(key, to: links.known(event))
        try cache.meetingSettings.configureLate(key, formerly: before, db)
      case .underPreview(let key, let event):
        try cache.previews(db).setBase(links.known(event), of: key)
      case .base(let key, let event):
        let queue = cache.queue(key, db)
        if let base = try queue.base() {
          if let event, try links.isFirst(event) { try added.write() }
          try queue.advance(to: event.map(links.known), from: base)
          if let event, cache.meetingSettings.configured(event) {
            try cache.meetingSettings.configureLate(key, formerly: base, db)
          }
        }
      }
    }
    try added.write()
    try SeriesMasters(db: db).noteChanges(of: series)
    try cache.previews(db).renewLater(for: series)
    try delivered.expand(about: day)
  }

  /// Removes events that a service says are no more; edits of them wait as conflicts.
  ///
  /// - Parameters:
  ///   - gone: The events.
  ///   - place: Their calendar.
  ///   - mark: When the service was asked.
  ///   - isOwnEdit: Whether an edit made here took them away: then their rows stay, hidden, until the
  ///     next whole reading, so that an answer read before the edit does not bring them back.
  ///   - db: The transaction.
  /// - Throws: What the database throws.
  func remove(
    _ gone: [RemoteEventID],
    from place: CalendarPlace,
    since mark: ReadMark,
    isOwnEdit: Bool = false,
    _ db: Database
  ) throws {
    for id in gone {
      guard let stored = try StoredEvent.find(remote: id, in: place, db),
        stored.revision <= mark.revision
      else { continue }
      if stored.hasOperations {
        try cache.queue(stored.key, db).noticeDeletion()
      } else if isOwnEdit {
        try cache.previews(db).leave(stored.key)
        try db.execute(
          sql: "UPDATE event SET is_deleted = 1 WHERE key = ?",
          arguments: [stored.key]
        )
        try advanceRevision(of: stored.key, db)
      } else {
        try cache.writer(db).delete(stored.key)
      }
      if let series = stored.remoteSeries { try SeriesMasters(db: db).noteChanges(of: [series]) }
    }
  }

  /// Counts a confirmed edit and stamps its event with the number.
  func advanceRevision(of event: Int64, _ db: Database) throws {
    try db.execute(sql: "UPDATE revision SET value = value + 1")
    try db.execute(
      sql: "UPDATE event SET revision = (SELECT value FROM revision) WHERE key = ?",
      arguments: [event]
    )
  }

  /// Takes over a row that a sync made of an event whose creation was not confirmed yet.
  ///
  /// Edits that a user made of that row in the meantime are kept.
  func adopt(_ remote: RemoteEventID, into event: Int64, _ db: Database) throws {
    let double = try Int64.fetchOne(
      db,
      sql: """
        SELECT double.key FROM event AS double JOIN event ON event.calendar = double.calendar
        WHERE event.key = ? AND double.remote_id = ? AND double.key <> event.key
        """,
      arguments: [event, remote.rawValue]
    )
    guard let double else { return }
    try db.execute(
      sql: "UPDATE operation SET event = ? WHERE event = ?",
      arguments: [event, double]
    )
    try db.execute(
      sql: """
        UPDATE journal SET event = (SELECT id FROM event WHERE key = ?)
        WHERE event = (SELECT id FROM event WHERE key = ?)
        """,
      arguments: [event, double]
    )
    try cache.writer(db).delete(double)
  }
}

import ConferencingCore
package import CalendarCore
package import Foundation
import GRDB

/// Undoes edits and does them again.
package struct EditHistory: Sendable {
  let cache: LocalCache

  /// Undoes the last edit, or redoes the last one that was undone, in one transaction.
  ///
  /// An edit that never left is taken out of the outbox again; of any other the reverse is
  /// submitted like an edit. Edits of which nothing is left are passed over, and so is, once it was
  /// said, one that can never be reversed. Of edits that were made together all are reversed or,
  /// where one cannot be, none; but an invitation that only its organizer or a new answer brings back
  /// holds up none of other events and other series.
  ///
  /// - Parameters:
  ///   - direction: Which of the two.
  ///   - freshID: An id for an event that has to be made again, another one each time.
  ///   - now: When the user asked for it.
  /// - Returns: What came of it.
  /// - Throws: ``CacheError``.
  package func undo(
    _ direction: UndoDirection,
    freshID: @autoclosure () -> EventID,
    at now: Date
  ) throws(CacheError) -> UndoOutcome {
    try cache.write { db in
      let journal = EditJournal(db: db)
      while case let entries = try journal.next(direction), !entries.isEmpty {
        if let entry = entries.first, entry.last.isImport == true {
          return .importReversed(
            events: try ImportJournal(db: db, writer: cache.writer(db)).reverse(entry, direction)
          )
        }
        var left: [UndoObstacle] = []
        let (done, blocked) = try reverse(entries, freshID: { freshID() }, left: &left, at: now, db)
        if let (entry, obstacle) = blocked {
          // Nor does the next undo reverse what of the same series goes with it.
          let stay = obstacle.concernsOneAlone ? entries.filter { $0.isBound(to: entry) } : [entry]
          if obstacle.isPermanent {
            for one in stay { try journal.setAside(one, because: obstacle.message) }
          }
          return .impossible(obstacle)
        }
        if let first = done.first, done.count == 1, left.isEmpty {
          return .done(first.step.step, link: first.link)
        }
        if !done.isEmpty {
          return .doneTogether(done.map(\.step.step), links: done.map(\.link), left: left)
        }
        if let obstacle = left.first { return .impossible(obstacle) }
      }
      return .nothing
    }
  }

  /// Reverses all of a move of a series to another calendar, or of its way back, of which one part is
  /// given up.
  ///
  /// What was made of the series there would stay beside it.
  ///
  /// - Parameters:
  ///   - operation: What is given up.
  ///   - db: The transaction.
  /// - Returns: Whether it is such a part; otherwise nothing is done.
  /// - Throws: ``CacheError/partOfMove(title:reason:)`` where the series was edited since, or not all of
  ///   the move can be reversed.
  func reverseMove(containing operation: OutboxOperation, _ db: Database) throws -> Bool {
    guard operation.edit.follows != nil, case .create(let draft, _) = operation.edit.change,
      draft.occurrence != nil
    else { return false }
    let journal = EditJournal(db: db)
    let move = try journal.move(with: operation.sequence, of: operation.edit.event)
    guard move.count > 1 else {
      throw CacheError.partOfMove(
        title: draft.title,
        reason: "what else is part of it is not known any more."
      )
    }
    guard try !journal.isEdited(since: move) else {
      throw CacheError.partOfMove(title: draft.title, reason: "it was edited there since.")
    }
    // Nothing is made again: what was to be deleted last waits for what is given up.
    let freshID = { EventID("\(operation.edit.event)~") }
    var left: [UndoObstacle] = []
    let (_, blocked) = try reverse(
      move,
      freshID: freshID,
      left: &left,
      at: operation.submittedAt,
      db
    )
    if let obstacle = blocked?.by ?? left.first {
      throw CacheError.partOfMove(title: draft.title, reason: obstacle.message)
    }
    return true
  }

  /// Reverses edits that were made together, in their order: all of them or, when one cannot be, none,
  /// save those that are set aside by themselves.
  ///
  /// `left` gets why those were: see ``UndoObstacle/concernsOneAlone``.
  private func reverse(
    _ entries: [EditJournal.Entry],
    freshID: () -> EventID,
    left: inout [UndoObstacle],
    at now: Date,
    _ db: Database
  ) throws -> (
    done: [(step: JournalStep, link: LinkReturn)],
    blocked: (entry: EditJournal.Entry, by: UndoObstacle)?
  ) {
    let journal = EditJournal(db: db)
    var done: [(step: JournalStep, link: LinkReturn)] = []
    var blocked: (entry: EditJournal.Entry, by: UndoObstacle)?
    var renamed: [EventID: EventID] = [:]
    var first: [EventID: EventID] = [:]
    try db.inSavepoint {
      for entry in entries {
        do {
          if var one = try reverse(entry, freshID: freshID(), &renamed, &first, at: now, db) {
            one.step.turn = entry.last.turn?.reversed
            for (old, new) in renamed { one.step.turn = one.step.turn?.renaming(old, to: new) }
            one.step.step.place = one.step.turn?.after
            try journal.reverse(entry, by: one.step)
            done.append(one)
          } else {
            try journal.remove(entry)
          }
        } catch let obstacle as UndoObstacle {
          // What waits for another edit is a part of it, and one edit of a series can be several here.
          if obstacle.concernsOneAlone, entry.last.step.edit.follows == nil,
            !entries.contains(where: { $0.sequence != entry.sequence && entry.isBound(to: $0) })
          {
            try journal.setAside(entry, because: obstacle.message)
            left.append(obstacle)
            continue
          }
          blocked = (entry, obstacle)
          return .rollback
        }
      }
      return .commit
    }
    return (done, blocked)
  }

  /// Reverses what was done of an entry last; `nil` when nothing is left of it.
  ///
  /// `renamed` has the ids of events that were made again, by those that they had: exceptions follow
  /// their series. `first` has the events that are made again before others are deleted, by those
  /// others.
  private func reverse(
    _ entry: EditJournal.Entry,
    freshID: EventID,
    _ renamed: inout [EventID: EventID],
    _ first: inout [EventID: EventID],
    at now: Date,
    _ db: Database
  ) throws -> (step: JournalStep, link: LinkReturn)? {
    let step = entry.last.step
    let stored = try StoredEvent.find(entry.event, db)
    // What the rule gives stands in the place of an exception that is gone.
    let current = stored.flatMap { $0.isDeleted || $0.part == .expanded ? nil : $0.event }
    guard let known = current ?? step.after ?? step.before,
      let context = ConferencingContext(
        try cache.directory(db),
        account: known.account,
        calendar: known.calendar,
        isReadOnlyEvent: current?.isReadOnly ?? false
      )
    else { throw UndoObstacle.unknownPlace(title: step.title) }
    let owner = context.ownGrant?.email
    if let stored, let step = try withdraw(entry.last, from: stored, owner: owner, db) {
      return (step, .asItWas)
    }
    if var again = entry.last.withdrawn {
      guard let current else { throw UndoObstacle.gone(title: step.title) }
      if let reason = ConferencingRules.readOnlyReason(context) {
        throw UndoObstacle.readOnly(reason)
      }
      again.event = current.id
      return (try cache.carryOut(again, at: now, db), .asItWas)
    }
    let reversal = try Reversal.reversing(
      step,
      current: current,
      in: context,
      freshID: freshID,
      series: entry.last.series
        ?? SeriesReversal(restoring: step, at: context.account.service)
    )
    guard var reversal else {
      // Nothing is left of it, or nothing is known of it: the edit before it is not undone instead.
      if step.edit.scope != nil { throw UndoObstacle.overtaken(title: step.title) }
      return nil
    }
    if case .create(var draft, let link) = reversal.edit.change {
      // An exception of a series that moves back is made after what was made of it before.
      var previous: EventID?
      if case .event(let series)? = draft.occurrence?.series, let new = renamed[series] {
        draft.occurrence?.series = .event(new)
        previous = step.edit.follows.flatMap { first[$0] }
      }
      draft.source = entry.last.source
      reversal.edit.change = .create(draft, conferencing: link)
      renamed[entry.event] = reversal.edit.event
      if let copy = step.edit.follows { first[copy] = reversal.edit.event }
      if reversal.edit.change.isLaterPart, context.account.service.has(.deliversMasters),
        let series = draft.source?.event.id
      {
        first[series] = reversal.edit.event
      }
      reversal.edit.follows = previous
      if reversal.edit.reversal != nil { reversal.edit.restores = entry.event }
    } else {
      if case .update(var patch) = reversal.edit.change,
        case .event(let series)? = patch.occurrence?.series, let new = renamed[series]
      {
        patch.occurrence?.series = .event(new)
        reversal.edit.change = .update(patch)
        if context.account.service.has(.deliversMasters) { first[entry.event] = new }
      }
      // Of a move back, too, nothing is deleted before the copy is there.
      reversal.edit.follows = first[entry.event] ?? step.edit.follows.flatMap { renamed[$0] }
      if case .create = step.edit.change, let copy = step.edit.follows {
        first[copy] = first[entry.event]
      }
    }
    var back = try cache.carryOut(reversal.edit, at: now, db)
    if step.edit.change == .delete, step.before?.masterID != nil, reversal.edit.reversal == nil {
      back.step.leavesSeries = true
    }
    if case .create(let draft, _) = step.edit.change { back.source = draft.source }
    if case .create = reversal.edit.change, reversal.edit.event != entry.event {
      let remote = (step.before ?? step.after)?.remoteID
      try FormerNames(db: db).move(entry.event, remote, to: reversal.edit.event)
      try cache.links.carryChoice(from: known, to: reversal.edit.event, db)
    }
    return (back, reversal.link)
  }

  /// Takes an edit that never left out of the outbox, so that its service never hears of it and a
  /// link that was to go stays.
  ///
  /// - Returns: The step back; `nil` when the edit may have left or is not the event's last one.
  private func withdraw(
    _ last: JournalStep,
    from stored: StoredEvent,
    owner: String?,
    _ db: Database
  ) throws -> JournalStep? {
    let queue = cache.queue(stored.key, db)
    // A creation and its deletion cancel each other out by themselves.
    if case .create = last.step.edit.change { return nil }
    let waiting = try queue.operations().map(\.operation)
    guard let queued = last.queued, waiting.last?.sequence == queued.placed.last?.sequence,
      queued.placed.allSatisfy({ placed in waiting.contains { placed.isUntouched($0) } })
    else { return nil }
    let current = last.step.edit.change == .delete ? nil : stored.event
    // An edit of a whole series may have changed nothing of the occurrence that it was made on.
    let mirror =
      Reversal.mirroring(last.step, current: current, owner: owner)
      ?? (last.step.edit.scope == nil ? nil : Reversal(edit: last.step.edit, link: .asItWas))
    guard let mirror else { return nil }
    let table = cache.operationTable(db)
    for placed in queued.placed { try table.remove(placed.sequence) }
    for replaced in queued.replaced { try table.restore(replaced, event: stored.key) }
    try queue.rebuild()
    let after = try StoredEvent.find(key: stored.key, db)?.event
    var step = JournalStep(step: EditStep(edit: mirror.edit, before: current, after: after))
    if last.step.edit.isOfSeries { step.withdrawn = last.step.edit }
    return step
  }
}

extension OperationTable {
  /// Puts an operation back into its place in the order, as one that was never sent.
  fileprivate func restore(_ waiting: QueuedEdit.Waiting, event: Int64) throws {
    try db.execute(
      sql: """
        INSERT INTO operation (sequence, event, kind, edit, submitted_at) VALUES (?, ?, ?, ?, ?)
        """,
      arguments: [
        waiting.sequence, event, Self.kind(of: waiting.edit.change),
        try StoredJSON.text(waiting.edit), waiting.submittedAt.timeIntervalSince1970,
      ]
    )
  }
}

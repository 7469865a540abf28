import CalendarCore
import Foundation

/// A step as the journal keeps it: an edit, and where it went.
struct JournalStep: Codable {
  var step: EditStep
  /// What it did to the outbox; `nil` where nothing of it was put there.
  var queued: QueuedEdit?
  /// What takes it back, once a service has carried it out on a series.
  var series: SeriesReversal?
  /// The edit of a series that it took out of the outbox, which never left: redo makes it once more.
  ///
  /// What it did is not seen from its occurrence alone.
  var withdrawn: EventEdit?
  /// The occurrence that it was made on, where it is one of a series that is expanded here.
  var turn: OccurrenceTurn?
  /// What the event was made from whose creation it takes back: made again, it is made from that.
  var source: EventSource?
  /// Whether it was an import: what that did is in a table of its own, see ``ImportJournal``.
  var isImport: Bool?
}

extension EditJournal.Entry {
  /// Whether it is of the same event as another entry, or of the same series.
  func isBound(to other: Self) -> Bool {
    if event == other.event { return true }
    guard let known, let others = other.known else { return false }
    return (known.account, known.calendar) == (others.account, others.calendar)
      && !Self.seriesNames(of: known).isDisjoint(with: Self.seriesNames(of: others))
  }

  /// The event as the step knew it.
  private var known: Event? { last.step.before ?? last.step.after }

  /// What a series is known by: to its master its own ids, to the others what they name.
  private static func seriesNames(of event: Event) -> Set<OccurrenceKey.Series> {
    if let series = event.occurrence?.series { return [series] }
    var names: Set<OccurrenceKey.Series> = [.event(event.id)]
    if let remoteID = event.remoteID { names.insert(.remote(remoteID)) }
    return names
  }
}

/// Where an occurrence stood before an edit of its series, and where it stands since.
struct OccurrenceTurn: Codable {
  var before: EventPlace?
  /// `nil` where it is deleted.
  var after: EventPlace?

  /// The same of the edit that takes it back.
  var reversed: OccurrenceTurn { OccurrenceTurn(before: after, after: before) }

  /// The same once its series has another id.
  func renaming(_ series: EventID, to new: EventID) -> OccurrenceTurn {
    OccurrenceTurn(
      before: before?.renaming(series, to: new),
      after: after?.renaming(series, to: new)
    )
  }
}

/// What an edit did to the outbox, so that one that never left can be taken out again.
struct QueuedEdit: Codable {
  /// An operation of the edit's event.
  struct Waiting: Codable {
    var sequence: Int64
    var edit: EventEdit
    var submittedAt: Date
  }

  /// The operations that carry it: a new one, or one that it became part of.
  var placed: [Waiting]
  /// What was there in their place, and the operations that it made pointless.
  var replaced: [Waiting]

  /// Compares the operations of an event before and after an edit; `nil` when none carries it.
  init?(from before: [StoredOperation], to after: [StoredOperation]) {
    let (before, after) = (before.map(Waiting.init), after.map(Waiting.init))
    placed = after.filter { !before.contains($0) }
    replaced = before.filter { !after.contains($0) }
    if placed.isEmpty { return nil }
  }
}

extension QueuedEdit.Waiting: Equatable {
  /// The operation as it waits.
  init(_ stored: StoredOperation) {
    self.init(
      sequence: stored.operation.sequence,
      edit: stored.operation.edit,
      submittedAt: stored.operation.submittedAt
    )
  }

  /// Whether an operation still waits as it did, and its service has not seen it.
  func isUntouched(_ operation: OutboxOperation) -> Bool {
    operation.sequence == sequence && operation.edit.change == edit.change && operation.isOpen
  }
}

package import CalendarCore
package import Foundation
import GRDB

/// What became of series at their service by an edit that was carried out.
package struct SeriesOutcome: Sendable {
  /// The occurrence that the edit was made on, as it is now; `nil` where it is no more.
  let own: Event?
  /// The occurrences that there are now, with that one.
  let occurrences: [Event]
  /// Those that were known and are no more.
  let gone: [RemoteEventID]
  /// The masters as they are now; `nil` for a series of which the service has none.
  let masters: [RemoteSeries: Event?]
  /// What takes the edit back; `nil` where there is no way back.
  let reversal: SeriesReversal?

  /// Notes what became of them.
  package init(
    own: Event?,
    occurrences: [Event],
    gone: [RemoteEventID],
    masters: [RemoteSeries: Event?],
    reversal: SeriesReversal?
  ) {
    (self.own, self.occurrences, self.gone) = (own, occurrences, gone)
    (self.masters, self.reversal) = (masters, reversal)
  }
}

extension OutboxStore {
  /// Stores that the service has carried an edit of a series out, with all that became of its occurrences.
  ///
  /// It is one transaction: an edit that is confirmed is not looked at again, and what a service removes
  /// with a change of a series it does not always report.
  ///
  /// - Parameters:
  ///   - operation: The edit.
  ///   - outcome: What became of the series.
  ///   - now: When the service was asked.
  /// - Throws: ``CacheError``; then nothing is stored.
  package func confirm(
    _ operation: OutboxOperation,
    _ outcome: SeriesOutcome,
    at now: Date
  ) throws(CacheError) {
    try cache.write { db in
      let place = try CalendarPlace.find(operation.calendar, in: operation.account, db)
      if let reversal = outcome.reversal {
        let journal = EditJournal(db: db)
        try journal.note(reversal, of: operation.sequence, of: operation.edit.event)
      }
      try confirm(operation, stored: outcome.own, at: now, db)
      let others = outcome.occurrences.filter { $0.remoteID != outcome.own?.remoteID }
      if let succession = operation.base.flatMap({ SeriesSuccession(operation.edit, of: $0) }) {
        let rows = SuccessorRows(db: db)
        let renamed = try rows.reassign(others, insteadOf: outcome.gone, by: succession, in: place)
        for key in renamed { try cache.news.advanceRevision(of: key, db) }
      }
      let mark = try cache.sync.mark(db)
      try cache.news.store(others, since: mark, db)
      try cache.news.remove(outcome.gone, from: place, since: mark, isOwnEdit: true, db)
      try cache.masters.store(outcome.masters, of: operation.account, db)
    }
  }
}

import CalendarCore
import CalendarServices
import ConferencingCore
import Foundation
import LocalCache

/// Reads the occurrences of a series that was just made or changed, so that no sync is waited for.
struct SeriesReader: Sendable {
  let outbox: OutboxRunner

  /// Ends the creation of a series: its event becomes the first occurrence, and the others show.
  func confirmCreation(_ operation: OutboxOperation, _ master: Event) async throws(SyncError) {
    guard let id = master.remoteID else { return }
    let (cache, now) = (outbox.cache, outbox.clock.now())
    var found = try await occurrences(of: id, in: operation, window: window(now))
    let first = master.time.startKey
    if !found.contains(where: { $0.occurrence?.originalStart == first }) {
      found += try await occurrences(of: id, in: operation, window: master.time.vicinity)
    }
    let own = found.first { $0.occurrence?.originalStart == first } ?? found.first
    try storing { () throws(CacheError) in
      try cache.outbox.confirm(
        seriesOf: operation,
        first: own ?? master,
        others: found.filter { $0.remoteID != own?.remoteID },
        at: now
      )
      var master = master
      master.calendar = operation.calendar
      try cache.masters.store(
        masters: [RemoteSeries(calendar: operation.calendar, id: id): master],
        account: outbox.account
      )
    }
  }

  /// The occurrences of a series in the calendar of an operation.
  func occurrences(
    of series: RemoteEventID,
    in operation: OutboxOperation,
    window: DateInterval
  ) async throws(SyncError) -> [Event] {
    try await asking { () async throws(ServiceError) in
      guard let service = outbox.service else { return [] }
      return try await service.occurrences(of: series, in: operation.calendar, window: window)
    }
  }

  /// The event that a tail is which repeats no more: a service may list no occurrences of it.
  private func single(
    _ id: RemoteEventID,
    in operation: OutboxOperation
  ) async throws(SyncError) -> [Event] {
    try await asking { () async throws(ServiceError) in
      [try await outbox.service?.event(id, in: operation.calendar)].compactMap(\.self)
    }
  }

  /// What is read of a calendar.
  private func window(_ now: Date) -> DateInterval {
    outbox.policy.window(outbox.policy.whole, at: now)
  }

  /// Reads what became of the series, and ends the operation.
  ///
  /// The ids of all its occurrences may be others by now.
  func end(
    _ operation: OutboxOperation,
    _ plan: SeriesPlan,
    tail: RemoteEventID?
  ) async throws(SyncError) {
    let (cache, now) = (outbox.cache, outbox.clock.now())
    let window = window(now)
    let series = [plan.series] + plan.otherSeries
    var listed: [Event] = []
    var own: Event?
    for one in series + [tail].compactMap(\.self) {
      let found =
        one == tail && plan.endsRepeating
        ? try await single(one, in: operation)
        : try await occurrences(of: one, in: operation, window: window)
      own =
        found.first { $0.time.startKey == operation.wantedStart }
        ?? own ?? found.first { $0.seriesStart == operation.restoredStart }
      listed += found
    }
    let known = try storing { () throws(CacheError) in
      try cache.sync.occurrences(
        of: series,
        in: operation.calendar,
        account: outbox.account,
        window: window
      )
    }
    let there = Set(listed.compactMap(\.remoteID))
    let masters = try await masters(
      of: series + [tail].compactMap(\.self),
      with: listed,
      in: operation
    )
    let outcome = SeriesOutcome(
      own: own,
      occurrences: listed,
      gone: known.filter { !there.contains($0) },
      masters: masters,
      reversal: plan.reversal(tail: tail)
    )
    try storing { () throws(CacheError) in
      try cache.outbox.confirm(operation, outcome, at: now)
    }
  }

  /// The masters as they are now, of those series that still have occurrences.
  private func masters(
    of series: [RemoteEventID],
    with listed: [Event],
    in operation: OutboxOperation
  ) async throws(SyncError) -> [RemoteSeries: Event?] {
    let left = Set(listed.compactMap(\.masterID))
    var masters: [RemoteSeries: Event?] = [:]
    for id in series where left.contains(id) {
      masters[RemoteSeries(calendar: operation.calendar, id: id)] = try await asking {
        () async throws(ServiceError) in
        try await outbox.service?.event(id, in: operation.calendar)
      }
    }
    return masters
  }
}

extension SeriesPlan {
  /// Whether the tail that it makes is an event that repeats no more.
  fileprivate var endsRepeating: Bool {
    steps.contains { step in
      if case .makeTail(let draft, _, _) = step { draft.recurrence == nil } else { false }
    }
  }

  /// The series that it deletes besides.
  fileprivate var otherSeries: [RemoteEventID] {
    steps.compactMap { if case .deleteSeries(let series) = $0 { series } else { nil } }
  }
}

extension OutboxOperation {
  /// Where its series gives an occurrence that comes back; `nil` for any other edit.
  fileprivate var restoredStart: OccurrenceKey.Start? {
    if case .create(let draft, _) = edit.change { draft.occurrence?.originalStart } else { nil }
  }

  /// When its occurrence starts afterwards.
  fileprivate var wantedStart: OccurrenceKey.Start? {
    switch edit.change {
    case .update(let patch): (patch.time ?? base?.time)?.startKey
    case .create(let draft, _): draft.time.startKey
    case .delete, .respond: base?.time.startKey
    }
  }
}

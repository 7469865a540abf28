import CalendarServices
import CalendarCore
import LocalCache

/// Reads the text of the event that another one is made from, at whatever account it stands.
struct SourceReader: Sendable {
  let outbox: OutboxRunner

  /// The text of a source.
  ///
  /// - Parameter source: The source of a draft.
  /// - Returns: The text; `nil` where its service keeps none, and where the event is gone.
  /// - Throws: What the service or the cache throws.
  func text(of source: EventSource?) async throws(SyncError) -> SourceText? {
    guard let event = source?.event else { return nil }
    if event.account == .local { return try imported(event) }
    guard let service = outbox.services[event.account] else { return nil }
    let known = try storing { () throws(CacheError) in try outbox.cache.event(event.id)?.remoteID }
    guard let id = known ?? event.remoteID else { return nil }
    return try await asking { () async throws(ServiceError) in
      try await service.text(of: id, in: event.calendar)
    }
  }

  /// The text of an event of this machine; `nil` where it was made here.
  private func imported(_ event: Event) throws(SyncError) -> SourceText? {
    let found = try storing { () throws(CacheError) in try outbox.cache.exports.imported(event) }
    return found.map {
      SourceText(exporting: [$0.event], $0.others, now: outbox.clock.now())
    }
  }
}

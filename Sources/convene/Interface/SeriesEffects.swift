import CalendarCore
import CalendarSync
import Foundation
import LocalCache
import Terminal
import ViewModels

/// Reads the series of an event.
struct SeriesEffects {
  let session: Session
  let mailbox: Mailbox<Action>

  /// What is known of the series of an event.
  ///
  /// Where its service was never asked for the master, that is done, and what comes of it is posted.
  ///
  /// - Parameter id: The event.
  /// - Returns: What is known now.
  /// - Throws: ``CacheError``.
  func load(_ id: EventID) throws(CacheError) -> Action {
    let outline = try outline(id)
    if outline == nil, try session.cache.masters.unreadSeries(of: id) != nil {
      Task.detached { [self] in
        guard await session.sync.readSeries(of: id), let outline = try? self.outline(id) else {
          return
        }
        mailbox.post(.seriesLoaded(id, outline))
      }
    }
    return .seriesLoaded(id, outline)
  }

  private func outline(_ id: EventID) throws(CacheError) -> SeriesOutline? {
    guard let series = try session.cache.series.series(of: id),
      let event = try session.cache.event(id)
    else { return nil }
    var outline = SeriesOutline(
      series,
      of: event,
      parts: try session.cache.masters.parts(ofSeriesOf: id),
      service: try session.cache.directory().account(event.account)?.service,
      now: session.environment.now()
    )
    outline.ownAnswers = try session.cache.series.ownAnswers(besides: id)
    return outline
  }
}

extension Session {
  /// The series of an event; its service is asked for a master that was never read.
  ///
  /// - Throws: ``CacheError``.
  /// - Returns: The series; `nil` for what is of none, or cannot be read now.
  func series(of event: Event) throws -> SeriesEditor? {
    if let known = try cache.series.series(of: event.id) { return known }
    let isOffline = try cache.directory().syncStatus[event.account]?.offlineSince != nil
    guard !isOffline, try cache.masters.unreadSeries(of: event.id) != nil else { return nil }
    let sync = sync
    _ = try blocking(saying: "Reading the series…") { await sync.readSeries(of: event.id) }
    return try cache.series.series(of: event.id)
  }
}

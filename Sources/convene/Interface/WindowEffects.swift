import CalendarCore
import Foundation
import LocalCache
import ViewModels

/// Reads stretches of the agenda, and days for grids.
struct WindowEffects {
  /// How many events a stretch of the agenda holds before and after its day: several screens of
  /// the largest terminals, and little enough to read in a millisecond or two.
  private static let reach = (before: 120, after: 240)

  let session: Session
  /// The zone in which days are shown.
  let zone: TimeZone

  /// Reads what was asked for.
  ///
  /// - Parameter request: What is wanted.
  /// - Returns: The days with their events.
  /// - Throws: ``CacheError``.
  func load(_ request: WindowRequest) throws(CacheError) -> Action {
    .windowLoaded(request, try window(request))
  }

  private func window(_ request: WindowRequest) throws(CacheError) -> EventWindow {
    let cache = session.cache
    if case .days(let days) = request { return try cache.agenda.window(days: days, in: zone) }
    let today = Day(session.environment.now(), in: zone)
    // Of a day with many events a screen shows a few: those of the days beside it are read afterwards.
    var canBeAlone = false
    if case .day = request { canBeAlone = true }
    let day: Day =
      switch request {
      case .around(let day), .day(let day): day
      case .days(let days): days.lowerBound
      case .first: try cache.agenda.firstDay(in: zone) ?? today
      case .last: try cache.agenda.lastDay(in: zone) ?? today
      }
    return try cache.agenda.window(
      around: day,
      before: Self.reach.before,
      after: Self.reach.after,
      canBeAlone: canBeAlone,
      in: zone
    )
  }
}

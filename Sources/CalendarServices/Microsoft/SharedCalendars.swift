import CalendarCore
import Synchronization

/// The calendars whose events are found below them alone, since somebody else shares them.
///
/// A class because all requests of a service share what one of them has learned.
final class SharedCalendars: Sendable {
  private let calendars = Mutex<Set<CalendarID>>([])

  /// Whether a calendar is known as one of them.
  func contains(_ calendar: CalendarID) -> Bool { calendars.withLock { $0.contains(calendar) } }

  /// Keeps that a calendar is one of them.
  func note(_ calendar: CalendarID) { calendars.withLock { _ = $0.insert(calendar) } }
}

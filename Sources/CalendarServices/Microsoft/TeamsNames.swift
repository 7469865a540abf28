import ConferencingCore
import CalendarCore
import Synchronization

/// What Teams is called in the calendars that were listed.
///
/// Kept for the life of a service, so that asking for a meeting is one request.
final class TeamsNames: Sendable {
  /// What is known of a calendar.
  struct Known {
    /// What people call it.
    let calendar: String?
    /// The name of Teams; `nil` where it is not allowed.
    let teams: String?
  }

  private let names = Mutex<[CalendarID: Known]>([:])

  /// Keeps what a calendar says of itself.
  func note(_ calendar: GraphCalendar) {
    guard let id = calendar.id else { return }
    let known = Known(calendar: calendar.name, teams: calendar.teams)
    names.withLock { $0[CalendarID(id)] = known }
  }

  /// What is known of a calendar; `nil` when it was not listed.
  func known(_ calendar: CalendarID) -> Known? { names.withLock { $0[calendar] } }
}

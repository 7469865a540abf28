import CalendarCore
import Foundation

/// What Nylas takes at most.
///
/// Source: Nylas v3 Events API, schema `event_create`, and the guide "Using the Events API".
enum NylasLimits {
  /// Events of a page.
  static let pageSize = 200
  /// Grants of a page.
  static let grantPageSize = 100
}

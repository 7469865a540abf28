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

  /// Refuses what the service would refuse, before it is sent.
  ///
  /// - Throws: ``ServiceError/rejected(_:)`` in words.
  static func check(title: String?, location: String?, time: EventTime?) throws(ServiceError) {
    if let problem = title.flatMap(EventLimits.titleProblem)
      ?? location.flatMap(EventLimits.locationProblem)
    {
      throw .rejected(problem)
    }
    if case .timed(let start, let end, _)? = time, end < start {
      throw .rejected("The event ends before it starts. Correct its end.")
    }
  }
}

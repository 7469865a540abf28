import CalendarCore
import Foundation

/// What no service takes.
enum SharedLimits {
  /// Refuses what every service would refuse, before it is sent.
  ///
  /// - Parameters:
  ///   - title: The title; `nil` when it is not sent.
  ///   - location: The place; `nil` when it is not sent.
  ///   - time: The time; `nil` when it is not sent.
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

  /// Refuses a response that answers nothing.
  static let noResponse = ServiceError.rejected("An invitation is answered with yes, no or maybe.")
}

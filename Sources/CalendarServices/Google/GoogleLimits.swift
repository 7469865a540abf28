import ConferencingCore
import CalendarCore

/// What Google Calendar takes and gives at most.
///
/// Source: Google Calendar API v3, `events.list`; ``EventLimits``.
enum GoogleLimits {
  /// Events of a page; Google gives up to 2,500.
  static let pageSize = 1_000
  /// Calendars of a page.
  static let calendarPageSize = 250
  /// The most pages of a list that are asked for; a longer one is no list but an error.
  static let pages = 1_000
  /// The longest value of an extended property, in bytes at the least.
  static let property = 1_024

  /// Refuses what the service would refuse, before it is sent.
  ///
  /// - Throws: ``ServiceError/rejected(_:)`` in words.
  static func check(
    title: String?,
    location: String?,
    description: String?,
    time: EventTime?
  ) throws(ServiceError) {
    try SharedLimits.check(title: title, location: location, time: time)
    if let problem = description.flatMap({ EventLimits.descriptionProblem($0, on: .google) }) {
      throw .rejected(problem)
    }
  }
}

package import CalendarCore

/// The calendars of an account, as far as they can be read.
package struct CalendarList: Sendable, RandomAccessCollection {
  private let calendars: [CalendarInfo]
  /// What says that calendars are missing which cannot be read: one that is not on the list may still
  /// be there.
  package let failure: ServiceError?
  /// Whether the service has no main calendar, and the one that is marked is only the first.
  package var isMainGuessed = false

  /// Makes a list.
  ///
  /// - Parameters:
  ///   - calendars: Those that can be read.
  ///   - failure: What says that others cannot; `nil` when these are all.
  package init(_ calendars: [CalendarInfo], failure: ServiceError? = nil) {
    self.calendars = calendars
    self.failure = failure
  }

  package var startIndex: Int { calendars.startIndex }
  package var endIndex: Int { calendars.endIndex }
  package subscript(position: Int) -> CalendarInfo { calendars[position] }
}

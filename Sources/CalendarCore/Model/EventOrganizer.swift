import ConferencingCore

/// Who organizes an event, as far as its account tells.
package enum EventOrganizer: Hashable, Sendable {
  /// The owner of the account, or nobody: events without attendees mostly name no organizer.
  case owner
  /// Its calendar, which is no single user's: at Google a further calendar organizes its events.
  case sharedCalendar
  /// Its calendar, which is another user's: at Google that has the address of its user.
  case colleague
  /// Another user, whose invitation it is.
  case other

  /// Finds out who organizes an event.
  ///
  /// Source: Google Calendar API, "Calendars": the id of a calendar that is not a user's main one is an
  /// address at `group.calendar.google.com`.
  ///
  /// - Parameters:
  ///   - event: The event.
  ///   - owner: The address of the owner of its account; `nil` when it is not known.
  init(of event: Event, owner: String?) {
    let organizer = event.organizer?.email.lowercased() ?? ""
    if organizer.isEmpty || organizer == owner?.lowercased() {
      self = .owner
    } else if organizer == event.calendar.rawValue.lowercased() {
      self = organizer.hasSuffix("@group.calendar.google.com") ? .sharedCalendar : .colleague
    } else {
      self = .other
    }
  }

  /// Finds out who organizes an event by what is known of its account.
  package init(of event: Event, in directory: Directory) {
    self.init(of: event, owner: directory.ownGrant(of: event.account)?.email)
  }

  /// Whether the owner of the account answers for the event: it is theirs, or in a calendar that several
  /// share.
  package var isOwn: Bool { self == .owner || self == .sharedCalendar }
}

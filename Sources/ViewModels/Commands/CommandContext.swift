/// Where a key is pressed: the same key may do different things in different places.
package enum CommandContext: String, CaseIterable, Sendable, Hashable {
  /// The calendar: the list of events, day, week and month.
  case agenda
  /// The line in which a search or a date is typed.
  case search
  /// One event, read.
  case detail
  /// A form.
  case form
  /// A question or a short list.
  case dialog
  /// A text to read: help, what the doctor found.
  case reading
  /// Calendars and accounts.
  case accounts
  /// A sign-in that goes on.
  case signIn = "sign-in"
  /// The address that a browser ended at, typed.
  case address
  /// The invitations that wait for an answer.
  case invitations
  /// What an audit of meeting links has found.
  case audit
  /// The edits that are not confirmed.
  case changes
  /// A collision of two edits.
  case conflict

  /// How the list of keys heads it.
  package var heading: String {
    switch self {
    case .agenda: "In the calendar"
    case .search: "In the line of a search or a date"
    case .detail: "On an event"
    case .form: "In a form"
    case .dialog: "In a question or a list"
    case .reading: "In help and the doctor's page"
    case .accounts: "In calendars and accounts"
    case .signIn: "While signing in"
    case .address: "In the address of a sign-in"
    case .invitations: "In the invitations"
    case .audit: "In the audit"
    case .changes: "In the changes"
    case .conflict: "In a conflict"
    }
  }

  /// The same within a sentence.
  var whereabouts: String { heading.prefix(1).lowercased() + heading.dropFirst() }
}

import CalendarCore

extension ServiceKind {
  /// The services with calendars, each of which every rule is tried with.
  static let allCases: [ServiceKind] = [.local, .nylas, .google, .microsoft]
}

import CalendarCore

/// Hides calendars and shows them again.
enum HiddenCalendars {
  /// Hides calendars, or shows them again; their events come and go when that is stored.
  ///
  /// - Parameters:
  ///   - isHidden: Whether they are hidden.
  ///   - keys: The calendars; those that are so already are left alone.
  ///   - app: The program.
  /// - Returns: What stores it; nothing where nothing changes.
  static func set(_ isHidden: Bool, _ keys: [CalendarKey], in app: inout AppState) -> [Effect] {
    let changed = app.directory.calendars.indices.filter {
      let calendar = app.directory.calendars[$0]
      return calendar.isHidden != isHidden && keys.contains(calendar.key)
    }
    guard !changed.isEmpty else { return [] }
    for index in changed { app.directory.calendars[index].isHidden = isHidden }
    app.agenda.directory = app.directory
    return [.setHidden(isHidden, changed.map { app.directory.calendars[$0].key })]
  }

  /// The same for a calendar that is named elsewhere than in the list of calendars: what was done is
  /// said, and how to take it back.
  static func toggle(_ key: CalendarKey, in app: inout AppState) -> [Effect] {
    guard let calendar = app.directory.calendar(key.calendar, in: key.account) else { return [] }
    let isHidden = !calendar.isHidden
    let name = app.directory.label(of: calendar)
    app.say(
      .info,
      isHidden
        ? "“\(name)” is hidden. \(key: .accounts) shows it again." : "“\(name)” is shown."
    )
    return set(isHidden, [key], in: &app)
  }
}

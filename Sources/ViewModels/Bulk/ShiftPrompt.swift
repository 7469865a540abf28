package import CalendarCore

/// The line in which is typed how far events are moved in time.
package struct ShiftPrompt: LinePrompt {
  package static let verb = "shift"
  /// The events.
  let events: [EventID]
  package var field = TextField()

  init(events: [EventID]) { self.events = events }

  /// What stands before the text.
  package var label: String {
    events.count == 1 ? "Shift by: " : "Shift \(events.count) events by: "
  }

  package func value(in app: AppState) throws(InputError) -> TimeShift {
    try TimeShift(text: field.text)
  }

  package func accept(_ shift: TimeShift?, in app: inout AppState) -> [Effect] {
    shift.map { [.planBulk(.shift($0), events)] } ?? []
  }

  /// What stands behind the text: what it means, or examples.
  package var hint: String {
    if field.trimmed.isEmpty { return "+30m, -1h30, +2d, +1w" }
    return (try? TimeShift(text: field.text))?.words ?? ""
  }
}

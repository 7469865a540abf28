package import CalendarCore

/// The line in which a day to go to is typed.
package struct DatePromptViewModel: LinePrompt {
  package static let verb = "go"
  package var field = TextField()

  package func value(in app: AppState) throws(InputError) -> Day {
    try DayInput.read(field.trimmed, today: Day(app.now, in: app.zone), takesPeriods: true)
  }

  package func accept(_ day: Day?, in app: inout AppState) -> [Effect] {
    day.map { app.go(to: $0) } ?? []
  }

  /// What stands behind the text: the day it means, or examples.
  package func hint(in app: AppState) -> String {
    if field.trimmed.isEmpty { return "15 mar, next tue, +3w, 2027-W07" }
    guard let day = try? value(in: app) else { return "" }
    return "\(TimeText.long(day, today: day)) \(day.parts.year)"
  }
}

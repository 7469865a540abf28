package import CalendarCore
import Foundation

/// Shows and hides the second zone.
enum SecondZone {
  /// Shows the zone that was chosen, or hides it; asks for one where none was chosen yet.
  static func toggle(in app: inout AppState) -> [Effect] {
    guard app.display.chosenZone != nil else {
      app.open(SecondZonePrompt())
      return []
    }
    return show(app.display.secondZone == nil ? app.display.chosenZone : nil, in: &app)
  }

  /// Shows a zone, or none.
  static func show(_ zone: NamedZone?, in app: inout AppState) -> [Effect] {
    app.display.secondZone = zone
    if let zone { app.display.chosenZone = zone }
    app.agenda.secondZone = zone
    app.grid?.secondZone = zone
    // What tells of an event is written again.
    return (app.subject ?? app.selectedEvent?.id).map { [.loadEvent($0)] } ?? []
  }
}

/// The line in which the second zone is typed.
package struct SecondZonePrompt: LinePrompt {
  package static let verb = "show"
  package var field = TextField()

  package func value(in app: AppState) throws(InputError) -> NamedZone {
    try ZoneInput.read(field.trimmed)
  }

  package func accept(_ zone: NamedZone?, in app: inout AppState) -> [Effect] {
    SecondZone.show(zone, in: &app)
  }

  /// What stands behind the text: the zone it means and its time, zones that begin so, or examples.
  package func hint(in app: AppState) -> String {
    if field.trimmed.isEmpty {
      return app.display.secondZone == nil ? "Tokyo, PT, CET, Europe/Paris" : "empty for none"
    }
    guard let zone = try? value(in: app) else {
      return ZoneInput.names(matching: field.trimmed).joined(separator: ", ")
    }
    let today = Day(app.now, in: app.zone)
    let clock = SecondClock(zone, app.clock.style)
    return "\(zone.name ?? zone.zone.identifier)  \(clock.text(app.now, on: today))"
  }
}

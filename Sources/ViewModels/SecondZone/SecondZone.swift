import CalendarCore
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
package struct SecondZonePrompt: ScreenModel {
  /// What is typed.
  package private(set) var field = TextField()

  package func context(in app: AppState) -> CommandContext { .search }
  package func takesText(in app: AppState) -> Bool { true }
  package func footer(in app: AppState) -> [Command] { [.accept, .deleteToStart, .back] }
  package func title(of command: Command) -> String {
    command == .accept ? "show" : command.title
  }

  private var zone: Result<NamedZone, InputError> {
    Result { () throws(InputError) in try ZoneInput.read(field.trimmed) }
  }

  /// What stands behind the text: the zone it means and its time, zones that begin so, or examples.
  package func hint(in app: AppState) -> String {
    if field.trimmed.isEmpty {
      return app.display.secondZone == nil ? "Tokyo, PT, CET, Europe/Paris" : "empty for none"
    }
    guard case .success(let zone) = zone else {
      return ZoneInput.names(matching: field.trimmed).joined(separator: ", ")
    }
    let today = Day(app.now, in: app.zone)
    let clock = SecondClock(zone, app.clock.style)
    return "\(zone.name ?? zone.zone.identifier)  \(clock.text(app.now, on: today))"
  }

  package mutating func handle(_ command: Command, in app: inout AppState) -> [Effect] {
    switch command {
    case .back: app.close()
    case .accept:
      guard !field.trimmed.isEmpty else {
        app.close()
        return SecondZone.show(nil, in: &app)
      }
      switch zone {
      case .success(let zone):
        app.close()
        return SecondZone.show(zone, in: &app)
      case .failure(let error): app.say(.problem, error.message)
      }
    default: _ = field.handle(command)
    }
    return []
  }

  package mutating func type(_ text: String, in app: inout AppState) -> [Effect] {
    field.insert(text)
    return []
  }
}

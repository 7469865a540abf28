import ConferencingCore
import CalendarCore

/// What is said and shown of an edit that the cache has taken, or has undone.
enum EditResults {
  /// The cache has taken an edit: the list goes to its event.
  static func finish(
    _ edit: EventEdit,
    _ became: EventID?,
    in app: inout AppState
  ) -> [Effect] {
    switch edit.change {
    case .create(let draft, let conferencing):
      let calendar = app.directory.calendar(draft.calendar, in: draft.account)
      let name = calendar.map(app.directory.label) ?? draft.calendar.rawValue
      let isHidden = calendar?.isHidden == true
      let saved =
        "“\(draft.title)” is in \(name)\(isHidden ? ", a hidden calendar: \(key: .accounts)" : "")."
      LinkPromises.say(saved, edit.event, of: draft.account, conferencing, in: &app)
      return LinkPromises.awaited(edit.event, in: app)
        + app.show(edit.event, on: draft.time.days(in: app.zone).lowerBound)
    case .update(let patch):
      let event = app.loadedEvent(edit.event)
      LinkPromises.say(
        words(for: patch),
        edit.event,
        of: event?.account ?? .local,
        patch.conferencing,
        in: &app
      )
      let waited = LinkPromises.awaited(edit.event, in: app)
      let zone = app.zone
      var day = patch.time?.days(in: zone).lowerBound
      if day == nil, became != nil {
        // Under another id it stands where it stood.
        let isSelected = app.selectedEvent?.id == edit.event
        day = isSelected ? app.selection?.day : event?.time.days(in: zone).lowerBound
      }
      let shown = day.map { app.show(became ?? edit.event, on: $0) }
      return waited + (shown ?? app.reloadEvents())
    case .delete:
      switch edit.scope {
      case .this? where app.lonelyDeletion == edit.event:
        app.say(
          .info,
          "The occurrence is deleted. \(key: .undo) undoes it; once that is sent, as an event of its own."
        )
      case .this?: app.say(.info, "The occurrence is deleted. \(key: .undo) undoes it.")
      case .following?:
        app.say(.info, "The series ends before this occurrence. \(key: .undo) undoes it.")
      case .all?: app.say(.info, "The series is deleted. \(key: .undo) undoes it.")
      case nil: app.say(.info, "The event is deleted. \(key: .undo) undoes it.")
      }
    case .respond(let response):
      let series = edit.scope == .all ? ", for all of the series" : ""
      app.say(.info, "Answered: \(response.rawValue)\(series).")
    }
    return app.reloadEvents()
  }

  /// Says once what a service refused.
  static func sayRefusals(in window: EventWindow, _ app: inout AppState) {
    for event in window.events {
      guard case .refused(let reason) = event.delivery else {
        if !app.refusals.isEmpty { app.refusals[event.id] = nil }
        continue
      }
      if app.refusals[event.id] != reason { app.say(.problem, "“\(event.title)”: \(reason)") }
      app.refusals[event.id] = reason
    }
  }

  private static func words(for patch: EventPatch) -> String {
    if patch.isOfSettingsAlone { return "Saved. The settings are sent to the host of the meeting." }
    return switch patch.conferencing {
    case .keep, .autocreate: "Saved."
    case .strip: "The meeting is taken off."
    case .details: "Saved. The link is on the event."
    }
  }

  /// The cache has gone back or forth, or has said why not: the event concerned is shown.
  ///
  /// `goesOn` says whether the edit before it can be undone on the screen on top.
  static func finish(
    _ direction: UndoDirection,
    _ outcome: UndoOutcome,
    goesOn: Bool,
    in app: inout AppState
  ) -> [Effect] {
    app.isReversing = false
    let text = UndoText(direction, clock: app.clock, now: app.now)
    app.status.say(text.notice(outcome, goesOn: goesOn), now: app.now)
    let steps: [EditStep]
    switch outcome {
    case .nothing, .impossible: return []
    case .importReversed: return app.reloadEvents()
    case .done(let step, _): steps = [step]
    case .doneTogether(let all, _, _): steps = all
    }
    let events = steps.compactMap(\.after)
    for event in events { LinkPromises.awaitLink(of: event, in: &app) }
    if let place = steps.compactMap(\.place).last {
      return app.show(place.event, on: place.time.days(in: app.zone).lowerBound)
    }
    guard let event = events.last else { return app.reloadEvents() }
    return app.show(event.id, on: event.time.days(in: app.zone).lowerBound)
  }
}

import ConferencingCore

extension AppViewModel {
  /// Goes back or forth by one edit.
  mutating func reverse(_ direction: UndoDirection) -> [Effect] {
    isReversing = true
    return [.undo(direction)]
  }

  /// The cache has gone back or forth, or has said why not: the event concerned is shown.
  mutating func finish(_ direction: UndoDirection, _ outcome: UndoOutcome) -> [Effect] {
    isReversing = false
    status.say(UndoText(direction, zone: zone, now: now).notice(outcome), now: now)
    guard case .done(let step, _) = outcome else { return [] }
    let shown = openEvent
    if let event = step.after { awaitLink(of: event) }
    guard let event = step.after else {
      closeEvent()
      return agenda.reload()
    }
    if let shown, shown != event.id {
      closeEvent()
      screens.append(.detail(EventDetailViewModel(id: event.id)))
    }
    return agenda.show(event.id, on: event.time.days(in: zone).lowerBound)
      + (shown == nil ? [] : [.loadEvent(event.id)])
  }

  /// The event that is open to be read.
  private var openEvent: EventID? {
    for case .detail(let detail) in screens { return detail.id }
    return nil
  }

  private mutating func closeEvent() {
    screens.removeAll { screen in if case .detail = screen { true } else { false } }
  }
}

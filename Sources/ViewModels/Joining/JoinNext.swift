import CalendarCore
import ConferencingCore

/// Joins the meeting that runs now or comes next.
enum JoinNext {
  /// Asks the cache which one that is.
  static func find(in app: inout AppState) -> [Effect] {
    app.isFindingMeeting = true
    return [.findMeeting]
  }

  /// The cache has answered.
  static func take(_ found: [JoinCandidate], in app: inout AppState) -> [Effect] {
    app.isFindingMeeting = false
    guard let first = found.first else {
      app.say(.info, "No meeting with a link runs now or comes later today.")
      return []
    }
    guard found.count > 1 else {
      // As if it were selected: where an event has several links, one is asked for.
      app.request = EventRequest(command: .join, event: first.event.id)
      return [.loadEvent(first.event.id)]
    }
    let today = Day(app.now, in: app.zone)
    app.open(
      MenuViewModel(
        "Join which? They start together.",
        found.flatMap(\.options).map { option in
          let event = option.candidate.event
          let title = event.title.isEmpty ? "(no title)" : event.title
          let time = TimeText.span(event.time, in: app.clock, today: today)
          // What is joined comes first: a narrow list cuts off the end.
          let label = "\(AgendaViewModel.word(option.provider))  \(title)  \(time)"
          guard let link = option.link else { return .init(label, [.openURL(option.url)]) }
          return .init(
            label + "  " + (link.meetingCode ?? link.url),
            [.chooseLink(event.id, LinkChoice(link)), .openURL(link.url)]
          )
        }
      )
    )
    return []
  }
}

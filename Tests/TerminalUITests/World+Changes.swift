import CalendarCore
import ConferencingCore
import Foundation
import ViewModels

extension World {
  /// Edits in every standing, of the events of a test.
  static func changes(of events: [Event] = events) -> [PendingChange] {
    let event = events[min(3, events.count - 1)]
    let tomorrow = EventTime.timed(start: at(10, day: 1), end: at(11, day: 1), zone: nil)
    let edits: [(EventChange, attempts: Int, ago: TimeInterval, PendingChange.Standing)] = [
      (
        .create(EventDraft(event), conferencing: .autocreate(Autocreate(provider: .zoomMeeting))),
        3,
        720, .waiting(reason: "work cannot be reached: no route.", next: at(14, 32))
      ), (.update(EventPatch(time: tomorrow)), 0, 30, .waiting(reason: nil, next: nil)),
      (
        .update(EventPatch(location: event.location + "Room 7")), 1, 7_300,
        .refused("The calendar \(event.location) is read-only. Choose another, or ask its owner.")
      ), (.update(EventPatch(title: "Plan")), 1, 200_000, .conflict(conflict(of: event))),
      (.respond(.maybe), 1, 0, .sending),
    ]
    return edits.enumerated().map { index, edit in
      PendingChange(
        id: Int64(index + 1),
        account: work,
        title: event.title,
        time: event.time,
        edit: EventEdit(event: event.id, change: edit.0),
        submittedAt: now.addingTimeInterval(-edit.ago),
        attempts: edit.attempts,
        standing: edit.3
      )
    }
  }

  /// A collision of everything that can collide.
  static func conflict(of event: Event = events[3]) -> EventConflict {
    var mine = event
    mine.title += " of the plan"
    mine.time = .timed(start: at(10, day: 1), end: at(11, day: 1), zone: zone.identifier)
    mine.description =
      "Bring the new plan.\nAnd cake." + event.description.dropFirst(ownWords.count)
    mine.participants.append(Participant(name: "顧客", email: "kokyaku@acme.example"))
    mine.conferencing = .autocreate(Autocreate(provider: .googleMeet))
    var theirs = event
    theirs.title = "Plan: " + event.title
    theirs.time = .timed(start: at(16), end: at(17), zone: zone.identifier)
    theirs.location += "Room 9"
    theirs.description =
      "Bring the plan.\nAnd coffee." + event.description.dropFirst(ownWords.count)
    theirs.participants.removeLast()
    theirs.conferencing = .details(meet)
    return EventConflict(
      base: event,
      mine: mine,
      theirs: theirs,
      fields: [.title, .time, .description, .participants, .conferencing]
    )
  }
}

extension TestApp {
  /// Reads edits in every standing and opens the list of them.
  mutating func openChanges() {
    send(.changesLoaded(World.changes(of: events)))
    press(.changes, .first)
  }

  /// Opens a collision.
  mutating func openConflict(_ change: (inout EventConflict) -> Void = { _ in }) {
    var conflict = World.conflict(of: events[min(3, events.count - 1)])
    change(&conflict)
    var pending = World.changes(of: events)[3]
    pending.standing = .conflict(conflict)
    send(.changesLoaded([pending]))
    press(.changes, .open)
  }
}

import CalendarCore
import ConferencingCore
import Foundation

extension World {
  static let zoomLink = ConferencingDetails(
    provider: .zoomMeeting,
    url: "https://zoom.us/j/123456789",
    accessCode: "s3cret"
  )

  static let planning = event(
    "Planning",
    from: at(15),
    conferencing: .details(zoomLink),
    participants: [
      Participant(name: "Ada", email: "ada@acme.example", response: .yes),
      Participant(email: "bob@acme.example"), Participant(email: "cy@acme.example"),
    ],
    description: "Agenda\nold\nEnd"
  )

  /// An edit that waits, unless it is said otherwise.
  static func change(
    _ id: Int64,
    _ change: EventChange = .update(EventPatch(location: "Room 5")),
    of event: Event = planning,
    attempts: Int = 0,
    standing: PendingChange.Standing = .waiting(reason: nil, next: nil)
  ) -> PendingChange {
    PendingChange(
      id: id,
      account: work,
      title: event.title,
      time: event.time,
      edit: EventEdit(event: event.id, change: change),
      submittedAt: now.addingTimeInterval(-300),
      attempts: attempts,
      standing: standing
    )
  }

  /// Everything but visibility collides.
  static let conflict: EventConflict = {
    var mine = planning
    mine.title = "Planning II"
    mine.time = .timed(start: at(10, day: 1), end: at(11, day: 1), zone: zone.identifier)
    mine.location = "Room 5"
    mine.description = "Agenda\nmine\nEnd"
    mine.participants =
      Array(planning.participants.dropLast()) + [
        Participant(name: "Dee", email: "dee@acme.example")
      ]
    mine.isBusy = false
    mine.conferencing = .autocreate(Autocreate(provider: .googleMeet))
    var theirs = planning
    theirs.title = "Kick-off"
    theirs.time = .timed(start: at(16), end: at(17), zone: zone.identifier)
    theirs.location = "Room 6"
    theirs.description = "Agenda\ntheirs\nEnd"
    theirs.participants[0].response = .no
    theirs.participants[2].name = "Cyrus"
    theirs.visibility = .private
    theirs.conferencing = .details(
      ConferencingDetails(provider: .microsoftTeams, url: "https://teams.microsoft.com/l/1")
    )
    return EventConflict(
      base: planning,
      mine: mine,
      theirs: theirs,
      fields: [.title, .time, .location, .description, .participants, .conferencing]
    )
  }()

  /// The service deleted what was changed here.
  static let deletedThere = EventConflict(base: planning, mine: conflict.mine, theirs: nil)

  /// The service changed what was deleted here.
  static let deletedHere = EventConflict(base: planning, mine: nil, theirs: conflict.theirs)
}

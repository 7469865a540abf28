import CalendarCore
import ConferencingCore
import Testing

extension EventMergeTests {
  /// A case: what is done on both sides, the fields that collide, and what stands in the end.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var base: Event = EventMergeTests.base
    var here: EventPatch
    var there: Event
    var collisions: [EventField] = []
    var isInDoubt = false
    var wanted: Event
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(
      name: "different fields",
      here: EventPatch(title: "Mine"),
      there: with { $0.location = "Room 2" },
      wanted: with { ($0.title, $0.location) = ("Mine", "Room 2") }
    ),
    Case(
      name: "the same field to the same value",
      here: EventPatch(title: "Same"),
      there: with { $0.title = "Same" },
      wanted: with { $0.title = "Same" }
    ),
    Case(
      name: "the same field",
      here: EventPatch(title: "Mine", location: "Room 2"),
      there: with { $0.title = "Theirs" },
      collisions: [.title],
      wanted: with { ($0.title, $0.location) = ("Theirs", "Room 2") }
    ),
    Case(
      name: "time",
      here: EventPatch(time: time(1)),
      there: with { $0.time = time(2) },
      collisions: [.time],
      wanted: with { $0.time = time(2) }
    ),
    Case(
      name: "a zone that is not named is no change",
      here: EventPatch(time: time(1)),
      there: with { $0.time = time(0, zone: nil) },
      wanted: with { $0.time = time(1) }
    ),
    Case(
      name: "only the time of change",
      here: EventPatch(title: "Mine"),
      there: with { $0.updatedAt = start },
      wanted: with { ($0.title, $0.updatedAt) = ("Mine", start) }
    ),
    Case(
      name: "visibility and availability",
      here: EventPatch(visibility: .private, isBusy: false),
      there: with { ($0.visibility, $0.isBusy) = (.public, false) },
      collisions: [.visibility],
      wanted: with { ($0.visibility, $0.isBusy) = (.public, false) }
    ),
    Case(
      name: "people added on both sides, an answer and a new name",
      here: EventPatch(participants: people("ann", "bob", "cid")),
      there: with {
        $0.participants = people("ann", "bob", "dan")
        $0.participants[0].response = .yes
        $0.participants[1].name = "Robert"
      },
      wanted: with {
        $0.participants = people("ann", "bob", "dan", "cid")
        $0.participants[0].response = .yes
        $0.participants[1].name = "Robert"
      }
    ),
    Case(
      name: "people removed on both sides",
      here: EventPatch(participants: people("bob")),
      there: with { $0.participants = people("ann") },
      wanted: with { $0.participants = [] }
    ),
    Case(
      name: "somebody removed here who answered there",
      here: EventPatch(participants: people("bob")),
      there: with { $0.participants[0].response = .yes },
      collisions: [.participants],
      wanted: with { $0.participants[0].response = .yes }
    ),
    Case(
      name: "somebody removed here of whom the server says that they were not reached",
      here: EventPatch(participants: people("bob")),
      there: with { $0.participants[0].undelivered = "5.1" },
      wanted: with { $0.participants = people("bob") }
    ),
    Case(
      name: "words",
      here: EventPatch(description: "my words"),
      there: with { $0.description = "their words" },
      collisions: [.description],
      wanted: with { $0.description = "their words" }
    ),
    Case(
      name: "a text that the service appended is nobody's words",
      here: EventPatch(description: "my words"),
      there: with {
        $0.description = "own words" + meetText
        $0.conferencing = .details(meetLink)
      },
      wanted: with {
        $0.description = "my words" + meetText
        $0.conferencing = .details(meetLink)
      }
    ),
    Case(
      name: "stripped here while the link came",
      base: with { $0.conferencing = .autocreate(meet) },
      here: EventPatch(conferencing: .strip),
      there: with {
        $0.description = "own words" + meetText
        $0.conferencing = .details(meetLink)
      },
      wanted: base
    ),
    Case(
      name: "asked for again while the link came",
      base: with {
        $0.conferencing = .autocreate(meet)
        $0.conferencingFailure = "No."
      },
      here: EventPatch(conferencing: .autocreate(meet)),
      there: with { $0.conferencing = .details(meetLink) },
      wanted: with { $0.conferencing = .details(meetLink) }
    ),
    Case(
      name: "links added on both sides",
      here: EventPatch(conferencing: .details(zoom(1))),
      there: with { $0.conferencing = .details(zoom(2)) },
      collisions: [.conferencing],
      wanted: with { $0.conferencing = .details(zoom(2)) }
    ),
    Case(
      name: "the same link added on both sides",
      here: EventPatch(conferencing: .details(zoom(1))),
      there: with { $0.conferencing = .details(zoom(1)) },
      wanted: with { $0.conferencing = .details(zoom(1)) }
    ),
    Case(
      name: "asked for here, added there",
      here: EventPatch(conferencing: .autocreate(meet)),
      there: with { $0.conferencing = .details(meetLink) },
      collisions: [.conferencing],
      wanted: with { $0.conferencing = .details(meetLink) }
    ),
    Case(
      name: "asked for here and perhaps done",
      here: EventPatch(conferencing: .autocreate(meet)),
      there: with { $0.conferencing = .autocreate(meet) },
      isInDoubt: true,
      wanted: with { $0.conferencing = .autocreate(meet) }
    ),
    Case(
      name: "links changed on both sides",
      base: with { $0.conferencing = .details(zoom(1)) },
      here: EventPatch(conferencing: .details(zoom(2))),
      there: with { $0.conferencing = .details(zoom(3)) },
      collisions: [.conferencing],
      wanted: with { $0.conferencing = .details(zoom(3)) }
    ),
    Case(
      name: "stripped here, changed there",
      base: with { $0.conferencing = .details(zoom(1)) },
      here: EventPatch(conferencing: .strip),
      there: with { $0.conferencing = .details(zoom(2)) },
      collisions: [.conferencing],
      wanted: with { $0.conferencing = .details(zoom(2)) }
    ),
    Case(
      name: "changed here, stripped there",
      base: with { $0.conferencing = .details(zoom(1)) },
      here: EventPatch(conferencing: .details(zoom(2))),
      there: base,
      collisions: [.conferencing],
      wanted: base
    ),
    Case(
      name: "stripped on both sides",
      base: with { $0.conferencing = .details(zoom(1)) },
      here: EventPatch(conferencing: .strip),
      there: with { $0.title = "Theirs" },
      wanted: with { $0.title = "Theirs" }
    ),
    Case(
      name: "a link with its block here, words there",
      here: EventPatch(
        description: InvitationBlock.appended(to: "own words", jitsi),
        conferencing: .details(jitsi)
      ),
      there: with { $0.description = "their words" },
      wanted: with {
        $0.description = InvitationBlock.appended(to: "their words", jitsi)
        $0.conferencing = .details(jitsi)
      }
    ),
    Case(
      name: "words here, a link with its block there",
      here: EventPatch(description: "my words"),
      there: with {
        $0.description = InvitationBlock.appended(to: "own words", jitsi)
        $0.conferencing = .details(jitsi)
      },
      wanted: with {
        $0.description = InvitationBlock.appended(to: "my words", jitsi)
        $0.conferencing = .details(jitsi)
      }
    ),
  ]
}

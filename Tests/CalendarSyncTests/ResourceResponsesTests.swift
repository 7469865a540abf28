import CalendarCore
import CalendarSync
import ConferencingCore
import Foundation
import LocalCache
import Testing

/// Answers to the invitation to a series that is a text, once it is divided: for one occurrence, or for
/// the part that it is of.
@Suite struct ResourceResponsesTests {
  /// ``ResourceTexts/series`` as an invitation by somebody else.
  private static let invitation = ResourceTexts.series.replacing(
    "X-KEEP:1\r\n",
    with: people
  )
  .replacing("X-OWN:2\r\n", with: people)

  private static let people = """
    ORGANIZER;CN=Bo:mailto:bo@example.org\r
    ATTENDEE;CN=Bo;PARTSTAT=ACCEPTED:mailto:bo@example.org\r
    ATTENDEE;CN=Me;PARTSTAT=NEEDS-ACTION:mailto:me@example.org\r

    """

  /// The days on which the series takes place.
  private static let days = [
    "2026-11-30", "2026-12-01", "2026-12-02", "2026-12-04", "2026-12-05",
  ]

  private func answers(_ world: ResourceWorld) throws -> [ParticipantResponse?] {
    try Self.days.map { day in
      let title = day == "2026-12-01" ? "Daily later" : "Daily"
      return try world.event(day, title).participants.response(of: ResourceWorld.owner)
    }
  }

  @Test(
    "An answer reaches one occurrence or the part that it is of",
    arguments: [ResourceStandKind.memory, .caldav],
    [(1, EditScope.this), (1, .all), (4, .this), (4, .all)]
  )
  func divided(_ kind: ResourceStandKind, _ one: (index: Int, scope: EditScope)) async throws {
    try await ResourceWorld.run(kind) { world in
      try await world.stand.put(Self.invitation, as: "daily.ics")
      try await world.refresh()
      let cut = try world.event(Self.days[2], "Daily")
      try await world.edit(cut.id, .update(EventPatch(location: "Room 4")), scope: .following)
      try await world.refresh()
      #expect(try await world.stand.texts().count == 2)
      let before = try answers(world)
      let title = one.index == 1 ? "Daily later" : "Daily"
      let occurrence = try world.event(Self.days[one.index], title)
      try await world.edit(occurrence.id, .respond(.maybe), scope: one.scope)
      let isInTail = { $0 >= 2 }
      let expected = before.indices.map { index in
        index == one.index || (one.scope == .all && isInTail(index) == isInTail(one.index))
          ? .maybe : before[index]
      }
      #expect(try answers(world) == expected, "at once")
      for operation in try world.cache.outbox.operations() {
        #expect(try await world.sync.send(operation.edit.event) == .delivered)
      }
      try await world.refresh()
      #expect(try answers(world) == expected, "read again")
      try await world.refresh(everything: true)
      #expect(try answers(world) == expected, "all read again")
    }
  }
}

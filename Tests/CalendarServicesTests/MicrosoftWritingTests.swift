import ConferencingCore
import CalendarCore
import Foundation
import Sandbox
import Testing

@testable import CalendarServices

/// Changes through Graph, over real HTTP against the sandbox.
@Suite struct MicrosoftWritingTests {
  @Test func createsChangesAndDeletes() async throws {
    try await ServiceWorld.run(events: 0) { world in
      let service = try world.microsoft()
      let calendar = try await world.calendar(service)
      var draft = world.draft(calendar, title: "日本 \u{1F468}\u{200D}\u{1F469} <b>")
      draft.location = "Room 4"
      draft.visibility = .private
      draft.reminders = Reminders([])
      draft.participants = [Participant(name: "A", email: "a@x.example")]
      let made = try await service.create(
        draft,
        conferencing: .keep,
        id: EventID("id-1"),
        notify: false
      )
      #expect(EventDraft(made) == draft)
      #expect(made.version != nil)
      let id = try #require(made.remoteID)
      let start = world.now.addingTimeInterval(86_400)
      let time = EventTime.timed(
        start: Date(timeIntervalSince1970: start.timeIntervalSince1970.rounded()),
        end: Date(timeIntervalSince1970: start.timeIntervalSince1970.rounded() + 600),
        zone: "Asia/Tokyo"
      )
      let changed = try await service.update(
        id,
        in: calendar.id,
        patch: EventPatch(
          title: "",
          time: time,
          location: "",
          visibility: .standard,
          isBusy: false,
          participants: draft.participants + [Participant(email: "b@x.example")]
        ),
        current: made,
        notify: false
      )
      #expect(changed.title.isEmpty && changed.location.isEmpty && !changed.isBusy)
      #expect(changed.time == time)
      #expect(changed.visibility == .standard)
      #expect(changed.participants.map(\.email) == ["a@x.example", "b@x.example"])
      #expect(changed.version != made.version)
      try await service.delete(id, in: calendar.id, current: changed, notify: false)
      // Gone already is done.
      try await service.delete(id, in: calendar.id, current: changed, notify: false)
      await #expect {
        _ = try await service.event(id, in: calendar.id)
      } throws: {
        if case ServiceError.notFound? = $0 as? ServiceError { true } else { false }
      }
    }
  }

  @Test func writesWholeDays() async throws {
    try await ServiceWorld.run(events: 0) { world in
      let service = try world.microsoft()
      let calendar = try await world.calendar(service)
      let first = Day(world.now, in: .gmt).advanced(by: 2)
      var draft = world.draft(calendar)
      draft.time = .allDay(first: first, last: first.advanced(by: 2))
      let made = try await service.create(
        draft,
        conferencing: .keep,
        id: EventID("days"),
        notify: false
      )
      #expect(made.time == draft.time)
      let id = try #require(made.remoteID)
      let timed = try await service.update(
        id,
        in: calendar.id,
        patch: EventPatch(time: world.draft(calendar).time),
        current: made,
        notify: false
      )
      #expect(timed.time == world.draft(calendar).time)
    }
  }

  @Test func buildsOnTheVersionThatWasSeen() async throws {
    try await ServiceWorld.run { world in
      let service = try world.microsoft()
      let calendar = try await world.calendar(service)
      let seen = try #require(
        try await world.whole(service, calendar).events.first { $0.title == "Dentist" }
      )
      let id = try #require(seen.remoteID)
      func change(_ title: String) async throws {
        _ = try await service.update(
          id,
          in: calendar.id,
          patch: EventPatch(title: title),
          current: seen,
          notify: false
        )
      }
      try await change("Dentist, later")
      let isChanged: (any Error) -> Bool = {
        if case ServiceError.changed? = $0 as? ServiceError { true } else { false }
      }
      await #expect(performing: { try await change("Other") }, throws: isChanged)
      await #expect(
        performing: {
          try await service.delete(id, in: calendar.id, current: seen, notify: false)
        },
        throws: isChanged
      )
      #expect(try await service.event(id, in: calendar.id).title == "Dentist, later")
    }
  }

  @Test(arguments: [ParticipantResponse.yes, .no, .maybe])
  func answersInvitations(_ response: ParticipantResponse) async throws {
    try await ServiceWorld.run { world in
      let service = try world.microsoft()
      let calendar = try await world.calendar(service)
      let invitation = try #require(
        try await world.whole(service, calendar).events.first {
          $0.title == "Budget, second reading"
        }
      )
      let id = try #require(invitation.remoteID)
      #expect(invitation.participants.map(\.response) == [.none])
      try await service.respond(to: id, in: calendar.id, with: response)
      let answered = try await service.event(id, in: calendar.id)
      #expect(answered.participants.map(\.response) == [response])
    }
  }

  @Test func refusesWhatCannotBe() async throws {
    try await ServiceWorld.run { world in
      let service = try world.microsoft()
      let calendar = try await world.calendar(service)
      var draft = world.draft(calendar)
      draft.recurrence = Recurrence(lines: ["RRULE:FREQ=MONTHLY;BYMONTHDAY=1,15"])
      await #expect {
        _ = try await service.create(draft, conferencing: .keep, id: EventID("r"), notify: false)
      } throws: { ($0 as? ServiceError)?.message.contains("one day of the month") == true }
      let holidays = try await world.calendar(service, "Holidays")
      await #expect {
        _ = try await service.create(
          world.draft(holidays),
          conferencing: .keep,
          id: EventID("h"),
          notify: false
        )
      } throws: {
        if case ServiceError.forbidden? = $0 as? ServiceError { true } else { false }
      }
      let long = String(repeating: "x", count: 1_025)
      await #expect(throws: ServiceError.self) {
        _ = try await service.create(
          world.draft(calendar, title: long),
          conferencing: .keep,
          id: EventID("t"),
          notify: false
        )
      }
      // Only the calendar that is read-only was asked.
      #expect(try await world.requests("POST").count == 1)
    }
  }
}

import CalendarCore
import ConferencingCore
import Foundation
import Sandbox
import Testing

@testable import CalendarServices

/// Changes at Google, over real HTTP.
@Suite struct GoogleWritingTests {
  @Test func createsChangesAndDeletes() async throws {
    try await ServiceWorld.google { world in
      let service = try world.google()
      let calendar = try await world.googleCalendar()
      var draft = world.draft(calendar, title: "日本 \u{1F468}\u{200D}\u{1F469} <b>")
      draft.location = "Room 4"
      draft.description = "own\r\nwords  "
      draft.visibility = .private
      draft.isBusy = false
      draft.participants = [Participant(name: "A", email: "a@x.example")]
      let made = try await service.create(
        draft,
        conferencing: .keep,
        id: EventID("id-1"),
        notify: false
      )
      #expect(EventDraft(made) == draft)
      let changed = try await world.patched(
        made,
        EventPatch(
          title: "New",
          location: "",
          description: "",
          visibility: .standard,
          isBusy: true,
          participants: draft.participants + [Participant(email: "b@x.example", response: .none)]
        )
      )
      #expect(changed.title == "New" && changed.location.isEmpty && changed.description.isEmpty)
      #expect(changed.visibility == .standard && changed.isBusy)
      #expect(changed.participants.map(\.email) == ["a@x.example", "b@x.example"])
      #expect(changed.participants.map(\.name) == ["A", ""])
      let id = try #require(made.remoteID)
      try await service.delete(id, in: calendar.id, current: changed, notify: true)
      // Gone counts as deleted: 410 here, 404 for what never was.
      try await service.delete(id, in: calendar.id, current: changed, notify: true)
      let never = RemoteEventID("never0was")
      try await service.delete(never, in: calendar.id, current: nil, notify: true)
      #expect(try await service.find(EventID("id-1"), in: calendar.id, near: world.window()) == nil)
      await #expect(throws: ServiceError.notFound("The event has been deleted.")) {
        try await service.event(id, in: calendar.id)
      }
    }
  }

  @Test(arguments: [true, false])
  func moves(toDays: Bool) async throws {
    try await ServiceWorld.google { world in
      let calendar = try await world.googleCalendar()
      let timed = world.draft(calendar).time
      let day = Day(world.now, in: .gmt)
      let days = EventTime.allDay(first: day, last: day.advanced(by: 2))
      var event = try await world.made(on: calendar)
      if !toDays { event = try await world.patched(event, EventPatch(time: days)) }
      let moved = try await world.patched(event, EventPatch(time: toDays ? days : timed))
      #expect(moved.time == (toDays ? days : timed))
    }
  }

  @Test func anotherZoneAtTheEndStays() async throws {
    try await ServiceWorld.google { world in
      let flight = try await world.listed("Flight home", in: try await world.googleCalendar())
      guard case .timed(let start, let end, let zone) = flight.time else { return }
      let later = EventTime.timed(start: start + 60, end: end + 60, zone: zone)
      let moved = try await world.patched(flight, EventPatch(time: later))
      #expect(moved.time == later && moved.endZone == flight.endZone)
    }
  }

  @Test func buildsOnTheVersionThatWasRead() async throws {
    try await ServiceWorld.google { world in
      let service = try world.google()
      let event = try await world.made(on: try await world.googleCalendar())
      let id = try #require(event.remoteID)
      _ = try await world.patched(event, EventPatch(title: "Other"))
      let patches = [EventPatch(title: "Mine"), EventPatch(participants: [])]
      for patch in patches {
        do {
          _ = try await world.patched(event, patch)
          Issue.record("no error")
        } catch let error as ServiceError {
          #expect(error.kind == "changed")
        }
      }
      do throws(ServiceError) {
        try await service.delete(id, in: event.calendar, current: event, notify: false)
        Issue.record("no error")
      } catch {
        #expect(error.kind == "changed")
      }
      #expect(try await service.event(id, in: event.calendar).title == "Other")
    }
  }

  /// A creation whose answer is lost is found, and not made a second time.
  @Test func aLostCreationIsFoundByItsID() async throws {
    try await ServiceWorld.google { world in
      let service = try world.google()
      let calendar = try await world.googleCalendar()
      try await world.fault(#"{"kind":"lost-answer","method":"POST","match":"/events"}"#)
      do {
        _ = try await world.made("Once", on: calendar, ownMeet)
        Issue.record("no error")
      } catch let error as ServiceError {
        #expect(error.mayHaveHappened)
      }
      let found = try await service.find(EventID("Once"), in: calendar.id, near: world.window())
      #expect(found?.title == "Once")
      let again = try await world.made("Once", on: calendar, ownMeet)
      #expect(again == found)
      #expect(try await world.liveMeets().count == 1)
      let page = try await service.events(in: calendar.id, window: world.window(), cursor: nil)
      #expect(page.events.count { $0.title == "Once" } == 1)
      #expect(page.madeHere.values.contains(EventID("Once")))
    }
  }

  @Test func answersAnInvitationAndLeavesTheOthersOnIt() async throws {
    try await ServiceWorld.google { world in
      let service = try world.google()
      let calendar = try await world.googleCalendar()
      let invitation = try await world.listed("Quarterly planning", in: calendar)
      let id = try #require(invitation.remoteID)
      let methods = try await world.methods {
        try await service.respond(to: id, in: calendar.id, with: .maybe)
      }
      #expect(methods == ["GET", "PATCH"])
      let after = try await service.stored(id, in: calendar.id)
      #expect(after.attendees.map(\.response) == ["accepted", "tentative", "needsAction"])
      let jonas = String(decoding: try JSONEncoder().encode(after.attendees[2]), as: UTF8.self)
      #expect(jonas.contains(#""optional":true"#))
      // What everybody sees is the organizer's.
      do {
        _ = try await world.patched(
          try await service.event(id, in: calendar.id),
          EventPatch(title: "Mine")
        )
        Issue.record("no error")
      } catch let error as ServiceError {
        #expect(error.kind == "forbidden")
      }
      let own = try await world.listed("Dentist", in: calendar)
      do throws(ServiceError) {
        try await service.respond(
          to: RemoteEventID(own.id.rawValue),
          in: calendar.id,
          with: .yes
        )
        Issue.record("no error")
      } catch {
        #expect(error.kind == "rejected")
      }
    }
  }

  /// Each of what people do most costs one request.
  @Test func requestsAreCounted() async throws {
    try await ServiceWorld.google { world in
      let calendar = try await world.googleCalendar()
      var event = try await world.made(on: calendar)
      let later = EventTime.timed(start: world.now, end: world.now + 60, zone: "Europe/Berlin")
      for patch in [
        EventPatch(conferencing: ownMeet), EventPatch(time: later),
        EventPatch(description: "", conferencing: .strip),
      ] {
        let methods = try await world.methods { event = try await world.patched(event, patch) }
        #expect(methods == ["PATCH"])
      }
      let methods = try await world.methods { _ = try await world.patched(event, EventPatch()) }
      #expect(methods == ["GET"])
    }
  }

  @Test func refusesWhatGoogleWouldRefuse() async throws {
    try await ServiceWorld.google { world in
      let event = try await world.made(on: try await world.googleCalendar())
      let before = try await world.exchanges("/calendar/v3").count
      for patch in [
        EventPatch(title: String(repeating: "t", count: 1_025)),
        EventPatch(description: String(repeating: "d", count: 8_193)),
        EventPatch(location: String(repeating: "l", count: 256)),
        EventPatch(time: .timed(start: world.now, end: world.now - 1, zone: nil)),
        EventPatch(conferencing: .autocreate(Autocreate(provider: .zoomMeeting))),
        EventPatch(
          conferencing: .autocreate(
            Autocreate(provider: .googleMeet, hostGrant: GrantID("somebody"))
          )
        ),
      ] {
        do {
          _ = try await world.patched(event, patch)
          Issue.record("no error")
        } catch let error as ServiceError {
          #expect(error.kind == "rejected")
        }
      }
      #expect(try await world.exchanges("/calendar/v3").count == before)
    }
  }
}

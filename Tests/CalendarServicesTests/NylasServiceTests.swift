import CalendarCore
import ConferencingCore
import Foundation
import Sandbox
import Testing

@testable import CalendarServices

/// The service over real HTTP against the sandbox.
@Suite struct NylasServiceTests {
  @Test func readsGrantsAndCalendars() async throws {
    try await ServiceWorld.run { world in
      let service = try world.service()
      let grants = try await service.grants()
      #expect(grants.map(\.id.rawValue) == world.server.grants.map(\.id))
      #expect(grants.map(\.provider) == [.google, .microsoft, .zoom, .zoom, .zoom])
      #expect(grants.map(\.isValid) == [true, true, true, true, false])
      #expect(ConferencingRules.missingScopes(of: grants[2], for: .zoomMeeting).isEmpty)
      #expect(!ConferencingRules.missingScopes(of: grants[3], for: .zoomMeeting).isEmpty)
      let calendars = try await service.calendars()
      #expect(calendars.count { $0.isPrimary } == 1)
      #expect(calendars.contains { $0.isReadOnly })
      #expect(calendars.allSatisfy { $0.color.count == 7 && $0.account == AccountID("work") })
    }
  }

  @Test func readsEveryPageAndEveryEventOfIt() async throws {
    try await ServiceWorld.run(events: 2000) { world in
      let service = try world.service()
      var pages = 0
      for calendar in try await service.calendars() {
        var ids: Set<RemoteEventID> = []
        var count = 0
        var cursor: String?
        repeat {
          let page = try await service.events(
            in: calendar.id,
            window: world.window(1500),
            cursor: cursor
          )
          #expect(page.events.allSatisfy { $0.calendar == calendar.id })
          #expect(page.unreadable.isEmpty)
          ids.formUnion(page.events.compactMap(\.remoteID))
          count += page.events.count
          cursor = page.next
          pages += 1
        } while cursor != nil
        #expect(ids.count == count)
        if let id = ids.first {
          #expect(try await service.event(id, in: calendar.id).remoteID == id)
        }
      }
      #expect(pages > 6)
    }
  }

  @Test func createsChangesAndDeletes() async throws {
    try await ServiceWorld.run(events: 0) { world in
      let service = try world.service()
      let calendar = try await primary(service)
      var draft = world.draft(calendar, title: "日本 \u{1F468}\u{200D}\u{1F469} <b>")
      draft.location = "Room 4"
      draft.description = "own\r\nwords  "
      draft.participants = [Participant(name: "A", email: "a@x.example")]
      let made = try await service.create(
        draft,
        conferencing: .keep,
        id: EventID("id-1"),
        notify: false
      )
      #expect(EventDraft(made) == draft)
      let id = try #require(made.remoteID)
      let changed = try await service.update(
        id,
        in: calendar.id,
        patch: EventPatch(
          title: "New",
          visibility: .standard,
          participants: draft.participants + [Participant(email: "b@x.example")]
        ),
        current: made,
        notify: true
      )
      #expect(changed.title == "New")
      #expect(changed.description == draft.description)
      #expect(changed.participants.map(\.email) == ["a@x.example", "b@x.example"])
      try await service.delete(id, in: calendar.id, current: nil, notify: false)
      try await service.delete(id, in: calendar.id, current: nil, notify: false)
      let gone = try await service.events(in: calendar.id, window: world.window(), cursor: nil)
      #expect(gone.events.isEmpty)
    }
  }

  /// A flight ends in another zone than it starts in, and does so an hour later as well.
  @Test func anotherZoneAtTheEndStays() async throws {
    try await ServiceWorld.run { world in
      let service = try world.service(1)
      var flight: Event?
      for calendar in try await service.calendars() where flight == nil {
        flight = try await service.events(in: calendar.id, window: world.window(), cursor: nil)
          .events.first { $0.title.hasPrefix("Flight") }
      }
      let event = try #require(flight)
      let id = try #require(event.remoteID)
      guard case .timed(let start, let end, let zone?) = event.time else {
        Issue.record("The flight has no time.")
        return
      }
      let before = try await service.stored(id, in: event.calendar).when?.otherEndZone
      #expect(before != nil && before != zone)
      func move(_ zone: String) async throws -> NylasWhen? {
        _ = try await service.update(
          id,
          in: event.calendar,
          patch: EventPatch(time: .timed(start: start + 3600, end: end + 3600, zone: zone)),
          current: event,
          notify: false
        )
        return try await service.stored(id, in: event.calendar).when
      }
      let later = try await move(zone)
      #expect(later?.time == .timed(start: start + 3600, end: end + 3600, zone: zone))
      #expect(later?.otherEndZone == before)
      // Another zone is that of the whole event.
      #expect(try await move("Asia/Tokyo")?.otherEndZone == nil)
    }
  }

  @Test func anEmptyPatchSendsNothing() async throws {
    try await ServiceWorld.run(events: 0) { world in
      let service = try world.service()
      let calendar = try await primary(service)
      let made = try await create(world.draft(calendar), service)
      let id = try #require(made.remoteID)
      let same = try await service.update(
        id,
        in: calendar.id,
        patch: EventPatch(),
        current: made,
        notify: true
      )
      #expect(same.title == made.title)
      #expect(try await world.requests("PUT").isEmpty)
    }
  }

  @Test(arguments: [0, 1])
  func aLinkIsCreatedThereAndTakenOff(_ account: Int) async throws {
    try await ServiceWorld.run(events: 0) { world in
      let service = try world.service(account)
      let calendar = try await primary(service)
      var draft = world.draft(calendar)
      draft.description = "own words"
      let wanted = Autocreate(
        provider: .zoomMeeting,
        hostGrant: GrantID(world.server.grants[2].id),
        settings: ConferencingSettings(["waiting_room": .flag(true), "password": .text("abc")])
      )
      let made = try await service.create(
        draft,
        conferencing: .autocreate(wanted),
        id: EventID("id-1"),
        notify: false
      )
      #expect(made.conferencing == .autocreate(wanted))
      let id = try #require(made.remoteID)
      await world.server.advanceClock(by: .seconds(61))
      let ready = try await service.event(id, in: calendar.id)
      guard case .details(let details) = ready.conferencing else {
        Issue.record("no link: \(ready.conferencing)")
        return
      }
      #expect(details.provider == .zoomMeeting)
      #expect(details.url.hasPrefix("https://"))
      #expect(ready.description.hasPrefix("own words\n\n"))
      let stripped = try await service.update(
        id,
        in: calendar.id,
        patch: EventPatch(description: "own words", conferencing: .strip),
        current: ready,
        notify: false
      )
      #expect(stripped.conferencing == .none)
      #expect(stripped.description == "own words")
    }
  }

  @Test func manualLinksArePut() async throws {
    try await ServiceWorld.run(events: 0) { world in
      let service = try world.service(1)
      let calendar = try await primary(service)
      let made = try await create(world.draft(calendar), service)
      let details = ConferencingDetails(
        provider: .webEx,
        url: "https://acme.webex.com/meet/1",
        accessCode: "pw",
        pin: "12",
        phones: ["+1 609 555 0123", "+49 30 555 0123"]
      )
      let put = try await service.update(
        try #require(made.remoteID),
        in: calendar.id,
        patch: EventPatch(conferencing: .details(details)),
        current: made,
        notify: false
      )
      #expect(put.conferencing == .details(details))
    }
  }

  @Test func answersAnInvitation() async throws {
    try await ServiceWorld.run { world in
      let service = try world.service()
      let email = world.server.grants[0].email
      for calendar in try await service.calendars() where !calendar.isReadOnly {
        let page = try await service.events(in: calendar.id, window: world.window(), cursor: nil)
        let invitation = page.events.first { event in
          event.participants.contains { $0.email == email && $0.response == .none }
        }
        guard let id = invitation?.remoteID else { continue }
        try await service.respond(to: id, in: calendar.id, with: .maybe)
        let answered = try await service.event(id, in: calendar.id)
        #expect(answered.participants.first { $0.email == email }?.response == .maybe)
        return
      }
      Issue.record("The sandbox has no invitation to answer.")
    }
  }

  private func primary(_ service: NylasService) async throws -> CalendarInfo {
    try #require(try await service.calendars().first(where: \.isPrimary))
  }

  private func create(_ draft: EventDraft, _ service: NylasService) async throws -> Event {
    try await service.create(draft, conferencing: .keep, id: EventID("id-1"), notify: false)
  }
}

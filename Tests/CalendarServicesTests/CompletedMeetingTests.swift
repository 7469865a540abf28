import CalendarCore
import ConferencingCore
import Foundation
import Sandbox
import Testing

@testable import CalendarServices

/// A second telephone or an access code for the meeting that an event has: it goes on, and so it
/// does when that is taken back.
@Suite struct CompletedMeetingTests {
  @Test func aMeetOfGoogleGoesOn() async throws {
    try await ServiceWorld.google { world in
      let made = try await world.made(on: try await world.googleCalendar(), ownMeet)
      let link = try await world.liveMeets()
      let methods = try await world.methods {
        try await complete(made, .google) { try await world.patched($0, $1) }
      }
      #expect(methods == ["PATCH", "PATCH"])
      #expect(try await world.liveMeets() == link)
      #expect(link.count == 1)
    }
  }

  /// What an add-on has put there is not ours to take off.
  @Test func aZoomOfAnAddOnStays() async throws {
    try await ServiceWorld.google { world in
      let event = try await world.listed("Vendor call", in: try await world.googleCalendar())
      try await complete(event, .google) { try await world.patched($0, $1) }
      let sent = try await world.exchanges("/calendar/v3").compactMap {
        $0["request"] as? [String: Any]
      }
      #expect(sent.count == 2)
      #expect(sent.allSatisfy { $0["conferenceData"] == nil })
    }
  }

  @Test func aTeamsMeetingGoesOn() async throws {
    try await ServiceWorld.run { world in
      let service = try world.microsoft()
      let calendar = try await world.calendar(service)
      let review = try await world.event("Roadmap review", service, calendar)
      let live = try await world.meetings("live")
      let (_, methods) = try await world.counted {
        try await complete(review, .microsoft) { event, patch in
          try await service.update(
            try #require(event.remoteID),
            in: calendar.id,
            patch: patch,
            current: event,
            notify: false
          )
        }
      }
      #expect(methods == ["PATCH", "PATCH"])
      #expect(try await world.meetings("live") == live)
      #expect(try await world.meetings("deleted").isEmpty)
    }
  }

  /// Adds a telephone and a code to the meeting of an event, and takes that back.
  private func complete(
    _ read: Event,
    _ service: ServiceKind,
    _ update: (Event, EventPatch) async throws -> Event
  ) async throws {
    var before = EventEditor.reconciled(incoming: read, cached: nil)
    // Convene had it made: taking back the details asks for no fresh one.
    before.autocreated = before.conferencing.provider?.autocreateProvider.map {
      Autocreate(provider: $0)
    }
    guard case .details(var details) = before.conferencing else {
      Issue.record("no meeting")
      return
    }
    details.phones.append("+49 30 123456")
    details.accessCode = "4711"
    let patch = EventEditor.patch(
      from: before,
      to: EventDraft(before),
      conferencing: .details(details),
      service: service
    )
    let after = EventEditor.reconciled(incoming: try await update(before, patch), cached: before)
    guard case .details(let now) = after.conferencing else {
      Issue.record("the meeting is gone")
      return
    }
    #expect(now.url == details.url)
    #expect(now.phones.contains("+49 30 123456"))
    #expect(InvitationBlock.find(in: after.description)?.details.accessCode == "4711")
    #expect(after.autocreated == before.autocreated)
    #expect(after.location == before.location)

    let step = EditStep(
      edit: EventEdit(event: before.id, change: .update(patch)),
      before: before,
      after: after
    )
    let undone = try #require(Reversal.mirroring(step, current: after, owner: nil))
    guard case .update(let back) = undone.edit.change else {
      Issue.record("no update")
      return
    }
    let again = EventEditor.reconciled(incoming: try await update(after, back), cached: after)
    #expect(again.conferencing == before.conferencing)
    #expect(again.description == before.description)
  }
}

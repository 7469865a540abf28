import CalendarCore
import ConferencingCore
import Foundation
import Sandbox
import Testing

@testable import CalendarServices

/// Google Meet on an event itself.
@Suite struct GoogleMeetTests {
  @Test func aLinkComesAndGoes() async throws {
    try await ServiceWorld.google(linkDelay: .seconds(60)) { world in
      let service = try world.google()
      let event = try await world.made(on: try await world.googleCalendar())
      let pending = try await world.patched(event, EventPatch(conferencing: ownMeet))
      #expect(pending.conferencing == .autocreate(Autocreate(provider: .googleMeet)))
      await world.server.advanceClock(by: .seconds(61))
      let ready = try await service.event(try #require(event.remoteID), in: event.calendar)
      guard case .details(let details) = ready.conferencing else {
        Issue.record("no link: \(ready.conferencing)")
        return
      }
      #expect(try await world.liveMeets() == [details.url])
      // The link coming into being is a change of its own.
      #expect(ready.version != pending.version)
      do {
        _ = try await world.patched(pending, EventPatch(title: "Late"))
        Issue.record("no error")
      } catch let error as ServiceError {
        #expect(error.kind == "changed")
      }
      let stripped = try await world.patched(ready, EventPatch(conferencing: .strip))
      #expect(stripped.conferencing == .none)
      #expect(try await world.liveMeets().isEmpty)
    }
  }

  @Test func comesWithTheEventAndGoesWithIt() async throws {
    try await ServiceWorld.google { world in
      let event = try await world.made(on: try await world.googleCalendar(), ownMeet)
      #expect(event.conferencing.provider == .googleMeet)
      #expect(try await world.liveMeets().count == 1)
      let id = try #require(event.remoteID)
      try await world.google().delete(id, in: event.calendar, current: event, notify: false)
      #expect(try await world.liveMeets().isEmpty)
    }
  }

  /// A second request would put another link into the place of the first.
  @Test(arguments: [Duration.zero, .seconds(60)])
  func anEventThatHasOneKeepsIt(delay: Duration) async throws {
    try await ServiceWorld.google(linkDelay: delay) { world in
      let service = try world.google()
      let event = try await world.made(on: try await world.googleCalendar())
      var current = try await world.patched(event, EventPatch(conferencing: ownMeet))
      current = try await world.patched(
        current,
        EventPatch(title: "Again", conferencing: ownMeet)
      )
      #expect(current.title == "Again")
      await world.server.advanceClock(by: .seconds(61))
      // Somebody else asked for a link after this event was read.
      do {
        _ = try await world.patched(event, EventPatch(conferencing: ownMeet))
        Issue.record("no error")
      } catch let error as ServiceError {
        #expect(error.kind == "changed")
      }
      // A cache that knows no version looks first.
      var unversioned = event
      unversioned.version = nil
      let kept = try await world.patched(unversioned, EventPatch(conferencing: ownMeet))
      #expect(kept == (try await service.event(try #require(event.remoteID), in: event.calendar)))
      // The first, and the one that was refused.
      #expect(try await world.requestIDs().count == 2)
      #expect(try await world.liveMeets().count == 1)
    }
  }

  /// The link of a Meet that stands in the description alone is no Meet of this event.
  @Test func aLinkInTheDescriptionIsNoMeetInTheField() async throws {
    try await ServiceWorld.google { world in
      let details = ConferencingDetails(
        provider: .googleMeet,
        url: "https://meet.google.com/abc-defg-hij"
      )
      var draft = world.draft(try await world.googleCalendar())
      draft.description = InvitationBlock.text(for: details)
      var event = try await world.google().create(
        draft,
        conferencing: .details(details),
        id: EventID("block"),
        notify: false
      )
      event.conferencing = .details(details)
      let methods = try await world.methods {
        event = try await world.patched(event, EventPatch(description: "", conferencing: ownMeet))
      }
      #expect(methods == ["GET", "PATCH"])
      #expect(try await world.liveMeets().count == 1)
    }
  }

  @Test func aRepetitionHasTheIDOfItsRequest() async throws {
    try await ServiceWorld.google { world in
      let event = try await world.made(on: try await world.googleCalendar())
      try await world.fault(#"{"kind":"status","status":503,"method":"PATCH"}"#)
      _ = try? await world.patched(event, EventPatch(conferencing: ownMeet))
      let ready = try await world.patched(event, EventPatch(conferencing: ownMeet))
      let bare = try await world.patched(ready, EventPatch(conferencing: .strip))
      _ = try await world.patched(bare, EventPatch(conferencing: ownMeet))
      let ids = try await world.requestIDs()
      try #require(ids.count == 3)
      #expect(ids[0] == ids[1] && ids[1] != ids[2])
      #expect(try await world.liveMeets().count == 1)
    }
  }

  /// A request that was carried out although no answer came is not sent a second time.
  @Test func aLostAnswerLeavesOneLink() async throws {
    try await ServiceWorld.google { world in
      let service = try world.google()
      let event = try await world.made(on: try await world.googleCalendar())
      try await world.fault(#"{"kind":"lost-answer","method":"PATCH"}"#)
      for kind in ["answer lost", "changed"] {
        do {
          _ = try await world.patched(event, EventPatch(conferencing: ownMeet))
          Issue.record("no error")
        } catch let error as ServiceError {
          #expect(error.kind == kind)
        }
      }
      let read = try await service.event(try #require(event.remoteID), in: event.calendar)
      #expect(try await world.patched(read, EventPatch(conferencing: ownMeet)) == read)
      #expect(try await world.liveMeets().count == 1)
    }
  }

  /// What cannot be made is said, and can be asked for again.
  @Test func aFailureIsToldAndTriedAgain() async throws {
    try await ServiceWorld.google { world in
      _ = try await world.control(.post, "google", body: Data(#"{"fail_meets":1}"#.utf8))
      let event = try await world.made(on: try await world.googleCalendar(), ownMeet)
      #expect(event.conferencing == .none)
      #expect(event.conferencingState == .failed)
      let ready = try await world.patched(event, EventPatch(conferencing: ownMeet))
      #expect(ready.conferencing.provider == .googleMeet && ready.conferencingFailure == nil)
      #expect(Set(try await world.requestIDs()).count == 2)
    }
  }

  @Test func aCalendarWithoutMeetSaysSo() async throws {
    try await ServiceWorld.google { world in
      let calendar = try await world.googleCalendar("Roadmap crew")
      let event = try await world.made(on: calendar)
      for attempt in 0...1 {
        do {
          if attempt == 0 {
            _ = try await world.made("Other", on: calendar, ownMeet)
          } else {
            _ = try await world.patched(event, EventPatch(conferencing: ownMeet))
          }
          Issue.record("no error")
        } catch let error as ServiceError {
          #expect(error.kind == "conferencing refused")
        }
      }
    }
  }

  /// What an add-on put there stays until somebody asks for something else.
  @Test(arguments: [
    EventPatch(title: "Other"), EventPatch(conferencing: .strip), EventPatch(conferencing: ownMeet),
    EventPatch(
      description: "words",
      conferencing: .details(
        ConferencingDetails(provider: .webEx, url: "https://acme.webex.com/meet/1")
      )
    ),
  ])
  func theConferenceOfAnAddOn(patch: EventPatch) async throws {
    try await ServiceWorld.google { world in
      let call = try await world.listed("Vendor call", in: try await world.googleCalendar())
      let changed = try await world.patched(call, patch)
      switch patch.conferencing {
      case .keep: #expect(changed.conferencing == call.conferencing)
      case .autocreate: #expect(changed.conferencing.provider == .googleMeet)
      case .strip, .details: #expect(changed.conferencing == .none)
      }
    }
  }

  /// A link that somebody has takes the place of the Meet, which ends.
  @Test func aLinkOfOnesOwnTakesThePlace() async throws {
    try await ServiceWorld.google { world in
      let event = try await world.made(on: try await world.googleCalendar(), ownMeet)
      let link = ConferencingDetails(provider: .unknown, url: "https://meet.example/1")
      let methods = try await world.methods {
        let put = try await world.patched(
          event,
          EventPatch(description: "block", conferencing: .details(link))
        )
        #expect(put.conferencing == .none && put.description == "block")
      }
      #expect(methods == ["PATCH"])
      #expect(try await world.liveMeets().isEmpty)
    }
  }
}

import ConferencingCore
import CalendarCore
import Foundation
import Sandbox
import Testing

@testable import CalendarServices

/// Google Meet for events that are elsewhere.
@Suite struct MeetConferencingTests {
  private func request(_ world: ServiceWorld, _ title: String = "Review") -> MeetingRequest {
    MeetingRequest(
      key: "work/event 1",
      title: title,
      time: .timed(start: world.now + 3_600, end: world.now + 7_200, zone: "Europe/Berlin")
    )
  }

  @Test(arguments: [Duration.zero, .seconds(5)])
  func isMadeFoundMovedAndDeleted(delay: Duration) async throws {
    try await ServiceWorld.google(linkDelay: delay) { world in
      let meet = try world.meet()
      #expect(try await meet.find(request(world)) == nil)
      let made = try await meet.create(request(world))
      #expect(made.details.provider == .googleMeet)
      #expect(try await world.liveMeets() == [made.details.url])
      #expect(world.waits.all.isEmpty == (delay == .zero))
      // Asked for again, it is the same one.
      #expect(try await meet.create(request(world)) == made)
      #expect(try await meet.find(request(world)) == made)
      try await meet.update(made.id, to: request(world, "Renamed"))
      let calendar = try await world.googleCalendar()
      let stored = try await world.google().event(RemoteEventID(made.id), in: calendar.id)
      #expect(stored.title == "Renamed" && !stored.isBusy && stored.visibility == .private)
      #expect(try await meet.find(request(world))?.details == made.details)
      try await meet.delete(made.id)
      try await meet.delete(made.id)
      #expect(try await world.liveMeets().isEmpty)
      #expect(try await meet.find(request(world)) == nil)
      do throws(ServiceError) {
        try await meet.update(made.id, to: request(world))
        Issue.record("no error")
      } catch {
        #expect(error.kind == "not found")
      }
    }
  }

  /// An id is taken for good once it was used, the meeting can be had again all the same.
  @Test func canBeHadAgain() async throws {
    try await ServiceWorld.google { world in
      let meet = try world.meet()
      let first = try await meet.create(request(world))
      try await meet.delete(first.id)
      let second = try await meet.create(request(world))
      #expect(second.id != first.id && second.details.url != first.details.url)
      #expect(try await meet.find(request(world)) == second)
      #expect(try await world.liveMeets() == [second.details.url])
    }
  }

  @Test func aLostAnswerMakesOneMeeting() async throws {
    try await ServiceWorld.google { world in
      let meet = try world.meet()
      try await world.fault(#"{"kind":"lost-answer","method":"POST"}"#)
      do throws(ServiceError) {
        _ = try await meet.create(request(world))
        Issue.record("no error")
      } catch {
        #expect(error.mayHaveHappened)
      }
      let found = try await meet.find(request(world))
      #expect(found != nil)
      #expect(try await meet.create(request(world)) == found)
      #expect(try await world.liveMeets().count == 1)
    }
  }

  /// The host's own agenda does not show what is there for its Meet alone.
  @Test func isNotInTheAgenda() async throws {
    try await ServiceWorld.google { world in
      let calendar = try await world.googleCalendar()
      let service = try world.google()
      let before = try await service.events(in: calendar.id, window: world.window(), cursor: nil)
      var wanted = request(world)
      wanted.recurrence = RecurrenceRule(.daily, end: .count(3))
      let made = try await world.meet().create(wanted)
      let after = try await service.events(in: calendar.id, window: world.window(), cursor: nil)
      #expect(after.events == before.events)
      let news = try await service.changes(
        in: calendar.id,
        window: world.window(),
        since: SyncMark(moment: world.now, token: before.syncToken),
        cursor: nil
      )
      #expect(news.events.isEmpty)
      try await world.meet().delete(made.id)
      #expect(try await world.liveMeets().isEmpty)
    }
  }

  @Test func anEventWithoutItsMeetIsNotLeftBehind() async throws {
    try await ServiceWorld.google { world in
      let meet = try world.meet()
      _ = try await world.control(.post, "google", body: Data(#"{"fail_meets":1}"#.utf8))
      do throws(ServiceError) {
        _ = try await meet.create(request(world))
        Issue.record("no error")
      } catch {
        #expect(error.kind == "conferencing refused")
      }
      #expect(try await world.meet().find(request(world)) == nil)
      #expect(try await world.meet().create(request(world)).details.provider == .googleMeet)
    }
  }

  /// A link that does not come is waited for half a minute, and found later.
  @Test func aLinkThatDoesNotComeIsFoundLater() async throws {
    try await ServiceWorld.google(linkDelay: .seconds(45)) { world in
      let meet = try world.meet()
      do throws(ServiceError) {
        _ = try await meet.create(request(world))
        Issue.record("no error")
      } catch {
        #expect(error.isTransient && error.mayHaveHappened)
      }
      let seconds = world.waits.all.reduce(Duration.zero, +)
      #expect(seconds > .seconds(25) && seconds < .seconds(40))
      #expect(try await world.meet().find(request(world)) != nil)
      #expect(try await world.liveMeets().count == 1)
    }
  }
}

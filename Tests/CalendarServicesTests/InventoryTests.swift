import CalendarCore
import ConferencingCore
import Foundation
import Sandbox
import Testing

@testable import CalendarServices

/// Which meetings are at a host, over real HTTP against the sandbox.
@Suite struct InventoryTests {
  @Test func zoomIsAskedForItsList() async throws {
    try await ServiceWorld.run(events: 0) { world in
      let zoom = try world.zoom()
      let kept = try await zoom.create(world.meeting())
      var request = world.meeting()
      request.key = "another"
      let other = try await zoom.create(request)
      request.key = "third"
      let deleted = try await zoom.create(request)
      try await zoom.delete(deleted.id)
      let before = try await world.requests("GET").count
      let inventory = try await zoom.inventory(of: [kept.id, deleted.id])
      #expect(inventory.gone == [deleted.id])
      #expect(inventory.marked.map(\.id) == [other.id])
      #expect(inventory.marked.first?.url == other.details.url)
      #expect(inventory.marked.first?.start == request.time.start(in: .gmt))
      // A list, and a look at what is not in it.
      #expect(try await world.requests("GET").count == before + 2)
      try await world.fault(#"{"kind":"status","status":403,"method":"GET"}"#)
      await #expect(throws: ServiceError.self) { _ = try await zoom.inventory(of: [kept.id]) }
    }
  }

  @Test func teamsAndMeetAreAskedForEach() async throws {
    try await ServiceWorld.run(events: 0) { world in
      let teams = try world.teams()
      let request = MeetingRequest(
        key: "k",
        title: "T",
        time: .timed(start: world.now, end: world.now + 3_600, zone: nil)
      )
      let made = try await teams.create(request)
      #expect(try await teams.inventory(of: [made.id]) == MeetingInventory())
      try await teams.delete(made.id)
      #expect(try await teams.inventory(of: [made.id]).gone == [made.id])
    }
    try await ServiceWorld.google { world in
      let meet = try world.meet()
      let request = MeetingRequest(
        key: "k",
        title: "T",
        time: .timed(start: world.now, end: world.now + 3_600, zone: nil)
      )
      let made = try await meet.create(request)
      #expect(try await meet.inventory(of: [made.id, "none"]).gone == ["none"])
      try await meet.delete(made.id)
      #expect(try await meet.inventory(of: [made.id]).gone == [made.id])
    }
  }
}

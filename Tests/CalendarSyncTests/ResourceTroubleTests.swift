import CalendarCore
import CalendarSync
import ConferencingCore
import Foundation
import LocalCache
import Synchronization
import Testing

@testable import CalendarServices

/// A store of resources whose answers get lost, and one that cannot be reached for a while.
@Suite struct ResourceTroubleTests {
  @Test("A lost answer makes nothing twice and loses nothing", arguments: [false, true])
  func lostAnswers(isSilent: Bool) async throws {
    let memory = MemoryStand()
    try await ResourceWorld.onDisk { path in
      let world = try ResourceWorld(memory, path: path)
      func lose() {
        memory.memory.state.withLock { state in
          state.lostAnswers = 1
          state.isSilent = isSilent
        }
      }
      memory.put(ResourceTexts.series, as: "daily.ics")
      try await world.refresh()
      lose()
      let id = try await world.edit(
        EventID("22222222-bbbb"),
        .create(try ResourceTexts.draft(world, "Dentist"), conferencing: .keep)
      )
      lose()
      try await world.edit(id, .update(EventPatch(title: "Doctor")))
      let doctor = "2026-11-27 15:0 60 Doctor"
      try await world.expect([doctor] + ResourceTexts.all)
      #expect(memory.texts().count == 2)
      let third = try world.event("2026-12-02", "Daily")
      lose()
      try await world.edit(third.id, .update(EventPatch(title: "Other")), scope: .this)
      try await world.expect(
        [doctor, ResourceTexts.first, ResourceTexts.moved, "2026-12-02 9:0 30 Other"]
          + ResourceTexts.last
      )
      lose()
      try await world.edit(third.id, .delete, scope: .this)
      try await world.expect(
        [doctor, ResourceTexts.first, ResourceTexts.moved] + ResourceTexts.last
      )
      lose()
      try await world.edit(id, .delete)
      try await world.expect([ResourceTexts.first, ResourceTexts.moved] + ResourceTexts.last)
      lose()
      let last = try world.event("2026-12-05", "Daily")
      try await world.edit(last.id, .delete, scope: .all)
      try await world.expect([])
    }
  }

  @Test("Another program that writes in between is not overwritten")
  func intruder() async throws {
    let memory = MemoryStand()
    try await ResourceWorld.onDisk { path in
      let world = try ResourceWorld(memory, path: path)
      memory.put(ResourceTexts.visit, as: "visit.ics")
      try await world.refresh()
      memory.memory.state.withLock { state in
        state.intruder = { state in
          let text = ResourceTexts.visit.replacing("X-KEEP", with: "LOCATION:Hall\r\nX-KEEP")
          state.put(Array(text.utf8), as: ResourceName("visit.ics"))
        }
      }
      let event = try world.event("2026-11-26", "Visit")
      try await world.edit(event.id, .update(EventPatch(title: "Visitors")))
      #expect(try world.event("2026-11-26", "Visitors").location == "Hall")
      try await world.expect(["2026-11-26 10:0 60 Visitors"])
    }
  }

  @Test("Offline edits of a series are sent together, and show at once")
  func offline() async throws {
    let memory = MemoryStand()
    try await ResourceWorld.onDisk { path in
      let world = try ResourceWorld(memory, path: path)
      memory.put(ResourceTexts.series, as: "daily.ics")
      try await world.refresh()
      let now = world.clock.now()
      let third = try world.event("2026-12-02", "Daily")
      try world.cache.submit(
        EventEdit(event: third.id, change: .update(EventPatch(title: "Later")), scope: .following),
        at: now
      )
      let shown =
        [ResourceTexts.first, ResourceTexts.moved]
        + ([ResourceTexts.third] + ResourceTexts.last).map { $0.replacing("Daily", with: "Later") }
      #expect(try world.shown() == shown)
      try await world.refresh()
      #expect(try world.shown() == shown)
      for operation in try world.cache.outbox.operations() {
        _ = try await world.sync.send(operation.edit.event)
      }
      try await world.expect(shown)
    }
  }

  @Test(
    "A server that has forgotten what it told is read whole, and an edit that waits stays",
    arguments: [ResourceStandKind.caldav, .silentCalDAV, .changingCalDAV, .untaggedCalDAV]
  )
  func forgottenTokens(_ kind: ResourceStandKind) async throws {
    try await ResourceWorld.onSeries(kind) { world in
      let third = try world.event("2026-12-02", "Daily")
      let edit = EventEdit(
        event: third.id,
        change: .update(EventPatch(title: "Mine")),
        scope: .this
      )
      try world.cache.submit(edit, at: world.clock.now())
      try await world.stand.put(ResourceTexts.visit, as: "visit.ics")
      let stand = try #require(world.stand as? CalDAVStand)
      await stand.forget()
      try await world.refresh()
      let shown =
        ["2026-11-26 10:0 60 Visit", ResourceTexts.first, ResourceTexts.moved]
        + ["2026-12-02 9:0 30 Mine"] + ResourceTexts.last
      #expect(try world.shown() == shown)
      for operation in try world.cache.outbox.operations() {
        #expect(try await world.sync.send(operation.edit.event) == .delivered)
      }
      try await world.expect(shown)
      try await world.stand.remove("visit.ics")
      await stand.forget()
      try await world.refresh()
      try await world.expect(Array(shown.dropFirst()))
    }
  }
}

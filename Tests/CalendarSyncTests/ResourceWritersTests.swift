import CalendarCore
import CalendarSync
import ConferencingCore
import Foundation
import LocalCache
import Synchronization
import Testing

@testable import CalendarServices

/// Other programs that write to a store of resources, the same on each store.
@Suite struct ResourceWritersTests {
  @Test("What another program changed meanwhile stays", arguments: ResourceStandKind.allCases)
  func merged(_ kind: ResourceStandKind) async throws {
    try await ResourceWorld.run(kind) { world in
      try await world.stand.put(ResourceTexts.visit, as: "visit.ics")
      try await world.refresh()
      let event = try world.event("2026-11-26", "Visit")
      try await world.stand.put(
        ResourceTexts.visit.replacing("X-KEEP", with: "LOCATION:Hall\r\nX-KEEP"),
        as: "visit.ics"
      )
      try await world.edit(event.id, .update(EventPatch(title: "Visitors")))
      try await world.expect(["2026-11-26 10:0 60 Visitors"])
      let merged = try world.event("2026-11-26", "Visitors")
      #expect(merged.location == "Hall")

      // Both change the same field: the user decides.
      let texts1 = try await world.stand.texts()
      let text = try #require(texts1["visit.ics"])
      try await world.stand.put(text.replacing("Visitors", with: "Guests"), as: "visit.ics")
      let edit = EventEdit(event: event.id, change: .update(EventPatch(title: "Friends")))
      try world.cache.submit(edit, at: world.clock.now())
      guard case .conflict = try await world.sync.send(event.id) else {
        Issue.record("no conflict")
        return
      }
      let texts2 = try await world.stand.texts()
      let after = try #require(texts2["visit.ics"])
      #expect(after.contains(":Guests"))
    }
  }

  @Test(
    "An edit of one occurrence stands beside that of another program",
    arguments: ResourceStandKind.allCases
  )
  func parts(_ kind: ResourceStandKind) async throws {
    try await ResourceWorld.onSeries(kind) { world in
      let third = try world.event("2026-12-02", "Daily")
      let texts3 = try await world.stand.texts()
      let text = try #require(texts3["daily.ics"])
      try await world.stand.put(text.replacing("Daily later", with: "Daily late"), as: "daily.ics")
      try await world.edit(third.id, .update(EventPatch(title: "Other")), scope: .this)
      try await world.refresh()
      try await world.expect(
        [
          ResourceTexts.first, "2026-12-01 14:0 30 Daily late", "2026-12-02 9:0 30 Other",
        ] + ResourceTexts.last
      )
    }
  }

  @Test(
    "What is deleted by another program goes, with its exceptions",
    arguments: ResourceStandKind.allCases
  )
  func gone(_ kind: ResourceStandKind) async throws {
    try await ResourceWorld.onSeries(kind) { world in
      try await world.stand.put(ResourceTexts.visit, as: "visit.ics")
      try await world.refresh()
      try await world.expect(["2026-11-26 10:0 60 Visit"] + ResourceTexts.all)
      let parts = ResourceTexts.series.components(separatedBy: "BEGIN:VEVENT")
      try await world.stand.put(
        parts.dropLast().joined(separator: "BEGIN:VEVENT") + "END:VCALENDAR\r\n",
        as: "daily.ics"
      )
      let second = "2026-12-01 9:0 30 Daily"
      try await world.refresh()
      try await world.expect(
        ["2026-11-26 10:0 60 Visit", ResourceTexts.first, second, ResourceTexts.third]
          + ResourceTexts.last
      )
      try await world.stand.put(ResourceTexts.series, as: "daily.ics")
      try await world.refresh()
      try await world.expect(["2026-11-26 10:0 60 Visit"] + ResourceTexts.all)
      try await world.stand.remove("daily.ics")
      try await world.refresh()
      try await world.expect(["2026-11-26 10:0 60 Visit"])
    }
  }

  /// A CalDAV server takes no such text.
  @Test(
    "What cannot be read hides nothing and keeps what was known of it",
    arguments: [ResourceStandKind.memory, .vdir]
  )
  func unreadable(_ kind: ResourceStandKind) async throws {
    try await ResourceWorld.onSeries(kind) { world in
      let shown = ["2026-11-26 10:0 60 Visit"] + ResourceTexts.all
      try await world.stand.put(ResourceTexts.visit, as: "visit.ics")
      try await world.stand.put("no calendar", as: "none.ics")
      try await world.stand.put(
        "BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nUID:t\r\nEND:VTODO\r\nEND:VCALENDAR\r\n",
        as: "task.ics"
      )
      try await world.refresh()
      try await world.expect(shown)
      // Half of it, as an editor writes it.
      try await world.stand.put(String(ResourceTexts.series.prefix(400)), as: "daily.ics")
      try await world.refresh()
      #expect(try world.shown() == shown)
      try await world.refresh(everything: true)
      #expect(try world.shown() == shown)
      let third = try world.event("2026-12-02", "Daily")
      let master = try world.cache.submit(
        EventEdit(event: third.id, change: .update(EventPatch(title: "X")), scope: .all),
        at: world.clock.now()
      )
      guard case .refused(let reason) = try await world.sync.send(master) else {
        Issue.record("it was written")
        return
      }
      #expect(reason.contains("daily.ics cannot be read"))
    }
  }
}

import CalendarCore
import CalendarSync
import ConferencingCore
import Foundation
import LocalCache
import Synchronization
import Testing

@testable import CalendarServices

/// What is taken back at a store of resources is there as it was before, to the byte.
@Suite struct ResourceUndoTests {
  /// Those that keep what they are given.
  private static let kinds = ResourceStandKind.keepingTexts

  /// An event of the user alone, with lines that nobody here knows.
  static let own: String = {
    let lines = ResourceTexts.visit.components(separatedBy: "\r\n")
      .filter { !$0.hasPrefix("ATTENDEE") && !$0.hasPrefix("ORGANIZER") }
    return lines.joined(separator: "\r\n")
      .replacing("SEQUENCE:3", with: "SEQUENCE:3\r\nCATEGORIES:Work,Travel")
  }()

  @Test(
    "A deletion that is taken back gives the text that was there, where it was",
    arguments: kinds
  )
  func deletion(_ kind: ResourceStandKind) async throws {
    try await ResourceWorld.run(kind) { world in
      try await world.stand.put(Self.own, as: "other name.ics")
      try await world.refresh()
      let before = try await world.stand.texts()
      let event = try world.event("2026-11-26", "Visit")
      try await world.edit(event.id, .delete)
      try await world.expect([])
      let none = try await world.stand.texts()
      #expect(none.isEmpty)
      try await world.undo()
      try await world.expect(["2026-11-26 10:0 60 Visit"])
      let after = try await world.stand.texts()
      #expect(after == before)
      // Once more, and by a field.
      let again = try world.event("2026-11-26", "Visit")
      try await world.edit(again.id, .update(EventPatch(title: "Visitors")))
      try await world.undo()
      let third = try await world.stand.texts()
      #expect(third == before)
      try await world.edit(again.id, .delete)
      try await world.undo()
      try await world.expect(["2026-11-26 10:0 60 Visit"])
      let last = try await world.stand.texts()
      #expect(last == before)
    }
  }

  @Test(
    "A link comes back by undo and goes by redo, to the byte",
    arguments: [ResourceStandKind.vdir, .caldav, .silentCalDAV]
  )
  func link(_ kind: ResourceStandKind) async throws {
    let links = [
      ConferencingDetails(
        provider: .zoomMeeting,
        url: "https://acme.zoom.us/j/123456789?pwd=x",
        accessCode: "4711",
        phones: ["+49 30 1234567"]
      ),
      ConferencingDetails(
        provider: .microsoftTeams,
        url: "https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0"
      ),
      ConferencingDetails(provider: .unknown, url: "https://meet.example/room", pin: "42"),
    ]
    try await ResourceWorld.run(kind) { world in
      try await world.stand.put(Self.own, as: "other name.ics")
      try await world.refresh()
      for link in links {
        var event = try world.event("2026-11-26", "Visit")
        try await world.edit(event.id, .update(EventPatch(conferencing: .details(link))))
        let before = try await world.stand.texts()
        #expect(before.values.first?.contains(link.url.prefix(40)) == true)
        for change in [EventChange.update(EventPatch(conferencing: .strip)), .delete] {
          event = try world.event("2026-11-26", "Visit")
          try await world.edit(event.id, change)
          let without = try await world.stand.texts()
          #expect(without.values.allSatisfy { !$0.contains("CONFERENCE") })
          for (direction, wanted) in [
            (UndoDirection.undo, before), (.redo, without), (.undo, before),
          ] {
            try await world.undo(direction)
            let texts = try await world.stand.texts()
            #expect(texts == wanted, "\(link.url), \(change), \(direction)")
          }
        }
      }
    }
  }

  @Test("Edits of a series that are taken back leave no other byte", arguments: kinds)
  func series(_ kind: ResourceStandKind) async throws {
    try await ResourceWorld.onSeries(kind) { world in
      let before = try await world.stand.texts()
      let time = try ResourceTexts.at("2026-12-02", 11, minutes: 30)
      let edits: [(day: String, title: String, change: EventChange, scope: EditScope)] = [
        ("2026-12-02", "Daily", .delete, .this),
        ("2026-12-01", "Daily later", .delete, .this),
        ("2026-12-02", "Daily", .update(EventPatch(title: "Other")), .this),
        ("2026-12-02", "Daily", .delete, .following),
        ("2026-12-01", "Daily later", .delete, .following),
        ("2026-12-02", "Daily", .update(EventPatch(title: "Other", time: time)), .following),
        ("2026-12-02", "Daily", .update(EventPatch(time: time)), .all),
        ("2026-12-02", "Daily", .delete, .all),
      ]
      for edit in edits {
        let event = try world.event(edit.day, edit.title)
        try await world.edit(event.id, edit.change, scope: edit.scope)
        for operation in try world.cache.outbox.operations() {
          let outcome = try await world.sync.send(operation.edit.event)
          #expect(outcome == .delivered)
        }
        let changed = try await world.stand.texts()
        #expect(changed != before, "\(edit)")
        try await world.undo()
        try await world.expect(ResourceTexts.all)
        let after = try await world.stand.texts()
        #expect(after == before, "\(edit)")
      }
    }
  }

  @Test("What another program changed meanwhile stays when an edit is taken back")
  func changedMeanwhile() async throws {
    let memory = MemoryStand()
    try await ResourceWorld.onDisk { path in
      let world = try ResourceWorld(memory, path: path)
      memory.put(ResourceTexts.series, as: "daily.ics")
      try await world.refresh()
      let moved = try world.event("2026-12-01", "Daily later")
      try await world.edit(moved.id, .delete, scope: .this)
      for operation in try world.cache.outbox.operations() {
        _ = try await world.sync.send(operation.edit.event)
      }
      let text = try #require(memory.texts()["daily.ics"])
      memory.put(text.replacing("X-KEEP:1", with: "X-KEEP:1\r\nX-THEIRS:2"), as: "daily.ics")
      try await world.refresh()
      try await world.undo()
      try await world.expect(ResourceTexts.all)
      let after = try #require(memory.texts()["daily.ics"])
      #expect(after.contains("X-THEIRS:2") && after.contains("X-KEEP:1"))
      // The exception has what it had, for all that the series is another one.
      #expect(after.contains("X-OWN:2"))
    }
  }

  @Test("An event whose place is taken does not come back, and says why")
  func taken() async throws {
    let memory = MemoryStand()
    try await ResourceWorld.onDisk { path in
      let world = try ResourceWorld(memory, path: path)
      memory.put(Self.own, as: "visit.ics")
      try await world.refresh()
      try await world.edit(try world.event("2026-11-26", "Visit").id, .delete)
      let theirs = Self.own.replacing("Visit", with: "Theirs")
      memory.put(theirs, as: "visit.ics")
      _ = try world.cache.history.undo(.undo, freshID: EventID("back"), at: world.clock.now())
      let outcome = try await world.sync.send(EventID("back"))
      guard case .refused(let reason) = outcome else {
        Issue.record("\(outcome)")
        return
      }
      #expect(reason.contains("visit.ics is there again"))
      #expect(memory.texts() == ["visit.ics": theirs])
      // What the other program made shows beside it, and alone once the change is discarded.
      try await world.refresh(everything: true)
      #expect(try world.shown().contains("2026-11-26 10:0 60 Theirs"))
      try world.cache.outbox.discard(EventID("back"))
      try await world.expect(["2026-11-26 10:0 60 Theirs"])
      #expect(memory.texts() == ["visit.ics": theirs])
    }
  }

  @Test("A return whose answer is lost brings one event back", arguments: [false, true])
  func lostAnswer(isSilent: Bool) async throws {
    let memory = MemoryStand()
    try await ResourceWorld.onDisk { path in
      let world = try ResourceWorld(memory, path: path)
      memory.put(Self.own, as: "visit.ics")
      try await world.refresh()
      let before = memory.texts()
      try await world.edit(try world.event("2026-11-26", "Visit").id, .delete)
      memory.memory.state.withLock { state in
        state.lostAnswers = 1
        state.isSilent = isSilent
      }
      try await world.undo()
      try await world.expect(["2026-11-26 10:0 60 Visit"])
      #expect(memory.texts() == before)
    }
  }

  @Test("Who was told that an event is off heeds that it is on again")
  func invited() async throws {
    let memory = MemoryStand()
    try await ResourceWorld.onDisk { path in
      let world = try ResourceWorld(memory, path: path)
      let text = ResourceTexts.visit.replacing(
        "ORGANIZER;CN=Bo:mailto:bo@example.org",
        with: "ORGANIZER;CN=Me:mailto:me@example.org"
      )
      memory.put(text, as: "visit.ics")
      try await world.refresh()
      try await world.edit(try world.event("2026-11-26", "Visit").id, .delete)
      try await world.undo()
      try await world.expect(["2026-11-26 10:0 60 Visit"])
      let lines = Set(ResourceTexts.lines(memory.texts()["visit.ics"]))
      #expect(lines.contains("SEQUENCE:4"))
      #expect(Set(ResourceTexts.lines(text)).subtracting(lines).count == 2)
    }
  }

  @Test("An exception whose move was carried out without an answer is no conflict")
  func lostMove() async throws {
    let memory = MemoryStand()
    try await ResourceWorld.onDisk { path in
      let world = try ResourceWorld(memory, path: path)
      memory.put(ResourceTexts.series, as: "daily.ics")
      try await world.refresh()
      let third = try world.event("2026-12-02", "Daily")
      let time = try ResourceTexts.at("2026-12-03", 8, minutes: 30)
      try world.cache.submit(
        EventEdit(event: third.id, change: .update(EventPatch(time: time)), scope: .all),
        at: world.clock.now()
      )
      for operation in try world.cache.outbox.operations() {
        memory.memory.state.withLock { $0.lostAnswers = 1 }
        let outcome = try await world.sync.send(operation.edit.event)
        #expect(outcome == .delivered)
      }
      try await world.expect([
        "2026-12-01 14:0 30 Daily later", "2026-12-01 8:0 30 Daily", "2026-12-03 8:0 30 Daily",
        "2026-12-05 8:0 30 Daily", "2026-12-06 8:0 30 Daily",
      ])
    }
  }
}

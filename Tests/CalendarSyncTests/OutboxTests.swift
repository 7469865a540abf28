import CalendarServices
import CalendarSync
import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import Sandbox
import TestSupport
import Testing

/// Edits on their way to the service, over real HTTP and in a real file.
@Suite struct OutboxTests {
  @Test func anEventIsMadeChangedAndDeleted() async throws {
    try await SyncWorld.run { world in
      await world.sync.refreshAll()
      let calendar = try world.calendar(SyncWorld.google)
      try await world.running {
        let id = try world.create(world.draft(calendar))
        #expect(try world.cache.event(id)?.title == "Plan")
        try await world.until("made") { try world.cache.event(id)?.remoteID != nil }
        try world.update(id, EventPatch(title: "New"))
        try world.update(id, EventPatch(location: "Room 4"))
        try await world.until("changed") { try world.cache.delivery(of: id) == .delivered }
        let stored = try await world.stored(calendar)
        #expect(stored.map(\.title) == ["New"])
        #expect(stored.map(\.location) == ["Room 4"])
        try world.sync.submit(EventEdit(event: id, change: .delete))
        #expect(try world.cache.event(id) == nil)
        try await world.until("deleted") { try world.cache.outbox.operations().isEmpty }
        #expect(try await world.stored(calendar).isEmpty)
      }
    }
  }

  @Test func aRefusedProviderIsRemembered() async throws {
    try await SyncWorld.run { world in
      await world.sync.refreshAll()
      let office = try world.calendar(SyncWorld.google, named: "Berlin office")
      let id = try world.create(
        world.draft(office),
        .autocreate(Autocreate(provider: .googleMeet))
      )
      guard case .refused(let reason) = try await world.sync.send(id) else {
        Issue.record("not refused")
        return
      }
      #expect(reason.contains("does not allow Google Meet"))
      #expect(try world.cache.delivery(of: id) == .refused(reason))
      #expect(try world.cache.event(id)?.title == "Plan")
      let known = try world.calendar(SyncWorld.google, named: "Berlin office")
      #expect(known.refusedProviders == [.googleMeet])
      #expect(try await world.sync.send(id) == .refused(reason))
      #expect(try await world.requests("POST") == 1)
      // What the user then chooses goes through.
      try world.update(id, EventPatch(conferencing: .strip))
      #expect(try await world.sync.send(id) == .delivered)
    }
  }

  @Test(arguments: ["lost-answer", "cut", "malformed"])
  func aLostCreationMakesNoSecondEventAndMeeting(_ kind: String) async throws {
    try await SyncWorld.run { world in
      await world.sync.refreshAll()
      let calendar = try world.calendar(SyncWorld.google)
      try await world.fault(#"{"kind":"\#(kind)","next":1,"method":"POST"}"#)
      try await world.running {
        let id = try world.create(
          world.draft(calendar),
          .autocreate(Autocreate(provider: .googleMeet))
        )
        try await world.until("ready") {
          try world.cache.event(id)?.conferencingState == .ready
        }
      }
      #expect(try await world.stored(calendar).count == 1)
      #expect(try await world.meetings().map(\.status) == ["live"])
      #expect(try await world.requests("POST") == 1)
    }
  }

  @Test(arguments: ["lost-answer", "cut", "malformed"])
  func aLostChangeMakesNoSecondMeeting(_ kind: String) async throws {
    try await SyncWorld.run { world in
      await world.sync.refreshAll()
      let calendar = try world.calendar(SyncWorld.microsoft)
      let id = try world.create(world.draft(calendar))
      #expect(try await world.sync.send(id) == .delivered)
      try await world.fault(#"{"kind":"\#(kind)","next":1,"method":"PUT"}"#)
      let patch = EventPatch(
        title: "With link",
        conferencing: .autocreate(Autocreate(provider: .microsoftTeams))
      )
      try world.update(id, patch)
      #expect(try await world.sync.send(id) == .delivered)
      let ready = try await world.sync.waitForLink(id, timeout: .seconds(10))
      #expect(ready?.conferencingState == .ready)
      #expect(ready?.title == "With link")
      #expect(try await world.meetings().map(\.status) == ["live"])
      #expect(try await world.requests("PUT") == 1)
    }
  }

  @Test func aSenderThatDiedIsLookedAfter() async throws {
    try await SyncWorld.run { world in
      await world.sync.refreshAll()
      let calendar = try world.calendar(SyncWorld.google)
      let draft = world.draft(calendar)
      let id: EventID = EventID(UUID().uuidString)
      // Another process sends the creation and dies before it stores the answer.
      do {
        let other = try LocalCache(path: world.path, linkProvider: { _ in nil })
        try other.submit(
          EventEdit(event: id, change: .create(draft, conferencing: .keep)),
          at: TestClock.now
        )
        let operation = try #require(try other.outbox.operations().first)
        #expect(try other.outbox.begin(operation) != nil)
        let service = try #require(world.services[SyncWorld.google])
        _ = try await service.create(draft, conferencing: .keep, id: id, notify: false)
      }
      #expect(try await world.sync.send(id) == .delivered)
      #expect(try await world.stored(calendar).count == 1)
      #expect(try world.cache.event(id)?.remoteID != nil)
    }
  }

  @Test func editsWaitForTheNetwork() async throws {
    try await SyncWorld.run { world in
      await world.sync.refreshAll()
      let calendar = try world.calendar(SyncWorld.google)
      let port = try #require(URL(string: world.server.url)?.port)
      await world.server.stop()
      let id = try world.create(world.draft(calendar))
      guard case .waiting(let reason) = try await world.sync.send(id) else {
        Issue.record("not waiting")
        return
      }
      #expect(reason.contains("cannot be reached"))
      let failed = await world.sync.refresh(SyncWorld.google)
      #expect(failed?.failure?.contains("cannot be reached") == true)
      #expect(try world.cache.event(id)?.title == "Plan")
      #expect(try world.cache.delivery(of: id) == .waiting)
      let again = try await SyncWorld.start(events: 0, port: port)
      let status = await world.sync.refresh(SyncWorld.google)
      #expect(status?.failure == nil)
      #expect(try world.cache.delivery(of: id) == .delivered)
      #expect(try await world.stored(calendar).count == 1)
      await again.stop()
    }
  }

  @Test func troubleThatPassesIsWaitedOut() async throws {
    try await SyncWorld.run { world in
      await world.sync.refreshAll()
      let calendar = try world.calendar(SyncWorld.google)
      try await world.fault(#"{"kind":"status","status":503,"next":3,"method":"POST"}"#)
      let id = try world.create(world.draft(calendar))
      #expect(try await world.sync.send(id) == .delivered)
      #expect(try await world.stored(calendar).count == 1)
    }
  }

  @Test func aRequestThatHangsDoesNotHoldUpOthers() async throws {
    try await SyncWorld.run { world in
      await world.sync.refreshAll()
      let calendar = try world.calendar(SyncWorld.google)
      try await world.fault(#"{"kind":"delay","delay_ms":25000,"next":1,"method":"POST"}"#)
      try await world.running {
        let first = try world.create(world.draft(calendar, title: "First"))
        try await world.until("first is sent") {
          try world.cache.outbox.operations(of: first).first?.isInFlight == true
        }
        let second = try world.create(world.draft(calendar, title: "Second"))
        try await world.until("one of them is there") {
          try [first, second].contains { try world.cache.delivery(of: $0) == .delivered }
        }
        #expect(try world.cache.outbox.operations().count == 1)
      }
      // The loops ended while it was under way: it is looked for before it is sent again.
      #expect(try world.cache.outbox.operations().first?.mayHaveHappened == true)
    }
  }

  @Test func anEventThatIsGoneAtTheServiceIsSaidSo() async throws {
    try await SyncWorld.run { world in
      await world.sync.refreshAll()
      let calendar = try world.calendar(SyncWorld.microsoft)
      let id = try world.create(world.draft(calendar))
      #expect(try await world.sync.send(id) == .delivered)
      let remote = try #require(try world.cache.event(id)?.remoteID)
      try await world.services[SyncWorld.microsoft]?.delete(
        remote,
        in: calendar.id,
        current: nil,
        notify: false
      )
      try world.update(id, EventPatch(title: "New"))
      let outcome = try await world.sync.send(id)
      #expect(outcome == .conflict("The event was deleted at its service."))
      #expect(try world.cache.event(id)?.title == "New")
      try world.sync.submit(EventEdit(event: id, change: .delete))
      #expect(try await world.sync.send(id) == .delivered)
      #expect(try world.cache.event(id) == nil)
    }
  }
}

import CalendarServices
import CalendarSync
import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import Sandbox
import Testing

/// Undo and redo after edits were sent, over real HTTP: the event and the meetings at the service.
@Suite struct UndoTests {
  @Test func anEditThatWasSentIsTakenBackThere() async throws {
    try await SyncWorld.run { world in
      await world.sync.refreshAll()
      let calendar = try world.calendar(SyncWorld.google)
      let draft = world.draft(calendar)
      let id = try world.create(draft)
      try await world.deliver(id)
      try world.update(id, EventPatch(title: "New", location: "Room 4"))
      try await world.deliver(id)
      // Somebody else moves it meanwhile.
      let remote = try #require(try world.cache.event(id)?.remoteID)
      let service = try #require(world.services[SyncWorld.google])
      let later = EventTime.timed(
        start: draft.time.start(in: .gmt) + 7_200,
        end: draft.time.end(in: .gmt) + 7_200,
        zone: "Europe/Berlin"
      )
      _ = try await service.update(
        remote,
        in: calendar.id,
        patch: EventPatch(time: later),
        current: try #require(try world.cache.event(id)),
        notify: false
      )
      await world.sync.refreshAll()
      try await world.reverse(.undo)
      var stored = try #require(try await world.stored(calendar).first)
      #expect(stored.title == "Plan" && stored.location == "")
      #expect(stored.time.start(in: .gmt) == later.start(in: .gmt))
      try await world.reverse(.redo)
      stored = try #require(try await world.stored(calendar).first)
      #expect(stored.title == "New" && stored.location == "Room 4")
      #expect(stored.time.start(in: .gmt) == later.start(in: .gmt))
      try await world.reverse(.undo)
      try await world.reverse(.undo)
      #expect(try await world.stored(calendar).isEmpty)
      #expect(try await world.meetings().isEmpty)
    }
  }

  @Test func aDeletedEventComesBackWithANewMeeting() async throws {
    try await SyncWorld.run { world in
      await world.sync.refreshAll()
      let calendar = try world.calendar(SyncWorld.google)
      let id = try world.create(world.draft(calendar), world.zoom)
      try await world.deliver(id)
      let first = try await world.link(of: id)
      try world.sync.submit(
        EventEdit(event: id, change: .delete, notifiesParticipants: false)
      )
      try await world.deliver(id)
      #expect(try await world.meetings().map(\.status) == ["deleted"])

      let outcome = try world.sync.undo(.undo, freshID: EventID("again"))
      guard case .done(let step, .renewed(.zoomMeeting)) = outcome else {
        Issue.record("\(outcome)")
        return
      }
      #expect(step.edit.notifiesParticipants == false)
      try await world.deliver(EventID("again"))
      let second = try await world.link(of: EventID("again"))
      #expect(second.url != first.url)
      #expect(try await world.meetings().map(\.status) == ["deleted", "live"])
      let stored = try await world.stored(calendar)
      #expect(stored.count == 1)
      let text = stored.first?.description ?? ""
      #expect(text.hasPrefix("own words") && !text.contains(first.url))
      #expect(ConferenceText.cut(text, own: "own words").kept == "own words")

      // The edit before the deletion is of the new event now: undoing it leaves nothing.
      try await world.reverse(.undo)
      #expect(try await world.stored(calendar).isEmpty)
      #expect(try await world.meetings().map(\.status) == ["deleted", "deleted"])
    }
  }

  @Test func linksComeAndGoWithUndoAndRedo() async throws {
    try await SyncWorld.run { world in
      await world.sync.refreshAll()
      let calendar = try world.calendar(SyncWorld.google)
      let id = try world.create(world.draft(calendar))
      try await world.deliver(id)
      try world.update(id, EventPatch(conferencing: world.zoom))
      try await world.deliver(id)
      let first = try await world.link(of: id)
      let given = ConferencingDetails(
        provider: ConferencingProvider("Jitsi Meet"),
        url: "https://meet.jit.si/Room",
        accessCode: "s3cret"
      )
      let event = try #require(try world.cache.event(id))
      try world.update(
        id,
        EventEditor.patch(
          from: event,
          to: EventDraft(event),
          conferencing: .details(given),
          service: .nylas
        )
      )
      try await world.deliver(id)
      #expect(try await world.meetings().map(\.status) == ["deleted"])

      // Back to Zoom: another meeting, and neither the block nor the old text.
      try await world.reverse(.undo)
      let second = try await world.link(of: id)
      #expect(second.url != first.url && second.provider == .zoomMeeting)
      var text = try #require(try await world.stored(calendar).first?.description)
      #expect(!text.contains("jit.si") && !text.contains(first.url) && text.contains(second.url))
      #expect(try await world.meetings().map(\.status) == ["deleted", "live"])

      // Back to no link at all: the words are as they were, to the byte.
      try await world.reverse(.undo)
      text = try #require(try await world.stored(calendar).first?.description)
      #expect(text == "own words")
      #expect(try world.cache.event(id)?.conferencing == Conferencing.none)
      #expect(try await world.meetings().map(\.status) == ["deleted", "deleted"])

      // Forth again: a third meeting, then the link by hand with its block.
      try await world.reverse(.redo)
      _ = try await world.link(of: id)
      try await world.reverse(.redo)
      #expect(try world.cache.event(id)?.conferencing == .details(given))
      text = try #require(try await world.stored(calendar).first?.description)
      #expect(text == InvitationBlock.appended(to: "own words", given))
      #expect(
        try await world.meetings().map(\.status) == ["deleted", "deleted", "deleted"]
      )
    }
  }

  @Test func aLinkOfSomebodyElseIsPutBackAsItWas() async throws {
    try await SyncWorld.run { world in
      await world.sync.refreshAll()
      let calendar = try world.calendar(SyncWorld.google)
      let service = try #require(world.services[SyncWorld.google])
      let link = ConferencingDetails(
        provider: .googleMeet,
        url: "https://meet.google.com/abc-defg-hij"
      )
      _ = try await service.create(
        world.draft(calendar),
        conferencing: .details(link),
        id: EventID("theirs"),
        notify: false
      )
      await world.sync.refreshAll()
      let event = try #require(try world.shown().first.flatMap { try world.cache.event($0.id) })
      try world.update(event.id, EventPatch(conferencing: .strip))
      try await world.deliver(event.id)
      try await world.reverse(.undo)
      let stored = try #require(try await world.stored(calendar).first)
      #expect(stored.conferencing == .details(link))
      #expect(stored.description == "own words")
      #expect(try await world.meetings().isEmpty)
    }
  }

  @Test func tenEditsGoBackAndForth() async throws {
    try await SyncWorld.run { world in
      await world.sync.refreshAll()
      let calendar = try world.calendar(SyncWorld.microsoft)
      let id = try world.create(world.draft(calendar, title: "0"))
      try await world.deliver(id)
      for number in 1...8 {
        let patch =
          number.isMultiple(of: 2)
          ? EventPatch(title: "\(number)")
          : EventPatch(title: "\(number)", description: "words \(number)")
        try world.update(id, patch)
        // Some of them leave together.
        if number.isMultiple(of: 3) { try await world.deliver(id) }
      }
      try await world.deliver(id)
      try world.sync.submit(EventEdit(event: id, change: .delete))
      try await world.deliver(id)
      #expect(try await world.stored(calendar).isEmpty)
      for _ in 1...2 {
        for number in (0...8).reversed() {
          try await world.reverse(.undo)
          let stored = try #require(try await world.stored(calendar).first)
          #expect(stored.title == "\(number)")
          let words = number == 0 ? "own words" : "words \(number - (number + 1) % 2)"
          #expect(stored.description == words)
        }
        try await world.reverse(.undo)
        #expect(try await world.stored(calendar).isEmpty)
        #expect(try world.sync.undo(.undo, freshID: EventID("no")) == .nothing)
        for number in 0...8 {
          try await world.reverse(.redo)
          #expect(try await world.stored(calendar).map(\.title) == ["\(number)"])
        }
        try await world.reverse(.redo)
        #expect(try await world.stored(calendar).isEmpty)
      }
    }
  }

  @Test func whatIsRefusedAndDiscardedIsForgotten() async throws {
    try await SyncWorld.run { world in
      await world.sync.refreshAll()
      let calendar = try world.calendar(SyncWorld.google)
      let id = try world.create(world.draft(calendar))
      try await world.deliver(id)
      try await world.fault(#"{"kind":"status","status":400,"next":1,"method":"PUT"}"#)
      try world.update(id, EventPatch(title: "New"))
      guard case .refused = try await world.sync.send(id) else {
        Issue.record("not refused")
        return
      }
      try world.cache.outbox.discard(id)
      try await world.reverse(.undo)
      #expect(try await world.stored(calendar).isEmpty)
    }
  }
}

extension SyncWorld {
  /// A Zoom meeting with the host that has one.
  fileprivate var zoom: ConferencingChange {
    .autocreate(
      Autocreate(
        provider: .zoomMeeting,
        hostGrant: GrantID(server.grants[2].id),
        settings: ConferencingSettings(["waiting_room": .flag(true)])
      )
    )
  }

  /// Sends the edits of an event, which the service takes.
  fileprivate func deliver(_ id: EventID) async throws {
    #expect(try await sync.send(id) == .delivered)
  }

  /// Goes back or forth by one edit, and sends that.
  fileprivate func reverse(
    _ direction: UndoDirection,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let outcome = try sync.undo(direction, freshID: EventID(UUID().uuidString))
    guard case .done(let step, _) = outcome else {
      Issue.record("\(outcome)", sourceLocation: sourceLocation)
      return
    }
    #expect(try await sync.send(step.edit.event) == .delivered, sourceLocation: sourceLocation)
  }

  /// Waits for the link of an event.
  fileprivate func link(of id: EventID) async throws -> ConferencingDetails {
    let event = try await sync.waitForLink(id, timeout: .seconds(10))
    guard case .details(let details)? = event?.conferencing else {
      throw LinkMissing(state: event?.conferencingState)
    }
    return details
  }
}

private struct LinkMissing: Error {
  var state: ConferencingState?
}

import CalendarServices
import CalendarSync
import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import TestSupport
import Testing

/// Events that are changed here and at the service at the same time, over real HTTP.
@Suite struct ConflictTests {
  /// What one side does to the event "Plan" with "own words".
  enum Side: Sendable {
    case change(EventPatch)
    case link(ConferencingDetails)
    case strip
    case delete
  }

  /// A case: both sides, the fields that collide (`nil`: nothing does, empty: all or nothing).
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var linked = false
    var here: Side
    var there: Side
    var collisions: [EventField]?
    var testDescription: String { name }
  }

  private static func zoom(_ number: Int) -> ConferencingDetails {
    ConferencingDetails(provider: .zoomMeeting, url: "https://zoom.us/j/123456780\(number)")
  }
  private static let later = EventTime.timed(
    start: Date(timeIntervalSince1970: 1_900_000_000),
    end: Date(timeIntervalSince1970: 1_900_003_600),
    zone: "Europe/Berlin"
  )
  private static let evenLater = EventTime.timed(
    start: Date(timeIntervalSince1970: 1_900_100_000),
    end: Date(timeIntervalSince1970: 1_900_103_600),
    zone: "Europe/Berlin"
  )
  private static let ann = [Participant(name: "Ann", email: "ann@acme.example")]
  private static let bob = [Participant(name: "Bob", email: "bob@acme.example")]

  static let cases: [Case] = [
    Case(
      name: "different fields",
      here: .change(EventPatch(title: "Mine")),
      there: .change(EventPatch(location: "Room 2"))
    ),
    Case(
      name: "same field",
      here: .change(EventPatch(title: "Mine")),
      there: .change(EventPatch(title: "Theirs")),
      collisions: [.title]
    ),
    Case(
      name: "text",
      here: .change(EventPatch(description: "mine")),
      there: .change(EventPatch(description: "theirs")),
      collisions: [.description]
    ),
    Case(
      name: "time",
      here: .change(EventPatch(time: later)),
      there: .change(EventPatch(time: evenLater)),
      collisions: [.time]
    ),
    Case(
      name: "people",
      here: .change(EventPatch(participants: ann)),
      there: .change(EventPatch(participants: bob))
    ),
    Case(
      name: "links added",
      here: .link(zoom(1)),
      there: .link(zoom(2)),
      collisions: [.conferencing]
    ),
    Case(
      name: "links changed",
      linked: true,
      here: .link(zoom(1)),
      there: .link(zoom(2)),
      collisions: [.conferencing]
    ),
    Case(
      name: "link stripped here, changed there",
      linked: true,
      here: .strip,
      there: .link(zoom(2)),
      collisions: [.conferencing]
    ),
    Case(
      name: "link changed here, stripped there",
      linked: true,
      here: .link(zoom(1)),
      there: .strip,
      collisions: [.conferencing]
    ),
    Case(name: "stripped on both sides", linked: true, here: .strip, there: .strip),
    Case(
      name: "link here, text there",
      here: .link(zoom(1)),
      there: .change(EventPatch(description: "theirs"))
    ),
    Case(
      name: "edited here, deleted there",
      here: .change(EventPatch(title: "Mine")),
      there: .delete,
      collisions: []
    ),
    Case(
      name: "deleted here, edited there",
      here: .delete,
      there: .change(EventPatch(title: "Theirs")),
      collisions: []
    ),
    Case(name: "deleted on both sides", here: .delete, there: .delete),
  ]

  @Test(arguments: cases, [ConflictChoice.mine, .theirs])
  func bothSidesAreKeptUntilAPersonChooses(_ it: Case, _ choice: ConflictChoice) async throws {
    // A base that is not fresh is read again before any write.
    var policy = SyncWorld.quick
    policy.baseFreshness = .zero
    try await SyncWorld.run(policy: policy) { world in
      await world.sync.refreshAll()
      let calendar = try world.calendar(SyncWorld.google)
      let first: ConferencingChange = it.linked ? .details(Self.zoom(0)) : .keep
      let id = try world.create(world.draft(calendar), first)
      #expect(try await world.sync.send(id) == .delivered)
      let base = try #require(try world.cache.event(id))
      try await act(it.there, on: id, in: world)
      let there = try await world.there(id)
      try submit(it.here, on: id, in: world)
      let outcome = try await world.sync.send(id)
      guard let collisions = it.collisions else {
        #expect(outcome == .delivered)
        try await expectBoth(it, id, world)
        return
      }
      guard case .conflict = outcome, let change = try world.cache.pending.changes().first,
        case .conflict(let conflict) = change.standing
      else {
        Issue.record("no conflict: \(outcome)")
        return
      }
      #expect(conflict.fields == collisions)
      #expect(conflict.base.title == base.title && conflict.base.conferencing == base.conferencing)
      #expect(conflict.theirs?.title == there?.title)
      #expect(try await world.there(id) == there)
      guard case .conflict = try world.cache.delivery(of: id) else {
        Issue.record("not marked")
        return
      }
      try world.sync.resolve(change: change.id, .side(choice))
      #expect(try await world.sync.send(id) == .delivered)
      #expect(try world.cache.outbox.operations().isEmpty)
      try await expect(choice, conflict, there, id, world)
    }
  }

  private func act(_ side: Side, on id: EventID, in world: SyncWorld) async throws {
    switch side {
    case .change(let patch): try await world.changeThere(id, patch)
    case .link(let details):
      try await world.changeThere(id, EventPatch(conferencing: .details(details)))
    case .strip: try await world.changeThere(id, EventPatch(conferencing: .strip))
    case .delete: try await world.deleteThere(id)
    }
  }

  private func submit(_ side: Side, on id: EventID, in world: SyncWorld) throws {
    switch side {
    case .change(let patch): try world.update(id, patch)
    case .link(let details): try edit(id, .details(details), in: world)
    case .strip: try edit(id, .strip, in: world)
    case .delete: try world.sync.submit(EventEdit(event: id, change: .delete))
    }
  }

  /// Changes the meeting as the form does: the text of the old one goes with it.
  private func edit(_ id: EventID, _ change: ConferencingChange, in world: SyncWorld) throws {
    let event = try #require(try world.cache.event(id))
    try world.update(
      id,
      EventEditor.patch(from: event, to: EventDraft(event), conferencing: change, service: .nylas)
    )
  }

  /// What does not collide stands together.
  private func expectBoth(_ it: Case, _ id: EventID, _ world: SyncWorld) async throws {
    #expect(try world.cache.outbox.operations().isEmpty)
    guard let event = try world.cache.event(id) else {
      guard case .delete = it.here else {
        Issue.record("gone")
        return
      }
      return
    }
    #expect(try await world.there(id)?.title == event.title)
    for case .change(let patch) in [it.here, it.there] {
      if let title = patch.title { #expect(event.title == title) }
      if let location = patch.location { #expect(event.location == location) }
      if let text = patch.description { #expect(words(event) == text) }
      for person in patch.participants ?? [] {
        #expect(event.participants.contains { $0.email == person.email })
      }
    }
    if case .link(let details) = it.here { #expect(event.conferencing == .details(details)) }
    if case .strip = it.here { #expect(event.conferencing == .none) }
  }

  /// The side that was chosen stands here and there.
  private func expect(
    _ choice: ConflictChoice,
    _ conflict: EventConflict,
    _ there: Event?,
    _ id: EventID,
    _ world: SyncWorld
  ) async throws {
    let wanted = choice == .mine ? conflict.mine : conflict.theirs
    let event = try world.cache.event(id)
    #expect(event?.title == wanted?.title)
    #expect(event?.time == wanted?.time)
    #expect(words(event) == words(wanted))
    #expect(event?.conferencing == wanted?.conferencing)
    guard let event else { return }
    let stored = try await world.there(id)
    #expect(stored?.title == wanted?.title)
    #expect(words(stored) == words(wanted))
    #expect(stored?.conferencing == wanted?.conferencing)
    #expect(try world.cache.event(id)?.id == id)
    // The text of one meeting at most, and of the one that the event has.
    guard choice == .mine, case .details(let details) = event.conferencing else { return }
    #expect(ConferenceText.segments(in: event.description).map(\.url) == [details.url])
  }

  /// What people wrote; the service writes the text of the meeting behind it.
  private func words(_ event: Event?) -> String? {
    event.map { ConferenceText.cut($0.description, own: $0.ownDescription).kept }
  }

  @Test(arguments: [true, false])
  func anOccurrenceWhoseSeriesIsChangedThere(_ isEnded: Bool) async throws {
    try await SyncWorld.run { world in
      await world.sync.refreshAll()
      let calendar = try world.calendar(SyncWorld.google)
      let start = Int(TestClock.now.timeIntervalSince1970) / 3_600 * 3_600 + 7_200
      func series(_ shift: Int, _ count: Int) -> [String: Any] {
        [
          "title": "Stand-up", "recurrence": ["RRULE:FREQ=DAILY;COUNT=\(count)"],
          "when": [
            "start_time": start + shift, "end_time": start + shift + 900,
            "start_timezone": "Europe/Berlin", "end_timezone": "Europe/Berlin",
          ],
        ]
      }
      let master = try await world.request(
        "POST",
        SyncWorld.google,
        "events",
        calendar,
        series(0, 5)
      )
      let path = "events/\(try #require(master["id"] as? String))"
      await world.sync.refreshAll()
      let occurrences = try world.shown()
      #expect(occurrences.count == 5)
      let id = try #require(occurrences.last?.id)
      // The series is moved by an hour, or ends before this occurrence.
      try await world.request(
        "PUT",
        SyncWorld.google,
        path,
        calendar,
        isEnded ? series(0, 3) : series(3_600, 5)
      )
      try world.update(id, EventPatch(title: "With guests"))
      guard case .conflict = try await world.sync.send(id) else {
        Issue.record("no conflict")
        return
      }
      let change = try #require(try world.cache.pending.changes().first)
      #expect(try world.cache.event(id)?.title == "With guests")
      try world.sync.resolve(change: change.id, .side(.mine))
      #expect(try await world.sync.send(id) == .delivered)
      let made = try #require(try await world.there(id))
      #expect(made.title == "With guests")
      #expect(made.masterID == nil)
      await world.sync.refreshAll()
      #expect(try world.shown().count == (isEnded ? 4 : 6))
    }
  }

  @Test func aLaterChangeThereIsWhatIsShownAndChosen() async throws {
    try await SyncWorld.run { world in
      await world.sync.refreshAll()
      let calendar = try world.calendar(SyncWorld.microsoft)
      let id = try world.create(world.draft(calendar))
      #expect(try await world.sync.send(id) == .delivered)
      try await world.changeThere(id, EventPatch(title: "Theirs"))
      try world.update(id, EventPatch(title: "Mine"))
      _ = try await world.sync.send(id)
      try await world.changeThere(id, EventPatch(title: "Theirs, later"))
      await world.sync.refresh(SyncWorld.microsoft)
      #expect(try world.cache.pending.conflict(of: id)?.theirs?.title == "Theirs, later")
      // Back as it was: nothing collides any more, and the edit goes out by itself.
      try await world.changeThere(id, EventPatch(title: "Plan"))
      await world.sync.refresh(SyncWorld.microsoft)
      #expect(try world.cache.pending.conflict(of: id) == nil)
      #expect(try await world.sync.send(id) == .delivered)
      #expect(try await world.there(id)?.title == "Mine")
    }
  }
}

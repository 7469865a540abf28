import CalendarCore
import CalendarSync
import ConferencingCore
import Foundation
import LocalCache
import TestSupport
import Testing

/// Answers to the invitation to a series, for one occurrence and for all, over HTTP.
///
/// At Nylas it is the series that the sandbox has from the beginning, since whoever makes one there
/// organizes it.
@Suite(.serialized, .timeLimit(.minutes(10))) struct SeriesResponsesTests {
  /// A service and a scope.
  struct Case: Hashable, Sendable, CustomTestStringConvertible {
    let service: ServiceKind
    let scope: EditScope

    var testDescription: String { "\(service) \(scope)" }

    /// What is answered on the occurrences afterwards.
    func expected(_ count: Int) -> [ParticipantResponse] {
      (0..<count).map { scope == .all || $0 == 2 ? .maybe : .none }
    }
  }

  static let cases = [ServiceKind.google, .microsoft, .nylas].flatMap { service in
    [EditScope.this, .all].map { Case(service: service, scope: $0) }
  }

  @Test(arguments: cases) func isWhatWasAnswered(_ one: Case) async throws {
    try await EightyWorld.run(one.service, events: one.service == .nylas ? nil : 0) { world in
      let count = try await world.makeInvitations()
      try await world.answer(one)
      #expect(try world.answers() == one.expected(count), "\(one) at once")
      await world.sync.refreshAll()
      #expect(try world.answers() == one.expected(count), "\(one) read again")
      #expect(try world.cache.outbox.operations().isEmpty)
    }
  }

  /// The answer to each request is lost in turn.
  @Test(arguments: cases) func whateverAnswerIsLost(_ one: Case) async throws {
    var lost = 0
    var isLost = true
    while isLost {
      try await EightyWorld.run(one.service, events: one.service == .nylas ? nil : 0) { world in
        let count = try await world.makeInvitations()
        try await world.loseAnswer(after: lost)
        try await world.answer(one)
        isLost = try await world.clearFaults() == 0
        await world.sync.refreshAll()
        #expect(try world.answers() == one.expected(count), "\(one), answer \(lost)")
        #expect(try world.cache.outbox.operations().isEmpty, "\(one), answer \(lost)")
      }
      if isLost { lost += 1 }
    }
    #expect(lost > 0)
  }

  /// What was answered for one occurrence alone is answered with all of the series, and undo gives each
  /// of them the answer that it had.
  @Test(arguments: [ServiceKind.google, .microsoft, .nylas], [0, 2])
  func allAreAll(_ service: ServiceKind, _ index: Int) async throws {
    try await EightyWorld.run(service, events: service == .nylas ? nil : 0) { world in
      let count = try await world.makeInvitations()
      func all(_ response: ParticipantResponse) -> [ParticipantResponse] {
        Array(repeating: response, count: count)
      }
      try await world.answer(.maybe, index, .all)
      try await world.answer(.yes, 2, .this)
      await world.sync.refreshAll()
      var mixed = all(.maybe)
      mixed[2] = .yes
      #expect(try world.answers() == mixed)
      for _ in 0..<2 {
        try await world.answer(.yes, index, .all)
        #expect(try world.answers() == all(.yes), "at once")
        await world.sync.refreshAll()
        #expect(try world.answers() == all(.yes), "read again")
        try await world.go(.undo)
        await world.sync.refreshAll()
        #expect(try world.answers() == mixed, "undone")
      }
      try await world.go(.redo)
      await world.sync.refreshAll()
      #expect(try world.answers() == all(.yes), "redone")
    }
  }

  /// Where nothing was answered before, nothing can be put back.
  @Test(arguments: [ServiceKind.google, .microsoft, .nylas])
  func aFirstAnswerForAllIsNotWithdrawn(_ service: ServiceKind) async throws {
    try await EightyWorld.run(service, events: service == .nylas ? nil : 0) { world in
      let count = try await world.makeInvitations()
      try await world.answer(.yes, 2, .this)
      await world.sync.refreshAll()
      try await world.answer(.maybe, 2, .all)
      guard case .impossible(.answered) = try world.sync.undo(.undo, freshID: EventID("x")) else {
        Issue.record("something was undone")
        return
      }
      #expect(try world.answers() == Array(repeating: .maybe, count: count))
    }
  }

  /// Once a series is divided an answer is for one occurrence or for the part that it is of.
  ///
  /// Who divides one at Nylas organizes the later part.
  @Test(
    arguments: [
      (.google, [1, 4]), (.microsoft, [1, 4]), (.nylas, [1]),
    ] as [(ServiceKind, [Int])],
    [EditScope.this, .all]
  )
  func reachesThePartOfADividedSeries(
    _ place: (service: ServiceKind, indices: [Int]),
    _ scope: EditScope
  ) async throws {
    let events: Int? = place.service == .nylas ? nil : 0
    try await EightyWorld.run(place.service, events: events) { world in
      let count = try await world.makeInvitations()
      let cut = try world.invited()[3]
      let patch = EventPatch(location: "Room 4")
      try await world.carryOut(
        EventEdit(event: cut.id, change: .update(patch), scope: .following)
      )
      await world.sync.refreshAll()
      var expected = try world.answers()
      try #require(expected.count == count)
      let isInTail = { $0 >= 3 }
      for (index, response) in zip(place.indices, [ParticipantResponse.maybe, .yes]) {
        try await world.answer(response, index, scope)
        for other in expected.indices
        where other == index || (scope == .all && isInTail(other) == isInTail(index)) {
          expected[other] = response
        }
        #expect(try world.answers() == expected, "\(index) at once")
        await world.sync.refreshAll()
        #expect(try world.answers() == expected, "\(index) read again")
      }
      #expect(try world.cache.outbox.operations().isEmpty)
    }
  }

  /// A calendar of this machine has no owner whom anybody invites.
  @Test(arguments: EditScope.allCases)
  func isRefusedWithoutAnAddress(_ scope: EditScope) async throws {
    try await EightyWorld.run(.local) { world in
      try await world.makeSeries()
      let before = try world.ordered()
      let edit = EventEdit(event: before[2].id, change: .respond(.yes), scope: scope)
      #expect(throws: CacheError.series(.noAddress)) { try world.sync.submit(edit) }
      #expect(try world.ordered() == before)
      #expect(try world.cache.outbox.operations().isEmpty)
    }
  }

  /// From an occurrence on there is no answer, at any service.
  @Test(arguments: [ServiceKind.google, .microsoft, .nylas])
  func isRefusedWhereThereIsNone(_ service: ServiceKind) async throws {
    try await EightyWorld.run(service, events: service == .nylas ? nil : 0) { world in
      try await world.makeInvitations()
      let edit = EventEdit(
        event: try world.invited()[2].id,
        change: .respond(.yes),
        scope: .following
      )
      #expect(throws: CacheError.series(.answerFromHere)) { try world.sync.submit(edit) }
      #expect(try world.cache.outbox.operations().isEmpty)
    }
  }
}

extension EightyWorld {
  /// Makes six daily occurrences to which the owner is invited, or finds those that are there.
  ///
  /// - Returns: How many occurrences there are.
  /// - Throws: What a request throws.
  @discardableResult
  fileprivate func makeInvitations() async throws -> Int {
    await sync.refreshAll()
    if kind == .nylas {
      let count = try answers().count
      #expect(count > 4)
      #expect(try answers() == Array(repeating: .none, count: count))
      return count
    }
    if kind == .microsoft { try await setGraph(#"{"invite":true}"#) }
    let context = try context
    let owner = try #require(context.ownGrant?.email)
    let start = Date(
      timeIntervalSince1970: (TestClock.now.timeIntervalSince1970 + 86_400).rounded()
    )
    let draft = EventDraft(
      account: context.account.id,
      calendar: context.calendar.id,
      title: "Daily",
      time: .timed(start: start, end: start + 3_600, zone: "Europe/Berlin"),
      participants: [Participant(email: owner), Participant(email: "mei@example.org")],
      recurrence: Recurrence(lines: ["RRULE:FREQ=DAILY;COUNT=6"])
    )
    try await carryOut(
      EventEdit(
        event: EventID(UUID().uuidString.lowercased()),
        change: .create(draft, conferencing: .keep)
      )
    )
    await sync.refreshAll()
    #expect(try answers() == Array(repeating: .none, count: 6))
    return 6
  }

  /// The occurrences of the series, in their order.
  fileprivate func invited() throws -> [Event] {
    try ordered().filter { $0.title == (kind == .nylas ? "Aurora: partner check-in" : "Daily") }
  }

  /// Answers the third occurrence.
  fileprivate func answer(_ one: SeriesResponsesTests.Case) async throws {
    try await answer(.maybe, 2, one.scope)
  }

  /// Answers an occurrence, or all of its series.
  fileprivate func answer(
    _ response: ParticipantResponse,
    _ index: Int,
    _ scope: EditScope
  ) async throws {
    let occurrence = try #require(try invited().dropFirst(index).first)
    try await carryOut(EventEdit(event: occurrence.id, change: .respond(response), scope: scope))
  }

  /// What the owner has answered.
  fileprivate func answers() throws -> [ParticipantResponse] {
    let owner = try #require(try context.ownGrant?.email)
    return try invited().map { event in
      event.participants.first { $0.email.lowercased() == owner.lowercased() }?.response ?? .none
    }
  }
}

import CalendarCore
import CalendarSync
import ConferencingCore
import Foundation
import LocalCache
import TestSupport
import Testing

/// Answers to the invitation to a series, for one occurrence and for all, over HTTP.
///
/// At Nylas the sandbox has no series that somebody else organizes.
@Suite(.serialized, .timeLimit(.minutes(10))) struct SeriesResponsesTests {
  /// A service and a scope.
  struct Case: Hashable, Sendable, CustomTestStringConvertible {
    let service: ServiceKind
    let scope: EditScope

    var testDescription: String { "\(service) \(scope)" }

    /// What is answered on the six occurrences afterwards.
    var expected: [ParticipantResponse] {
      (0..<6).map { scope == .all || $0 == 2 ? .maybe : .none }
    }
  }

  static let cases = [ServiceKind.google, .microsoft].flatMap { service in
    [EditScope.this, .all].map { Case(service: service, scope: $0) }
  }

  @Test(arguments: cases) func isWhatWasAnswered(_ one: Case) async throws {
    try await EightyWorld.run(one.service) { world in
      try await world.makeInvitations()
      try await world.answer(one)
      #expect(try world.answers() == one.expected, "\(one) at once")
      await world.sync.refreshAll()
      #expect(try world.answers() == one.expected, "\(one) read again")
      #expect(try world.cache.operations().isEmpty)
    }
  }

  /// The answer to each request is lost in turn.
  @Test(arguments: cases) func whateverAnswerIsLost(_ one: Case) async throws {
    var lost = 0
    var isLost = true
    while isLost {
      try await EightyWorld.run(one.service) { world in
        try await world.makeInvitations()
        try await world.loseAnswer(after: lost)
        try await world.answer(one)
        isLost = try await world.clearFaults() == 0
        await world.sync.refreshAll()
        #expect(try world.answers() == one.expected, "\(one), answer \(lost)")
        #expect(try world.cache.operations().isEmpty, "\(one), answer \(lost)")
      }
      if isLost { lost += 1 }
    }
    #expect(lost > 0)
  }

  /// From an occurrence on there is no answer.
  @Test func isRefusedWhereThereIsNone() async throws {
    try await EightyWorld.run(.google) { world in
      try await world.makeInvitations()
      let edit = EventEdit(
        event: try world.ordered()[2].id,
        change: .respond(.yes),
        scope: .following
      )
      #expect(throws: CacheError.series(.answerFromHere)) { try world.sync.submit(edit) }
      #expect(try world.cache.operations().isEmpty)
    }
  }
}

extension EightyWorld {
  /// Makes six daily occurrences to which the owner is invited.
  fileprivate func makeInvitations() async throws {
    await sync.refreshAll()
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
  }

  /// Answers the third occurrence.
  fileprivate func answer(_ one: SeriesResponsesTests.Case) async throws {
    let third = try #require(try ordered().dropFirst(2).first)
    try await carryOut(
      EventEdit(event: third.id, change: .respond(.maybe), scope: one.scope)
    )
  }

  /// What the owner has answered.
  fileprivate func answers() throws -> [ParticipantResponse] {
    let owner = try #require(try context.ownGrant?.email)
    return try ordered().map { event in
      event.participants.first { $0.email.lowercased() == owner.lowercased() }?.response ?? .none
    }
  }
}

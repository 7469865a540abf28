import CalendarCore
import CalendarSync
import ConferencingCore
import Foundation
import LocalCache
import TestSupport
import Testing

/// What occurrences have of their own stays when their series is changed at its service, over HTTP.
///
/// Of six daily occurrences the fourth has another title and the fifth is deleted; the edits are made
/// on the second.
@Suite(.serialized, .timeLimit(.minutes(10))) struct SeriesExceptionsTests {
  /// An edit of the series.
  struct Case: Hashable, Sendable, CustomTestStringConvertible {
    let service: ServiceKind
    let scope: EditScope
    let moves: Bool

    var testDescription: String { "\(service) \(scope) \(moves ? "time" : "text")" }

    private typealias Shown = SeriesCase.Shown

    /// What is there before the edit.
    static let before: [SeriesCase.Shown] = [
      Shown(hours: 0), Shown(hours: 24), Shown(hours: 48), Shown(title: "Other", hours: 72),
      Shown(hours: 120),
    ]

    /// What is there after it.
    var after: [SeriesCase.Shown] {
      Self.before.map { shown in
        var shown = shown
        guard scope == .all || shown.hours >= 24 else { return shown }
        if moves { shown.hours += 2 }
        if shown.title == "Daily", !moves { shown.title = "Daily stand-up" }
        return shown
      }
    }
  }

  static let cases = [ServiceKind.google, .microsoft, .nylas].flatMap { service in
    [(EditScope.following, false), (.following, true), (.all, true), (.all, false)]
      .map { Case(service: service, scope: $0.0, moves: $0.1) }
  }

  @Test(arguments: cases) func staysWhatItWas(_ one: Case) async throws {
    try await EightyWorld.run(one.service) { world in
      await world.sync.refreshAll()
      try await world.makeExceptions()
      try await world.carryOut(one)
      try world.expect(one.after, "\(one.testDescription) at once")
      await world.sync.refreshAll()
      try world.expect(one.after, "\(one.testDescription) read again")
      try await world.go(.undo)
      try world.expect(Case.before, "\(one.testDescription) undone")
      await world.sync.refreshAll()
      try world.expect(Case.before, "\(one.testDescription) undone and read again")
      try await world.go(.redo)
      await world.sync.refreshAll()
      try world.expect(one.after, "\(one.testDescription) redone and read again")
    }
  }

  /// The answer to each request of edit and undo is lost in turn.
  @Test(arguments: cases.filter { $0.scope == .following || $0.moves })
  func staysWhateverAnswerIsLost(_ one: Case) async throws {
    var lost = 0
    var isLost = true
    while isLost {
      try await EightyWorld.run(one.service) { world in
        await world.sync.refreshAll()
        try await world.makeExceptions()
        try await world.loseAnswer(after: lost)
        try await world.carryOut(one)
        isLost = try await world.clearFaults() == 0
        await world.sync.refreshAll()
        try world.expect(one.after, "\(one.testDescription), answer \(lost)")
        try await world.loseAnswer(after: lost)
        try await world.go(.undo)
        isLost = try await world.clearFaults() == 0 || isLost
        await world.sync.refreshAll()
        try world.expect(Case.before, "\(one.testDescription) undone, answer \(lost)")
      }
      if isLost { lost += 1 }
    }
    #expect(lost > 0)
  }

  /// The last occurrence of a counted series that was deleted does not come back with another edit.
  @Test(
    arguments: [ServiceKind.google, .microsoft, .nylas],
    [(EditScope.following, false), (.following, true), (.all, true)]
  )
  func aDeletedLastOneStaysAway(_ service: ServiceKind, _ edit: (EditScope, Bool)) async throws {
    let one = Case(service: service, scope: edit.0, moves: edit.1)
    func shown(_ isEdited: Bool) -> [SeriesCase.Shown] {
      (0..<5).map { index in
        var shown = SeriesCase.Shown(hours: 24 * index)
        guard isEdited, index > 0 || one.scope == .all else { return shown }
        if one.moves { shown.hours += 2 } else { shown.title = "Daily stand-up" }
        return shown
      }
    }
    try await EightyWorld.run(service) { world in
      await world.sync.refreshAll()
      try await world.makeSeries()
      let last = try #require(try world.events().last)
      try await world.carryOut(EventEdit(event: last.id, change: .delete, scope: .this))
      await world.sync.refreshAll()
      try world.expect(shown(false), "\(one.testDescription) made")
      try await world.carryOut(one)
      await world.sync.refreshAll()
      try world.expect(shown(true), "\(one.testDescription)")
      try await world.go(.undo)
      await world.sync.refreshAll()
      try world.expect(shown(false), "\(one.testDescription) undone")
    }
  }

  /// What is typed on an occurrence that differs is said of all, itself among them.
  @Test(arguments: [ServiceKind.google, .microsoft, .nylas])
  func whatIsTypedOnAnExceptionIsSaidOfAll(_ service: ServiceKind) async throws {
    try await EightyWorld.run(service) { world in
      await world.sync.refreshAll()
      try await world.makeExceptions()
      let fourth = try #require(try world.events().first { $0.title == "Other" })
      try await world.carryOut(
        EventEdit(
          event: fourth.id,
          change: .update(EventPatch(title: "Daily for all")),
          scope: .all
        )
      )
      await world.sync.refreshAll()
      #expect(Set(try world.events().map(\.title)) == ["Daily for all"])
    }
  }

  /// Google keeps a deleted occurrence, which comes back into its series with what it has of its own,
  /// also after it was sent.
  @Test func aDeletedOneIsBackInItsSeries() async throws {
    try await EightyWorld.run(.google) { world in
      await world.sync.refreshAll()
      try await world.makeExceptions()
      let before = try world.events()
      let deleted = before[3].id
      try await world.carryOut(EventEdit(event: deleted, change: .delete, scope: .this))
      for direction in [nil, UndoDirection.redo] {
        if let direction { try await world.go(direction) }
        await world.sync.refreshAll()
        #expect(try world.events().count == before.count - 1)
        try await world.go(.undo)
        await world.sync.refreshAll()
        try world.expect(Case.before, "undone")
        #expect(try world.events().map(\.masterID) == before.map(\.masterID))
        #expect(try world.events().map(\.remoteID) == before.map(\.remoteID))
      }
      // The one that was deleted before it, and has nothing of its own.
      try await world.go(.undo)
      await world.sync.refreshAll()
      #expect(try world.events().count == before.count + 1)
    }
  }

  /// The deletion that may have arrived is sent before what takes it back.
  @Test(arguments: [ServiceKind.google, .microsoft, .nylas])
  func aDeletionInDoubtIsTakenBack(_ service: ServiceKind) async throws {
    try await EightyWorld.run(service) { world in
      await world.sync.refreshAll()
      try await world.makeExceptions()
      let deleted = try world.events()[3].id
      try world.sync.submit(EventEdit(event: deleted, change: .delete, scope: .this))
      try world.cache.outbox.postpone(
        try #require(try world.cache.outbox.operations().first),
        until: TestClock.now,
        reason: "The answer was lost.",
        mayHaveHappened: true
      )
      guard case .done(let step, _) = try world.sync.undo(.undo, freshID: EventID("again")) else {
        Issue.record("nothing was undone")
        return
      }
      for _ in 0..<50 where try await world.sync.send(step.edit.event) != .delivered {}
      await world.sync.refreshAll()
      try world.expect(Case.before, "\(service) undone")
    }
  }

  /// What is deleted from its first occurrence on, which was moved behind the second, comes back once.
  @Test(arguments: [ServiceKind.google, .microsoft, .nylas])
  func aMovedFirstOneIsBackOnce(_ service: ServiceKind) async throws {
    try await EightyWorld.run(service) { world in
      await world.sync.refreshAll()
      try await world.makeSeries()
      let first = try world.events()[0]
      guard case .timed(let start, let end, let zone) = first.time else { return }
      let later = EventTime.timed(start: start + 7_200, end: end + 7_200, zone: zone)
      try await world.carryOut(
        EventEdit(event: first.id, change: .update(EventPatch(time: later)), scope: .this)
      )
      await world.sync.refreshAll()
      let shown = try world.series()
      #expect(shown.first?.hours == 2)
      let moved = try world.events()[0].id
      try await world.carryOut(EventEdit(event: moved, change: .delete, scope: .following))
      for _ in 0..<2 {
        try await world.go(.undo)
        try world.expect(shown, "\(service) undone")
        await world.sync.refreshAll()
        try world.expect(shown, "\(service) undone and read again")
        try await world.go(.redo)
        try world.expect([], "\(service) redone")
      }
    }
  }

  /// Where a service takes no occurrence back, undo makes an event of its own of it and says so.
  ///
  /// Redo deletes that again. What was never sent is in its series again.
  @Test(arguments: [ServiceKind.microsoft, .nylas], [3, 4])
  func aDeletedOneIsBackOutsideItsSeries(_ service: ServiceKind, _ index: Int) async throws {
    try await EightyWorld.run(service) { world in
      await world.sync.refreshAll()
      try await world.makeExceptions()
      let before = try world.events()
      let deleted = before[index]
      let edit = EventEdit(event: deleted.id, change: .delete, scope: .this)
      try world.sync.submit(edit)
      guard case .done(let unsent, _) = try world.sync.undo(.undo, freshID: EventID("x")) else {
        Issue.record("nothing was undone")
        return
      }
      #expect(unsent.leavesSeries == nil)
      #expect(try world.events() == before)

      try await world.carryOut(edit)
      await world.sync.refreshAll()
      guard case .done(let step, _) = try world.sync.undo(.undo, freshID: EventID("y")) else {
        Issue.record("nothing was undone")
        return
      }
      #expect(step.leavesSeries == true)
      let again = try #require(try world.cache.event(step.edit.event))
      #expect(again.title == deleted.title && again.time == deleted.time && !again.isRecurring)
      for _ in 0..<50 where try await world.sync.send(again.id) != .delivered {}
      await world.sync.refreshAll()
      try world.expect(Case.before, "undone")
      #expect(try world.events().count == before.count - 1)
      try await world.go(.redo)
      await world.sync.refreshAll()
      #expect(try world.shown().count == before.count - 1)
    }
  }

  /// What is deleted from an occurrence on, or all of the series, comes back with undo, as it was.
  @Test(arguments: [ServiceKind.google, .microsoft, .nylas], [EditScope.following, .all])
  func aDeletionOfSeveralIsUndone(_ service: ServiceKind, _ scope: EditScope) async throws {
    try await EightyWorld.run(service) { world in
      await world.sync.refreshAll()
      try await world.makeExceptions()
      let second = try #require(try world.events().dropFirst().first)
      try await world.carryOut(EventEdit(event: second.id, change: .delete, scope: scope))
      try world.expect(scope == .all ? [] : [SeriesCase.Shown(hours: 0)], "\(service) deleted")
      for _ in 0..<2 {
        try await world.go(.undo)
        await world.sync.refreshAll()
        try world.expect(Case.before, "\(service) undone")
        try await world.go(.redo)
      }
    }
  }
}

extension EightyWorld {
  /// The occurrences, in their order.
  fileprivate func events() throws -> [Event] {
    try shown().compactMap { try cache.event($0.id) }.filter { $0.occurrence != nil }
      .sorted { $0.time.startKey < $1.time.startKey }
  }

  /// Makes the series with what differs from it.
  fileprivate func makeExceptions() async throws {
    try await makeSeries()
    let events = try events()
    try await carryOut(
      EventEdit(
        event: events[3].id,
        change: .update(EventPatch(title: "Other")),
        scope: .this
      )
    )
    try await carryOut(EventEdit(event: events[4].id, change: .delete, scope: .this))
    await sync.refreshAll()
    try expect(SeriesExceptionsTests.Case.before, "made")
  }

  fileprivate func carryOut(_ one: SeriesExceptionsTests.Case) async throws {
    let second = try #require(try events().dropFirst().first)
    guard case .timed(let start, let end, let zone) = second.time else { return }
    let patch =
      one.moves
      ? EventPatch(time: .timed(start: start + 7_200, end: end + 7_200, zone: zone))
      : EventPatch(title: "Daily stand-up")
    try await carryOut(EventEdit(event: second.id, change: .update(patch), scope: one.scope))
  }
}

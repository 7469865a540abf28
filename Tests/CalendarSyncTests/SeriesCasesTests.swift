import CalendarCore
import CalendarSync
import ConferencingCore
import Foundation
import LocalCache
import TestSupport
import Testing

/// Every service, scope and operation on a series over HTTP: what the cache shows right after it, and
/// what a whole reading shows.
@Suite(.serialized, .timeLimit(.minutes(10))) struct SeriesCasesTests {
  static let cases = SeriesCase.all

  @Test func thereAreSixtyEight() { #expect(Set(Self.cases).count == 68) }

  @Test(arguments: cases) func showsWhatItShould(_ one: SeriesCase) async throws {
    try await EightyWorld.run(one.service) { world in
      await world.sync.refreshAll()
      try await world.makeSeries()
      try await world.carryOut(one)
      try world.expect(one.expected, "\(one) at once")
      await world.sync.refreshAll()
      try world.expect(one.expected, "\(one) read again")
    }
  }

  /// The answer to each request is lost in turn: nothing is done twice, and nothing is left out.
  @Test(arguments: cases) func whateverAnswerIsLost(_ one: SeriesCase) async throws {
    var lost = 0
    var isLost = true
    while isLost {
      try await EightyWorld.run(one.service) { world in
        await world.sync.refreshAll()
        try await world.makeSeries()
        try await world.loseAnswer(after: lost)
        try await world.carryOut(one)
        isLost = try await world.clearFaults() == 0
        await world.sync.refreshAll()
        try world.expect(one.expected, "\(one), answer \(lost)")
      }
      if isLost { lost += 1 }
    }
    #expect((lost > 0) == one.isSent, "\(one) sent \(lost) requests")
  }

  /// Undo gives the series back as one, and redo makes the edit once more.
  @Test(arguments: cases.filter { $0.operation != .link })
  func isUndoneAndRedone(_ one: SeriesCase) async throws {
    try await EightyWorld.run(one.service) { world in
      await world.sync.refreshAll()
      try await world.makeSeries()
      let before = try world.series()
      try await world.carryOut(one)
      try await world.go(.undo)
      try world.expect(before, "\(one) undone")
      await world.sync.refreshAll()
      try world.expect(before, "\(one) undone and read again")
      #expect(try world.masters() == 1, "\(one)")
      try await world.go(.redo)
      try world.expect(one.expected, "\(one) redone")
      await world.sync.refreshAll()
      try world.expect(one.expected, "\(one) redone and read again")
    }
  }

  /// Before it is sent an edit shows on all occurrences that it is for, and undo takes it back.
  ///
  /// Occurrences that only another rule gives come with the answer of a service.
  @Test(arguments: cases.filter { $0.operation != .link })
  func showsBeforeItIsSent(_ one: SeriesCase) async throws {
    try await EightyWorld.run(one.service) { world in
      await world.sync.refreshAll()
      try await world.makeSeries()
      let before = try world.series()
      let id = try world.submit(one).event
      let expected =
        one.operation == .rule && one.service != .local
        ? one.expected.filter { shown in before.contains { $0.hours == shown.hours } }
        : one.expected
      #expect(try world.series() == expected, "\(one) waiting")
      _ = try world.sync.undo(.undo, freshID: EventID("fresh"))
      try world.expect(before, "\(one) undone")
      _ = try world.sync.undo(.redo, freshID: EventID("fresher"))
      #expect(try world.series() == expected, "\(one) waiting again")
      for _ in 0..<50 where try await world.sync.send(id) != .delivered {}
      try world.expect(one.expected, "\(one) sent")
    }
  }

  /// What a user noted of an occurrence finds it where it is since its series was changed.
  @Test(arguments: cases.filter { $0.scope != .this && $0.operation != .link })
  func aNotedIDIsFollowed(_ one: SeriesCase) async throws {
    // The parts of a series of this machine have other ids of their own.
    guard one.service != .local, one.operation != .delete, one.operation != .rule else { return }
    try await EightyWorld.run(one.service) { world in
      await world.sync.refreshAll()
      try await world.makeSeries()
      let noted = try world.ordered().map { ($0.id, try world.cache.name(of: $0)) }
      try await world.carryOut(one)
      await world.sync.refreshAll()
      let now = try world.ordered().map(\.id)
      for (index, (id, name)) in noted.enumerated() {
        for text in [id.rawValue, name] {
          let found = try world.cache.events(matching: text).map(\.id)
          #expect(found == [now[index]], "\(one) \(index) \(text)")
        }
        #expect(id == now[index], "\(one) \(index)")
      }
      try await world.go(.undo)
      #expect(try world.ordered().map(\.id) == noted.map(\.0), "\(one) undone")
      for (id, name) in noted {
        #expect(try world.cache.events(matching: name).map(\.id) == [id], "\(one) undone, \(name)")
      }
    }
  }

  /// What was noted of an occurrence before its service had the series finds it afterwards.
  @Test(arguments: [ServiceKind.google, .microsoft, .nylas])
  func anIDIsKeptWhenTheServiceHasTheSeries(_ service: ServiceKind) async throws {
    try await EightyWorld.run(service) { world in
      await world.sync.refreshAll()
      let edit = try world.creation()
      try world.sync.submit(edit)
      let noted = try world.ordered().map(\.id)
      #expect(noted.count == 6)
      for _ in 0..<50 where try await world.sync.send(edit.event) != .delivered {}
      await world.sync.refreshAll()
      let now = try world.ordered().map(\.id)
      #expect(now == [edit.event] + noted.dropFirst())
      for (index, id) in noted.enumerated() {
        let found = try world.cache.events(matching: id.rawValue).map(\.id)
        #expect(found == [now[index]], "\(service) \(index)")
      }
    }
  }

  /// Undo takes back a rule that was not sent yet, and not the edit before it.
  @Test(arguments: [ServiceKind.google, .microsoft, .nylas])
  func aWaitingRuleIsUndoneAndNothingElse(_ service: ServiceKind) async throws {
    try await EightyWorld.run(service) { world in
      await world.sync.refreshAll()
      try await world.makeSeries()
      let before = try world.series()
      let occurrence = try #require(try world.shown().first)
      let rule = Recurrence(lines: ["RRULE:FREQ=DAILY;COUNT=3"])
      try world.sync.submit(
        EventEdit(event: occurrence.id, change: .update(EventPatch(recurrence: rule)), scope: .all)
      )
      let outcome = try world.sync.undo(.undo, freshID: EventID("fresh"))
      guard case .done(let step, _) = outcome else {
        Issue.record("\(outcome)")
        return
      }
      #expect(step.edit.scope == .all && step.edit.change != .delete)
      try world.expect(before, "\(service) undone")
      await world.sync.refreshAll()
      try world.expect(before, "\(service) undone and read again")
    }
  }

  /// A new series shows before the next sync; undo deletes all of it.
  @Test(arguments: [ServiceKind.google, .microsoft, .nylas])
  func aNewSeriesShowsAtOnceAndIsUndone(_ service: ServiceKind) async throws {
    try await EightyWorld.run(service) { world in
      await world.sync.refreshAll()
      try await world.makeSeries(reads: false)
      let made = try world.series()
      #expect(made.count == 6)
      for direction in [UndoDirection.undo, .redo, .undo] {
        try await world.go(direction)
        try world.expect(direction == .undo ? [] : made, "\(service) \(direction)")
        await world.sync.refreshAll()
        try world.expect(direction == .undo ? [] : made, "\(service) \(direction), read again")
      }
    }
  }
}

extension EightyWorld {
  private static var start: Date {
    Date(timeIntervalSince1970: (TestClock.now.timeIntervalSince1970 + 86_400).rounded())
  }

  /// The edit that makes six daily occurrences, an hour each.
  func creation() throws -> EventEdit {
    let context = try context
    let draft = EventDraft(
      account: context.account.id,
      calendar: context.calendar.id,
      title: "Daily",
      time: .timed(start: Self.start, end: Self.start + 3_600, zone: "Europe/Berlin"),
      description: "own words",
      recurrence: Recurrence(lines: ["RRULE:FREQ=DAILY;COUNT=6"])
    )
    return EventEdit(
      event: EventID(UUID().uuidString.lowercased()),
      change: .create(draft, conferencing: .keep)
    )
  }

  /// Makes six daily occurrences, and reads them.
  func makeSeries(reads: Bool = true) async throws {
    try await carryOut(creation())
    if reads { await sync.refreshAll() }
    try expect((0..<6).map { SeriesCase.Shown(hours: 24 * $0) }, "made")
  }

  /// Undoes or redoes, and waits until that is done.
  func go(_ direction: UndoDirection) async throws {
    let outcome = try sync.undo(direction, freshID: EventID(UUID().uuidString.lowercased()))
    switch outcome {
    case .done(let step, _):
      for _ in 0..<50 where try await sync.send(step.edit.event) != .delivered {}
    // Of a series of this machine there are several parts, and nothing to be sent.
    case .doneTogether where kind == .local: break
    default: Issue.record("\(direction) came to \(outcome)")
    }
  }

  /// How many series the occurrences are of.
  func masters() throws -> Int {
    Set(try ordered().compactMap { $0.occurrence?.series }).count
  }

  /// Expects occurrences, and no edit that waits.
  func expect(_ expected: [SeriesCase.Shown], _ what: String) throws {
    let shown = try series()
    #expect(shown == expected, "\(what): \(shown)")
    let waiting = try cache.outbox.operations()
    #expect(waiting.isEmpty, "\(what): \(waiting.map { $0.failure ?? "\($0.edit)" })")
  }

  /// The occurrences in their order.
  func ordered() throws -> [Event] {
    try shown().compactMap { try cache.event($0.id) }.filter { $0.occurrence != nil }
      .sorted { $0.time.startKey < $1.time.startKey }
  }

  /// The occurrences as the cache shows them.
  func series() throws -> [SeriesCase.Shown] {
    try shown().compactMap { try cache.event($0.id) }
      .filter { ["Daily", "Other", "Daily stand-up"].contains($0.title) }
      .compactMap { event in
        guard case .timed(let start, _, let zone) = event.time else { return nil }
        return SeriesCase.Shown(
          title: event.title,
          hours: Int((start.timeIntervalSince(Self.start) / 3_600).rounded()),
          zone: zone ?? "",
          hasLink: event.conferencingState == .ready
        )
      }
  }

  /// Does to the third occurrence what a case says; answers which event that was.
  @discardableResult
  func carryOut(_ one: SeriesCase) async throws -> EventID {
    let edit = try edit(one)
    if kind == .local {
      // Here an edit of an occurrence is one of its series, or of another one.
      let made = try sync.submit(edit)
      for _ in 0..<50 where try await sync.send(made) != .delivered {}
    } else {
      try await carryOut(edit)
    }
    if one.operation == .link {
      for _ in 0..<50 where try series().filter(\.hasLink) != one.expected.filter(\.hasLink) {
        await sync.refreshAll()
      }
    }
    return edit.event
  }

  /// Stores the edit of a case, and does not send it.
  func submit(_ one: SeriesCase) throws -> EventEdit {
    let edit = try edit(one)
    try sync.submit(edit)
    return edit
  }

  private func edit(_ one: SeriesCase) throws -> EventEdit {
    let third = try #require(
      try shown().compactMap { try cache.event($0.id) }.filter { $0.occurrence != nil }
        .sorted { $0.time.startKey < $1.time.startKey }.dropFirst(2).first
    )
    var draft = EventDraft(third)
    var link = ConferencingChange.keep
    guard case .timed(let start, let end, let zone) = third.time else {
      throw CancellationError()
    }
    switch one.operation {
    case .text: draft.title = "Other"
    case .time: draft.time = .timed(start: start + 7_200, end: end + 7_200, zone: zone)
    case .zone: draft.time = .timed(start: start, end: end, zone: "America/New_York")
    case .link: link = try change(to: one.link)
    case .rule, .delete: break
    }
    var change = EventChange.delete
    if one.operation != .delete {
      var patch = EventEditor.patch(
        from: third,
        to: draft,
        conferencing: link,
        service: one.service
      )
      if one.operation == .rule {
        patch.recurrence = Recurrence(lines: ["RRULE:FREQ=DAILY;INTERVAL=2;COUNT=3"])
      }
      change = .update(patch)
    }
    return EventEdit(event: third.id, change: change, scope: one.scope)
  }
}

import CalendarCore
import CalendarSync
import ConferencingCore
import Foundation
import LocalCache
import TestSupport
import Testing

/// What becomes of the link of a series that is split, over HTTP: the sandbox tells which meetings
/// live.
///
/// All of six daily occurrences have a link that was created; the third one and those after it get
/// another title.
@Suite(.serialized, .timeLimit(.minutes(10))) struct SplitLinkTests {
  /// A service, and what is chosen.
  struct Case: Hashable, Sendable, CustomTestStringConvertible {
    let service: ServiceKind
    /// Whether the tail gets a link of its own; `nil` where nothing is chosen.
    let isNew: Bool?

    var testDescription: String { "\(service) \(isNew.map { $0 ? "new" : "same" } ?? "default")" }

    /// Whether the tail has a link of its own afterwards.
    var makesNew: Bool { isNew ?? (service == .google || service == .microsoft) }

    static let all = [ServiceKind.local, .google, .microsoft, .nylas].flatMap { service in
      [nil, false, true].map { Case(service: service, isNew: $0) }
    }
  }

  /// The question offers both wherever a link was created, the default first.
  @Test(arguments: Case.all.filter { $0.isNew == nil }) func bothAreOffered(_ one: Case)
    async throws
  {
    try await EightyWorld.run(one.service) { world in
      try await world.makeLinkedSeries()
      let third = try world.third()
      let choices = SplitLink.choices(for: third, in: try world.context)
      #expect(choices.count == 2 && choices.contains(.same), "\(choices)")
      #expect((choices.first != .same) == one.makesNew)
    }
  }

  @Test(arguments: Case.all) func isWhatWasChosen(_ one: Case) async throws {
    try await EightyWorld.run(one.service) { world in
      try await world.makeLinkedSeries()
      try await world.split(one)
      try await world.expectLinks(one)
    }
  }

  /// The answer to each request is lost in turn: no meeting is doubled and none is left over.
  @Test(arguments: Case.all.filter { $0.isNew != nil })
  func whateverAnswerIsLost(_ one: Case) async throws {
    var lost = 0
    var isLost = true
    while isLost {
      try await EightyWorld.run(one.service) { world in
        try await world.makeLinkedSeries()
        try await world.loseAnswer(after: lost)
        try await world.split(one)
        isLost = try await world.clearFaults() == 0
        try await world.expectLinks(one, "answer \(lost)")
      }
      if isLost { lost += 1 }
    }
    #expect(lost > 0 || (one.service == .local && one.isNew == false), "\(one) sent nothing")
  }

  /// Undo gives the series back as one with its one meeting, and redo splits it as it was chosen.
  @Test(arguments: Case.all) func isUndoneAndRedone(_ one: Case) async throws {
    try await EightyWorld.run(one.service) { world in
      try await world.makeLinkedSeries()
      let before = try world.links()
      try await world.split(one)
      try await world.goAll(.undo)
      #expect(try world.links() == before, "\(one) undone")
      try await world.expectMeetings(1, "\(one) undone")
      try await world.goAll(.redo)
      try await world.expectLinks(one, "redone")
    }
  }

  /// When both parts are deleted no meeting is left.
  @Test(arguments: Case.all) func leavesNoMeeting(_ one: Case) async throws {
    try await EightyWorld.run(one.service) { world in
      try await world.makeLinkedSeries()
      try await world.split(one)
      // The tail first: its link may be that of the head.
      for _ in 0..<2 {
        let last = try #require(try world.occurrences().last)
        try await world.perform(EventEdit(event: last.id, change: .delete, scope: .all))
      }
      #expect(try world.occurrences().isEmpty)
      try await world.expectMeetings(0, "\(one) deleted")
    }
  }
}

extension EightyWorld {
  /// Makes six daily occurrences with one link.
  fileprivate func makeLinkedSeries() async throws {
    await sync.refreshAll()
    try await makeSeries()
    let first = try #require(try occurrences().first)
    let link = try change(to: kind == .microsoft ? .teams : kind == .local ? .zoom : .meet)
    let patch = EventEditor.patch(
      from: first,
      to: EventDraft(first),
      conferencing: link,
      service: kind
    )
    try await perform(EventEdit(event: first.id, change: .update(patch), scope: .all))
    for _ in 0..<50 where try links().compactMap(\.url).count < 6 { await sync.refreshAll() }
    #expect(try Set(links().map(\.url)).count == 1)
    try await expectMeetings(1, "made")
  }

  fileprivate func occurrences() throws -> [Event] {
    try shown().compactMap { try cache.event($0.id) }.filter { $0.occurrence != nil }
      .sorted { $0.time.startKey < $1.time.startKey }
  }

  fileprivate func third() throws -> Event {
    try #require(try occurrences().dropFirst(2).first)
  }

  fileprivate struct Link: Hashable {
    let title: String
    let url: String?
  }

  /// The titles and links of the occurrences.
  fileprivate func links() throws -> [Link] {
    try occurrences().map { event in
      guard case .details(let details) = event.conferencing else {
        return Link(title: event.title, url: nil)
      }
      return Link(title: event.title, url: details.url)
    }
  }

  /// Gives the third occurrence and those after it another title.
  fileprivate func split(_ one: SplitLinkTests.Case) async throws {
    let third = try third()
    var draft = EventDraft(third)
    draft.title = "Other"
    let patch = EventEditor.patch(from: third, to: draft, conferencing: .keep, service: kind)
    var edit = EventEdit(event: third.id, change: .update(patch), scope: .following)
    if let isNew = one.isNew {
      let choices = SplitLink.choices(for: third, in: try context)
      edit.splitLink = choices.first { ($0 != .same) == isNew }
      #expect(edit.splitLink != nil)
    }
    try await perform(edit)
    for _ in 0..<50 where try links().contains(where: { $0.url == nil }) {
      await sync.refreshAll()
    }
  }

  /// Makes an edit, and waits until all of it is done.
  fileprivate func perform(_ edit: EventEdit) async throws {
    let made = try sync.submit(edit)
    try await deliver([edit.event, made])
  }

  /// Undoes or redoes, and waits until all of it is done.
  fileprivate func goAll(_ direction: UndoDirection) async throws {
    let outcome = try sync.undo(direction, freshID: EventID(UUID().uuidString.lowercased()))
    switch outcome {
    case .done(let step, _): try await deliver([step.edit.event])
    case .doneTogether(let steps, _, _): try await deliver(Set(steps.map(\.edit.event)))
    default: Issue.record("\(direction) came to \(outcome)")
    }
    for _ in 0..<50 where try links().contains(where: { $0.url == nil }) {
      await sync.refreshAll()
    }
  }

  private func deliver(_ events: Set<EventID>) async throws {
    for event in events.sorted(by: { $0.rawValue < $1.rawValue }) {
      for _ in 0..<50 where try await sync.send(event) != .delivered {}
    }
    for _ in 0..<50 where try !cache.meetings.meetingTasks().isEmpty { await sync.refreshAll() }
    await sync.refreshAll()
  }

  fileprivate func expectLinks(_ one: SplitLinkTests.Case, _ what: String = "") async throws {
    let links = try links()
    #expect(
      links.map(\.title) == Array(repeating: "Daily", count: 2)
        + Array(repeating: "Other", count: 4)
    )
    #expect(links.allSatisfy { $0.url != nil }, "\(one) \(what): \(links)")
    #expect(
      Set(links.prefix(2).map(\.url)).count == 1 && Set(links.suffix(4).map(\.url)).count == 1
    )
    #expect(
      (links.first?.url != links.last?.url) == one.makesNew,
      "\(one) \(what): \(links.map(\.url))"
    )
    try await expectMeetings(one.makesNew ? 2 : 1, "\(one) \(what)")
    #expect(try cache.outbox.operations().isEmpty, "\(one) \(what)")
  }

  fileprivate func expectMeetings(_ count: Int, _ what: String) async throws {
    let living = try await living()
    #expect(living.count == count, "\(what): \(living)")
  }
}

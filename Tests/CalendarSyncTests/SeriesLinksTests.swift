import CalendarCore
import CalendarSync
import ConferencingCore
import Foundation
import LocalCache
import TestSupport
import Testing

/// A link that one occurrence has of its own stays on it when its series is divided at an earlier one,
/// over HTTP: the sandbox tells which meetings live.
///
/// Of six daily occurrences the fourth has a link of its own; the second one and those after it, or all,
/// get another title or another time.
@Suite(.serialized, .timeLimit(.minutes(10))) struct SeriesLinksTests {
  /// A service, and whose the link is.
  struct Case: Hashable, Sendable, CustomTestStringConvertible {
    /// Whose link the occurrence has.
    enum Link: String, Sendable { case manual, own, zoom }

    let service: ServiceKind
    let link: Link
    /// Whether all others have one link of the calendar's own service.
    let isSeriesLinked: Bool
    /// What is edited: a title that divides the series, one from the first on, or a time.
    var edit = Edit.split

    /// An edit of the series.
    enum Edit: String, Sendable { case split, firstText, firstTime, allTime }

    var testDescription: String {
      "\(service) \(link)\(isSeriesLinked ? " beside that of the series" : "") \(edit)"
    }

    /// Whether the link is the same afterwards: a meeting that the service made goes with its event.
    var keepsLink: Bool {
      edit == .firstText || link == .manual || (link == .zoom && service != .nylas)
    }

    /// How many meetings live while the link is there, before and after the edit.
    var meetings: (before: Int, after: Int) {
      let own = link == .manual ? 0 : 1
      guard isSeriesLinked else { return (own, own) }
      return (own + 1, own + (service == .nylas || edit != .split ? 1 : 2))
    }

    private static let kinds: [(Link, Bool)] = [
      (.manual, false), (.manual, true), (.own, false), (.zoom, false), (.zoom, true),
    ]
    /// Those that divide the series.
    static let splits = [ServiceKind.google, .microsoft, .nylas].flatMap { service in
      kinds.map { Case(service: service, link: $0.0, isSeriesLinked: $0.1) }
    }
    static let all =
      splits
      + splits.flatMap { one in
        [Edit.firstText, .firstTime, .allTime].map { edit in
          var one = one
          one.edit = edit
          return one
        }
      }
  }

  /// Those whose answers are lost: each takes seconds, so one of each kind of step.
  static let lossy = Case.all.filter { one in
    !one.isSeriesLinked && (one.edit == .split || (one.edit == .allTime && one.link == .own))
  }

  @Test(arguments: Case.all) func staysWhenTheSeriesIsChanged(_ one: Case) async throws {
    try await EightyWorld.run(one.service) { world in
      let link = try await world.makeSeries(one)
      try await world.edit(one)
      try await world.expectLink(one, was: link, "edited")
      try await world.goAndWait(.undo)
      try await world.expectLink(one, was: link, "undone")
      try await world.goAndWait(.redo)
      try await world.expectLink(one, was: link, "redone")
    }
  }

  /// The answer to each request is lost in turn: no meeting is doubled and none is left over.
  @Test(arguments: lossy) func staysWhateverAnswerIsLost(_ one: Case) async throws {
    var lost = 0
    var isLost = true
    while isLost {
      try await EightyWorld.run(one.service) { world in
        let link = try await world.makeSeries(one)
        try await world.loseAnswer(after: lost)
        try await world.edit(one)
        isLost = try await world.clearFaults() == 0
        try await world.expectLink(one, was: link, "answer \(lost)")
      }
      if isLost { lost += 1 }
    }
    #expect(lost > 0)
  }

  /// The meeting of the occurrence is still its own: it ends with it.
  @Test(arguments: Case.splits.filter { $0.link != .manual && !$0.isSeriesLinked })
  func goesWithTheOccurrence(_ one: Case) async throws {
    try await EightyWorld.run(one.service) { world in
      _ = try await world.makeSeries(one)
      try await world.edit(one)
      let fourth = try world.ordered()[3]
      try await world.carryOut(EventEdit(event: fourth.id, change: .delete, scope: .this))
      try await world.settle()
      let living = try await world.living()
      #expect(living.isEmpty, "\(one): \(living)")
    }
  }

  /// What is deleted from an earlier occurrence on leaves no meeting, whoever made it.
  @Test(arguments: Case.splits.filter { $0.link != .manual && !$0.isSeriesLinked })
  func goesWithADeletionFromAnEarlierOneOn(_ one: Case) async throws {
    try await EightyWorld.run(one.service) { world in
      _ = try await world.makeSeries(one)
      let second = try world.ordered()[1]
      try await world.carryOut(EventEdit(event: second.id, change: .delete, scope: .following))
      try await world.settle()
      #expect(try world.ordered().count == 1)
      let living = try await world.living()
      #expect(living.isEmpty, "\(one): \(living)")
    }
  }
}

extension EightyWorld {
  /// Makes the series with its links; answers that of the fourth occurrence.
  fileprivate func makeSeries(_ one: SeriesLinksTests.Case) async throws -> String {
    await sync.refreshAll()
    try await makeSeries()
    let own: EightyCase.Link = kind == .microsoft ? .teams : .meet
    if one.isSeriesLinked {
      try await link(0, to: own, .all)
      for _ in 0..<50 where try ordered().contains(where: { $0.conferencingState != .ready }) {
        await sync.refreshAll()
      }
    }
    switch one.link {
    case .manual: try await link(3, to: .manual, .this)
    case .own: try await link(3, to: own, .this)
    case .zoom: try await link(3, to: .zoom, .this)
    }
    try await settle()
    let made = try url(3)
    #expect(try ordered().count { url(of: $0) == made } == 1, "\(one) made")
    try await expectMeetings(one.meetings.before, "\(one) made")
    return try #require(made)
  }

  private func link(
    _ index: Int,
    to link: EightyCase.Link,
    _ scope: EditScope
  ) async throws {
    let event = try ordered()[index]
    let patch = EventEditor.patch(
      from: event,
      to: EventDraft(event),
      conferencing: try change(to: link),
      service: kind
    )
    try await carryOut(EventEdit(event: event.id, change: .update(patch), scope: scope))
  }

  /// Edits the series.
  fileprivate func edit(_ one: SeriesLinksTests.Case) async throws {
    let isFirst = one.edit == .firstText || one.edit == .firstTime
    let event = try ordered()[isFirst ? 0 : 1]
    guard case .timed(let start, let end, let zone) = event.time else { return }
    let later = EventTime.timed(start: start + 7_200, end: end + 7_200, zone: zone)
    let isText = one.edit == .split || one.edit == .firstText
    try await carryOut(
      EventEdit(
        event: event.id,
        change: .update(isText ? EventPatch(title: "Other") : EventPatch(time: later)),
        scope: one.edit == .allTime ? .all : .following
      )
    )
    try await settle()
  }

  /// Waits until nothing is on its way any more.
  fileprivate func settle() async throws {
    for _ in 0..<50 {
      await sync.refreshAll()
      let isWaiting = try ordered().contains { $0.conferencingState == .pending }
      if try !isWaiting && cache.meetings.meetingTasks().isEmpty
        && cache.outbox.operations().isEmpty
      {
        return
      }
    }
  }

  fileprivate func goAndWait(_ direction: UndoDirection) async throws {
    try await go(direction)
    try await settle()
  }

  private func url(of event: Event) -> String? {
    guard case .details(let details) = event.conferencing else { return nil }
    return details.url
  }

  private func url(_ index: Int) throws -> String? { url(of: try ordered()[index]) }

  fileprivate func expectLink(
    _ one: SeriesLinksTests.Case,
    was link: String,
    _ what: String
  ) async throws {
    // What Nylas says of a link on its way is nothing, so that it is not waited for.
    for _ in 0..<50 where try url(3) == nil { await sync.refreshAll() }
    let events = try ordered()
    #expect(events.count == 6, "\(one) \(what)")
    let isEdited = what != "undone"
    let first = one.edit == .split ? 1 : 0
    let isText = isEdited && (one.edit == .split || one.edit == .firstText)
    #expect(
      events.map(\.title)
        == (0..<6).map { index in
          // An occurrence that was changed has a title of its own at services other than Google.
          let isOwn = index == 3 && one.edit == .firstText && one.service != .google
          return isText && index >= first && !isOwn ? "Other" : "Daily"
        },
      "\(one) \(what)"
    )
    let hours = try series().map(\.hours)
    #expect(
      hours == (0..<6).map { 24 * $0 + (isEdited && !isText ? 2 : 0) },
      "\(one) \(what): \(hours)"
    )
    let own = try url(3)
    #expect(own != nil && (own == link) == one.keepsLink, "\(one) \(what): \(own ?? "none")")
    let others = events.indices.filter { $0 != 3 }.map { url(of: events[$0]) }
    #expect(!others.contains(own), "\(one) \(what): \(others)")
    #expect(others.allSatisfy { ($0 != nil) == one.isSeriesLinked }, "\(one) \(what): \(others)")
    try await expectMeetings(
      isEdited ? one.meetings.after : one.meetings.before,
      "\(one) \(what)"
    )
    let waiting = try cache.outbox.operations()
    #expect(waiting.isEmpty, "\(one) \(what): \(waiting.map { $0.failure ?? "\($0.edit)" })")
  }

  private func expectMeetings(_ count: Int, _ what: String) async throws {
    let living = try await living()
    #expect(living.count == count, "\(what): \(living)")
  }
}

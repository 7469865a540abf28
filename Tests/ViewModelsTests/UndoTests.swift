import CalendarCore
import ConferencingCore
import Foundation
import Testing
import ViewModels

/// Undo and redo on the screen: what is asked for, what is said, where the selection goes.
@Suite struct UndoTests {
  static let plain = World.event("Planning", from: World.at(10, day: 1))

  static func step(_ change: EventChange, _ before: Event?, _ after: Event?) -> EditStep {
    EditStep(
      edit: EventEdit(event: (after ?? before)?.id ?? EventID("?"), change: change),
      before: before,
      after: after
    )
  }

  static func update(
    _ patch: EventPatch,
    _ link: LinkReturn = .asItWas,
    of event: Event = plain
  ) -> UndoOutcome { .done(step(.update(patch), event, event.applying(patch)), link: link) }

  static func back(_ link: LinkReturn) -> UndoOutcome {
    .done(step(.create(EventDraft(plain), conferencing: .keep), nil, plain), link: link)
  }

  /// An edit of as much of a series at a service, the other way round.
  static func scoped(_ change: EventChange, _ scope: EditScope) -> UndoOutcome {
    var step = Self.step(change, plain, change == .delete ? nil : plain)
    step.edit.scope = scope
    return .done(step, link: .asItWas)
  }

  /// A series whose lines become others: the end of the rule, and the dates.
  static func leavingOut(_ lines: [(rule: String, dates: String)]) -> UndoOutcome {
    let recurrences = lines.map { rule, dates in
      Recurrence(lines: ["RRULE:FREQ=WEEKLY\(rule)", dates].filter { !$0.isEmpty })
    }
    var (before, after) = (master, master)
    (before.recurrence, after.recurrence) = (recurrences[0], recurrences[1])
    return .done(
      step(.update(EventPatch(recurrence: recurrences[1])), before, after),
      link: .asItWas
    )
  }

  /// What brings back outside its series what was deleted of one.
  static let alone: EditStep = {
    var step = UndoTests.step(.create(EventDraft(plain), conferencing: .keep), nil, plain)
    step.leavesSeries = true
    return step
  }()

  static let zoom = Autocreate(provider: .zoomMeeting)
  static let link = ConferencingDetails(
    provider: .zoomMeeting,
    url: "https://zoom.us/j/81234567890"
  )

  static let master: Event = {
    var event = World.event("Gym", from: World.at(18))
    event.recurrence = Recurrence(lines: ["RRULE:FREQ=WEEKLY"])
    return event
  }()
  static let exception: Event = {
    var event = World.event("Gym", from: World.at(19, day: 7))
    event.occurrence = OccurrenceKey(
      series: .event(master.id),
      originalStart: .moment(World.at(18, day: 7))
    )
    event.isException = true
    return event
  }()

  @Test("What could not be redone is not said to be impossible to undo")
  func redoneInPart() {
    let words = UndoText(.redo, clock: WallClock(World.zone), now: World.now).sentence(
      [Self.step(.update(EventPatch(title: "A")), Self.plain, Self.plain)],
      links: [.asItWas],
      left: ["A", "B", "C"].map { .answered(title: $0) }
    )
    #expect(words.hasSuffix(" 2 more of them cannot be redone either."), "\(words)")
  }

  /// What came of undo, and what is said of it.
  static let sentences: [(outcome: UndoOutcome, words: String)] = [
    (.nothing, "Nothing to undo."),
    (
      .doneTogether(
        [
          step(.delete, plain, nil),
          step(.create(EventDraft(plain), conferencing: .keep), nil, plain),
        ],
        links: [.asItWas, .doubtful(.zoomMeeting)]
      ),
      "Undone: 2 edits that were made together. “Planning” is back. "
        + "Its old Zoom link may no longer work. \(key: .redo) redoes them."
    ),
    (
      .doneTogether(
        [step(.update(EventPatch(title: "A")), plain, plain)],
        links: [.asItWas],
        left: [.invited(title: "Council", by: "Ingrid")]
      ),
      "Undone: 1 edit. “Council” is organized by Ingrid, who alone can invite you again. "
        + "\(key: .redo) redoes it."
    ),
    (
      .doneTogether(
        [step(.update(EventPatch(title: "A")), plain, plain)],
        links: [.asItWas],
        left: ["A", "B"].map { .answered(title: $0) }
      ),
      "Undone: 1 edit. The answer to “A” cannot be withdrawn, only changed. 1 more cannot be undone "
        + "either. \(key: .redo) redoes it."
    ),
    (
      .doneTogether(
        [step(.delete, master, nil), step(.update(EventPatch(title: "Gym")), master, master)],
        links: [.asItWas, .asItWas]
      ),
      "Undone: the series “Gym” is as before. \(key: .redo) redoes them."
    ),
    (
      .doneTogether(
        [master, exception].map { step(.create(EventDraft($0), conferencing: .keep), nil, $0) },
        links: [.asItWas, .asItWas]
      ),
      "Undone: the series “Gym” is back. \(key: .redo) redoes them."
    ),
    (
      .done(step(.update(EventPatch()), plain, plain), link: .asItWas),
      "Undone: the series “Planning” is as before. \(key: .redo) redoes it."
    ),
    (
      .done(step(.delete, master, nil), link: .asItWas),
      "Undone: the series “Gym” is deleted. \(key: .redo) redoes it."
    ),
    (
      .done(step(.delete, exception, nil), link: .asItWas),
      "Undone: “Gym” of Mon 30 Nov is as its series has it. \(key: .redo) redoes it."
    ),
    (
      scoped(.update(EventPatch(time: plain.time)), .following),
      "Undone: the time of “Planning” from Tue 24 Nov on is as before. \(key: .redo) redoes it."
    ),
    (
      scoped(.update(EventPatch(title: "Plan")), .all),
      "Undone: the series “Planning” renamed to “Plan”. \(key: .redo) redoes it."
    ),
    (
      scoped(.update(EventPatch()), .following),
      "Undone: “Planning” from Tue 24 Nov on is as before. \(key: .redo) redoes it."
    ),
    (
      scoped(.delete, .following),
      "Undone: “Planning” from Tue 24 Nov on is deleted. \(key: .redo) redoes it."
    ),
    (
      scoped(.create(EventDraft(plain), conferencing: .keep), .all),
      "Undone: the series “Planning” is back. \(key: .redo) redoes it."
    ),
    (
      leavingOut([("", "EXDATE:20261130T170000Z"), ("", "")]),
      "Undone: “Gym” of Mon 30 Nov is back. \(key: .redo) redoes it."
    ),
    (
      leavingOut([
        ("", "EXDATE:20261130T170000Z"), ("", "EXDATE:20261130T170000Z,20261207T170000Z"),
      ]),
      "Undone: “Gym” of Mon 7 Dec is deleted. \(key: .redo) redoes it."
    ),
    (
      leavingOut([("", "EXDATE:20261130T170000Z"), (";INTERVAL=2", "")]),
      "Undone: the repetition of “Gym” is as before. \(key: .redo) redoes it."
    ),
    (
      update(EventPatch(time: World.event("x", from: World.at(9, 30, day: 2)).time)),
      "Undone: “Planning” moved to Wed 25 Nov, 09:30. \(key: .redo) redoes it."
    ),
    (
      update(EventPatch(time: World.event("x", from: World.at(10, day: 1), minutes: 30).time)),
      "Undone: “Planning” moved to Tue 24 Nov, 10:00–10:30. \(key: .redo) redoes it."
    ),
    (
      update(EventPatch(title: "Plan")),
      "Undone: “Planning” renamed to “Plan”. \(key: .redo) redoes it."
    ),
    (
      update(EventPatch(location: "Room")),
      "Undone: the location of “Planning” is as before. \(key: .redo) redoes it."
    ),
    (
      update(EventPatch(title: "x", participants: [], conferencing: .strip)),
      "Undone: the title, attendees and meeting link of “Planning” are as before. \(key: .redo) redoes it."
    ),
    (
      update(EventPatch(description: "words", conferencing: .strip)),
      "Undone: “Planning” has no meeting link now. \(key: .redo) redoes it."
    ),
    (
      update(EventPatch(conferencing: .autocreate(zoom)), .renewed(.zoomMeeting)),
      "Undone: “Planning” gets a new Zoom link: the old one was deleted. \(key: .redo) redoes it."
    ),
    (
      update(EventPatch(conferencing: .autocreate(zoom)), .asked(.zoomMeeting)),
      "Undone: “Planning” gets a Zoom link. \(key: .redo) redoes it."
    ),
    (
      update(EventPatch(conferencing: .autocreate(zoom))),
      "Undone: “Planning” has its Zoom link again. \(key: .redo) redoes it."
    ),
    // Where the field of a service takes no link of others, an empty place holds it.
    (
      update(
        EventPatch(location: link.url, description: "block", conferencing: .details(link)),
        .doubtful(.zoomMeeting)
      ),
      "Undone: “Planning” has its Zoom link again, in its location and description. \(key: .redo) redoes it."
    ),
    (
      update(
        EventPatch(location: "", description: "words", conferencing: .strip),
        of: plain.applying(EventPatch(location: link.url, conferencing: .details(link)))
      ),
      "Undone: “Planning” has no meeting link now. \(key: .redo) redoes it."
    ),
    (
      update(
        EventPatch(location: "Room", conferencing: .strip),
        of: plain.applying(EventPatch(location: "Hall", conferencing: .details(link)))
      ),
      "Undone: the location and meeting link of “Planning” are as before. \(key: .redo) redoes it."
    ),
    (
      update(EventPatch(title: "x", conferencing: .autocreate(zoom)), .renewed(.zoomMeeting)),
      "Undone: the title and meeting link of “Planning” are as before. Its Zoom link is new: the "
        + "old one was deleted. \(key: .redo) redoes it."
    ),
    (back(.asItWas), "Undone: “Planning” is back. \(key: .redo) redoes it."),
    (
      .done(alone, link: .asItWas),
      "Undone: “Planning” is back as an event of its own. \(key: .redo) redoes it."
    ),
    (
      .doneTogether([alone, alone], links: [.asItWas, .asItWas]),
      "Undone: 2 edits that were made together. 2 of them are events of their own now. "
        + "\(key: .redo) redoes them."
    ),
    (
      back(.renewed(.zoomMeeting)),
      "Undone: “Planning” is back. Its Zoom link is new: the old one was deleted. \(key: .redo) redoes it."
    ),
    (
      back(.doubtful(.googleMeet)),
      "Undone: “Planning” is back. Its old Meet link may no longer work. \(key: .redo) redoes it."
    ),
    (
      back(.left(.zoomMeeting, reason: "No host.")),
      "Undone: “Planning” is back. Its Zoom link could not be put on: No host. \(key: .redo) redoes it."
    ),
    (
      .done(step(.delete, plain, nil), link: .asItWas),
      "Undone: “Planning” is deleted. \(key: .redo) redoes it."
    ),
    (
      .done(step(.respond(.maybe), plain, plain), link: .asItWas),
      "Undone: “Planning” is answered with maybe. \(key: .redo) redoes it."
    ),
    (
      .impossible(.gone(title: "Planning")),
      "“Planning” is not there any more: it was deleted elsewhere. \(key: .undo) undoes the edit before it."
    ),
    (.impossible(.readOnly("Read-only.")), "Read-only."),
  ]

  @Test("What was undone is said", arguments: sentences)
  func says(_ row: (outcome: UndoOutcome, words: String)) {
    var test = TestApp([Self.plain])
    test.press(.undo)
    #expect(test.effects.last == .undo(.undo))
    test.send(.undone(.undo, row.outcome))
    #expect(test.app.status.notice?.text == row.words)
    let isProblem = if case .impossible = row.outcome { true } else { false }
    #expect(test.app.status.notice?.kind == (isProblem ? .problem : .info))
  }

  @Test func redoSaysTheWayBack() {
    var test = TestApp([Self.plain])
    test.press(.redo)
    #expect(test.effects.last == .undo(.redo))
    test.send(.undone(.redo, Self.update(EventPatch(location: "Room"))))
    #expect(
      test.app.status.notice?.text
        == "Redone: the location of “Planning” is changed again. \(key: .undo) undoes it."
    )
    test.press(.redo)
    test.send(.undone(.redo, .nothing))
    #expect(test.app.status.notice == Notice(.info, "Nothing to redo."))
  }

  @Test func aLongTitleLeavesRoomForTheRest() {
    let long = World.event(String(repeating: "long ", count: 20), from: World.at(10))
    var test = TestApp([long])
    test.send(.undone(.undo, Self.update(EventPatch(location: "Room"), of: long)))
    #expect(test.app.status.notice?.text.contains("…” is as before") == true)
  }

  @Test func keysWaitUntilItIsKnownWhatIsShown() {
    var test = TestApp([Self.plain])
    test.press(.undo)
    #expect(test.app.isWaiting)
    test.send(.undone(.undo, .nothing))
    #expect(!test.app.isWaiting)
    test.press(.undo)
    test.send(.undoFailed(reason: "The disk is full."))
    #expect(!test.app.isWaiting)
    #expect(test.app.status.notice == Notice(.problem, "The disk is full."))
  }

  @Test func theListGoesToTheEvent() {
    let here = World.event("here", from: World.at(15))
    var test = TestApp([here, Self.plain])
    #expect(test.app.agenda.selectedEvent?.title == "here")
    test.press(.undo)
    test.send(.undone(.undo, Self.back(.asItWas)))
    #expect(test.effects.last == .loadWindow(.around(World.today.advanced(by: 1))))
    test.send(
      .windowLoaded(.around(World.today.advanced(by: 1)), World.window([here, Self.plain]))
    )
    #expect(test.app.agenda.selectedEvent?.title == "Planning")
  }

  @Test func anOpenEventMakesRoomForTheOneConcerned() {
    let here = World.event("here", from: World.at(15))
    var test = TestApp([here, Self.plain])
    test.press(.open, .undo)
    test.send(.undone(.undo, Self.update(EventPatch(location: "Room"))))
    guard let detail = test.app.screens.last as? EventDetailViewModel else {
      Issue.record("no event is open")
      return
    }
    #expect(detail.event?.title == "Planning")
    #expect(test.app.screens.count == 1)
    // It is taken back to where it was not there yet.
    test.press(.undo)
    test.send(.undone(.undo, .done(Self.step(.delete, Self.plain, nil), link: .asItWas)))
    #expect(test.app.screens.isEmpty)
  }

  @Test func deletesAPlainEventWithoutAQuestion() {
    var test = TestApp([Self.plain])
    test.press(.nextDay, .delete)
    #expect(test.app.screens.isEmpty)
    #expect(test.submitted == EventEdit(event: Self.plain.id, change: .delete))
    if let edit = test.submitted { test.send(.submitted(edit)) }
    #expect(
      test.app.status.notice == Notice(.info, "The event is deleted. \(key: .undo) undoes it.")
    )
  }

  @Test func asksBeforeALinkGoesThatUndoCannotBringBack() {
    var event = Self.plain
    event.conferencing = .details(
      ConferencingDetails(provider: .zoomMeeting, url: "https://zoom.us/j/1")
    )
    event.autocreated = Self.zoom
    var series = Self.plain
    series.occurrence = OccurrenceKey(
      series: .remote(RemoteEventID("series")),
      originalStart: series.time.startKey
    )
    var test = TestApp([event])
    test.press(.nextDay, .delete)
    let question = test.app.screens.last as? ConfirmationViewModel
    #expect(
      question?.lines == ["Its meeting is deleted too; undo makes a new one, with another link."]
    )
    #expect(test.submitted == nil)
    var other = TestApp([series])
    other.press(.nextDay, .delete)
    other.send(.seriesLoaded(series.id, nil))
    let scopes = other.app.screens.last as? ScopeViewModel
    let line = scopes?.choices.first?.lines.first
    #expect(line?.hasSuffix(" alone; undo makes it an event of its own") == true)
    #expect(other.submitted == nil)
  }
}

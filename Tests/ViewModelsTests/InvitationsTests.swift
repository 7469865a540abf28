import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import ViewModels

/// Invitations that wait for an answer: counted, listed, answered one after another.
@Suite struct InvitationsTests {
  private static func event(_ title: String, day: Int) -> Event {
    World.event(
      title,
      from: World.at(10, day: day),
      participants: [Participant(email: "ada@acme.example")]
    )
  }

  private static let events = [event("a", day: 1), event("b", day: 2), event("c", day: 60)]

  private static func pending(_ event: Event) -> PendingInvitation {
    PendingInvitation(
      event: EventSummary(
        id: event.id,
        account: event.account,
        calendar: event.calendar,
        title: event.title,
        time: event.time,
        response: ParticipantResponse.none
      )
    )
  }

  private func app(_ events: [Event] = events) -> AppViewModel {
    var app = AppViewModel(now: World.now, zone: World.zone, newIDs: NewIDs(seed: 7))
    _ = app.handle(.resized(columns: 80, rows: 24))
    _ = app.handle(.directoryLoaded(World.directory()))
    _ = app.handle(.invitationsLoaded(events.map(Self.pending)))
    _ = app.handle(.command(.invitations))
    return app
  }

  /// Lets edits wait to be sent, or all have been sent.
  private func wait(_ count: Int, in app: inout AppViewModel) {
    var directory = World.directory()
    if count > 0 { directory.unsent[World.work] = UnsentEdits(waiting: count) }
    _ = app.handle(.directoryLoaded(directory))
  }

  private func screen(_ app: AppViewModel) throws -> InvitationsViewModel {
    try #require(app.navigation.all.last as? InvitationsViewModel)
  }

  /// Presses a key that needs the event, and gives it.
  private func press(_ command: Command, of event: Event, in app: inout AppViewModel) -> [Effect] {
    #expect(app.handle(.command(command)) == [.loadEvent(event.id)])
    return app.handle(.eventLoaded(event.id, event, .delivered))
  }

  @Test func answersGoOnToTheNext() throws {
    var app = app()
    #expect(app.context == .invitations)
    #expect(app.footer.first == .answerYes)
    let course: [(command: Command, response: ParticipantResponse)] = [
      (.answerYes, .yes), (.answerNo, .no), (.answerMaybe, .maybe),
    ]
    for (event, step) in zip(Self.events, course) {
      let edit = EventEdit(event: event.id, change: .respond(step.response))
      #expect(press(step.command, of: event, in: &app) == [.submit(edit)])
      _ = app.handle(.submitted(edit))
    }
    #expect(app.invitations == [])
    #expect(try screen(app).rows.map(\.answer) == [.yes, .no, .maybe])
  }

  @Test func noneWaits() {
    var app = app([])
    #expect(app.handle(.command(.answerYes)) == [])
    #expect(app.status.notice?.text == "No invitation waits for an answer.")
    #expect(app.footer.first == .sync)
  }

  @Test func anAnswerStaysInTheListAndIsReplaced() throws {
    var app = app()
    let event = Self.events[0]
    _ = press(.answerYes, of: event, in: &app)
    _ = app.handle(.submitted(EventEdit(event: event.id, change: .respond(.yes))))
    _ = app.handle(.invitationsLoaded(Self.events.dropFirst().map(Self.pending)))
    #expect(try screen(app).rows.map(\.answer) == [.yes, nil, nil])
    #expect(try screen(app).subject == Self.events[1].id)
    _ = app.handle(.command(.moveUp))
    let edit = EventEdit(event: event.id, change: .respond(.no))
    #expect(press(.answerNo, of: event, in: &app) == [.submit(edit)])
    _ = app.handle(.submitted(edit))
    #expect(try screen(app).rows.map(\.answer) == [.no, nil, nil])
    // The next time it is not there.
    _ = app.handle(.command(.back))
    _ = app.handle(.command(.invitations))
    #expect(try screen(app).rows.count == 2)
  }

  /// What the cache tells may come before the answer to the edit.
  @Test func anAnswerStaysThoughTheListComesFirst() throws {
    var app = app()
    for (number, event) in Self.events.prefix(2).enumerated() {
      let edit = EventEdit(event: event.id, change: .respond(.yes))
      #expect(press(.answerYes, of: event, in: &app) == [.submit(edit)])
      _ = app.handle(.invitationsLoaded(Self.events.dropFirst(number + 1).map(Self.pending)))
      _ = app.handle(.submitted(edit))
      #expect(try screen(app).subject == Self.events[number + 1].id)
    }
    #expect(try screen(app).rows.map(\.answer) == [.yes, .yes, nil])
    _ = app.handle(.undone(.undo, .impossible(.answered(title: "b"))))
    #expect(try screen(app).subject == Self.events[1].id)
  }

  @Test func anAnswerIsTakenBack() throws {
    var app = app()
    let event = Self.events[0]
    _ = press(.answerYes, of: event, in: &app)
    _ = app.handle(.submitted(EventEdit(event: event.id, change: .respond(.yes))))
    wait(1, in: &app)
    #expect(app.handle(.command(.undo)) == [.undo(.undo)])
    let back = EventEdit(event: event.id, change: .respond(.none))
    let step = EditStep(edit: back, before: event, after: event)
    _ = app.handle(.undone(.undo, .done(step, link: .asItWas)))
    #expect(try screen(app).rows.map(\.answer) == [nil, nil, nil])
    #expect(try screen(app).subject == event.id)
    _ = app.handle(.invitationsLoaded(Self.events.map(Self.pending)))
    #expect(try screen(app).rows.count == 3)
    #expect(try screen(app).subject == event.id)
  }

  @Test("A first answer that was sent is not offered to be undone, a changed one is")
  func sentAnswersAreOnlyChanged() throws {
    var app = app()
    let event = Self.events[0]
    _ = press(.answerYes, of: event, in: &app)
    _ = app.handle(.submitted(EventEdit(event: event.id, change: .respond(.yes))))
    wait(1, in: &app)
    #expect(app.footer.contains(.undo))
    wait(0, in: &app)
    #expect(!app.footer.contains(.undo))
    #expect(app.handle(.command(.undo)) == [])
    let notice = app.status.notice?.text ?? ""
    #expect(
      notice.hasPrefix("An answer that was sent cannot be withdrawn, only changed"),
      "\(notice)"
    )
    _ = app.handle(.command(.moveUp))
    _ = press(.answerNo, of: event, in: &app)
    _ = app.handle(.submitted(EventEdit(event: event.id, change: .respond(.no))))
    #expect(app.footer.contains(.undo))
    #expect(app.handle(.command(.undo)) == [.undo(.undo)])
    let back = EventEdit(event: event.id, change: .respond(.yes))
    let step = EditStep(edit: back, before: event, after: event)
    _ = app.handle(.undone(.undo, .done(step, link: .asItWas)))
    #expect(try screen(app).rows.map(\.answer) == [.yes, nil, nil])
    #expect(!app.footer.contains(.undo))
  }

  @Test("Undo takes back the answers of the list, and nothing that was edited before it was opened")
  func undoEndsWithTheList() throws {
    var app = app()
    #expect(!app.footer.contains(.undo))
    #expect(app.handle(.command(.undo)) == [])
    #expect(
      app.status.notice?.text
        == "Nothing else was answered here. \(key: .back) leads to the calendar, where "
        + "\(key: .undo) undoes earlier edits."
    )
    let event = Self.events[0]
    _ = press(.answerYes, of: event, in: &app)
    _ = app.handle(.submitted(EventEdit(event: event.id, change: .respond(.yes))))
    wait(1, in: &app)
    #expect(app.footer.contains(.undo))
    #expect(app.handle(.command(.undo)) == [.undo(.undo)])
    let back = EventEdit(event: event.id, change: .respond(.none))
    let step = EditStep(edit: back, before: event, after: event)
    _ = app.handle(.undone(.undo, .done(step, link: .asItWas)))
    #expect(app.handle(.command(.undo)) == [])
    #expect(app.status.notice?.text.hasPrefix("Nothing else was answered here.") == true)
  }

  @Test("What can never be taken back is passed over by the next undo, what can be later is not")
  func undoPassesOver() throws {
    let obstacles: [(UndoObstacle, [Effect], String)] = [
      (
        .answered(title: "a"), [],
        "The answer to “a” cannot be withdrawn, only changed. \(key: .respond) responds again."
      ),
      (
        .readOnly("The calendar is read-only."), [.undo(.undo)], "The calendar is read-only."
      ),
    ]
    for (obstacle, effects, words) in obstacles {
      var app = app()
      let event = Self.events[0]
      _ = press(.answerNo, of: event, in: &app)
      _ = app.handle(.submitted(EventEdit(event: event.id, change: .respond(.no))))
      wait(1, in: &app)
      _ = app.handle(.undone(.undo, .impossible(obstacle)))
      #expect(app.status.notice?.text == words)
      #expect(app.handle(.command(.undo)) == effects)
    }
  }

  @Test("Redo is for what was undone in the list")
  func redoEndsWithTheList() throws {
    var app = app()
    #expect(app.handle(.command(.redo)) == [])
    #expect(app.status.notice?.text == "Nothing was undone here that can be redone.")
    let event = Self.events[0]
    _ = press(.answerYes, of: event, in: &app)
    _ = app.handle(.submitted(EventEdit(event: event.id, change: .respond(.yes))))
    let back = EventEdit(event: event.id, change: .respond(.none))
    let step = EditStep(edit: back, before: event, after: event)
    _ = app.handle(.undone(.undo, .done(step, link: .asItWas)))
    #expect(app.handle(.command(.redo)) == [.undo(.redo)])
  }

  /// An occurrence of a daily series.
  private static func occurrence(day: Int) -> Event {
    var event = event("Stand-up", day: day)
    event.id = EventID("stand-up-\(day)")
    event.occurrence = OccurrenceKey(
      series: .event(EventID("series")),
      originalStart: event.time.startKey
    )
    return event
  }

  @Test("A series is answered as a whole, unless one asks for the one occurrence")
  func seriesAreAnsweredAsAWhole() throws {
    for (keys, scope) in [([Command.choose], EditScope.all), ([.moveDown, .choose], .this)] {
      let event = Self.occurrence(day: 1)
      var app = app([event])
      #expect(press(.answerYes, of: event, in: &app) == [.loadSeries(event.id)])
      let question = try #require(app.navigation.all.last as? ScopeViewModel)
      #expect(question.title == "Answer yes for how much of “Stand-up”?")
      #expect(question.choices.map(\.scope) == [.all, .this])
      var effects: [Effect] = []
      for key in keys { effects = app.handle(.command(key)) }
      let edit = EventEdit(event: event.id, change: .respond(.yes), scope: scope)
      #expect(effects == [.submit(edit)])
      #expect(app.context == .invitations)
    }
  }

  @Test("After an answer for one occurrence the next one is not listed: the list comes to an end")
  func aSeriesIsListedOnce() throws {
    func pending(_ event: Event) -> PendingInvitation {
      var invitation = Self.pending(event)
      invitation.series = event.occurrence == nil ? nil : "series"
      return invitation
    }
    let (first, second) = (Self.occurrence(day: 1), Self.occurrence(day: 2))
    var app = app([])
    _ = app.handle(.invitationsLoaded([first, Self.events[1]].map(pending)))
    let edit = EventEdit(event: first.id, change: .respond(.yes), scope: .this)
    _ = app.handle(.submitted(edit))
    _ = app.handle(.invitationsLoaded([second, Self.events[1]].map(pending)))
    #expect(try screen(app).rows.map(\.invitation.id) == [first.id, Self.events[1].id])
    #expect(try screen(app).rows.map(\.answer) == [.yes, nil])
    // The next one may be read before the answer is stored.
    var early = self.app([])
    _ = early.handle(.invitationsLoaded([first, Self.events[1]].map(pending)))
    _ = early.handle(.invitationsLoaded([second, Self.events[1]].map(pending)))
    _ = early.handle(.submitted(edit))
    #expect(try screen(early).rows.map(\.answer) == [.yes, nil])
    // The next time it is listed: it waits.
    _ = app.handle(.command(.back))
    _ = app.handle(.command(.invitations))
    #expect(try screen(app).rows.map(\.invitation.id) == [second.id, Self.events[1].id])
  }

  @Test func whatAServiceCannotTakeBackIsSelectedForAnotherAnswer() throws {
    var app = app()
    let event = Self.events[0]
    _ = press(.answerYes, of: event, in: &app)
    _ = app.handle(.submitted(EventEdit(event: event.id, change: .respond(.yes))))
    #expect(try screen(app).selected == 1)
    _ = app.handle(.undone(.undo, .impossible(.answered(title: "a"))))
    #expect(try screen(app).subject == event.id)
  }

  @Test func theSelectedOneIsAnswered() throws {
    var app = app()
    _ = app.handle(.command(.last))
    #expect(try screen(app).selected == 2)
    let event = Self.events[2]
    let edit = EventEdit(event: event.id, change: .respond(.no))
    #expect(press(.answerNo, of: event, in: &app) == [.submit(edit)])
    _ = app.handle(.submitted(edit))
    #expect(try screen(app).selected == 1)
    // A new one before it does not move the cursor to another.
    let others = [Self.event("new", day: 0), Self.events[0], Self.events[1]]
    _ = app.handle(.invitationsLoaded(others.map(Self.pending)))
    #expect(try screen(app).rows.count == 4)
    #expect(try screen(app).subject == Self.events[1].id)
  }

  @Test func anAnswerThatCannotBeGivenSaysWhy() {
    var app = app()
    var event = Self.events[0]
    event.participants = []
    #expect(press(.answerYes, of: event, in: &app) == [])
    #expect(app.status.notice?.text == "You are not invited to this event.")
    #expect(app.invitations.count == 3)
  }

  @Test func anInvitationIsOpenedAndAnsweredByTheMenuToo() {
    var app = app()
    #expect(app.handle(.command(.open)) == [.loadEvent(Self.events[0].id)])
    #expect(app.context == .detail)
    _ = app.handle(.command(.back))
    _ = press(.respond, of: Self.events[0], in: &app)
    #expect(app.context == .dialog)
    let edit = EventEdit(event: Self.events[0].id, change: .respond(.maybe))
    #expect(app.handle(.text("m")) == [.submit(edit)])
    #expect(app.context == .invitations)
  }

  @Test func theyAreReadAgainWhenSomethingChanges() {
    var app = app([])
    #expect(app.handle(.cacheChanged).contains(.loadInvitations))
    #expect(app.handle(.command(.back)) == [])
    #expect(app.context == .agenda)
    #expect(app.handle(.command(.invitations)) == [.loadInvitations])
  }

  /// A response, a status and a day, and what is to be seen of them.
  struct Case: Sendable {
    var response: ParticipantResponse?
    var status = EventStatus.confirmed
    var day = 1
    var standing = AgendaEventRow.Standing.plain
    var remark: String?
  }

  static let cases = [
    Case(response: .some(.none), standing: .needsAnswer, remark: "needs answer"),
    Case(
      response: .some(.none),
      status: .tentative,
      standing: .needsAnswer,
      remark: "needs answer"
    ),
    Case(response: .some(.none), day: -1), Case(response: .yes),
    Case(response: .no, standing: .declined, remark: "declined"),
    Case(response: .no, status: .tentative, day: -1, standing: .declined, remark: "declined"),
    Case(response: .maybe, standing: .tentative, remark: "tentative"),
    Case(status: .tentative, standing: .tentative, remark: "tentative"), Case(),
    Case(status: .cancelled, standing: .cancelled, remark: "cancelled"),
    Case(response: .no, status: .cancelled, standing: .cancelled, remark: "cancelled"),
  ]

  @Test(arguments: cases)
  func rowsSayHowAnEventStands(_ row: Case) {
    let (response, status, day) = (row.response, row.status, row.day)
    let (standing, remark) = (row.standing, row.remark)
    let event = Self.event("x", day: day)
    let summary = EventSummary(
      id: event.id,
      account: event.account,
      calendar: event.calendar,
      title: "x",
      time: event.time,
      status: status,
      response: response
    )
    func shown(_ summary: EventSummary) -> AgendaEventRow {
      AgendaEventRow(
        summary,
        on: World.today.advanced(by: day),
        directory: World.directory(),
        clock: WallClock(World.zone),
        now: World.now
      )
    }
    #expect(shown(summary).standing == standing)
    #expect(shown(summary).remark == remark)
    var hidden = summary
    hidden.isPrivate = true
    #expect(shown(hidden).remark == (remark.map { $0 + ", private" } ?? "private"))
  }
}

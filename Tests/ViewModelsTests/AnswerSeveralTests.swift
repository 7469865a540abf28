import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import ViewModels

/// Several invitations of the list answered together.
@Suite struct AnswerSeveralTests {
  private static let events = ["a", "b", "c"].enumerated().map { index, title in
    World.event(
      title,
      from: World.at(10, day: index + 1),
      participants: [Participant(email: "ada@acme.example")]
    )
  }
  private static let ids = events.map(\.id)

  private func app() -> AppViewModel {
    var app = AppViewModel(now: World.now, zone: World.zone, newIDs: NewIDs(seed: 7))
    _ = app.handle(.resized(columns: 80, rows: 24))
    _ = app.handle(.directoryLoaded(World.directory()))
    let pending = Self.events.map { event in
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
    _ = app.handle(.invitationsLoaded(pending))
    _ = app.handle(.command(.invitations))
    return app
  }

  private func rows(_ app: AppViewModel) throws -> [InvitationsViewModel.Row] {
    try #require(app.navigation.all.last as? InvitationsViewModel).rows
  }

  private func press(_ commands: Command..., in app: inout AppViewModel) -> [Effect] {
    commands.flatMap { app.handle(.command($0)) }
  }

  @Test("Space marks one after another, and the answer is for all that are marked")
  func marksAndAnswers() throws {
    var app = app()
    #expect(press(.mark, .mark, in: &app) == [])
    #expect(try rows(app).map(\.isMarked) == [true, true, false])
    #expect(app.title == "2 marked")
    let action = BulkAction.respond(.no, ofSeries: true)
    #expect(press(.answerNo, in: &app) == [.planBulk(action, Array(Self.ids.prefix(2)))])
  }

  @Test("The list of answers is for all that are marked too")
  func marksAndChooses() throws {
    var app = app()
    #expect(press(.mark, .mark, .respond, in: &app) == [])
    #expect((app.navigation.top as? MenuViewModel)?.title == "Answer 2 invitations")
    let action = BulkAction.respond(.no, ofSeries: true)
    #expect(app.handle(.text("n")) == [.planBulk(action, Array(Self.ids.prefix(2)))])
  }

  @Test("All are marked at once, and their marks cleared, by the key or on the way back")
  func marksAll() throws {
    var app = app()
    for way in [Command.markAll, .back] {
      _ = press(.markAll, in: &app)
      #expect(try rows(app).allSatisfy(\.isMarked))
      _ = press(way, in: &app)
      #expect(try rows(app).allSatisfy { !$0.isMarked }, "\(way)")
    }
    #expect(app.context == .invitations)
  }

  @Test("What was answered together stands with its answer, and no undo is promised")
  func answered() throws {
    var app = app()
    let action = BulkAction.respond(.yes, ofSeries: true)
    #expect(press(.markAll, .answerYes, in: &app) == [.planBulk(action, Self.ids)])
    let plan = BulkPlan(
      action,
      of: Self.events.map { BulkEvent(id: $0.id, event: $0) },
      in: World.directory(),
      viewer: World.zone,
      freshID: { EventID("fresh") }
    )
    _ = app.handle(.bulkPlanned(plan))
    #expect(app.handle(.command(.confirm)).contains(.submitBulk(plan)))
    _ = app.handle(.bulkSubmitted(plan))
    #expect(try rows(app).map(\.answer) == [.yes, .yes, .yes])
    #expect(try rows(app).allSatisfy { !$0.isMarked })
    #expect(app.invitations.isEmpty)
    #expect(app.availability(of: .mark) != .available)
    #expect(app.availability(of: .markAll) == .not("All are answered."))
    #expect(app.status.notice?.text == "3 invitations answered: yes.")
    // As long as they wait to be sent they can be taken back; a service takes no first answer back.
    for (waiting, isOffered) in [(3, true), (0, false)] {
      var directory = World.directory()
      directory.unsent[World.work] = UnsentEdits(waiting: waiting)
      _ = app.handle(.directoryLoaded(directory))
      #expect((app.availability(of: .undo) == .available) == isOffered, "\(waiting) wait")
    }
    #expect(app.handle(.command(.undo)) == [])
  }

  @Test("Answers that were given together and are taken back wait again")
  func takenBack() throws {
    var app = app()
    let action = BulkAction.respond(.yes, ofSeries: true)
    let plan = BulkPlan(
      action,
      of: Self.events.map { BulkEvent(id: $0.id, event: $0) },
      in: World.directory(),
      viewer: World.zone,
      freshID: { EventID("fresh") }
    )
    _ = app.handle(.bulkSubmitted(plan))
    #expect(try rows(app).map(\.answer) == [.yes, .yes, .yes])
    let steps = Self.events.map { event in
      EditStep(
        edit: EventEdit(event: event.id, change: .respond(.none)),
        before: event,
        after: event
      )
    }
    let links = steps.map { _ in LinkReturn.asItWas }
    _ = app.handle(.undone(.undo, .doneTogether(steps, links: links, left: [])))
    #expect(try rows(app).map(\.answer) == [nil, nil, nil])
  }

  @Test("An answer for all of a series says that occurrences were answered otherwise")
  func namesOtherAnswers() {
    var event = Self.events[0]
    event.occurrence = OccurrenceKey(
      series: .remote(RemoteEventID("series")),
      originalStart: event.time.startKey
    )
    var one = BulkEvent(id: event.id, event: event)
    one.ownAnswers = [.no: 1, .yes: 4]
    func lines(_ response: ParticipantResponse) -> [String] {
      let directory = World.directory()
      let plan = BulkPlan(
        .respond(response, ofSeries: true),
        of: [one],
        in: directory,
        viewer: World.zone,
        freshID: { EventID("fresh") }
      )
      return BulkWords(plan, directory: directory).lines
    }
    let series = "1 is a series: the answer is for all of its occurrences"
    #expect(lines(.yes).contains("\(series), also for 1 that you answered otherwise."))
    #expect(lines(.maybe).contains("\(series), also for 5 that you answered otherwise."))
    one.ownAnswers = [.yes: 4]
    #expect(lines(.yes).contains("\(series)."))
  }

  @Test("A first answer that was sent does not hide the edits before it from undo")
  func undoReachesEarlierAnswers() {
    var app = app()
    let answers: [(event: EventID, response: ParticipantResponse)] = [
      (Self.ids[0], .yes), (Self.ids[0], .no), (Self.ids[1], .yes),
    ]
    for answer in answers {
      let edit = EventEdit(event: answer.event, change: .respond(answer.response))
      _ = app.handle(.submitted(edit))
    }
    #expect(app.handle(.command(.undo)) == [.undo(.undo)])
    _ = app.handle(.undone(.undo, .impossible(.answered(title: "b"))))
    #expect(app.handle(.command(.undo)) == [.undo(.undo)])
    let back = EventEdit(event: Self.ids[0], change: .respond(.yes))
    let step = EditStep(edit: back, before: Self.events[0], after: Self.events[0])
    _ = app.handle(.undone(.undo, .done(step, link: .asItWas)))
    // Only the first answer is left.
    #expect(app.handle(.command(.undo)) == [])
  }

  @Test("A mark stays where the list is read again")
  func staysMarked() throws {
    var app = app()
    _ = press(.mark, in: &app)
    _ = app.handle(.invitationsLoaded(app.invitations))
    #expect(try rows(app).map(\.isMarked) == [true, false, false])
  }
}

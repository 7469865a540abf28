import CalendarCore
import ConferencingCore
import Testing

@testable import ViewModels

/// What the question says before all of a series is answered, or repeats no more.
@Suite struct SeriesAnswersTests {
  private func lines(_ change: EventChange, _ answers: [ParticipantResponse: Int]) throws
    -> [String]
  {
    let event = ScopeTests.occurrence()
    var outline = try ScopeTests.outline(5)
    outline.ownAnswers = answers
    let words = ScopeWords(
      edit: EventEdit(event: event.id, change: change),
      event: event,
      outline: outline,
      service: .google,
      owner: nil,
      zone: World.zone,
      now: World.now
    )
    return words.lines(.all, link: nil)
  }

  @Test("Occurrences that were answered otherwise are named before all are answered")
  func answers() throws {
    let answers: [ParticipantResponse: Int] = [.no: 1, .maybe: 2]
    #expect(
      try lines(.respond(.yes), answers).contains(
        "also 2 that you answered maybe and 1 that you declined"
      )
    )
    #expect(try lines(.respond(.no), answers).contains("also 2 that you answered maybe"))
    #expect(try !lines(.respond(.no), [.no: 1]).contains { $0.hasPrefix("also") })
  }

  @Test("A series that is to repeat no more says which of its days is left")
  func never() throws {
    let never = EventPatch(recurrence: Recurrence(lines: []))
    #expect(try lines(.update(never), [:]).contains("only Mon 23 Nov is left"))
  }

  @Test("Shifting one occurrence asks how much of its series is shifted, itself alone by Enter")
  func shift() throws {
    let event = ScopeTests.occurrence()
    var test = TestApp([event])
    let plan = BulkPlan(
      .shift(TimeShift(days: 1)),
      of: [BulkEvent(id: event.id, event: event)],
      in: test.app.directory,
      viewer: World.zone,
      freshID: { EventID("fresh") }
    )
    test.press(.shiftTime)
    test.send(.bulkPlanned(plan))
    let question = try #require(test.app.screens.last as? ScopeViewModel)
    #expect(question.choices.map(\.scope) == [.this, .following, .all])
    test.press(.choose)
    let edit = try #require(plan.edits.first)
    #expect(test.submitted == edit)
  }
}

import CalendarCore
import ConferencingCore
import Foundation
import Testing
import ViewModels

@Suite struct AppViewModelTests {
  @Test func opensAnEventAndGoesBack() {
    var test = TestApp([World.event("review", from: World.at(15))])
    test.press(.open)
    guard let detail = test.app.screens.last as? EventDetailViewModel else {
      Issue.record("no detail screen")
      return
    }
    #expect(detail.rows.contains { $0.value == "review" })
    #expect(test.app.context == .detail)
    test.press(.back)
    #expect(test.app.screens.isEmpty)
    test.press(.quit)
    #expect(test.effects.last == .quit)
  }

  @Test func makesAnEventAndGoesToIt() {
    var test = TestApp()
    test.press(.newEvent)
    test.type("Planning")
    test.press(.save)
    guard case .create(let draft, let conferencing)? = test.submitted?.change else {
      Issue.record("nothing was submitted")
      return
    }
    #expect(draft.title == "Planning")
    #expect(draft.calendar == World.team)
    #expect(conferencing == .keep)
    // Half past two exactly: the next half hour is now.
    #expect(draft.time.start(in: World.zone) == World.at(14, 30))
    #expect(draft.time.end(in: World.zone) == World.at(15, 30))
    // The form stays until the cache has taken the edit.
    #expect(test.app.screens.count == 1)
    if let edit = test.submitted { test.send(.submitted(edit)) }
    #expect(test.app.screens.isEmpty)
    #expect(test.effects.last == .loadWindow(.around(World.today)))
  }

  /// One that was made before the form was opened may be answered late.
  @Test func theAnswerOfAnotherEditDoesNotCloseAForm() throws {
    for command in [Command.newEvent, .conferencing] {
      var test = TestApp([World.event("review", from: World.at(15))])
      test.press(command)
      if command == .newEvent {
        test.type("Planning")
      } else {
        test.press(.nextChoice)
      }
      test.press(.save)
      let edit = try #require(test.submitted, "\(command)")
      let other = EventEdit(event: EventID("other"), change: .delete)
      let later = EventEdit(event: edit.event, change: .delete)
      for strange in [other, later] {
        test.send(.submitted(strange))
        test.send(.submitFailed(strange, reason: "The disk is full."))
        #expect(test.app.screens.count == 1)
        // What is being saved is not saved twice.
        let effects = test.effects.count
        test.press(.save)
        #expect(test.effects.count == effects)
      }
      test.send(.submitFailed(edit, reason: "The disk is full."))
      test.press(.save)
      #expect(test.submitted == edit)
      test.send(.submitted(edit))
      #expect(test.app.screens.isEmpty, "\(command)")
    }
  }

  @Test func knowsWhenTheNextKeyHasNoPlaceYet() {
    var test = TestApp([World.event("review", from: World.at(15))])
    #expect(!test.app.isWaiting)
    // A form is about to open.
    _ = test.app.handle(.command(.conferencing))
    #expect(test.app.isWaiting)
    _ = test.app.handle(.eventUnreadable(EventID("e-review"), reason: "The cache is locked."))
    #expect(!test.app.isWaiting)
    #expect(test.app.status.notice == Notice(.problem, "The cache is locked."))
    // The selection is on its way to what is not loaded yet.
    _ = test.app.handle(.command(.last))
    #expect(test.app.isWaiting)
    _ = test.app.handle(.windowUnreadable(.last, reason: "The cache is locked."))
    #expect(!test.app.isWaiting)
    // A form is being saved.
    _ = test.app.handle(.command(.newEvent))
    _ = test.app.handle(.text("Planning"))
    let effects = test.app.handle(.command(.save))
    guard case .submit(let edit)? = effects.last else {
      Issue.record("nothing was submitted")
      return
    }
    #expect(test.app.isWaiting)
    _ = test.app.handle(.submitFailed(edit, reason: "The disk is full."))
    #expect(!test.app.isWaiting)
  }

  @Test func keepsTheFormWhenTheCacheFails() {
    var test = TestApp()
    test.press(.newEvent)
    test.type("Planning")
    test.press(.save)
    if let edit = test.submitted {
      test.send(.submitFailed(edit, reason: "The disk is full."))
    }
    #expect(test.app.status.notice == Notice(.problem, "The disk is full."))
    test.type("!")
    guard let screen = test.app.screens.last as? EventFormScreen else {
      Issue.record("the form is gone")
      return
    }
    #expect(
      screen.form.fields.first?.content
        == .text(TextField("Planning!"), placeholder: "what it is about")
    )
  }

  @Test func asksBeforeWhatWasTypedIsForgotten() {
    var test = TestApp()
    test.press(.newEvent)
    test.type("x")
    test.press(.back)
    #expect(test.app.context == .dialog)
    test.press(.refuse)
    #expect(test.app.context == .form)
    test.press(.back, .confirm)
    #expect(test.app.screens.isEmpty)
    test.press(.newEvent, .back)
    #expect(test.app.screens.isEmpty)
  }

  @Test func saysWhatIsWrongAtTheFieldAndGoesThere() {
    var test = TestApp()
    test.press(.newEvent, .save)
    guard let screen = test.app.screens.last as? EventFormScreen else {
      Issue.record("no form")
      return
    }
    #expect(screen.form.focus == .title)
    #expect(screen.form.fields[0].problem == "An event needs a title.")
    #expect(test.submitted == nil)
  }

  @Test func refusesToChangeWhatIsReadOnly() {
    var test = TestApp([World.event("fixed", from: World.at(15), isReadOnly: true)])
    for command in [Command.edit, .conferencing, .delete] {
      test.press(command)
      #expect(test.app.screens.isEmpty)
      #expect(test.app.status.notice?.text.contains("read-only") == true)
    }
  }

  /// The footer offered what the keys refused.
  @Test func offersNothingThatAReadOnlyEventRefuses() {
    let test = TestApp([World.event("fixed", from: World.at(15), isReadOnly: true)])
    #expect(Set(test.app.footer).isDisjoint(with: [.edit, .conferencing, .delete]))
    #expect(test.app.footer.contains(.open))
  }

  @Test func makesAnEventLikeAnother() throws {
    let meet = ConferencingDetails(
      provider: .googleMeet,
      url: "https://meet.google.com/abc-defg-hij"
    )
    var event = World.event(
      "fixed",
      from: World.at(15),
      conferencing: .details(meet),
      participants: [Participant(email: "bob@acme.example")],
      description: "My words." + "\n\n" + InvitationBlock.text(for: meet),
      isReadOnly: true
    )
    event.location = "Room 5"
    var test = TestApp([event])
    test.press(.duplicate, .save)
    guard case .create(let draft, let conferencing)? = test.submitted?.change else {
      Issue.record("nothing was submitted")
      return
    }
    #expect(draft.title == event.title && draft.time == event.time)
    #expect(draft.location == "Room 5" && draft.description == "My words.")
    #expect(draft.participants.isEmpty && conferencing == .keep)
    #expect(test.submitted?.event != event.id)
  }

  @Test func deletesAfterAQuestion() {
    let event = World.event(
      "sync",
      from: World.at(15),
      participants: [Participant(email: "bob@acme.example")]
    )
    var test = TestApp([event])
    test.press(.delete)
    guard let question = test.app.screens.last as? ConfirmationViewModel else {
      Issue.record("no question")
      return
    }
    #expect(question.title == "Delete “sync”?")
    #expect(question.lines == ["The attendee is notified."])
    test.press(.confirm)
    #expect(test.submitted == EventEdit(event: event.id, change: .delete))
  }

  @Test func deletingAnInvitationSaysWhoAloneBringsItBack() {
    var event = World.event(
      "Council",
      from: World.at(15),
      participants: ["ada@acme.example", "bob@acme.example"].map { Participant(email: $0) }
    )
    event.organizer = Person(name: "Ingrid", email: "ingrid@elsewhere.example")
    var test = TestApp([event])
    test.press(.delete)
    let lines = (test.app.screens.last as? ConfirmationViewModel)?.lines ?? []
    #expect(
      lines == [
        "Ingrid organizes it and alone can invite you again: once that is sent, undo does not bring it "
          + "back. Answering no keeps it here."
      ]
    )
  }

  @Test func joinsOnlyLinksThatMayBeOpened() {
    let good = ConferencingDetails(provider: .zoomMeeting, url: "https://zoom.us/j/1")
    let bad = ConferencingDetails(provider: .unknown, url: "javascript:alert(1)")
    var test = TestApp([
      World.event("good", from: World.at(15), conferencing: .details(good)),
      World.event("bad", from: World.at(16), conferencing: .details(bad)),
    ])
    test.press(.join)
    #expect(test.effects.last == .openURL("https://zoom.us/j/1"))
    let count = test.effects.count
    test.press(.moveDown, .join)
    #expect(
      !test.effects.dropFirst(count).contains { if case .openURL = $0 { true } else { false } }
    )
    #expect(test.app.status.notice?.kind == .problem)
  }

  @Test func answersAnInvitation() {
    let event = World.event(
      "invited",
      from: World.at(15),
      participants: [Participant(email: "Ada@acme.example"), Participant(email: "bob@x.example")]
    )
    var test = TestApp([event])
    test.press(.respond)
    test.type("m")
    #expect(test.submitted == EventEdit(event: event.id, change: .respond(.maybe)))
  }

  @Test func saysOnceWhatWasRefused() {
    let event = World.event("x", from: World.at(15))
    var test = TestApp([event])
    var window = World.window([])
    window.events = [World.summary(event, delivery: .refused("No."))]
    test.send(.windowLoaded(.around(World.today), window))
    #expect(test.app.status.notice == Notice(.problem, "“x”: No."))
    test.press(.moveDown)
    test.send(.windowLoaded(.around(World.today), window))
    #expect(test.app.status.notice == nil)
  }

  @Test func showsTheSelectedEventBesideTheListWhereThereIsRoom() {
    var test = TestApp([
      World.event("a", from: World.at(15)), World.event("b", from: World.at(16)),
    ])
    #expect(test.app.preview == nil)
    test.send(.resized(columns: 200, rows: 50))
    #expect(test.app.preview?.event?.title == "a")
    test.press(.moveDown)
    #expect(test.app.preview?.event?.title == "b")
    test.send(.resized(columns: 80, rows: 24))
    #expect(test.app.preview == nil)
  }

  @Test func choosesAThemeAndTakesItBack() {
    var test = TestApp()
    test.app.themes = ["dark", "light"]
    test.app.theme = "dark"
    test.press(.themes, .moveDown)
    #expect(test.effects.last == .useTheme("light"))
    test.press(.back)
    #expect(test.effects.last == .useTheme("dark"))
  }

  /// What nobody sees must not be edited by a key that was meant for another screen.
  @Test(arguments: [(39, 24), (80, 9), (30, 8)])
  func aScreenThatIsTooSmallTakesNoKeysButThoseThatLeave(columns: Int, rows: Int) {
    var test = TestApp([World.event("review", from: World.at(15))])
    test.send(.resized(columns: columns, rows: rows))
    test.effects = []
    test.press(.delete, .newEvent, .confirm, .undo, .markAll, .conferencing)
    test.type("y")
    #expect(test.app.screens.isEmpty && test.app.marks.isEmpty)
    #expect(test.effects.isEmpty)
    test.press(.quit)
    #expect(test.effects == [.quit])
    test.send(.resized(columns: 40, rows: 10))
    test.press(.newEvent)
    #expect(test.app.screens.count == 1)
  }
}

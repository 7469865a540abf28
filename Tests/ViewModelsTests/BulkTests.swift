import CalendarCore
import ConferencingCore
import Foundation
import Testing
import ViewModels

/// Marks, and what the commands do to all marked events.
@Suite struct BulkTests {
  private static let events = [
    World.event("A", from: World.at(15)),
    World.event(
      "B",
      from: World.at(16),
      participants: [Participant(email: "ada@acme.example"), Participant(email: "bo@acme.example")]
    ),
    World.event("C", from: World.at(17), isReadOnly: true),
    World.event("D", from: World.at(9, day: 1)),
  ]

  private func plan(_ action: BulkAction, _ ids: [EventID]) -> BulkPlan {
    BulkPlan(
      action,
      of: ids.map { id in BulkEvent(id: id, event: Self.events.first { $0.id == id }) },
      in: World.directory(),
      viewer: World.zone,
      freshID: { EventID("fresh") }
    )
  }

  private func ids(_ titles: String...) -> [EventID] { titles.map { EventID("e-\($0)") } }

  /// The question that is open.
  private func question(_ test: TestApp) throws -> ConfirmationViewModel {
    try #require(test.app.screens.last as? ConfirmationViewModel)
  }

  @Test(arguments: [nil, .dayView, .weekView, .monthView] as [Command?])
  func spaceMarksAndGoesOn(_ view: Command?) {
    var test = TestApp(Self.events)
    if let view { test.press(view) }
    test.press(.mark)
    #expect(test.app.marks.ids == ids("A"))
    #expect(test.app.selectedEvent?.title == "B")
    #expect(test.app.status.notice?.text.hasPrefix("Marked: ") == true)
    test.press(.mark)
    #expect(test.app.marks.ids == ids("A", "B"))
    // Another time takes the mark away.
    test.press(.moveUp, .mark)
    #expect(test.app.marks.ids == ids("A"))
    test.press(.back)
    #expect(test.app.marks.isEmpty)
  }

  @Test func allOfTheDayAreMarkedAndCleared() {
    var test = TestApp(Self.events)
    test.press(.mark, .markAll)
    #expect(test.app.marks.ids == ids("A", "B", "C"))
    test.press(.markAll)
    #expect(test.app.marks.isEmpty)
  }

  @Test func marksEndBeforeTheSearchDoes() {
    var test = TestApp(Self.events)
    test.press(.search)
    test.type("a")
    test.press(.accept, .mark, .back)
    #expect(test.app.marks.isEmpty && test.app.search != nil)
    test.press(.back)
    #expect(test.app.search == nil)
  }

  @Test func deletingAsksOnceForAll() throws {
    var test = TestApp(Self.events)
    test.press(.markAll, .delete)
    #expect(test.effects.last == .planBulk(.delete, ids("A", "B", "C")))
    // Nobody knows yet what the next key is about.
    #expect(test.app.isWaiting)
    let plan = plan(.delete, ids("A", "B", "C"))
    test.send(.bulkPlanned(plan))
    #expect(!test.app.isWaiting)
    let question = try question(test)
    #expect(question.title == "Delete 2 events?")
    #expect(question.lines.contains("2 attendees of 1 event are notified."))
    #expect(
      question.lines.last
        == "1 left out, “C”: This event is read-only. Ask its organizer to change it."
    )
    test.press(.confirm)
    #expect(test.effects.last == .submitBulk(plan))
    test.send(.bulkSubmitted(plan))
    #expect(test.app.marks.isEmpty && test.app.screens.isEmpty)
    #expect(test.app.status.notice?.text.hasPrefix("2 events are deleted.") == true)
  }

  @Test func marksOfOtherEventsStay() {
    var test = TestApp(Self.events)
    test.press(.mark, .mark)
    test.send(.bulkSubmitted(plan(.delete, ids("B"))))
    #expect(test.app.marks.ids == ids("A"))
  }

  @Test func nothingThatCanBeDoneIsSaid() {
    var test = TestApp(Self.events)
    test.press(.markAll, .delete)
    test.send(.bulkPlanned(plan(.delete, ids("C"))))
    #expect(test.app.screens.isEmpty)
    #expect(test.app.status.notice?.kind == .problem)
    #expect(test.app.status.notice?.text.hasPrefix("Nothing can be done. 1 left out, “C”:") == true)
    // The marks stay, to do something else with.
    #expect(test.app.marks.count == 3)
  }

  @Test func whatCannotBeStoredIsSaidAndStaysMarked() {
    var test = TestApp(Self.events)
    test.press(.mark, .delete)
    test.send(.bulkFailed(reason: "The disk is full."))
    #expect(test.app.status.notice == Notice(.problem, "The disk is full."))
    #expect(test.app.marks.count == 1 && !test.app.isWaiting)
  }

  @Test func answersAreChosenForAll() throws {
    var test = TestApp(Self.events)
    var window = World.window(Self.events)
    window.events[1].response = ParticipantResponse.none
    test.send(.windowLoaded(.around(World.today), window))
    test.press(.markAll, .respond)
    #expect((test.app.screens.last as? MenuViewModel)?.title == "Answer 1 invitation")
    test.type("m")
    #expect(test.effects.last == .planBulk(.respond(.maybe), ids("A", "B", "C")))
    test.send(.bulkPlanned(plan(.respond(.maybe), ids("A", "B", "C"))))
    let question = try question(test)
    #expect(question.title == "Answer 1 invitation with “maybe”?")
    #expect(question.lines.contains("2 left out, “A”, “C”: You are not invited to it."))
  }

  @Test func nobodyIsAskedForAnAnswerToNoInvitation() {
    var test = TestApp(Self.events)
    test.press(.mark, .respond)
    #expect(test.app.status.notice?.text == "You are not invited to the marked event.")
    test.press(.mark, .respond)
    #expect(test.app.screens.isEmpty && test.app.marks.count == 2)
    #expect(
      test.app.status.notice?.text == "You are not invited to any of the 2 marked events."
    )
  }

  @Test func theLinkFormIsForAll() throws {
    var test = TestApp(Self.events)
    test.press(.markAll, .conferencing)
    #expect(test.app.title == "Meeting link · 3 events")
    // A fresh link is what one asks for most; leaving the form as it is loses nothing.
    #expect((test.app.screens.last as? BulkConferencingScreen)?.form.chosen == .create)
    #expect((test.app.screens.last as? BulkConferencingScreen)?.hasUnsavedChanges == false)
    test.press(.previousChoice)
    let hint = (test.app.screens.last as? BulkConferencingScreen)?.form.fields.first?.hint
    #expect(hint == "The meetings and their texts are taken off the events.")
    test.press(.save)
    #expect(test.effects.last == .planBulk(.conferencing(.strip), ids("A", "B", "C")))
    test.send(.bulkPlanned(plan(.conferencing(.strip), ids("A", "B", "C"))))
    // Nothing has a link: the form stays.
    #expect(test.app.isShowing(BulkConferencingScreen.self))
    test.press(.nextChoice, .nextField, .nextChoice)
    test.press(.save)
    let asked = Autocreate(provider: .zoomMeeting, hostGrant: World.zoom.id)
    let action = BulkAction.conferencing(.autocreate(asked))
    #expect(test.effects.last == .planBulk(action, ids("A", "B", "C")))
    let plan = plan(action, ids("A", "B", "C"))
    test.send(.bulkPlanned(plan))
    #expect(try question(test).title == "Create Zoom Meeting links for 2 events?")
    test.press(.confirm)
    test.send(.bulkSubmitted(plan))
    #expect(test.app.screens.isEmpty)
    func said() -> String { test.app.status.notice?.text ?? "" }
    #expect(said().hasPrefix("Zoom Meeting links are being created for 2 events."))
    // Nothing is being created while the service is not there.
    var directory = World.directory()
    directory.syncStatus[World.work] = SyncStatus(failure: "Away.", offlineSince: World.now)
    test.send(.directoryLoaded(directory))
    test.send(.bulkSubmitted(plan))
    #expect(said().contains("once their service can be reached."), "\(said())")
  }

  /// A meeting that Convene had made at a host which can be asked, or one that others made.
  private static func linked(_ title: String, isOurs: Bool) -> Event {
    var event = World.event(
      title,
      from: World.at(15),
      conferencing: .details(
        ConferencingDetails(
          provider: .zoomMeeting,
          url: "https://zoom.us/j/9123456\(title.utf8.count)"
        )
      )
    )
    guard isOurs else { return event }
    event.autocreated = Autocreate(provider: .zoomMeeting, hostGrant: World.zoom.id)
    event.meeting = HostedMeeting(
      provider: .zoomMeeting,
      host: World.zoom.id,
      id: "9123456\(title.utf8.count)"
    )
    return event
  }

  @Test("The link form changes settings of all marked meetings, with one question about them")
  func settingsOfMarkedEvents() throws {
    let events = [
      Self.linked("One", isOurs: true), Self.linked("Three", isOurs: true),
      Self.linked("Theirs", isOurs: false), World.event("No link", from: World.at(18)),
    ]
    var test = TestApp(events)
    test.press(.markAll, .conferencing, .nextChoice)
    let form = { (test.app.screens.last as? BulkConferencingScreen)?.form }
    #expect(form()?.chosen == .settings)
    #expect(
      form()?.fields.map(\.label) == [
        "Meeting", "Provider", "Waiting room", "Join before host", "Mute on entry", "Recording",
        "Access code", "Alternative hosts", "Sign-in required",
      ]
    )
    // Nothing is chosen yet, so there is nothing to ask.
    test.press(.save)
    #expect(!test.app.isWaiting && test.app.isShowing(BulkConferencingScreen.self))
    #expect(test.app.status.notice?.text.contains("every setting is left as it is") == true)
    test.press(.nextField, .nextField, .nextChoice)
    for _ in 0..<5 { test.press(.nextField) }
    test.type("ann")
    test.press(.save)
    #expect(test.app.status.notice?.text.contains("no mail address") == true)
    test.type("@acme.example")
    test.press(.save)
    let wish = try NamedSettings(["alternative_hosts=ann@acme.example", "waiting_room=on"])
    let all = events.map(\.id)
    #expect(test.effects.last == .planBulk(.settings(wish), all))
    #expect(test.app.status.notice?.text.hasPrefix("Asking the hosts of the meetings…") == true)
    let plan = BulkPlan(
      .settings(wish),
      of: events.map { BulkEvent(id: $0.id, event: $0) },
      in: World.directory(),
      viewer: World.zone,
      freshID: { EventID("fresh") }
    )
    // Keys work meanwhile, and who leaves it is not asked later.
    #expect(!test.app.isWaiting)
    test.press(.back)
    #expect(test.app.status.notice?.text == "Cancelled. Nothing was changed.")
    test.send(.bulkPlanned(plan))
    #expect(test.app.isShowing(BulkConferencingScreen.self))
    test.press(.save)
    test.send(.bulkPlanned(plan))
    let question = try question(test)
    #expect(question.title == "Change the settings of 2 meetings?")
    let said = question.lines.joined(separator: "\n")
    #expect(said.contains("Zoom Meeting: Waiting room: on; Alternative hosts: ann@acme.example."))
    #expect(said.contains("1 left out, “Theirs”: Convene did not have this meeting made"))
    #expect(said.contains("1 left out, “No link”: The event has no meeting link"))
    test.press(.confirm)
    #expect(test.effects.last == .submitBulk(plan))
    test.send(.bulkSubmitted(plan))
    #expect(test.app.screens.isEmpty && test.app.marks.isEmpty)
    let notice = test.app.status.notice?.text ?? ""
    #expect(notice.contains("The settings of 2 meetings are changed."), "\(notice)")
  }

  @Test("Settings of marked meetings begin with the provider that most of them have")
  func settingsOfTheCommonProvider() throws {
    var events = [Self.linked("Zoom", isOurs: true)]
    for (hour, title) in [(16, "Meet"), (17, "Meets")] {
      events.append(
        World.event(
          title,
          from: World.at(hour),
          conferencing: .details(
            ConferencingDetails(provider: .googleMeet, url: "https://meet.google.com/abc-defg-hij")
          )
        )
      )
    }
    var test = TestApp(events)
    test.press(.markAll, .conferencing, .nextChoice)
    let form = try #require((test.app.screens.last as? BulkConferencingScreen)?.form)
    #expect(form.fields.map(\.label).suffix(2) == ["Joins at once", "Host management"])
    // What is chosen of one provider is no wish about another.
    test.press(.nextField, .nextField, .nextChoice, .previousField, .nextChoice, .save)
    #expect(!test.app.isWaiting)
    #expect(test.app.status.notice?.text.contains("every setting is left as it is") == true)
  }

  @Test func shiftAndMoveAlsoWorkOnTheSelectedEvent() {
    var test = TestApp(Self.events)
    test.press(.shiftTime)
    #expect((test.app.screens.last as? ShiftPrompt)?.label == "Shift by: ")
    test.type("tomorrow")
    test.press(.accept)
    #expect(test.app.status.notice?.kind == .problem)
    #expect(test.app.isShowing(ShiftPrompt.self))
    test.press(.deleteToStart)
    test.type("-1d")
    #expect((test.app.screens.last as? ShiftPrompt)?.hint == "1 day earlier")
    test.press(.accept)
    #expect(test.effects.last == .planBulk(.shift(TimeShift(days: -1)), ids("A")))
    test.send(.bulkPlanned(plan(.shift(TimeShift(days: -1)), ids("A"))))
    test.press(.refuse)
    test.press(.moveToCalendar)
    let menu = test.app.screens.last as? MenuViewModel
    // A calendar that cannot be written to is not offered.
    #expect(menu?.items.map(\.label) == ["Team", "Personal"])
    test.press(.moveDown, .choose)
    let personal = CalendarKey(account: .local, calendar: CalendarID("local"))
    #expect(test.effects.last == .planBulk(.move(to: personal), ids("A")))
  }

  @Test func whatDoesNotGoAlongIsSaid() throws {
    var test = TestApp(Self.events)
    test.press(.mark, .mark)
    let personal = CalendarKey(account: .local, calendar: CalendarID("local"))
    test.send(.bulkPlanned(plan(.move(to: personal), ids("A"))))
    #expect(
      try question(test).lines.contains(
        "1 event gets a new UID there, and what Convene does not show of it, such as categories and "
          + "attachments, does not go along."
      )
    )
  }

  @Test("Of texts that move it is said whose attendees may be invited again")
  func attendeesOfTexts() throws {
    let kind = ServiceKind(
      "folder",
      displayName: "Folder",
      traits: [.calendars, .deliversMasters, .takesAnyLink, .keepsTexts]
    )
    let account = AccountID("folder")
    var directory = World.directory()
    directory.accounts.append(Account(id: account, service: kind, grant: GrantID("folder")))
    for name in ["one", "two"] {
      directory.calendars.append(CalendarInfo(id: CalendarID(name), account: account, name: name))
    }
    for (title, isSaid) in [("A", false), ("B", true)] {
      var event = try #require(Self.events.first { $0.title == title })
      (event.account, event.calendar) = (account, CalendarID("one"))
      event.remoteID = RemoteEventID("remote")
      let plan = BulkPlan(
        .move(to: CalendarKey(account: account, calendar: CalendarID("two"))),
        of: [BulkEvent(id: event.id, event: event)],
        in: directory,
        viewer: World.zone,
        freshID: { EventID("fresh") }
      )
      try #require(plan.edits.count == 2, "\(plan.exclusions)")
      let lines = BulkWords(plan, directory: directory).lines
      let line =
        "1 event with attendees can get a new UID there, where the servers leave no other way: then "
        + "the attendees are invited again."
      #expect(lines.contains(line) == isSaid)
      #expect(!lines.contains { $0.contains("does not go along") })
    }
  }

  @Test func changedEventsAreAskedAboutAgain() throws {
    var test = TestApp(Self.events)
    test.press(.mark, .delete)
    let plan = plan(.delete, ids("A"))
    test.send(.bulkPlanned(plan))
    test.press(.confirm)
    test.send(.bulkOutdated(plan))
    #expect(try question(test).title == "Delete 1 event?")
    #expect(test.app.status.notice?.text == "Events have changed meanwhile: look again.")
    #expect(test.app.marks.count == 1)
  }

  @Test func withoutAnEventThereIsNothingToMark() {
    var test = TestApp([])
    for command in [Command.mark, .markAll, .shiftTime, .moveToCalendar] {
      test.press(command)
      #expect(test.app.status.notice?.text.hasPrefix("No event is selected.") == true)
    }
  }

  @Test func manyTitlesOfOneReasonAreCut() {
    let plan = BulkPlan(
      .delete,
      of: (0..<200).map { number in
        var event = World.event("Read only number \(number)", from: World.at(9), isReadOnly: true)
        event.title += String(repeating: " and much more", count: 20)
        return BulkEvent(id: event.id, event: event)
      },
      in: World.directory(),
      viewer: World.zone,
      freshID: { EventID("fresh") }
    )
    let words = BulkWords(plan, directory: World.directory()).lines.joined()
    #expect(words.hasPrefix("200 left out, “") && words.contains(" and 197 more: "))
    #expect(words.count < 250)
  }
}

import CalendarCore
import ConferencingCore
import Testing

@testable import ViewModels

/// Calendar files in and out of the screen.
@Suite struct FilePromptTests {
  private static let events = [
    World.event("A/B: C", from: World.at(15)), World.event("D", from: World.at(16)),
  ]
  private static let local = CalendarKey(account: .local, calendar: CalendarID("local"))

  private func summary(
    _ path: String,
    new: Int = 2,
    updated: Int = 0,
    skipped: [String] = []
  ) -> ImportSummary {
    ImportSummary(
      path: path,
      calendar: Self.local,
      new: new,
      updated: updated,
      unchanged: 4,
      skipped: skipped
    )
  }

  @Test func aHiddenCalendarIsNotOfferedBeforeOneThatIsShown() throws {
    var directory = World.directory()
    let shown = try #require(directory.calendars.last).key
    for index in directory.calendars.indices.dropLast() {
      directory.calendars[index].isHidden = true
    }
    var test = TestApp([], directory: directory)
    test.press(.exportFile, .moveDown)
    let prompt = try #require(test.app.screens.last as? ExportPrompt)
    #expect(prompt.scope == .calendar(shown))
  }

  // MARK: Import

  @Test func anImportIsLookedAtFirst() throws {
    var test = TestApp(Self.events)
    test.press(.importFile)
    #expect(test.effects.last == .completePath(""))
    test.type("in.ics")
    #expect(test.effects.last == .completePath("in.ics"))
    test.press(.accept)
    #expect(test.effects.last == .previewImport(path: "in.ics", Self.local))
    // It is read once, however often one asks.
    let count = test.effects.count
    test.press(.accept)
    #expect(test.effects.count == count)
    let preview = summary("in.ics", updated: 1, skipped: ["line 7: DTSTART soon cannot be read."])
    test.send(.importPreviewed(preview))
    let question = try #require(test.app.screens.last as? ConfirmationViewModel)
    #expect(question.title == "Import 3 events into “Personal”?")
    #expect(
      question.lines == [
        "2 new, 1 updated, 4 unchanged, 1 skipped.", "line 7: DTSTART soon cannot be read.",
      ]
    )
    test.press(.confirm)
    #expect(test.effects.last == .importFile(path: "in.ics", Self.local))
    test.send(.imported(preview))
    #expect(test.app.screens.isEmpty)
    let notice = try #require(test.app.status.notice?.text)
    #expect(notice.hasPrefix("Imported: 2 new, 1 updated, 4 unchanged, 1 skipped. "))
  }

  @Test func nothingToImportIsSaid() {
    var test = TestApp(Self.events)
    test.press(.importFile)
    test.type("in.ics")
    test.press(.accept)
    test.send(.importPreviewed(summary("in.ics", new: 0)))
    #expect(test.app.status.notice?.text == "There is nothing to import: 4 unchanged.")
    #expect(test.app.isShowing(ImportPrompt.self))
    var tasks = summary("in.ics", new: 0)
    (tasks.unchanged, tasks.remarks) = (0, ["The file has 1 task."])
    test.press(.accept)
    test.send(.importPreviewed(tasks))
    #expect(
      test.app.status.notice?.text == "There is nothing to import: no events. The file has 1 task."
    )
  }

  @Test func aFileThatCannotBeReadStaysTyped() {
    var test = TestApp(Self.events)
    test.press(.importFile)
    test.type("none.ics")
    test.press(.accept)
    test.send(.fileFailed(reason: "There is no file \"none.ics\"."))
    #expect(test.app.status.notice == Notice(.problem, "There is no file \"none.ics\"."))
    #expect((test.app.screens.last as? ImportPrompt)?.field.text == "none.ics")
    test.press(.accept)
    #expect(test.effects.last == .previewImport(path: "none.ics", Self.local))
  }

  @Test func anAnswerToAnotherNameAsksNothing() {
    var test = TestApp(Self.events)
    test.press(.importFile)
    test.type("a.ics")
    test.press(.accept, .backspace)
    test.send(.importPreviewed(summary("a.ics")))
    #expect(test.app.isShowing(ImportPrompt.self))
    test.press(.back)
    test.send(.importPreviewed(summary("a.ics")))
    #expect(test.app.screens.isEmpty)
  }

  @Test func withoutALocalCalendarItIsSaid() {
    var directory = World.directory()
    directory.calendars.removeAll { $0.account == .local }
    var test = TestApp(Self.events, directory: directory)
    test.press(.importFile)
    #expect(test.app.screens.isEmpty)
    #expect(test.app.status.notice?.text.hasPrefix("There is no local calendar") == true)
  }

  @Test func theCalendarIsChosenByArrows() {
    var directory = World.directory()
    directory.calendars.append(
      CalendarInfo(id: CalendarID("club"), account: .local, name: "Club")
    )
    var test = TestApp(Self.events, directory: directory)
    test.press(.importFile)
    #expect(test.app.footer.contains(.moveDown))
    test.press(.moveDown)
    #expect((test.app.screens.last as? ImportPrompt)?.calendar.name == "Club")
    test.press(.moveDown)
    #expect((test.app.screens.last as? ImportPrompt)?.calendar.name == "Personal")
  }

  // MARK: Names

  @Test func namesAreCompletedAsFarAsTheyAgree() {
    var test = TestApp(Self.events)
    func prompt() -> ImportPrompt? { test.app.screens.last as? ImportPrompt }
    test.press(.importFile)
    test.type("x/Ca")
    // What is of another text is not taken.
    test.send(.pathCompleted("x/C", ["x/Cx"]))
    #expect(prompt()?.hint == "")
    test.send(.pathCompleted("x/Ca", ["x/Cal/", "x/Calendar.ics"]))
    #expect(prompt()?.hint == "Cal/  Calendar.ics")
    test.press(.complete)
    #expect(prompt()?.field.text == "x/Cal")
    #expect(test.effects.last == .completePath("x/Cal"))
    test.send(.pathCompleted("x/Cal", ["x/Calendar.ics"]))
    test.press(.complete)
    #expect(prompt()?.field.text == "x/Calendar.ics")
    // Elsewhere there is nothing to complete, and that is said.
    test.press(.back, .goToDate, .complete)
    #expect(test.app.status.notice?.text == "Names of files alone are completed.")
  }

  /// Keys can come faster than names, as they do over a slow line, or pasted with the text.
  @Test func namesAreCompletedOnceTheyAreFound() {
    var test = TestApp(Self.events)
    func prompt() -> ImportPrompt? { test.app.screens.last as? ImportPrompt }
    test.press(.importFile)
    test.type("x/od")
    test.press(.complete)
    #expect(prompt()?.field.text == "x/od")
    test.send(.pathCompleted("x/od", ["x/odd.ics"]))
    #expect(prompt()?.field.text == "x/odd.ics")
    #expect(test.effects.last == .completePath("x/odd.ics"))
    // What is typed meanwhile counts more.
    test.type("z")
    test.press(.complete)
    test.type("y")
    test.send(.pathCompleted("x/odd.icszy", ["x/odd.icszyx"]))
    #expect(prompt()?.field.text == "x/odd.icszy")
  }

  // MARK: Export

  @Test func whatIsExportedIsChosenByArrows() {
    var test = TestApp(Self.events)
    func prompt() -> ExportPrompt? { test.app.screens.last as? ExportPrompt }
    test.press(.exportFile)
    #expect(prompt()?.scope == .events([EventID("e-A/B: C")]))
    #expect(prompt()?.field.text == "A-B-C.ics")
    test.press(.moveDown)
    #expect(prompt()?.scope == .day(World.today))
    #expect(prompt()?.field.text == "\(World.today).ics")
    test.press(.moveDown)
    #expect(prompt()?.scope == .calendar(CalendarKey(account: World.work, calendar: World.team)))
    #expect(prompt()?.field.text == "Team.ics")
    // A name of one's own stays.
    test.press(.deleteToStart)
    test.type("mine.ics")
    test.press(.moveDown)
    #expect(prompt()?.field.text == "mine.ics")
    test.press(.back, .mark, .mark, .exportFile)
    #expect(prompt()?.scope == .events(Self.events.map(\.id)))
    #expect(prompt()?.label == "Export 2 marked events to: ")
  }

  @Test func nothingIsReplacedUnasked() throws {
    var test = TestApp(Self.events)
    let scope = ExportScope.events([EventID("e-A/B: C")])
    test.press(.exportFile, .accept)
    #expect(test.effects.last == .exportFile(path: "A-B-C.ics", scope, replaces: false))
    test.send(.exportExists("A-B-C.ics", scope))
    let question = try #require(test.app.screens.last as? ConfirmationViewModel)
    #expect(question.title == "Replace “A-B-C.ics”?")
    test.press(.refuse)
    #expect(test.app.isShowing(ExportPrompt.self))
    test.press(.accept)
    test.send(.exportExists("A-B-C.ics", scope))
    test.press(.confirm)
    #expect(test.effects.last == .exportFile(path: "A-B-C.ics", scope, replaces: true))
    test.send(.exported(1, path: "A-B-C.ics"))
    #expect(test.app.screens.isEmpty)
    #expect(test.app.status.notice?.text == "Exported 1 event to A-B-C.ics.")
  }

  @Test(arguments: [
    ("Team sync", "Team-sync.ics"), ("../../etc/passwd", "etc-passwd.ics"), ("", "event.ics"),
    ("\u{1B}[2J", "2J.ics"), ("🎶", "event.ics"), ("東京 会議", "東京-会議.ics"),
  ])
  func namesOfFilesAreOfLettersAndDigits(_ title: String, _ name: String) {
    #expect(ExportPrompt.fileName(title) == name)
    let long = ExportPrompt.fileName(String(repeating: "語", count: 400))
    #expect(long.utf8.count < 200)
  }
}

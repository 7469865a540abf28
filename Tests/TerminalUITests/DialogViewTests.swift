import CalendarCore
import ConferencingCore
import Terminal
import TerminalUI
import Testing

@testable import ViewModels

@Suite struct DialogViewTests {
  @Test(arguments: [(80, 24), (200, 50)])
  func showsTheTextThatWillGo(_ columns: Int, _ rows: Int) {
    var test = TestApp(columns: columns, rows: rows)
    test.select("Planning")
    test.press(.conferencing, .nextChoice, .save)
    let text = test.picture.description
    #expect(text.contains("Take the meeting off “Planning”?"))
    for line in InvitationBlock.text(for: World.zoomLink).split(separator: "\n") {
      #expect(text.contains("− " + line), "\(line)")
    }
    #expect(!text.contains("− Bring the plan."))
    #expect(test.row("take it off").contains("y take it off   n leave it"))
    #expect(test.rows.last == " y yes  n no")
  }

  @Test func marksThatMoreCanBeChosen() {
    var test = TestApp(columns: 40, rows: 10)
    test.press(.themes, .first)
    #expect(test.row("↓") != "" && test.row("↑") == "", "\(test.rows)")
    test.press(.last)
    #expect(test.row("↑") != "" && test.row("↓") == "", "\(test.rows)")
    test = TestApp()
    test.press(.themes)
    // Beside the frame stands what is behind the menu.
    let framed = test.rows.compactMap { $0.split(separator: "│").dropFirst().first }
    #expect(!framed.contains { $0.contains("↓") || $0.contains("↑") }, "\(framed)")
  }

  /// Two of the links have no number by which they could be told apart, and one page to register at.
  @Test(arguments: [(40, 12), (80, 24), (200, 50)])
  func linksThatBeginAlikeAreToldApart(_ columns: Int, _ rows: Int) {
    let teams = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_"
    let thread = String(repeating: "NzQ3", count: 20)
    var event = World.events[0]
    event.conferencing = .none
    event.description = ["A1", "B2", "C3"].map { "\(teams)\(thread)\($0)%40thread.v2/0" }
      .joined(separator: "\n")
    var test = TestApp([event], columns: columns, rows: rows)
    test.press(.join)
    let items = (test.app.screens.last as? MenuViewModel)?.items.count ?? 0
    #expect(items == 3, "\(test.rows)")
    for tag in ["A1", "B2", "C3"] {
      let isShown = test.rows.contains { $0.contains("Teams  h") && $0.contains(tag) }
      #expect(isShown, "\(tag): \(test.rows)")
    }
  }

  @Test(arguments: [(40, 10), (40, 12), (60, 14), (80, 24)])
  func keepsWhatWillGoAndTheAnswersOnSmallScreens(_ columns: Int, _ rows: Int) {
    for scene in Scene.all where ["taking off", "deleting"].contains(scene.name) {
      let test = scene.app(columns: columns, rows: rows)
      let top = test.rows.firstIndex { $0.contains("┌") } ?? -1
      let end = test.rows.firstIndex { $0.contains("└") } ?? -1
      #expect(top >= 1 && top < end && end <= rows - 3, "\(test.rows)")
      #expect(test.rows.last?.hasSuffix(" y yes  n no") == true)
      if scene.name == "taking off" {
        #expect(test.row("Take the meeting off") != "")
        #expect(test.row("− ────────── Convene") != "", "\(test.rows)")
        #expect(test.row("lines more") != "" || test.row("− Access code: s3cret") != "")
      } else {
        #expect(test.row("Delete “Design review”?") != "")
        #expect(test.row("Its meeting stays") != "")
      }
      for row in test.rows[(top + 1)..<end] {
        #expect(row.filter { $0 == "│" }.count == 2, "\(row)")
      }
    }
  }

  /// What a choice means for the others is seen as a whole while it is selected.
  @Test(arguments: [(40, 12), (80, 24), (200, 50)])
  func showsAllThatAScopeMeans(_ columns: Int, _ rows: Int) throws {
    let people = (1...4).map { Participant(email: "person\($0)@acme.example") }
    var event = World.event("Stand-up", from: World.at(16), minutes: 30, participants: people)
    event.conferencing = .details(World.meet)
    event.occurrence = OccurrenceKey(
      series: .event(EventID("series")),
      originalStart: event.time.startKey
    )
    var master = event
    (master.id, master.occurrence) = (EventID("series"), nil)
    master.time = World.event("Stand-up", from: World.at(16, day: -14), minutes: 30).time
    master.recurrence = Recurrence(lines: ["RRULE:FREQ=WEEKLY;COUNT=11"])
    let editor = try #require(SeriesEditor(master: master, exceptions: []))
    var test = TestApp([event], columns: columns, rows: rows)
    test.select("Stand-up")
    test.press(.edit)
    test.type(" now")
    test.press(.save)
    test.send(.seriesLoaded(event.id, SeriesOutline(editor, of: event, now: World.now)))
    let question = try #require(test.app.screens.last as? ScopeViewModel)
    #expect(question.choices.count > 2)
    #expect(test.rows.contains { $0.contains("Enter  This occurrence") })
    for choice in question.choices {
      let framed = test.rows.compactMap { row in
        let parts = row.split(separator: "│", omittingEmptySubsequences: false)
        return parts.count == 3 ? parts[1].filter { !"↓↑".contains($0) } : nil
      }
      let words = framed.joined(separator: " ").split(separator: " ").joined(separator: " ")
      #expect(words.contains(([choice.label] + choice.lines).joined(separator: " ")), "\(words)")
      test.press(.moveDown)
    }
    // Enter takes the choice that is selected, which is another one now.
    #expect(!test.rows.contains { $0.contains("Enter") && $0.contains("This occurrence") })
  }

  /// A small screen shows that there are other choices, and what the selected one means.
  @Test func showsEachScopeOnASmallScreen() throws {
    var event = World.event("Stand-up", from: World.at(16), minutes: 30)
    event.occurrence = OccurrenceKey(
      series: .remote(RemoteEventID("series")),
      originalStart: event.time.startKey
    )
    var test = TestApp([event], columns: 40, rows: 12)
    test.select("Stand-up")
    test.press(.delete)
    test.send(.seriesLoaded(event.id, nil))
    for choice in try #require(test.app.screens.last as? ScopeViewModel).choices {
      for label in ["This occurrence", "This and following", " All "] {
        #expect(test.row(label) != "", "\(label): \(test.rows)")
      }
      #expect(test.row("how much of the series") != "")
      let words = test.rows.map { $0.filter { !"│↑↓".contains($0) } }.joined(separator: " ")
        .split(separator: " ").joined(separator: " ")
      #expect(words.contains(choice.lines.joined(separator: " ")), "\(words)")
      test.press(.moveDown)
    }
  }

  @Test func saysHowMuchMoreWillGo() {
    var event = World.events[3]
    event.description = InvitationBlock.appended(
      to: World.ownWords,
      ConferencingDetails(
        provider: .zoomMeeting,
        url: World.zoomLink.url,
        phones: (0..<60).map { "+1 609 555 01\(10 + $0)" }
      )
    )
    var test = TestApp([event])
    test.press(.conferencing, .nextChoice, .save)
    #expect(test.row("lines more (j, ^D)") != "", "\(test.rows)")
    #expect(test.row("n leave it") != "")
    #expect(test.rows.last == " ^D page down  y yes  n no")
  }

  /// What will go, as it was: a long line of HTML and many short ones.
  private static let removed = [
    "Join: " + (0..<40).map { "word\($0)" }.joined(separator: " "),
    (0..<30).map { "line-\($0)-ends" }.joined(separator: "\n"),
  ]

  @Test("All of what will go can be read", arguments: [(40, 10), (40, 12), (80, 24), (200, 50)])
  func scrollsThroughWhatWillGo(_ columns: Int, _ rows: Int) {
    var test = TestApp(columns: columns, rows: rows)
    let question = ConfirmationViewModel(
      title: "Take the meeting off “Planning”?",
      lines: ["The Zoom link goes, and the meeting is deleted.", "Your own words stay:"],
      removed: Self.removed,
      confirmLabel: "take it off",
      answer: .discardForm
    )
    test.app.navigation.open(question)
    for step in [Command.moveDown, .pageDown] {
      test.press(.first)
      var seen = ""
      for _ in 0..<200 {
        seen += test.picture.description
        test.press(step)
      }
      for word in (0..<40).map({ "word\($0)" }) + (0..<30).map({ "line-\($0)-ends" }) {
        #expect(seen.contains(word), "\(word) with \(step)")
      }
      #expect(seen.contains("is deleted.") && seen.contains("Your own words"))
      #expect(test.row("line-29-ends") != "" && test.row("lines more") == "")
      for row in test.rows where row.contains("−") { #expect(!row.contains("…"), "\(row)") }
    }
    // Back to the beginning, one line at a time and no more than there are.
    test.press(.moveUp)
    if test.app.footer.contains(.pageDown) { #expect(test.row("more") != "", "\(test.rows)") }
    test.press(.first)
    #expect(test.row("Take the meeting off") != "")
    test.press(.confirm)
    #expect(test.app.screens.isEmpty)
  }

  @Test func marksTheChosenItemOfAList() {
    var test = TestApp(columns: 80, rows: 30)
    test.press(.themes)
    #expect(test.row("▶ dark") != "")
    test.press(.moveDown)
    #expect(test.row("▶ light") != "")
    #expect(test.row("▶ dark") == "")
    #expect(test.rows.contains { $0.contains("Theme") })
    // The list below is still to be seen.
    #expect(test.rows.contains(" Today  Monday 23 November"))
  }

  @Test func showsTheLettersOfAList() {
    var test = TestApp()
    test.select("Planning")
    test.press(.respond)
    #expect(test.row("Yes, I come").contains("▶ y  Yes, I come"))
    #expect(test.row("Maybe").contains("  m  Maybe"))
  }

  @Test func keepsTheChosenItemOnASmallScreen() {
    var test = TestApp(columns: 40, rows: 10)
    test.press(.themes)
    for name in ThemeLibrary.builtIn.map(\.name) {
      #expect(test.row("▶ ").contains(name), "\(test.rows)")
      test.press(.moveDown)
    }
  }
}

@Suite struct ReadingViewTests {
  @Test func namesAllKeysOfThePlace() {
    var test = TestApp(columns: 80, rows: 80)
    test.press(.help)
    #expect(test.rows[0].hasPrefix(" Keys"))
    for (keys, words) in [
      ("j  ↓", "next event, line or field"), ("gg  Home", "first event or line"), ("q", "quit"),
      ("^D  PgDn", "one page down"), ("c", "set or take off the meeting link"),
    ] {
      let line = "   " + keys + String(repeating: " ", count: 16 - keys.count) + words
      #expect(test.rows.contains(line), "\(line)")
    }
  }

  @Test func scrollsToTheEnd() {
    var test = TestApp(columns: 40, rows: 12)
    test.press(.help)
    #expect(test.row("quit") == "")
    test.press(.last)
    #expect(test.rows.contains { $0.hasPrefix("   q") && $0.hasSuffix("quit") }, "\(test.rows)")
  }

  @Test func showsAccountsCalendarsAndWhoCanHost() {
    var test = TestApp(
      directory: World.directory(grants: [World.google, World.zoom, World.expired])
    )
    test.press(.accounts)
    #expect(test.rows[0].hasPrefix(" Calendars and accounts"))
    #expect(test.row(" work ").contains("Google, ada@acme.example"))
    #expect(test.row("Team").hasPrefix(" ▶   [x] ● Team"))
    #expect(test.row("Team").hasSuffix("main calendar"))
    #expect(test.row("Holidays").hasSuffix("read-only"))
    #expect(test.row("Zoom Meeting").hasSuffix("ops@acme.example"))
    #expect(test.row("! Zoom grant \"gone@acme.example\"") != "", "\(test.rows)")
    #expect(test.row("Kept on this machine.") != "")
  }
}

@Suite struct StatusLineViewTests {
  @Test func saysWhatWasSaidUntilTheNextKey() {
    var test = TestApp()
    test.send(.notice(Notice(.info, "Copied: link.")))
    #expect(test.rows[22] == " Copied: link.")
    test.send(.notice(Notice(.problem, "The disk is full.")))
    #expect(test.rows[22] == " ! The disk is full.")
    test.press(.moveDown)
    #expect(test.rows[22] == " synced 3 min ago")
  }

  @Test func saysWhyASyncFailedAndHowOldTheListIs() {
    var directory = World.directory()
    directory.syncStatus[World.work]?.failure = "The key does not hold."
    let row = TestApp(directory: directory).rows[22]
    #expect(row == " ! work: The key does not hold. (last synced 3 min ago)")
  }
}

@Suite struct FooterViewTests {
  @Test func namesFewerKeysWhereThereIsLessRoom() {
    let wide = TestApp(columns: 100, rows: 24).rows.last
    #expect(wide?.hasPrefix(" Enter open  c link  n new  e edit  w week  : command") == true)
    #expect(wide?.hasSuffix("? help  q quit") == true)
    let narrow = TestApp(columns: 40, rows: 12).rows.last
    #expect(narrow == " Enter open  c link  ? help  q quit")
  }
}

import CalendarCore
import ConferencingCore
import Terminal
import Testing
import ViewModels

@Suite struct EventDetailViewTests {
  @Test func showsEveryFieldOfAnEventAndOfItsMeeting() {
    var test = TestApp(columns: 80, rows: 50)
    test.select("Planning")
    test.press(.open)
    for (label, value) in [
      ("When", "Mon 23 Nov, 15:00–16:00  (1 h)"), ("Provider", "Zoom Meeting"),
      ("Link", "https://zoom.us/j/123456789"), ("Meeting code", "123456789"),
      ("Access code", "s3cret"), ("yes", "Ada <ada@acme.example>"),
      ("no answer", "bob@acme.example"), ("In", "Team  (work)"), ("Shows as", "busy"),
    ] {
      let line = "   " + label + String(repeating: " ", count: 18 - label.count) + value
      #expect(test.rows.contains(line), "\(line) is not in \(test.rows)")
    }
    for line in ["   Bring the plan.", "   And cake.", "   Meeting", "   People", "   Description"]
    {
      #expect(test.rows.contains(line), "\(line)")
    }
    #expect(test.rows[0].hasPrefix(" Event"))
    #expect(test.rows[1] == " ▶ Planning")
  }

  @Test func showsPhonesAndPIN() {
    var test = TestApp()
    test.select("Retro")
    test.press(.open)
    #expect(test.rows.contains("   PIN               4711#"))
    #expect(test.rows.contains("   Phone             +1 609 555 0123"))
    #expect(test.rows.contains("                     +49 30 123456"))
  }

  @Test(arguments: [
    ("Kick-off", "   Link              creating the link…"),
    ("Broken link", "   ! Zoom does not answer. Try again with c."),
    ("Waits", "   ↑ Saved here, waiting to be sent."),
    ("Refused", "   ! Not accepted: The calendar is read-only."),
    ("Refused", "   o leads to it: try again, or discard it."),
    ("Collides", "   ≠ Conflict: The title was changed there too."),
    ("Collides", "   Enter shows both sides and decides."),
    ("Trip", "   No meeting link. c adds one."),
  ])
  func saysWhereThingsStand(_ title: String, _ line: String) {
    var test = TestApp()
    test.select(title)
    // Trip began today and is above the line of now.
    if title == "Trip" { test.press(.moveUp, .moveUp, .moveUp) }
    test.press(.open)
    #expect(test.rows.contains(line), "\(test.rows)")
  }

  @Test func goesThroughAllLinesOnASmallScreen() {
    var test = TestApp(columns: 40, rows: 12)
    test.select("Planning")
    test.press(.open)
    var seen: Set<String> = []
    for _ in 0..<60 {
      let marked = test.rows.filter { $0.hasPrefix(" ▶") }
      #expect(marked.count == 1, "\(test.rows)")
      seen.formUnion(test.rows)
      test.press(.moveDown)
    }
    for text in [
      "Planning", "https://zoom.us/", "s3cret", "<ada@acme.", "And cake.", "Access code: s3cret",
    ] {
      #expect(seen.contains { $0.contains(text) }, "\(text)")
    }
  }

  @Test func saysThatAnEventIsGone() {
    var test = TestApp()
    test.press(.open)
    test.send(.eventLoaded(EventID("e-Design review"), nil, .delivered))
    #expect(test.rows.contains("   This event is no longer there."))
    #expect(test.rows.last?.hasSuffix("Esc back") == true)
  }
}

@Suite struct FormViewTests {
  @Test func showsAllFieldsOfANewEvent() {
    var test = TestApp(columns: 80, rows: 40)
    test.press(.newEvent)
    #expect(test.rows[0].hasPrefix(" New event"))
    #expect(test.rows[1] == " ▶ Title             (what it is about)")
    for label in [
      "Calendar", "All day", "When", "Location", "Meeting",
      "Participants", "Notify attendees", "Visibility", "Show as busy", "Reminders", "Description",
    ] {
      #expect(test.rows.contains { $0.hasPrefix("   " + label) }, "\(label)")
    }
    #expect(test.rows.contains(" Meeting link"))
    #expect(test.rows.contains(" Details"))
    #expect(test.picture.cursor == Point(column: 21, row: 1))
    test.type("Plan 顧")
    #expect(test.rows[1] == " ▶ Title             Plan 顧")
    #expect(test.picture.cursor == Point(column: 28, row: 1))
  }

  @Test func showsTheTimeOnOneLine() {
    var test = TestApp(columns: 80, rows: 40)
    test.press(.newEvent)
    let line = "   When              2026-11-23  14:30 – 2026-11-23  15:30   Europe/Berlin"
    #expect(test.row("When") == line)
    for (start, end) in [(21, 31), (33, 38), (41, 51), (53, 58), (61, 74)] {
      repeat { test.press(.nextField) } while !test.row("When").hasPrefix(" ▶")
      let row = test.rows.firstIndex { $0.contains("When") }
      #expect(test.picture.cursor == Point(column: end, row: row ?? 0))
      // What is typed next replaces this value, and none of the others.
      let cells = row.map { test.picture.cells($0) } ?? []
      let marked = cells.indices.filter { cells[$0].style.attributes.contains(.reverse) }
      #expect(marked == Array(start..<end), "\(marked)")
    }
    test.press(.backspace)
    test.type("tokyo")
    #expect(test.row("When").hasSuffix("2026-11-23  15:30   tokyo"))
  }

  @Test func wrapsTheTimeWhereThereIsNoRoom() {
    var test = TestApp(columns: 40, rows: 40)
    test.press(.newEvent)
    let first = test.rows.firstIndex { $0.contains("When") } ?? 0
    #expect(
      test.rows[first..<first + 3] == [
        "   When              2026-11-23  14:30", "   Ends              2026-11-23  15:30",
        "   Time zone         Europe/Berlin",
      ]
    )
  }

  @Test func showsWhatIsWrongBelowItsField() {
    var test = TestApp()
    test.press(.newEvent, .save)
    #expect(test.rows[2] == "                     ! An event needs a title.")
    test.type("x")
    #expect(!test.picture.description.contains("needs a title"))
  }

  @Test(arguments: [(80, 24), (40, 12), (40, 10)])
  func keepsTheFieldWithTheCursorOnTheScreen(_ columns: Int, _ rows: Int) {
    var test = TestApp(columns: columns, rows: rows)
    test.select("Planning")
    test.press(.edit)
    for _ in 0..<60 {
      #expect(test.rows.filter { $0.hasPrefix(" ▶") }.count == 1, "\(test.rows)")
      #expect(test.picture.isCursorVisible == test.app.takesText)
      test.press(.nextField)
    }
    #expect(test.row("▶").hasPrefix(" ▶ Description"))
    for _ in 0..<60 { test.press(.previousField) }
    #expect(test.row("▶").hasPrefix(" ▶ Title"))
  }

  @Test func followsTheCursorInALongText() {
    var test = TestApp(columns: 40, rows: 12)
    test.press(.newEvent)
    test.send(.text(String(repeating: "word ", count: 50) + "end"))
    #expect(test.rows[1].hasSuffix("word end"))
    test.press(.lineStart)
    #expect(test.rows[1].contains("Title             word word"))
    #expect(test.picture.cursor == Point(column: 21, row: 1))
  }
}

@Suite struct ConferencingFormViewTests {
  private func form(_ title: String, columns: Int = 80) -> TestApp {
    var test = TestApp(columns: columns, rows: 24)
    test.select(title)
    test.press(.conferencing)
    return test
  }

  @Test func showsTheLinkThatIsThere() {
    let rows = form("Planning").rows
    #expect(rows[0].hasPrefix(" Meeting link · Planning"))
    #expect(rows[1] == " ▶ Meeting             None    Create a link  ‹ Link I have ›")
    #expect(rows.contains("   URL               https://zoom.us/j/123456789"))
    #expect(rows.contains { $0.hasPrefix("   Provider          ‹ Zoom Meeting, from the link ›") })
    #expect(rows.contains("   Meeting code      123456789"))
    #expect(rows.contains("   Access code       s3cret"))
    #expect(rows.contains("   PIN               (none)"))
    #expect(rows.contains("   Phone             (+1 609 555 0123)"))
  }

  @Test func showsThatNothingStays() {
    var test = form("Planning")
    test.press(.nextChoice)
    #expect(test.rows[1] == " ▶ Meeting           ‹ None ›  Create a link    Link I have")
    #expect(test.row("taken off").contains("The meeting and its text are taken off the event."))
    #expect(!test.picture.description.contains("URL"))
  }

  @Test func showsTheProviderItsHostAndItsSettings() {
    var test = form("Planning")
    test.press(.previousChoice, .nextField)
    #expect(test.row("Provider").contains("‹ Google Meet ›"))
    #expect(test.row("Host").contains("ada@acme.example (this account)"))
    test.press(.nextChoice)
    #expect(test.row("Provider").contains("‹ Zoom Meeting ›"))
    #expect(test.row("Host").contains("‹ ops@acme.example ›"))
    for label in ["Waiting room", "Join before host", "Mute on entry", "Recording", "Access code"] {
      #expect(test.row(label).contains("default"), "\(label)")
    }
  }

  /// What does not all fit in a line shows what is beside the chosen option; a room is shown whole.
  @Test func showsTheRoomsOfTheConfiguration() {
    var test = TestApp(columns: 80, rows: 24)
    test.app.newEventDefaults.rooms = ["board of directors", "second floor, by the stairs"].map {
      MeetingRoom(
        name: $0,
        details: ConferencingDetails(
          provider: .webEx,
          url: "https://acme.webex.com/meet/the-board-room-of-the-second-floor-by-the-stairs",
          accessCode: "123456",
          phones: ["+49 30 123456"]
        )
      )
    }
    test.select("Planning")
    test.press(.conferencing)
    #expect(
      test.rows[1] == " ▶ Meeting           ‹ Link I have ›  Room: board of directors    3/5"
    )
    test.press(.nextChoice)
    #expect(
      test.rows[1] == " ▶ Meeting             Link I have  ‹ Room: board of directors ›  4/5"
    )
    let text = test.rows.map { $0.drop { $0 == " " } }.joined()
    #expect(text.contains("/meet/the-board-room-of-the-second-floor-by-the-stairs"))
    #expect(test.row("Access code").hasSuffix("123456"))
    #expect(test.row("Phone").hasSuffix("+49 30 123456"))
  }

  @Test func saysWhatIsWrongWithALink() {
    var test = form("Waits")
    test.press(.previousChoice, .nextField)
    test.type("javascript:alert(1)")
    test.press(.save)
    #expect(test.app.context == .form)
    #expect(test.rows.contains { $0.contains("! ") && $0.contains("javascript:") }, "\(test.rows)")
    #expect(test.row("URL").contains("javascript:alert(1)"))
  }

  @Test("On a narrow screen a problem is said whole, in words that nothing cuts")
  func problemsAtFortyColumns() throws {
    var test = TestApp(columns: 40, rows: 24)
    test.press(.newEvent)
    for _ in 0..<9 where !test.row("▶").contains("Ends") { test.press(.nextField) }
    test.type("x")
    test.press(.save)
    let first = try #require(test.rows.firstIndex { $0.contains("! \"x\"") }, "\(test.rows)")
    let said = test.rows[first...].prefix { $0.hasPrefix("     ") }
    let words = said.map { $0.trimmingPrefix { $0 == " " } }.joined(separator: " ")
    #expect(words.contains("Write") && words.hasSuffix(".") && !words.contains("…"), "\(said)")
  }

  @Test func saysWhyThereIsNoHost() {
    var test = TestApp(directory: World.directory(grants: [World.google, World.expired]))
    test.select("Waits")
    test.press(.conferencing, .nextChoice, .nextField, .nextChoice)
    let text = test.rows.map { $0.trimmingPrefix { $0 == " " } }.joined(separator: " ")
    #expect(text.contains("! Zoom grant \"gone@acme.example\" has expired"), "\(test.rows)")
  }

  @Test func tellsPlaceholdersFromDataWithoutColour() {
    var test = form("Planning")
    #expect(test.row("PIN") == "   PIN               (none)")
    // The same word as data has no brackets.
    for _ in 0..<20 where !test.row("▶").contains("PIN") { test.press(.nextField) }
    test.type("none")
    #expect(test.row("PIN") == " ▶ PIN               none")
    var new = TestApp(columns: 80, rows: 40)
    new.press(.newEvent)
    for placeholder in ["(what it is about)", "(none)", "(ann@acme.example, bob@acme.example)"] {
      #expect(new.rows.contains { $0.contains(placeholder) }, "\(placeholder)")
    }
  }

  @Test("Hosts that differ at the end alone are told apart on a narrow screen")
  func hostsAtFortyColumns() {
    let grants = ["mara.zoom-one@acme.example", "mara.zoom-two@acme.example"].map { email in
      Grant(
        id: GrantID(email),
        provider: .zoom,
        email: email,
        scopes: Set(ConferencingRules.zoomScopes)
      )
    }
    var test = TestApp(
      columns: 40,
      rows: 24,
      directory: World.directory(grants: [World.google] + grants)
    )
    test.select("Waits")
    test.press(.conferencing, .nextChoice, .nextField, .nextChoice, .nextField)
    var seen: [String] = []
    for number in 1...2 {
      test.press(.nextChoice)
      let first = test.rows.firstIndex { $0.contains("▶ Host") } ?? 0
      // The count never stands within the address.
      #expect(!test.rows[first].contains("/2"), "\(test.rows)")
      #expect(test.rows[first...(first + 3)].contains { $0.hasSuffix("\(number)/2") })
      #expect(test.rows.allSatisfy { DisplayWidth.columns(of: $0) <= 40 })
      let text = test.rows[first...(first + 2)].map { $0.dropFirst(21) }
        .map { $0.replacing("\(number)/2", with: "") }.joined()
      seen.append(text.filter { !" ‹›".contains($0) })
    }
    for grant in grants { #expect(seen.contains { $0.contains(grant.email) }, "\(seen)") }
  }

  @Test func folds() {
    let rows = form("Planning", columns: 40).rows
    #expect(rows[1] == " ▶ Meeting           ‹ Link I have ›")
    #expect(rows[2].hasSuffix("3/3"))
    #expect(rows.allSatisfy { DisplayWidth.columns(of: $0) <= 40 })
  }
}

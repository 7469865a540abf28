import CalendarCore
import ConferencingCore
import Testing
import ViewModels

/// A screen as a user comes to it, for the rules that hold on every screen.
struct Scene: CustomTestStringConvertible, Sendable {
  let name: String
  /// The commands that lead there from the agenda.
  let lead: @Sendable (inout TestApp) -> Void

  var testDescription: String { name }

  func app(columns: Int, rows: Int, events: [Event] = World.events) -> TestApp {
    var app = TestApp(events, columns: columns, rows: rows)
    lead(&app)
    return app
  }

  static let all: [Scene] = [
    Scene(name: "agenda") { _ in },
    Scene(name: "agenda, hard texts") { $0.press(.nextDay) },
    Scene(name: "agenda, end") { $0.press(.last) },
    Scene(name: "search, typed") { app in
      app.press(.search)
      app.type("plan")
    },
    Scene(name: "search, kept") { app in
      app.press(.search)
      app.type("plan")
      app.press(.accept)
    },
    Scene(name: "day") { $0.press(.dayView) },
    Scene(name: "day, hard texts") { $0.press(.nextDay, .dayView) },
    Scene(name: "day, empty") { $0.press(.dayView, .nextDay, .nextDay) },
    Scene(name: "week") { $0.press(.weekView) },
    Scene(name: "week, hard texts") { $0.press(.nextDay, .weekView) },
    Scene(name: "week, empty") { $0.press(.weekView, .nextDay, .nextDay, .nextDay) },
    Scene(name: "month") { $0.press(.monthView) },
    Scene(name: "month, empty") { $0.press(.monthView, .nextDay, .nextDay) },
    Scene(name: "second zone") { app in
      app.press(.secondZone)
      app.type("tokyo")
    },
    Scene(name: "event") { $0.press(.open) },
    Scene(name: "event, last line") { $0.press(.open, .last) },
    Scene(name: "event, hard texts") { $0.press(.nextDay, .moveDown, .open) },
    Scene(name: "new event") { $0.press(.newEvent) },
    Scene(name: "new event, problems") { $0.press(.newEvent, .save) },
    Scene(name: "event form") { $0.press(.edit) },
    Scene(name: "event form, last field") { app in
      app.press(.edit)
      for _ in 0..<40 { app.press(.nextField) }
      app.type("More words than a line of a small screen holds, so that it has to move along")
    },
    Scene(name: "link form, link") { $0.press(.conferencing) },
    Scene(name: "link form, none") { $0.press(.conferencing, .nextChoice) },
    Scene(name: "link form, create") { $0.press(.conferencing, .previousChoice) },
    Scene(name: "link form, Zoom") { app in
      app.press(.conferencing, .previousChoice, .nextField, .nextChoice, .nextField)
    },
    Scene(name: "link form, problems") { app in
      app.press(.moveDown, .moveDown, .moveDown, .conferencing, .previousChoice)
      app.type("not a link")
      app.press(.save)
    },
    Scene(name: "taking off") { app in
      app.select("Planning")
      app.press(.conferencing, .nextChoice, .save)
    },
    Scene(name: "audit, asking") { $0.press(.audit) },
    Scene(name: "audit") { $0.openAudit() },
    Scene(name: "marked") { $0.press(.mark, .mark) },
    Scene(name: "marked, week") { $0.press(.mark, .weekView) },
    Scene(name: "marked, month") { $0.press(.mark, .monthView) },
    Scene(name: "marked, link form") { $0.press(.mark, .mark, .conferencing) },
    Scene(name: "marked, settings") { $0.press(.mark, .mark, .conferencing, .nextChoice) },
    Scene(name: "marked, deleting") { $0.deleteMarked() },
    Scene(name: "shifting") { app in
      app.press(.shiftTime)
      app.type("+1w")
    },
    Scene(name: "importing") { app in
      app.press(.importFile)
      app.type("~/Takeout/Cal")
      let long = "Cal" + String(repeating: "x", count: 90)
      let names = ["Calendar/", "Calendar \u{1B}[31m東京.ics", long]
      app.send(.pathCompleted("~/Takeout/Cal", names.map { "~/Takeout/" + $0 }))
    },
    Scene(name: "import, asking") { app in
      app.press(.importFile)
      app.type("a.ics")
      app.press(.accept)
      app.send(.importPreviewed(World.importSummary("a.ics", skipped: 30)))
    },
    Scene(name: "exporting") { $0.press(.exportFile, .moveDown) },
    Scene(name: "export, asking") { app in
      app.press(.exportFile, .moveDown, .accept)
      app.send(.exportExists("2026-11-23.ics", .day(World.today)))
    },
    Scene(name: "moving to a calendar") { $0.press(.moveToCalendar) },
    Scene(name: "deleting") { $0.press(.delete) },
    Scene(name: "answering") { app in
      app.select("Planning")
      app.press(.respond)
    },
    Scene(name: "themes") { $0.press(.themes, .moveDown) },
    Scene(name: "copying") { app in
      app.select("Planning")
      app.press(.copyInvitation)
    },
    Scene(name: "ways to join") { app in
      app.select("Planning")
      app.press(.joinBy)
    },
    Scene(name: "QR code") { app in
      let code = QRCode(width: 25, isDark: (0..<625).map { $0.isMultiple(of: 3) })
      if let code {
        app.send(
          .encoded(QRCodeViewModel(title: "Scan to join", text: "https://x.example", code: code))
        )
      }
    },
    Scene(name: "help") { $0.press(.help) },
    Scene(name: "help, end") { $0.press(.help, .last) },
    Scene(name: "help of a form") { $0.press(.newEvent, .help) },
    Scene(name: "accounts") { $0.press(.accounts) },
    Scene(name: "accounts, grants") { $0.openAccounts() },
    Scene(name: "accounts, end") { app in
      app.openAccounts()
      app.press(.last)
    },
    Scene(name: "signing out") { app in
      app.openAccounts()
      app.press(.signOut)
    },
    Scene(name: "sign-in, address") { app in
      app.openSignIn(
        .browser(
          address: "https://zoom.us/oauth/authorize?" + String(repeating: "x=y&", count: 120),
          tunnel: "ssh -N -L 40123:127.0.0.1:40123 ada@server.acme.example"
        )
      )
    },
    Scene(name: "sign-in, typing") { app in
      app.openSignIn(.browser(address: "https://zoom.us/oauth/authorize", tunnel: nil))
      app.type("http://127.0.0.1:40123/?code=" + String(repeating: "c", count: 300))
    },
    Scene(name: "sign-in, code") {
      $0.openSignIn(.device(address: "https://x.example", code: "AB-CD", expires: World.at(15)))
    },
    Scene(name: "sign-in, failed") {
      $0.openSignIn(.failed(String(repeating: "It was denied. ", count: 9)))
    },
    Scene(name: "doctor") { $0.openDoctor() },
    Scene(name: "changes") { $0.openChanges() },
    Scene(name: "changes, last") { app in
      app.openChanges()
      app.press(.last)
    },
    Scene(name: "discarding an edit") { app in
      app.openChanges()
      app.press(.moveDown, .discard)
    },
    Scene(name: "conflict") { $0.openConflict() },
    Scene(name: "conflict, middle") { app in
      app.openConflict()
      app.press(.keepBoth, .nextField, .keepBoth, .nextField, .keepBoth)
    },
    Scene(name: "conflict, end") { app in
      app.openConflict()
      app.press(.allTheirs, .last, .keepMine)
    },
    Scene(name: "conflict, page") { app in
      app.openConflict()
      app.press(.pageDown)
    },
    Scene(name: "conflict, deleted there") { app in
      app.openConflict { ($0.theirs, $0.fields) = (nil, []) }
      app.press(.keepMine)
    },
    Scene(name: "conflict, deleted here") { app in
      app.openConflict { ($0.mine, $0.fields) = (nil, []) }
      app.press(.save)
    },
    Scene(name: "notice") {
      $0.send(.notice(Notice(.problem, String(repeating: "so ", count: 90))))
    },
  ]

  static let sizes = [(80, 24), (40, 12), (40, 10), (41, 11), (120, 30), (200, 50)]
}

extension World {
  /// What an import into the calendar of this machine does.
  static func importSummary(_ path: String, skipped: Int = 0) -> ImportSummary {
    ImportSummary(
      path: path,
      calendar: CalendarKey(account: .local, calendar: CalendarID("local")),
      new: 12,
      updated: 3,
      unchanged: 5,
      skipped: (0..<skipped).map { "line \($0): “東京 \u{1B}[2J”: DTSTART soon cannot be read." }
    )
  }
}

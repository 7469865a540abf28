import CalendarCore
import ConferencingCore
import Foundation
import Testing
import ViewModels

/// Commands found by their names.
@Suite struct PaletteTests {
  private func palette(_ test: TestApp) throws -> PaletteViewModel {
    try #require(test.app.screens.last as? PaletteViewModel)
  }

  private func typed(_ text: String, _ events: [Event] = [World.event("a", from: World.at(15))])
    throws -> TestApp
  {
    var test = TestApp(events)
    test.press(.palette)
    test.send(.text(text))
    return test
  }

  @Test func listsWhatTheScreenBelowTakes() throws {
    var test = TestApp([World.event("a", from: World.at(15))])
    test.press(.palette)
    let commands = Set(try palette(test).rows.compactMap(\.command))
    #expect(commands.isSuperset(of: [.newEvent, .weekView, .goToDate, .themes, .quit]))
    #expect(commands.isDisjoint(with: [.palette, .moveDown, .backspace, .showOrHide]))
    test.press(.back, .accounts, .palette)
    #expect(try palette(test).rows.contains { $0.command == .showOrHide })
    #expect(try !palette(test).rows.contains { $0.command == .weekView })
  }

  @Test(arguments: [
    ("week", Command.weekView), ("WEEK", .weekView), ("go dat", .goToDate), ("undo", .undo),
    ("telephone", .joinBy), ("second", .secondZone), ("invitations", .invitations),
    ("quick", .quickAdd), ("qr", .joinBy),
    // As other calendars call it.
    ("jump", .goToDate), ("remove", .delete), ("rsvp", .respond), ("reschedule", .shiftTime),
    ("refresh", .sync), ("settings", .accounts), ("create", .newEvent), ("zoom", .conferencing),
    ("rename", .edit), ("schedule", .agendaView), ("exit", .quit), ("strip", .conferencing),
    ("remove link", .conferencing), ("delete meeting link", .conferencing), ("series", .edit),
    ("repeat", .edit), ("invite", .edit), ("sign in", .accounts), ("account", .accounts),
    ("add account", .accounts), ("import", .importFile), ("dark", .themes), ("theme", .themes),
    ("quit", .quit), ("print", .exportFile), ("unsent", .changes), ("shortcuts", .help),
  ])
  func findsByNameFirst(_ text: String, _ command: Command) throws {
    let test = try typed(text)
    let found = try palette(test).rows.filter { $0.obstacle == nil }.first
    let any = try palette(test).rows.contains { $0.command == command }
    #expect(found?.command == command || (any && command == .joinBy))
  }

  @Test func carriesOutWhatIsChosen() throws {
    var test = try typed("week")
    test.press(.accept)
    #expect(test.app.screens.isEmpty)
    #expect(test.app.grid?.view == .week)
    test.press(.palette)
    test.send(.text("new event"))
    test.press(.accept)
    #expect(test.app.screens.last is EventFormScreen)
  }

  /// What cannot be done now stands last with its reason, and is not done.
  @Test func saysWhyNot() throws {
    var test = try typed("join")
    let join = try #require(try palette(test).rows.first { $0.command == .join })
    let reason = "This event has no meeting link."
    test.press(.back, .open, .palette)
    test.send(.text("join"))
    let row = try #require(try palette(test).rows.first { $0.command == .join })
    #expect(join.obstacle == nil)
    #expect(row.obstacle?.text.hasPrefix(reason) == true)
    let index = try #require(try palette(test).rows.firstIndex(of: row))
    for _ in 0..<index { test.press(.moveDown) }
    test.effects = []
    test.press(.accept)
    #expect(test.app.status.notice?.text.hasPrefix(reason) == true)
    #expect(test.effects.isEmpty)
  }

  @Test("A calendar is hidden by its name, and shown again")
  func hidesCalendars() throws {
    let team = CalendarKey(account: World.work, calendar: World.team)
    var test = try typed("hide team")
    #expect(try palette(test).rows.map(\.name) == ["hide calendar Team"])
    test.effects = []
    test.press(.accept)
    #expect(test.effects.contains(.setHidden(true, [team])))
    #expect(test.app.screens.isEmpty)
    #expect(
      test.app.status.notice?.text == "“Team” is hidden. \(key: .accounts) shows it again."
    )
    test.press(.palette)
    test.send(.text("calendar team"))
    #expect(try palette(test).rows.first?.name == "show calendar Team")
    test.effects = []
    test.press(.accept)
    #expect(test.effects.contains(.setHidden(false, [team])))
  }

  @Test func staysWhereNothingIsFound() throws {
    var test = try typed("frobnicate")
    #expect(try palette(test).rows.isEmpty)
    test.press(.accept)
    #expect(try palette(test).field.text == "frobnicate")
    #expect(test.app.status.notice?.text.contains("frobnicate") == true)
    test.press(.deleteToStart, .backspace)
    #expect(test.app.screens.isEmpty)
  }
}

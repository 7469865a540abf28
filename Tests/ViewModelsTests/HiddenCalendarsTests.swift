import CalendarCore
import ConferencingCore
import Testing

@testable import ViewModels

/// Hiding and showing calendars on their screen.
@Suite struct HiddenCalendarsTests {
  private let team = CalendarKey(account: World.work, calendar: World.team)

  private func app() -> AppViewModel {
    var app = AppViewModel(now: World.now, zone: World.zone, newIDs: NewIDs(seed: 7))
    _ = app.handle(.resized(columns: 80, rows: 24))
    _ = app.handle(.directoryLoaded(World.directory()))
    _ = app.handle(.command(.accounts))
    _ = app.handle(.grantsLoaded([World.signedIn]))
    return app
  }

  private func screen(_ app: AppViewModel) throws -> AccountsViewModel {
    try #require(app.navigation.all.last as? AccountsViewModel)
  }

  private func select(_ calendar: CalendarKey, in app: inout AppViewModel) throws {
    for _ in 0..<30 where try screen(app).calendar != calendar {
      _ = app.handle(.command(.moveDown))
    }
    try #require(try screen(app).calendar == calendar)
  }

  @Test func theSelectedCalendarIsHiddenAndShownAgain() throws {
    var app = app()
    try select(team, in: &app)
    #expect(app.footer.first == .showOrHide)
    #expect(app.handle(.command(.showOrHide)) == [.setHidden(true, [team])])
    var row = try #require(try screen(app).rows.first { $0.calendar == team })
    #expect(row.row.kind == .calendar(isShown: false))
    #expect(row.row.value == "hidden, main calendar")
    // The key counts again before the cache has answered.
    #expect(try screen(app).calendar == team)
    #expect(app.handle(.command(.showOrHide)) == [.setHidden(false, [team])])
    row = try #require(try screen(app).rows.first { $0.calendar == team })
    #expect(row.row.kind == .calendar(isShown: true))
  }

  @Test("The cursor begins at the first calendar, so that one key hides it")
  func beginsAtACalendar() throws {
    let app = app()
    let first = try #require(try screen(app).rows.first { $0.calendar != nil })
    #expect(try screen(app).calendar == first.calendar)
    #expect(app.footer.first == .showOrHide)
    #expect(app.title(of: .showOrHide) == "hide")
  }

  @Test("The cursor begins at the calendar of the selected event")
  func beginsAtTheEventsCalendar() throws {
    var event = World.event("Lunch", from: World.at(15))
    (event.account, event.calendar) = (.local, CalendarID("local"))
    var test = TestApp([event])
    test.press(.accounts)
    let key = CalendarKey(account: .local, calendar: CalendarID("local"))
    #expect(try screen(test.app).calendar == key)
  }

  @Test("On an account all of its calendars are hidden, and shown again when all are hidden")
  func hidesAnAccount() throws {
    var app = app()
    _ = app.handle(.command(.first))
    #expect(try screen(app).calendar == nil)
    #expect(app.footer.first == .showOrHide)
    let own = World.directory().calendars.filter { $0.account == World.work }.map(\.key)
    #expect(app.title(of: .showOrHide) == "hide all")
    #expect(app.handle(.command(.showOrHide)) == [.setHidden(true, own)])
    #expect(app.title(of: .showOrHide) == "show all")
    #expect(app.handle(.command(.showOrHide)) == [.setHidden(false, own)])
    // Of some that are hidden the others follow.
    try select(team, in: &app)
    _ = app.handle(.command(.showOrHide))
    _ = app.handle(.command(.first))
    #expect(app.title(of: .showOrHide) == "hide all")
    #expect(app.handle(.command(.showOrHide)) == [.setHidden(true, own.filter { $0 != team })])
  }

  @Test func anAccountWithoutCalendarsHasNothingToHide() throws {
    var app = app()
    _ = app.handle(.grantsLoaded([World.signedIn, World.expiredHost]))
    _ = app.handle(.command(.first))
    for _ in 0..<30 where try screen(app).account != World.host {
      _ = app.handle(.command(.moveDown))
    }
    #expect(!app.footer.contains(.showOrHide))
    #expect(app.handle(.command(.showOrHide)) == [])
    #expect(app.status.notice?.text == "zoom has no calendars to hide or show.")
  }

  @Test func whatCouldNotBeStoredIsSaidAndReadAgain() throws {
    var app = app()
    try select(team, in: &app)
    _ = app.handle(.command(.showOrHide))
    #expect(app.handle(.hidingFailed(reason: "The disk is full.")) == [.loadDirectory])
    #expect(app.status.notice == Notice(.problem, "The disk is full."))
    _ = app.handle(.directoryLoaded(World.directory()))
    let row = try #require(try screen(app).rows.first { $0.calendar == team })
    #expect(row.row.kind == .calendar(isShown: true))
  }

  @Test func theCursorStaysOnItsCalendarWhenOthersComeAndGo() throws {
    var app = app()
    try select(team, in: &app)
    var directory = World.directory()
    directory.calendars.insert(
      CalendarInfo(id: CalendarID("new"), account: World.work, name: "A new one"),
      at: 0
    )
    _ = app.handle(.directoryLoaded(directory))
    #expect(try screen(app).calendar == team)
  }

  @Test func theStatusLineSaysHowManyAreHidden() {
    func text(hidden: Int) -> String {
      var directory = World.directory()
      for index in 0..<hidden { directory.calendars[index].isHidden = true }
      return app().status.summary(directory, now: World.now, clock: WallClock(World.zone)).text
    }
    #expect(!text(hidden: 0).contains("hidden"))
    #expect(text(hidden: 1).hasSuffix(" · 1 calendar hidden: \(key: .accounts) shows it"))
    #expect(text(hidden: 2).hasSuffix(" · 2 calendars hidden: \(key: .accounts) shows them"))
  }

  @Test func anEventMadeInAHiddenCalendarSaysSo() {
    var app = AppViewModel(now: World.now, zone: World.zone, newIDs: NewIDs(seed: 7))
    var directory = World.directory()
    directory.calendars[0].isHidden = true
    _ = app.handle(.directoryLoaded(directory))
    let draft = EventDraft(
      World.event("Lunch", from: World.at(12))
    )
    _ = app.handle(
      .submitted(EventEdit(event: EventID("n"), change: .create(draft, conferencing: .keep)))
    )
    #expect(app.status.notice?.text.contains("is in Team, a hidden calendar") == true)
  }
}

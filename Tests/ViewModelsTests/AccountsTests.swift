import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import ViewModels

/// Calendars and accounts: what is said, and what can be done.
@Suite struct AccountsTests {
  private func app(_ grants: [GrantStatus] = [World.signedIn, World.expiredHost]) -> AppViewModel {
    var app = AppViewModel(now: World.now, zone: World.zone, newIDs: NewIDs(seed: 7))
    _ = app.handle(.resized(columns: 80, rows: 24))
    _ = app.handle(.directoryLoaded(World.directory()))
    let effects = app.handle(.command(.accounts))
    #expect(effects == [.loadGrants])
    _ = app.handle(.grantsLoaded(grants))
    return app
  }

  private func texts(_ app: AppViewModel) -> [String] {
    app.accounts.rows.map { [$0.row.label, $0.row.value].joined(separator: " ") }
  }

  @Test("Grants stand in the order of the configuration, the calendar of this machine last")
  func order() {
    let app = app()
    #expect(app.context == .accounts)
    let headings = app.accounts.rows.filter { $0.row.kind == .heading }
    #expect(headings.map(\.row.label) == ["work", "zoom", "local"])
    #expect(
      headings.map(\.row.value) == ["Google, ada@acme.example", "Zoom, ops@acme.example", ""]
    )
    let words = texts(app)
    #expect(words.contains { $0.hasPrefix("Signed in.") })
    #expect(words.contains { $0.hasPrefix("Hosts meetings; it has no calendars.") })
    #expect(words.contains { $0.hasPrefix("The sign-in has expired or was revoked.") })
  }

  @Test("The cursor passes over blank lines and stays in its account when lines come and go")
  func cursor() {
    var app = app()
    #expect(app.accounts.account == World.work)
    _ = app.handle(.command(.nextField))
    #expect(app.accounts.account == World.host)
    _ = app.handle(.grantsLoaded([World.signedIn]))
    #expect(app.accounts.account != nil)
    _ = app.handle(.command(.first))
    for _ in app.accounts.rows {
      #expect(app.accounts.rows[app.accounts.selected].isBlank == false)
      #expect(app.accounts.top <= app.accounts.selected)
      #expect(app.accounts.selected < app.accounts.top + 21)
      _ = app.handle(.command(.moveDown))
    }
    #expect(app.accounts.selected == app.accounts.rows.count - 1)
  }

  @Test("The cursor begins at a sign-in that has expired, since that needs the user")
  func expiredFirst() {
    var app = app()
    _ = app.handle(.command(.back))
    _ = app.handle(.command(.accounts))
    #expect(app.accounts.account == World.host)
    #expect(app.accounts.rows[app.accounts.selected].row.kind == .problem)
    #expect(app.footer.first == .signIn)
    _ = app.handle(.command(.back))
    _ = app.handle(.grantsLoaded([World.signedIn]))
    _ = app.handle(.command(.accounts))
    #expect(app.accounts.calendar?.account == World.work)
  }

  @Test("What can be done follows from how the grant stands")
  func footer() {
    var app = app()
    #expect(app.footer.prefix(3) == [.showOrHide, .signIn, .signOut])
    _ = app.handle(.command(.nextField))
    #expect(app.footer.first == .signIn)
    #expect(!app.footer.contains(.signOut))
    _ = app.handle(.command(.nextField))
    #expect(app.footer == [.showOrHide, .doctor, .sync, .help, .back])
  }

  @Test("What has no sign-in says so instead of beginning one")
  func keyed() {
    var app = app([GrantStatus(World.work, at: .nylas, .keyed)])
    #expect(app.handle(.command(.signIn)) == [])
    #expect(app.status.notice?.text.contains("needs no sign-in") == true)
    #expect(app.handle(.command(.signOut)) == [])
    _ = app.handle(.command(.last))
    #expect(app.handle(.command(.signIn)) == [])
    #expect(app.status.notice?.text.contains("on this machine") == true)
  }

  @Test("Signing out asks first")
  func signOut() {
    var app = app()
    #expect(app.handle(.command(.signOut)) == [])
    guard let question = app.screens.last as? ConfirmationViewModel else {
      Issue.record("Nothing is asked.")
      return
    }
    #expect(question.title == "Sign out of work?")
    #expect(app.handle(.command(.confirm)) == [.signOut(World.work)])
    #expect(app.handle(.signedOut(World.work, "All gone.")) == [.loadGrants])
    #expect(app.status.notice?.text == "Signed out of work. All gone.")
  }

  @Test("An expired sign-in is said before a meeting is to be made, whatever is on the screen")
  func expired() {
    let app = app()
    let summary = app.status.summary(
      World.directory(),
      grants: app.grants,
      now: World.now,
      clock: WallClock(World.zone)
    )
    #expect(summary.isProblem)
    #expect(summary.text == "zoom: the sign-in has expired. \(key: .accounts) signs in again.")
    let well = app.status.summary(
      World.directory(),
      grants: [World.signedIn],
      now: World.now,
      clock: WallClock(World.zone)
    )
    #expect(!well.isProblem)
  }

  @Test("An account that was added beside an open screen is synced by none of its loops")
  func addedElsewhere() {
    var app = app()
    var directory = World.directory()
    directory.accounts.append(
      Account(id: AccountID("home"), service: .nylas, grant: GrantID("g-home"))
    )
    _ = app.handle(.directoryLoaded(directory))
    let summary = app.status.summary(directory, now: World.now, clock: WallClock(World.zone))
    #expect(summary.isProblem)
    #expect(
      summary.text
        == "home was added elsewhere: \(key: .quit) leaves, and a new start syncs it."
    )
    _ = app.handle(.directoryLoaded(World.directory()))
    let well = app.status.summary(
      World.directory(),
      now: World.now,
      clock: WallClock(World.zone)
    )
    #expect(!well.isProblem)
  }

  @Test("After every sync it is looked at how the grants stand")
  func afterSync() {
    var app = app()
    #expect(app.handle(.syncing(true)) == [])
    #expect(app.handle(.syncing(false)) == [.loadGrants])
  }
}

extension AppViewModel {
  /// Calendars and accounts, as they are shown.
  fileprivate var accounts: AccountsViewModel {
    navigation.all.lazy.compactMap { $0 as? AccountsViewModel }.last ?? AccountsViewModel(in: state)
  }
}

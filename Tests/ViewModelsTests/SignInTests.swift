import CalendarCore
import Foundation
import Testing

@testable import ViewModels

/// A sign-in on the screen, from the first word to the last.
@Suite struct SignInTests {
  private static let address =
    "https://accounts.example/auth?client_id=x&state=" + String(repeating: "s", count: 200)
  private static let redirect = "http://127.0.0.1:40123/?code=abc&state=sss"

  private func app(_ progress: SignInProgress?) -> AppViewModel {
    var app = AppViewModel(now: World.now, zone: World.zone, newIDs: NewIDs(seed: 7))
    _ = app.handle(.resized(columns: 80, rows: 24))
    _ = app.handle(.directoryLoaded(World.directory()))
    _ = app.handle(.command(.accounts))
    _ = app.handle(.grantsLoaded([World.signedIn, World.expiredHost]))
    _ = app.handle(.command(.nextField))
    let effects = app.handle(.command(.signIn))
    #expect(effects == [.beginSignIn(World.host)])
    if let progress { _ = app.handle(.signInReached(World.host, progress)) }
    return app
  }

  private func screen(_ app: AppViewModel) -> SignInViewModel? {
    app.screens.last as? SignInViewModel
  }

  private static let browser = SignInProgress.browser(
    address: address,
    tunnel: "ssh -N -L 40123:127.0.0.1:40123 mara@192.0.2.7"
  )

  @Test("The address is copied and opened by keys")
  func keys() {
    var app = app(Self.browser)
    #expect(app.context == .signIn)
    #expect(app.handle(.command(.copyAddress)) == [.copy(Self.address, what: "address")])
    #expect(app.handle(.command(.openAddress)) == [.openURL(Self.address)])
    #expect(!app.wantsText("y") && app.wantsText("h") && app.takesPaste && !app.takesText)
  }

  @Test("A pasted address ends it, a typed one with Enter")
  func redirect() {
    var pasted = app(Self.browser)
    #expect(
      pasted.handle(.text(Self.redirect))
        == [.finishSignIn(World.host, redirect: Self.redirect)]
    )
    #expect(screen(pasted)?.step == .finishing)

    var typed = app(Self.browser)
    for character in Self.redirect { #expect(typed.handle(.text(String(character))) == []) }
    #expect(typed.context == .address && typed.takesText)
    #expect(
      typed.handle(.command(.signIn)) == [.finishSignIn(World.host, redirect: Self.redirect)]
    )
  }

  @Test("An address that is not taken brings the screen back, and Escape leaves field, then screen")
  func notTaken() {
    var app = app(Self.browser)
    _ = app.handle(.text(Self.redirect))
    _ = app.handle(.signInReached(World.host, Self.browser))
    #expect(screen(app)?.field.text == "")
    _ = app.handle(.command(.typeAddress))
    #expect(app.context == .address)
    #expect(app.handle(.command(.signIn)) == [])
    #expect(app.handle(.command(.back)) == [])
    #expect(app.context == .signIn)
    #expect(app.handle(.command(.back)) == [.cancelSignIn(World.host)])
    #expect(app.context == .accounts)
    // What comes late changes nothing.
    #expect(app.handle(.signInReached(World.host, Self.browser)) == [])
    #expect(app.context == .accounts)
  }

  @Test("Done: the screen closes, it is said as whom, and the calendars are read")
  func done() {
    var app = app(Self.browser)
    #expect(app.handle(.signedIn(World.host, email: "ops@acme.example")) == [.loadGrants, .sync])
    #expect(app.context == .accounts)
    #expect(app.status.notice?.text == "Signed in to zoom as ops@acme.example.")
  }

  @Test("What failed says why, and begins again with one key")
  func failed() {
    var app = app(.failed("Denied."))
    #expect(app.footer == [.signIn, .back])
    #expect(screen(app)?.rows(now: World.now, width: 70, height: 20).first?.text == "Denied.")
    #expect(app.handle(.text("http://x")) == [])
    #expect(app.handle(.command(.signIn)) == [.beginSignIn(World.host)])
    #expect(screen(app)?.step == .starting)
  }

  @Test("A code is shown with the time that is left")
  func device() {
    func left(_ seconds: Double) -> String? {
      screen(
        app(.device(address: "https://x.example", code: "AB-CD", expires: World.now + seconds))
      )?.rows(now: World.now, width: 70, height: 20).last?.text
    }
    #expect(left(840) == "It holds for 14 min.")
    #expect(left(61) == "It holds for 2 min.")
    #expect(left(35) == "It holds for 35 s.")
    #expect(left(-1) == "It has run out.")
    #expect(app(.device(address: "https://x", code: "A", expires: World.now)).takesPaste == false)
  }

  @Test("On small screens the end of the address goes first, and the command for a tunnel never")
  func small() {
    for height in 6...24 {
      for width in [34, 36, 74, 190] {
        let rows =
          screen(app(Self.browser))?.rows(now: World.now, width: width, height: height) ?? []
        #expect(rows.count <= max(height, 6), "\(width)×\(height): \(rows)")
        let command = rows.filter { $0.kind == .command }.map(\.text).joined()
        #expect(command == "ssh -N -L 40123:127.0.0.1:40123 mara@192.0.2.7")
        #expect(rows.contains { $0.kind == .address })
        #expect(rows.allSatisfy { $0.text.count <= width })
      }
    }
    let whole = screen(app(Self.browser))?.rows(now: World.now, width: 74, height: 20) ?? []
    #expect(whole.filter { $0.kind == .address }.map(\.text).joined() == Self.address)
  }
}

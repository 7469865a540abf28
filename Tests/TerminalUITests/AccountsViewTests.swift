import ConferencingCore
import CalendarCore
import Terminal
import Testing
import ViewModels

@testable import TerminalUI

/// Calendars and accounts, a sign-in and the doctor's page, as they are seen.
@Suite struct AccountsViewTests {
  private static let address =
    "https://accounts.google.com/o/oauth2/v2/auth?client_id=1234.apps.googleusercontent.com&state=xyz"

  @Test func showsHowAccountsStandAndWhatCanBeDone() {
    var test = TestApp()
    test.openAccounts()
    #expect(
      test.rows.prefix(6) == [
        " Calendars and accounts                                       Mon 23 Nov  14:30",
        "   work  Google, ada@acme.example",
        "     Signed in.",
        "     Up to date 3 min ago.",
        " ▶   [x] ● Team                main calendar",
        "     [x] ● Holidays            read-only",
      ]
    )
    #expect(test.row(" zoom ") == "   zoom  Zoom, ops@acme.example")
    #expect(test.row("! The sign-in has expired") != "")
    #expect(test.rows[22] == " ! zoom: the sign-in has expired. C signs in again.")
    #expect(
      test.rows[23] == " Space hide  i sign in  o sign out  d doctor  s sync  ? help  Esc back"
    )
  }

  @Test func hiddenCalendarsHaveTheirOwnMarkAndFortyScroll() {
    var directory = World.directory()
    directory.calendars += (0..<40).map {
      CalendarInfo(
        id: CalendarID("c\($0)"),
        account: World.work,
        name: $0 == 7 ? "東京オフィスの会議室の予定表と休日" : "Calendar \($0)",
        color: "#cc3366",
        isHidden: $0.isMultiple(of: 3)
      )
    }
    var test = TestApp(directory: directory)
    test.openAccounts()
    // The notes stand behind the longest name.
    #expect(
      test.row("Calendar 3 ") == "     [ ] ● Calendar 3" + String(repeating: " ", count: 25)
        + "hidden"
    )
    #expect(test.row("Calendar 4") == "     [x] ● Calendar 4")
    #expect(test.row("東京").hasPrefix("     [x] ● 東京オフィスの会議室の予定表と休日"))
    test.press(.last)
    #expect(test.rows[1].contains("[") || test.rows[2].contains("["))
    for _ in 0..<60 { test.press(.moveUp) }
    #expect(test.rows[1].hasPrefix(" ▶ work"))
  }

  @Test func showsTheAddressTheTunnelAndTheField() {
    var test = TestApp()
    test.openSignIn(
      .browser(address: Self.address, tunnel: "ssh -N -L 40123:127.0.0.1:40123 ada@192.0.2.7")
    )
    #expect(
      test.rows.prefix(12) == [
        " Sign in · zoom, Zoom                                         Mon 23 Nov  14:30",
        "",
        "   First, on the browser's computer:",
        "   ssh -N -L 40123:127.0.0.1:40123 ada@192.0.2.7",
        "",
        "   Open this in a browser:",
        "   https://accounts.google.com/o/oauth2/v2/auth?client_id=1234.apps.googleuserc",
        "   ontent.com&state=xyz",
        "",
        "   Should it end at a page that the browser cannot open, paste the address of",
        "   that page:",
        " ▶ (http://127.0.0.1:…)",
      ]
    )
    #expect(test.rows[23] == " y copy  o open  Tab type address  Esc back")
    test.type("http://127.0.0.1:40123/?code=x")
    #expect(test.rows[11] == " ▶ http://127.0.0.1:40123/?code=x")
    #expect(test.picture.isCursorVisible)
    #expect(test.rows[23] == " Enter sign in  ^U erase  Esc back")
  }

  @Test func showsTheCodeOfADevice() {
    var test = TestApp()
    test.openSignIn(
      .device(
        address: "https://microsoft.com/devicelogin",
        code: "F3XK-9QPL",
        expires: World.at(14, 44)
      )
    )
    #expect(
      test.rows.dropFirst(2).prefix(6) == [
        "   Open this on any device:", "   https://microsoft.com/devicelogin", "",
        "   and type this code:", "   F3XK-9QPL", "",
      ]
    )
    #expect(test.row("It holds for 14 min.") != "")
  }

  @Test func showsWhatTheDoctorFound() {
    var test = TestApp()
    test.openDoctor()
    #expect(test.rows[0].hasPrefix(" Doctor"))
    #expect(test.rows[1] == " work  Google, ada@acme.example")
    #expect(test.rows[2] == "   sign-in         holds; this token until 15:00, then renewed")
    #expect(test.rows[3] == "   may             calendar.events")
    #expect(test.rows[4] == "   service         answers in 23 ms")
    #expect(test.rows[5] == "   clock           right")
    #expect(test.rows[6] == "   tokens          the keyring (secret-tool)")
    #expect(test.row("Zoom Meeting, hosted by ops@acme.example") != "")
  }
}

extension TestApp {
  /// Goes to calendars and accounts, with a Google account and a Zoom host that has expired.
  mutating func openAccounts() {
    press(.accounts)
    send(
      .grantsLoaded([
        GrantStatus(
          World.work,
          at: .google,
          .signedIn(until: World.at(15)),
          email: "ada@acme.example",
          scopes: ["https://www.googleapis.com/auth/calendar.events"]
        ),
        GrantStatus(
          AccountID("zoom"),
          at: .zoom,
          .expired(
            "The sign-in has expired or was revoked. Sign in again: convene accounts login zoom"
          ),
          email: "ops@acme.example"
        ),
      ])
    )
  }

  /// Goes to a sign-in that has come so far.
  mutating func openSignIn(_ progress: SignInProgress) {
    openAccounts()
    press(.nextField, .signIn)
    send(.signInReached(AccountID("zoom"), progress))
  }

  /// Goes to the doctor's page.
  mutating func openDoctor() {
    openAccounts()
    press(.doctor)
    let checkups = app.grants.map { status in
      Checkup(
        status,
        reach: status.needsSignIn
          ? .silent("api.zoom.us cannot be reached: no route to host.")
          : .answered(milliseconds: 23, clockAhead: 0.2),
        keptIn: "the keyring (secret-tool)"
      )
    }
    send(.examined(Diagnosis(checkups, World.directory())))
  }
}

import ConferencingCore
import CalendarCore
import Foundation
import ViewModels

extension World {
  static let host = AccountID("zoom")

  /// How the grants of the tests stand: an account with a sign-in, a Zoom account that has expired.
  static let signedIn = GrantStatus(
    work,
    at: .google,
    .signedIn(until: now.addingTimeInterval(1_800)),
    email: "ada@acme.example",
    scopes: ["https://www.googleapis.com/auth/calendar.events"]
  )
  static let expiredHost = GrantStatus(
    host,
    at: .zoom,
    .expired("The sign-in has expired or was revoked. Sign in again: convene accounts login zoom"),
    email: "ops@acme.example"
  )
}

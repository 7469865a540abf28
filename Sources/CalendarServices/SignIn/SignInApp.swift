import CalendarCore

/// The app that a user registered at a provider, as an account of the configuration names it.
package struct SignInApp: Sendable {
  /// The account's name in the configuration.
  package var account: String
  /// Where it is registered.
  package var provider: SignInProvider
  /// The client id (`client_id`).
  package var clientID: String
  /// Gives the client secret (`client_secret`), asked each time it is needed; `nil` where the app has
  /// none.
  package var clientSecret: (@Sendable () async throws(ServiceError) -> String)?
  /// The tenant at Microsoft: `common`, `organizations`, `consumers`, or one's own.
  package var tenant: String
  /// Whether the account is to do more with meetings than its calendars need.
  ///
  /// At Microsoft it hosts Teams meetings for events of other calendars (`teams_host`), which personal
  /// accounts cannot; at Google it changes settings of meetings (`meet_settings`). Scopes for that are
  /// asked for only when it is wanted.
  package var hostsMeetings = false
  /// The account id of a server-to-server app at Zoom (`account_id`).
  package var zoomAccount: String?
  /// The user whose meetings a server-to-server app makes: an id or an address (`user`).
  package var zoomUser: String?
  /// One address for all endpoints: a sandbox; `nil` for the service itself.
  package var url: String?

  /// Makes an app.
  package init(
    account: String,
    provider: SignInProvider,
    clientID: String,
    clientSecret: (@Sendable () async throws(ServiceError) -> String)? = nil,
    tenant: String = "common",
    zoomAccount: String? = nil,
    url: String? = nil
  ) {
    self.account = account
    self.provider = provider
    self.clientID = clientID
    self.clientSecret = clientSecret
    self.tenant = tenant
    self.zoomAccount = zoomAccount
    self.url = url
  }

  /// The way to sign in that is taken by itself.
  package var standardMethod: SignInMethod {
    provider.serverFields(self) == nil ? provider.methods[0] : .serverToServer
  }

  /// What a user does when the sign-in does not hold.
  package var remedy: String { "Sign in again: convene accounts login \(account)" }
}

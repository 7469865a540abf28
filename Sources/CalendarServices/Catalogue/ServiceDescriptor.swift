package import CalendarCore
package import ConferencingCore
package import Foundation

/// All that the program must know of a service: its name and traits, what its accounts say in the
/// configuration, and what speaks to it.
///
/// A service is a folder with one of these, and a line in ``ServiceCatalogue``.
package struct ServiceDescriptor: Sendable {
  /// Its name and what it can do.
  package let kind: ServiceKind
  /// What an account of it says in the configuration, in the order in which it is written.
  package let keys: [ConfigurationKey]
  /// How the user signs in to it; `nil` where there is nothing to sign in to.
  package let signIn: SignInProvider?
  /// Begins a sign-in at an address that gives out a name and a password for the account; `nil` in it
  /// where the server has none.
  package let passwordLogin: PasswordLogin?
  /// What is wrong with settings that are each right; `nil` for nothing.
  package let problem: @Sendable (AccountSettings) -> String?
  /// Makes what holds the calendars of an account; `nil` where it has none.
  package let calendars: Maker<any CalendarService>
  /// Makes what hosts meetings at an account; `nil` where it hosts none.
  package let meetings: Maker<any ConferencingService>
  /// Checks whether an account has access, by one request that only reads.
  package let probe: @Sendable (ServiceContext) async throws(ServiceError) -> ServiceProbe.Finding

  /// Makes what speaks to the service for an account; nothing is sent.
  package typealias Maker<Made> = @Sendable (ServiceContext) throws(ServiceError) -> Made?

  /// Begins a sign-in at an address.
  package typealias PasswordLogin =
    @Sendable (String, HTTPTransport) async throws(ServiceError) -> NextcloudLogin?

  /// Describes a service.
  package init(
    _ kind: ServiceKind,
    keys: [ConfigurationKey],
    signIn: SignInProvider? = nil,
    passwordLogin: PasswordLogin? = nil,
    problem: @escaping @Sendable (AccountSettings) -> String? = { _ in nil },
    calendars: @escaping Maker<any CalendarService> = { _ throws(ServiceError) in nil },
    meetings: @escaping Maker<any ConferencingService> = { _ throws(ServiceError) in nil },
    probe: @escaping @Sendable (ServiceContext) async throws(ServiceError) -> ServiceProbe.Finding
  ) {
    self.kind = kind
    self.keys = signIn == nil ? keys : ConfigurationKey.signIn + keys
    self.signIn = signIn
    self.passwordLogin = passwordLogin
    self.problem = problem
    self.calendars = calendars
    self.meetings = meetings
    self.probe = probe
  }

  /// The name in the configuration.
  package var name: String { kind.name }

  /// The app that an account signs in with; `nil` where there is nothing to sign in to.
  ///
  /// - Parameters:
  ///   - account: The account's name.
  ///   - settings: What it says.
  ///   - secret: Reads its client secret.
  /// - Returns: The app.
  package func app(
    of account: String,
    _ settings: AccountSettings,
    secret: @escaping @Sendable () async throws(ServiceError) -> String
  ) -> SignInApp? {
    guard let signIn else { return nil }
    var app = SignInApp(
      account: account,
      provider: signIn,
      clientID: settings["client_id"] ?? "",
      clientSecret: settings.secrets["client_secret"] == nil ? nil : secret,
      tenant: settings["tenant"] ?? "common",
      zoomAccount: settings["account_id"],
      url: settings["url"]
    )
    // "common" may turn out to be a personal account, whose sign-in would be refused.
    app.hostsMeetings =
      (settings["teams_host"] ?? settings["meet_settings"]).map { $0 == "yes" }
      ?? !["common", "consumers"].contains(app.tenant)
    app.zoomUser = settings["user"]
    return app
  }
}

extension ServiceDescriptor: Equatable {
  /// There is one of a name.
  package static func == (one: ServiceDescriptor, other: ServiceDescriptor) -> Bool {
    one.kind == other.kind
  }
}

/// What speaks to a service on behalf of one account is made from.
package struct ServiceContext: Sendable {
  /// The account's name.
  package var account: AccountID
  /// What it says in the configuration.
  package var settings: AccountSettings
  /// Lets requests in; `nil` where nobody signs in, or is not signed in.
  package var tokens: (any AccessTokens)?
  /// Reads a secret setting by its key.
  package var secret: @Sendable (String) async throws(ServiceError) -> String
  /// The owner's address; empty when it is not known.
  package var email: String
  /// The zone in which whole days begin.
  package var zone: TimeZone
  /// What sends requests.
  package var transport: HTTPTransport
  /// Keeps texts that are changed, so that undo can put them back; `nil` where nothing is undone.
  package var formerTexts: (any FormerTexts)?

  /// Makes a context.
  package init(
    account: AccountID,
    settings: AccountSettings,
    tokens: (any AccessTokens)?,
    secret: @escaping @Sendable (String) async throws(ServiceError) -> String,
    email: String = "",
    zone: TimeZone = .gmt,
    transport: HTTPTransport
  ) {
    self.account = account
    self.settings = settings
    self.tokens = tokens
    self.secret = secret
    self.email = email
    self.zone = zone
    self.transport = transport
  }

  /// The grant of the account: what the configuration names, or the account itself.
  package var grant: GrantID { settings.grant(of: account) }

  /// The address of the service with a path of its own, or that of a sandbox with the same path.
  func url(_ server: String, _ path: String = "") -> String {
    (settings["url"].map { (try? ServiceURL($0))?.base ?? $0 } ?? server) + path
  }
}

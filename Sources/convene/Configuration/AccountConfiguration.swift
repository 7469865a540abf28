import CalendarServices
import ViewModels

/// A configured grant: an account with calendars, or a host of meetings.
struct AccountConfiguration: Sendable, Equatable {
  /// What it is at, and how one gets in there.
  enum Service: Sendable, Equatable {
    case nylas(NylasSettings)
    case google(GoogleSettings)
    case microsoft(MicrosoftSettings)
    case zoom(ZoomSettings)
  }

  /// Its name.
  var name: String
  /// What it is at.
  var service: Service
}

/// A grant at Nylas.
struct NylasSettings: Sendable, Equatable {
  /// The service's address, such as `https://api.us.nylas.com`.
  var url: String
  /// The grant that has the calendars: its id, or its address.
  var grant: String
  /// Where the key comes from.
  var key: Secret
}

/// The app that a person registered at a provider, and where its tokens are kept.
struct AppSettings: Sendable, Equatable {
  /// The client id.
  var clientID: String
  /// One address for all of the service, a sandbox; `nil` for the service itself.
  var url: String?
  /// The person's own commands for tokens; without them Convene chooses a place.
  var tokens: TokenCommands?
}

/// Commands of the person that print tokens and take them.
struct TokenCommands: Sendable, Equatable {
  /// Prints what is kept.
  var get: String
  /// Keeps what it reads from its standard input.
  var set: String
}

/// A Google account.
struct GoogleSettings: Sendable, Equatable {
  var app: AppSettings
  /// Google gives one to desktop apps as well, and asks for it.
  var clientSecret: Secret
  /// Whether one signs in by a code on another device, which takes an app of another kind.
  var usesDeviceCode = false
}

/// A Microsoft account.
struct MicrosoftSettings: Sendable, Equatable {
  var app: AppSettings
  /// `common`, `organizations`, `consumers`, or a tenant's own name.
  var tenant = "common"
  /// Whether one signs in in a browser, where the tenant does not allow codes.
  var usesBrowser = false
  /// Whether it hosts Teams meetings for events of other calendars; `nil` when nothing is said: then
  /// those of an organization do.
  var hostsTeams: Bool?
}

/// A Zoom account, which hosts meetings and has no calendars.
struct ZoomSettings: Sendable, Equatable {
  /// How one gets in.
  enum App: Sendable, Equatable {
    /// A person signs in; a public app has no secret.
    case person(clientSecret: Secret?)
    /// The app itself may act for its account.
    case serverToServer(account: String, clientSecret: Secret)
  }
  var app: AppSettings
  var kind: App
  /// The user whose meetings a server-to-server app makes; `nil` leaves that to Zoom.
  var user: String?
}

extension AccountConfiguration {
  /// What it is at, for the screen.
  var statusService: GrantStatus.Service {
    switch service {
    case .nylas: .nylas
    case .google: .google
    case .microsoft: .microsoft
    case .zoom: .zoom
    }
  }

  /// The person's app; `nil` where there is nothing to sign in to.
  var appSettings: AppSettings? {
    switch service {
    case .nylas: nil
    case .google(let settings): settings.app
    case .microsoft(let settings): settings.app
    case .zoom(let settings): settings.app
    }
  }

  /// The way to sign in; `nil` where there is nothing to sign in to.
  var signInMethod: SignInMethod? {
    switch service {
    case .nylas: nil
    case .google(let settings): settings.usesDeviceCode ? .deviceCode : .browser
    case .microsoft(let settings): settings.usesBrowser ? .browser : .deviceCode
    case .zoom(let settings):
      if case .serverToServer = settings.kind { .serverToServer } else { .browser }
    }
  }

  /// The app as the sign-in needs it; `nil` where there is nothing to sign in to.
  var signInApp: SignInApp? {
    switch service {
    case .nylas: return nil
    case .google(let settings): return app(.google, settings.app, settings.clientSecret)
    case .microsoft(let settings):
      var app = app(.microsoft, settings.app, nil)
      app.tenant = settings.tenant
      // "common" may turn out to be a personal account, whose sign-in would be refused.
      app.hostsTeams = settings.hostsTeams ?? !["common", "consumers"].contains(settings.tenant)
      return app
    case .zoom(let settings):
      switch settings.kind {
      case .person(let secret): return app(.zoom, settings.app, secret)
      case .serverToServer(let account, let secret):
        var app = app(.zoom, settings.app, secret)
        app.zoomAccount = account
        app.zoomUser = settings.user
        return app
      }
    }
  }

  private func app(
    _ provider: SignInProvider,
    _ settings: AppSettings,
    _ secret: Secret?
  ) -> SignInApp {
    var read: (@Sendable () async throws(ServiceError) -> String)?
    if let secret {
      let name = name
      read = { () async throws(ServiceError) -> String in
        try await SecretReader.read(secret, of: "client_secret", account: name)
      }
    }
    return SignInApp(
      account: name,
      provider: provider,
      clientID: settings.clientID,
      clientSecret: read,
      url: settings.url
    )
  }
}

import ConferencingCore
import CalendarServices
import CalendarCore
import ViewModels

/// A configured grant: an account with calendars, or a host of meetings.
struct AccountConfiguration: Sendable, Equatable {
  /// Its name.
  var name: String
  /// What it is at.
  var service: ServiceDescriptor
  /// What the configuration says of it.
  var settings: AccountSettings

  /// Makes an account.
  init(name: String, service: ServiceDescriptor, _ settings: AccountSettings) {
    self.name = name
    self.service = service
    self.settings = settings
  }
}

/// Commands of the user that print tokens and take them.
struct TokenCommands: Sendable, Equatable {
  /// Prints what is kept.
  var get: String
  /// Keeps what it reads from its standard input.
  var set: String
}

extension AccountConfiguration {
  /// Whether a name can be that of an account with a sign-in: its tokens are kept under it.
  static func isPlain(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 64
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }

  /// What names are made of, for messages.
  static let plainName = "A name is made of letters, digits, - and _, at most 64 of them."

  /// The user's own commands for tokens; without them Convene chooses a place.
  var tokenCommands: TokenCommands? {
    guard let get = settings["token_get"], let set = settings["token_set"] else { return nil }
    return TokenCommands(get: get, set: set)
  }

  /// The way to sign in; `nil` where there is nothing to sign in to.
  var signInMethod: SignInMethod? {
    signInApp.map { app in
      settings["flow"].flatMap(SignInMethod.init) ?? app.standardMethod
    }
  }

  /// The app as the sign-in needs it; `nil` where there is nothing to sign in to.
  var signInApp: SignInApp? {
    let read = secret
    return service.app(of: name, settings) { () async throws(ServiceError) in
      try await read("client_secret")
    }
  }

  /// Reads a secret by its key.
  var secret: @Sendable (String) async throws(ServiceError) -> String {
    { [name, settings] key throws(ServiceError) in
      guard let secret = settings.secrets[key] else { return "" }
      return try await SecretReader.read(secret, of: key, account: name)
    }
  }

  /// What lets in an account without a sign-in, and where that is kept; empty for nothing.
  var access: (standing: GrantStatus.Standing, keptIn: String) {
    for key in service.keys {
      let standing: GrantStatus.Standing = key.name == "password" ? .password : .keyed
      switch settings.secrets[key.name] {
      case .literal: return (standing, "in config.toml")
      case .command: return (standing, "by \(key.name)_command")
      case nil: continue
      }
    }
    return (.open, "")
  }

  /// The account as the cache knows it; `nil` for a host without calendars.
  var cached: Account? {
    guard service.kind.has(.calendars) else { return nil }
    let id = AccountID(name)
    return Account(id: id, service: service.kind, grant: settings.grant(of: id))
  }
}

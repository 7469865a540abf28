import ArgumentParser
import CalendarServices

/// What an account is made of, as options; what lacks is asked for at the terminal.
struct AccountOptions: ParsableArguments {
  @Option(help: "google, microsoft, zoom: the client id of the app that you registered.")
  var clientId: String?

  @Option(help: "google, zoom: a command that prints the client secret.")
  var clientSecretCommand: String?

  @Option(help: "microsoft: the tenant; common, organizations, consumers or its own name.")
  var tenant: String?

  @Option(help: "zoom: the account id of a server-to-server app.")
  var accountId: String?

  @Option(help: "google, microsoft: sign in by browser, or by device with a code.")
  var flow: String?

  @Option(help: "nylas: the grant's id or address.")
  var grant: String?

  @Option(help: "nylas: a command that prints the API key.")
  var apiKeyCommand: String?

  @Option(help: "The service's address, where it is another than the usual.")
  var url: String?

  @Option(help: "zoom: whose meetings a server-to-server app makes; an id or an address.")
  var user: String?

  @Flag(help: "microsoft: host Teams meetings for events of other calendars; work and school.")
  var teamsHost = false

  @Option(help: "A command that prints the tokens, instead of Convene's own places for them.")
  var tokenGet: String?

  @Option(help: "A command that keeps the tokens that it reads from its standard input.")
  var tokenSet: String?

  /// Refuses options that mean nothing at a service.
  func expect(_ service: AddAccount.Service) throws {
    let given: [(name: String, value: String?, services: [AddAccount.Service])] = [
      ("client-id", clientId, [.google, .microsoft, .zoom]),
      ("client-secret-command", clientSecretCommand, [.google, .zoom]),
      ("tenant", tenant, [.microsoft]),
      ("account-id", accountId, [.zoom]),
      ("user", user, [.zoom]),
      ("teams-host", teamsHost ? "" : nil, [.microsoft]),
      ("flow", flow, [.google, .microsoft]),
      ("grant", grant, [.nylas]),
      ("api-key-command", apiKeyCommand, [.nylas]),
      ("token-get", tokenGet, [.google, .microsoft, .zoom]),
      ("token-set", tokenSet, [.google, .microsoft, .zoom]),
    ]
    for option in given where option.value != nil && !option.services.contains(service) {
      throw ValidationError("--\(option.name) means nothing for \(service.rawValue).")
    }
    guard flow.map({ ["browser", "device"].contains($0) }) ?? true else {
      throw ValidationError("--flow is browser or device.")
    }
    guard (tokenGet == nil) == (tokenSet == nil) else {
      throw ValidationError("--token-get and --token-set go together.")
    }
    guard user == nil || accountId != nil else {
      throw ValidationError("--user goes with --account-id: others sign in as themselves.")
    }
    guard [clientId, tenant, accountId, user, grant].allSatisfy({ $0?.isEmpty != true }) else {
      throw ValidationError("An option is empty.")
    }
  }

  /// What the configuration says of the account.
  ///
  /// - Throws: ``CommandError`` when something lacks and there is nobody to ask.
  func settings(
    of service: AddAccount.Service,
    _ name: String
  ) throws(CommandError) -> AccountConfiguration.Service {
    if let url {
      do { _ = try ServiceURL(url) } catch { throw CommandError(.badInput, error.message) }
    }
    switch service {
    case .nylas:
      return .nylas(
        NylasSettings(
          url: url ?? "https://api.us.nylas.com",
          grant: try text(grant, "grant", "The grant's id or address"),
          key: try secret(apiKeyCommand, "api-key-command", "The API key")
        )
      )
    case .google:
      return .google(
        GoogleSettings(
          app: try app(),
          clientSecret: try secret(
            clientSecretCommand,
            "client-secret-command",
            "The client secret"
          ),
          usesDeviceCode: flow == "device"
        )
      )
    case .microsoft:
      return .microsoft(
        MicrosoftSettings(
          app: try app(),
          tenant: tenant ?? "common",
          usesBrowser: flow == "browser",
          hostsTeams: teamsHost ? true : nil
        )
      )
    case .zoom: return .zoom(ZoomSettings(app: try app(), kind: try zoomKind(), user: user))
    }
  }

  private func zoomKind() throws(CommandError) -> ZoomSettings.App {
    guard let accountId else {
      // A public app has none, so it is not asked for as something that lacks.
      if let clientSecretCommand { return .person(clientSecret: .command(clientSecretCommand)) }
      guard TerminalQuestion.canAsk else { return .person(clientSecret: nil) }
      let typed = try TerminalQuestion.secret("The client secret, empty for an app without one")
      return .person(clientSecret: typed.map(Secret.literal))
    }
    return .serverToServer(
      account: accountId,
      clientSecret: try secret(clientSecretCommand, "client-secret-command", "The client secret")
    )
  }

  private func app() throws(CommandError) -> AppSettings {
    var commands: TokenCommands?
    if let tokenGet, let tokenSet { commands = TokenCommands(get: tokenGet, set: tokenSet) }
    return AppSettings(
      clientID: try text(clientId, "client-id", "The client id"),
      url: url,
      tokens: commands
    )
  }

  private func text(
    _ given: String?,
    _ option: String,
    _ question: String
  ) throws(CommandError) -> String {
    if let given { return given }
    guard TerminalQuestion.canAsk else { throw lacking(option) }
    guard let typed = TerminalQuestion.line(question) else { throw lacking(option) }
    return typed
  }

  private func secret(
    _ command: String?,
    _ option: String,
    _ question: String
  ) throws(CommandError) -> Secret {
    if let command { return .command(command) }
    guard TerminalQuestion.canAsk else { throw lacking(option) }
    guard let typed = try TerminalQuestion.secret(question) else { throw lacking(option) }
    return .literal(typed)
  }

  private func lacking(_ option: String) -> CommandError {
    CommandError(.badInput, "Give --\(option); without a terminal nobody can be asked for it.")
  }
}

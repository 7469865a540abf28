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

  @Option(
    help: """
      The service's address, where it is another than the usual; caldav: the server's; subscription: \
      the calendar's.
      """
  )
  var url: String?

  @Option(help: "vdir: the folder of the calendars, such as ~/.calendars.")
  var path: String?

  @Option(help: "vdir: your address in invitations.")
  var email: String?

  @Option(
    help: """
      caldav, subscription: the user name at the server; zoom: whose meetings a server-to-server app \
      makes.
      """
  )
  var user: String?

  @Option(help: "caldav, subscription: a command that prints the password.")
  var passwordCommand: String?

  @Flag(help: "microsoft: host Teams meetings for events of other calendars; work and school.")
  var teamsHost = false

  @Option(help: "A command that prints the tokens, instead of Convene's own places for them.")
  var tokenGet: String?

  @Option(help: "A command that keeps the tokens that it reads from its standard input.")
  var tokenSet: String?

  @Option(
    name: .customLong("set"),
    help: "Another setting as config.toml has it: KEY=VALUE; may be repeated."
  )
  var others: [String] = []

  /// What was given, by the keys of the configuration; secrets are given as commands.
  private var given: [String: String] {
    var given: [String: String] = [:]
    given["client_id"] = clientId
    given["client_secret_command"] = clientSecretCommand
    given["tenant"] = tenant
    given["account_id"] = accountId
    given["user"] = user
    given["teams_host"] = teamsHost ? "yes" : nil
    given["flow"] = flow
    given["grant"] = grant
    given["api_key_command"] = apiKeyCommand
    given["token_get"] = tokenGet
    given["token_set"] = tokenSet
    given["url"] = url
    given["password_command"] = passwordCommand
    given["path"] = path
    given["email"] = email
    for other in others {
      let parts = other.split(separator: "=", maxSplits: 1).map(String.init)
      given[parts.first ?? ""] = parts.count == 2 ? parts[1] : ""
    }
    return given
  }

  /// Refuses options that mean nothing at a service.
  func expect(_ service: ServiceDescriptor) throws {
    let known = service.keys.flatMap(\.spellings)
    for (key, value) in given.sorted(by: { $0.key < $1.key }) {
      guard known.contains(key) else {
        throw ValidationError("\(Self.option(key)) means nothing for \(service.name).")
      }
      // The arguments of a program can be read by everybody on this machine.
      guard !service.keys.contains(where: { $0.name == key && $0.form == .secret }) else {
        throw ValidationError("A secret is no argument: give --set \(key)_command=COMMAND.")
      }
      if value.isEmpty { throw ValidationError("\(Self.option(key)) is empty.") }
      let form = service.keys.first { $0.name == key }?.form
      if case .word(let words)? = form, !words.contains(value) {
        throw ValidationError("\(Self.option(key)) is \(words.joined(separator: " or ")).")
      }
    }
    guard (tokenGet == nil) == (tokenSet == nil) else {
      throw ValidationError("--token-get and --token-set go together.")
    }
    guard user == nil || accountId != nil || !known.contains("account_id") else {
      throw ValidationError("--user goes with --account-id: others sign in as themselves.")
    }
  }

  /// What the configuration says of the account.
  ///
  /// - Parameters:
  ///   - service: The service.
  ///   - login: Gets a name and a password from the server whose address is known by then, where it
  ///     gives some out; asked once, when the name is not given.
  /// - Returns: The settings.
  /// - Throws: ``CommandError`` when something lacks and there is nobody to ask.
  func settings(
    of service: ServiceDescriptor,
    login: (inout AccountSettings) throws -> Void = { _ in }
  ) throws -> AccountSettings {
    let given = given
    var settings = AccountSettings()
    for key in service.keys {
      if key.name == "user", given["user"] == nil, given["password_command"] == nil,
        TerminalQuestion.canAsk
      {
        try login(&settings)
      }
      // What the login gave.
      if settings[key.name] != nil || settings.secrets[key.name] != nil { continue }
      let command = key.name + "_command"
      if key.form == .secret, let text = given[command] {
        settings.secrets[key.name] = .command(text)
      } else if key.form == .secret {
        settings.secrets[key.name] = try secret(key)
      } else if let text = given[key.name] ?? key.standard {
        settings[key.name] = text
      } else if let question = key.question {
        settings[key.name] = try text(key, question)
      }
    }
    if let url = settings["url"],
      service.keys.contains(where: { $0.name == "url" && $0.form == .url })
    {
      do { _ = try ServiceURL(url) } catch { throw CommandError(.badInput, error.message) }
    }
    if let words = service.problem(settings) { throw CommandError(.badInput, words) }
    return settings
  }

  private func text(_ key: ConfigurationKey, _ question: String) throws(CommandError) -> String {
    guard TerminalQuestion.canAsk, let typed = TerminalQuestion.line(question) else {
      throw lacking(key.name)
    }
    return typed
  }

  /// Asks for a secret; one that may lack is not asked for as something that does.
  private func secret(_ key: ConfigurationKey) throws(CommandError) -> Secret? {
    if let question = key.question, TerminalQuestion.canAsk,
      let typed = try TerminalQuestion.secret(question)
    {
      return .literal(typed)
    }
    if key.missing != nil { throw lacking(key.name + "_command") }
    return nil
  }

  private func lacking(_ key: String) -> CommandError {
    CommandError(
      .badInput,
      "Give \(Self.option(key)); without a terminal nobody can be asked for it."
    )
  }

  /// How a key is given: by an option of its own, or by the one for all others.
  private static func option(_ key: String) -> String {
    let own = [
      "client_id", "client_secret_command", "tenant", "account_id", "user", "teams_host", "flow",
      "grant", "api_key_command", "token_get", "token_set", "url", "password_command", "path",
      "email",
    ]
    return own.contains(key) ? "--" + key.replacing("_", with: "-") : "--set \(key)=…"
  }
}

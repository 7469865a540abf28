import ArgumentParser
import CalendarServices
import CalendarCore
import Foundation

/// Adds an account to the configuration, once its sign-in is done.
struct AddAccount: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Add an account: sign in, and write it into the configuration.",
    discussion: """
      What is not given is asked for where there is a terminal. Secrets are never arguments, which \
      everybody on this machine could read: give a command that prints them, or type them when \
      asked. Nothing is written before the sign-in is done. How to register an app at a provider \
      stands in Sources/convene/Documentation.docc: SignIn-Google, SignIn-Microsoft, SignIn-Zoom.
      """
  )

  @Argument(help: "The service.")
  var service: ServiceDescriptor

  @Argument(help: "The account's name, of your choice.")
  var name: String

  @OptionGroup var options: AccountOptions

  func validate() throws { try options.expect(service) }

  func run() throws {
    let environment = try LiveEnvironment.current()
    let paths = Paths(environment.variables)
    try expectFree(paths)
    var hasPassword = false
    let account = AccountConfiguration(
      name: name,
      service: service,
      try options.settings(of: service) { settings in
        hasPassword = try login(&settings, environment, paths)
      }
    )
    do { try add(account, environment, paths) } catch {
      if hasPassword {
        Console.say(
          "The app password that the cloud gave out is kept nowhere. Revoke it there, in the settings "
            + "under Security, Devices & sessions."
        )
      }
      throw error
    }
  }

  private func add(
    _ account: AccountConfiguration,
    _ environment: LiveEnvironment,
    _ paths: Paths
  ) throws {
    // Whatever keeps it from being written is said before the user signs in.
    let addition = try ConfigurationAddition(
      account,
      to: paths.configuration,
      home: environment.variable("HOME")
    )
    let grants = Session.grants([account], paths: paths, environment: environment)
    let directory = Directory()
    guard let signed = grants.signed[name] else {
      do { try CheckAccounts.expectGood([account], grants, directory) } catch {
        guard let error = error as? CommandError else { throw error }
        throw CommandError(error.status, error.message + "\nNothing was added.")
      }
      try addition.write()
      Console.say("Added \(name) to \(paths.configuration).")
      return
    }
    let credential = try TerminalSignIn(environment: environment)
      .signIn(with: signed.client(grants.clock), by: signed.method)
    try addition.write()
    let kept = try blocking { try await signed.adopt(credential, known: nil, grants.clock) }
    Console.say("Added \(name) to \(paths.configuration).")
    Login.tell(kept, signed)
  }

  /// Gets a name and a password in the browser, from a server that gives some out.
  ///
  /// - Returns: Whether the server has given out a password.
  private func login(
    _ settings: inout AccountSettings,
    _ environment: LiveEnvironment,
    _ paths: Paths
  ) throws -> Bool {
    guard let begin = service.passwordLogin, let url = settings["url"] else { return false }
    let transport = Session.transport(paths: paths, environment: environment)
    // A server that cannot be reached says so once the account is checked.
    let offer: NextcloudLogin?
    do {
      offer = try blocking(saying: "Asking the server…") { try await begin(url, transport) }
    } catch ServiceError.unavailable(_, let message) {
      throw CommandError(.unavailable, message)
    } catch {
      return false
    }
    guard let offer else { return false }
    let typed = TerminalQuestion.line(
      "The server is a Nextcloud. Your user name there, or nothing to sign in with a browser"
    )
    guard typed == nil else {
      settings["user"] = typed
      return false
    }
    // What keeps the account from being written is said before a password is given out.
    var trial = settings
    trial["user"] = "user"
    trial.secrets["password"] = .literal("password")
    _ = try ConfigurationAddition(
      AccountConfiguration(name: name, service: service, trial),
      to: paths.configuration,
      home: environment.variable("HOME")
    )
    if let browser = Browser(environment), environment.sshDestination == nil {
      browser.open(offer.page) { Console.say($0) }
    }
    Console.say("Open this address in a browser, on any computer, and grant access:\n")
    Console.say("  \(offer.page)\n")
    do {
      let access = try blocking { try await offer.access() }
      settings["user"] = access.user
      settings.secrets["password"] = .literal(access.password)
      return true
    } catch let error as ServiceError {
      throw CommandError(.unavailable, error.message)
    }
  }

  /// A name that cannot be is said before anything is asked.
  private func expectFree(_ paths: Paths) throws {
    let configuration = try ConfigurationFile.read(paths.configuration)
    guard AccountConfiguration.isPlain(name), name != "local" else {
      throw CommandError(
        .badInput,
        "\"\(name)\" cannot name an account. "
          + (name == "local"
            ? "It names the calendar of this machine." : AccountConfiguration.plainName)
      )
    }
    guard !configuration.accounts.contains(where: { $0.name == name }) else {
      throw CommandError(
        .badInput,
        "There is an account \"\(name)\" already. Choose another name, or sign in to that one: "
          + "convene accounts login \(name)"
      )
    }
  }
}

extension ServiceDescriptor: ExpressibleByArgument {
  package init?(argument: String) {
    guard let service = ServiceCatalogue.standard[argument] else { return nil }
    self = service
  }

  package static var allValueStrings: [String] { ServiceCatalogue.standard.names }
}

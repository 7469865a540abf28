import ConferencingCore
import ArgumentParser
import CalendarServices
import CalendarSync
import CalendarCore
import LocalCache
import ViewModels

extension SignInMethod: ExpressibleByArgument {}

/// Signs in to an account that is configured.
struct Login: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "login",
    abstract: "Sign in to an account, for the first time or again."
  )

  @Argument(help: "The account's name.")
  var name: String

  @Option(help: "browser or device, where it is another way than the configured one.")
  var method: SignInMethod?

  func run() throws {
    let session = try Session.open(.current())
    let signed = try session.grants.signedGrant(name)
    let known = try session.cache.directory().ownGrant(of: AccountID(name))?.email
    let credential = try TerminalSignIn(environment: session.environment)
      .signIn(with: signed.client(session.grants.clock), by: method ?? signed.method)
    let (clock, sync) = (session.grants.clock, session.sync)
    let kept = try blocking {
      let kept = try await signed.adopt(credential, known: known, clock)
      await sync.noteHosts()
      return kept
    }
    Self.tell(kept, signed)
  }

  /// Says whose sign-in it is, where it is kept, and what it cannot do.
  static func tell(_ credential: Credential, _ signed: SignedGrant) {
    let name = signed.account.name
    let whose = credential.email.isEmpty ? "" : " as \(credential.email)"
    Console.say("Signed in to \(name)\(whose). The tokens go to \(signed.store.place(of: name)).")
    let missing = signed.app.provider.missing(
      in: credential.scopes,
      by: credential.method,
      hostsMeetings: signed.app.hostsMeetings
    )
    for scope in missing { Console.say("Without \(scope.name) it cannot \(scope.reason).") }
  }
}

/// Signs out of an account.
struct Logout: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logout",
    abstract: "Sign out: revoke and forget the tokens; events that were read stay."
  )

  @Argument(help: "The account's name.")
  var name: String

  func run() throws {
    let session = try Session.open(.current())
    let signed = try session.grants.signedGrant(name)
    let (clock, sync) = (session.grants.clock, session.sync)
    let words = try blocking {
      let words = try await signed.signOut(clock)
      await sync.noteHosts()
      return words
    }
    Console.say(words.map { "Signed out of \(name). \($0)" } ?? "\(name) was not signed in.")
  }
}

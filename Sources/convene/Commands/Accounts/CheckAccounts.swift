import ArgumentParser
import CalendarCore
import LocalCache
import ViewModels

/// Asks each service whether it lets the account in.
struct CheckAccounts: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Ask services whether they let accounts in, one request each.",
    discussion: "Ends with status 77 when one does not; convene doctor says more."
  )

  @Argument(help: "The account's name; all when it is left out.")
  var name: String?

  @Flag(help: "Print JSON: a list of grants, as convene doctor has them.")
  var json = false

  func run() throws {
    let session = try Session.open(.current())
    let accounts = session.configuration.accounts.filter { name == nil || $0.name == name }
    if let name, accounts.isEmpty { throw session.grants.unknown(name) }
    if accounts.isEmpty, !json {
      Console.say("No account is configured; the local calendar needs no check.")
    }
    let checkups = try Self.check(accounts, session.grants, session.cache.directory())
    if json {
      Console.json(.list(checkups.map(DiagnosisJSON.object)))
    } else {
      for checkup in checkups where checkup.problems.isEmpty { Console.data(Self.good(checkup)) }
    }
    try Self.expectGood(checkups, isSilent: json)
  }

  /// Checks accounts, and throws when one is not let in.
  static func expectGood(
    _ accounts: [AccountConfiguration],
    _ grants: ConfiguredGrants,
    _ directory: Directory
  ) throws {
    try expectGood(check(accounts, grants, directory), isSilent: false)
  }

  private static func check(
    _ accounts: [AccountConfiguration],
    _ grants: ConfiguredGrants,
    _ directory: Directory
  ) throws -> [Checkup] {
    let doctor = Doctor(grants)
    return try blocking {
      var checkups: [Checkup] = []
      for account in accounts { checkups.append(await doctor.examine(account, directory)) }
      return checkups
    }
  }

  private static func expectGood(_ checkups: [Checkup], isSilent: Bool) throws {
    let bad = checkups.filter { !$0.problems.isEmpty }
    guard !bad.isEmpty else { return }
    let lines = bad.flatMap { checkup in checkup.problems.map { "\(checkup.status.name): \($0)" } }
    let isReached = bad.allSatisfy { if case .answered = $0.reach { true } else { false } }
    throw CommandError(
      isReached ? .notAllowed : .unavailable,
      isSilent ? "Not all is well." : lines.joined(separator: "\n")
    )
  }

  private static func good(_ checkup: Checkup) -> String {
    let status = checkup.status
    let whose = status.email.isEmpty ? "" : " as \(status.email)"
    guard case .answered(let milliseconds, _) = checkup.reach else { return "" }
    return "\(status.name): accepted\(whose), in \(milliseconds) ms."
  }
}

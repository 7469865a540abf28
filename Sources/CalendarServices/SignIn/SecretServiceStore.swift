import CalendarCore
import Foundation

/// Keeps credentials in the session's keyring (Secret Service) through `secret-tool`.
package struct SecretServiceStore: CredentialStore {
  private let run: RunCommand

  /// Makes a store.
  ///
  /// - Parameter run: Runs a program.
  package init(run: @escaping RunCommand) { self.run = run }

  /// Whether `secret-tool` and a keyring are there to ask.
  package func isAvailable() async -> Bool {
    guard let outcome = try? await run(command("lookup", of: "-")) else { return false }
    return Self.isNothing(outcome) || outcome.status == 0
  }

  package func place(of account: String) -> String { "the keyring (secret-tool)" }

  package func load(_ account: String, afresh: Bool) async throws(ServiceError) -> Credential? {
    var lookup = command("lookup", of: account)
    lookup.isAfresh = afresh
    let outcome = try await outcome(of: lookup)
    if Self.isNothing(outcome) { return nil }
    guard outcome.status == 0 else { throw trouble(outcome) }
    return try CredentialText.credential(outcome.output, in: place(of: account), of: account)
  }

  package func save(_ credential: Credential, of account: String) async throws(ServiceError) {
    var store = command("store", of: account, ["--label=Convene: \(account)"])
    store.input = try CredentialText.data(credential)
    let outcome = try await outcome(of: store)
    guard outcome.status == 0 else { throw trouble(outcome) }
  }

  package func remove(_ account: String) async throws(ServiceError) {
    let outcome = try await outcome(of: command("clear", of: account))
    guard outcome.status == 0 || Self.isNothing(outcome) else { throw trouble(outcome) }
  }

  /// `secret-tool` says by status 1 and silence that there is nothing.
  private static func isNothing(_ outcome: CommandOutcome) -> Bool {
    outcome.status == 1 && outcome.output.isEmpty && outcome.complaint.isEmpty
  }

  private func command(
    _ verb: String,
    of account: String,
    _ options: [String] = []
  ) -> ExternalCommand {
    ExternalCommand(
      program: "secret-tool",
      arguments: [verb] + options + ["application", "convene", "account", account]
    )
  }

  private func outcome(of command: ExternalCommand) async throws(ServiceError) -> CommandOutcome {
    do { return try await run(command) } catch {
      let failure = CommandFailure(error)
      throw .unauthorized(
        failure.isTimeout
          ? "The keyring does not answer: secret-tool \(failure). Unlock it first, or name token_get and "
            + "token_set in config.toml."
          : "The keyring cannot be asked: secret-tool \(failure). Install it (libsecret-tools), or name "
            + "token_get and token_set in config.toml."
      )
    }
  }

  private func trouble(_ outcome: CommandOutcome) -> ServiceError {
    let said = FailureBody.sentence([outcome.complaint]).map { " (\($0))" } ?? ""
    return .unauthorized(
      "The keyring does not answer\(said). Unlock it, or name token_get and token_set in config.toml."
    )
  }
}

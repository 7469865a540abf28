import CalendarCore
import Foundation

/// Keeps the credential of one account by the two commands that its configuration names.
///
/// `token_get` prints it, `token_set` reads it from its standard input; an empty input says to forget
/// it. Both run in `/bin/sh`.
package struct CommandCredentialStore: CredentialStore {
  private let get: String
  private let set: String
  private let run: RunCommand

  /// Makes a store.
  ///
  /// - Parameters:
  ///   - get: The shell command that prints the credential (`token_get`).
  ///   - set: The shell command that reads it (`token_set`).
  ///   - run: Runs a program.
  package init(get: String, set: String, run: @escaping RunCommand) {
    self.get = get
    self.set = set
    self.run = run
  }

  package func place(of account: String) -> String { "token_set of account \"\(account)\"" }

  package func load(_ account: String, afresh: Bool) async throws(ServiceError) -> Credential? {
    let outcome = try await outcome(of: get, "token_get", account, afresh: afresh)
    return try CredentialText.credential(
      outcome.output,
      in: "token_get of account \"\(account)\"",
      of: account
    )
  }

  package func save(_ credential: Credential, of account: String) async throws(ServiceError) {
    let data = try CredentialText.data(credential)
    _ = try await outcome(of: set, "token_set", account, input: data + Data("\n".utf8))
  }

  package func remove(_ account: String) async throws(ServiceError) {
    _ = try await outcome(of: set, "token_set", account)
  }

  /// What it wrote is never told: it could hold the secret.
  private func outcome(
    of command: String,
    _ key: String,
    _ account: String,
    input: Data = Data(),
    afresh: Bool = false
  ) async throws(ServiceError) -> CommandOutcome {
    var shell = ExternalCommand(program: "/bin/sh", arguments: ["-c", command], input: input)
    shell.isAfresh = afresh
    let outcome: CommandOutcome
    do { outcome = try await run(shell) } catch {
      let failure = CommandFailure(error)
      throw .unauthorized(
        "\(key) of account \"\(account)\" \(failure). "
          + (failure.isTimeout
            ? "Unlock its key store first, by running it in a shell" : "Try it in a shell")
          + ": \(command)"
      )
    }
    guard outcome.status == 0 else {
      throw .unauthorized(
        "\(key) of account \"\(account)\" failed (status \(outcome.status)). It runs without a "
          + "terminal, so it cannot ask there: unlock its key store first, by running it in a shell: "
          + command
      )
    }
    return outcome
  }
}

import CalendarServices
import Foundation

/// Chooses where the tokens of an account are kept: by the user's own commands, in the session's
/// keyring, or in a file for its owner alone.
struct TokenPlaces: Sendable {
  /// The folder of files and of the locks by which processes take turns.
  let folder: String
  private let hasKeyring: Bool

  /// Makes the places of an environment.
  ///
  /// - Parameters:
  ///   - paths: Where files are kept.
  ///   - environment: Tells whether there is a keyring; without it, as in the demo, there is none.
  init(_ paths: Paths, _ environment: LiveEnvironment?) {
    folder = paths.tokens
    hasKeyring =
      environment.map {
        $0.variable("DBUS_SESSION_BUS_ADDRESS") != nil
          && ProgramRunner.isPresent("secret-tool", $0)
      } ?? false
  }

  /// The store of an account.
  func store(of account: AccountConfiguration) -> any CredentialStore {
    if let commands = account.tokenCommands {
      return CommandCredentialStore(get: commands.get, set: commands.set, run: ProgramRunner.run)
    }
    let file = FileCredentialStore(folder: folder)
    guard hasKeyring else { return file }
    let folder = folder
    return KeyringOrFile(
      keyring: SecretServiceStore(run: ProgramRunner.run),
      file: file,
      hasFile: { FileManager.default.fileExists(atPath: "\(folder)/\($0).json") }
    )
  }

  /// The lock of an account; its folder is made.
  func lock(of account: AccountConfiguration) -> String {
    // Should that fail, taking the lock says so.
    try? FileManager.default.createDirectory(
      atPath: folder,
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700]
    )
    return "\(folder)/\(account.name).lock"
  }
}

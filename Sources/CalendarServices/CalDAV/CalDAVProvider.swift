/// What is known of well-known servers.
enum CalDAVProvider {
  /// What helps when a password is refused.
  ///
  /// - Parameter host: The server.
  /// - Returns: One or two sentences.
  static func passwordHint(host: String) -> String {
    let host = host.lowercased()
    for (suffix, hint) in hints where host == suffix || host.hasSuffix("." + suffix) { return hint }
    return "Check user and password_command. Where the account has a second factor, create an app "
      + "password in its settings at the server and use that."
  }

  private static let hints = [
    (
      "icloud.com",
      "iCloud accepts only an app-specific password: create one at https://account.apple.com under "
        + "Sign-In and Security. user is the address of the Apple account."
    ),
    (
      "fastmail.com",
      "Fastmail accepts only an app password: create one with access to calendars (CalDAV) in its "
        + "settings under Privacy & Security. user is the whole address."
    ),
    (
      "mailbox.org",
      "mailbox.org accepts only an app password where a second factor is on: create one in its "
        + "settings under Security. user is the whole address."
    ),
    (
      "posteo.de",
      "Check the password of the mailbox; user is the whole address, as in mara@posteo.de."
    ),
  ]

  /// Why a server cannot be used by this service; `nil` when it can.
  static func problem(host: String) -> String? {
    let host = host.lowercased()
    guard host.hasSuffix("googleusercontent.com") || host.hasSuffix("google.com") else {
      return nil
    }
    return
      "Google accepts no passwords for CalDAV. Add the account as google: convene accounts add "
      + "google NAME"
  }
}

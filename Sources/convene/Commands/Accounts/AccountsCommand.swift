import ArgumentParser

/// Commands about accounts.
struct AccountsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accounts",
    abstract: "Show, add and check accounts; sign in and out.",
    discussion: """
      Accounts stand in $XDG_CONFIG_HOME/convene/config.toml (usually \
      ~/.config/convene/config.toml), added by "convene accounts add" or by hand:

        [accounts.work]
        service = "google"
        client_id = "1234-abcd.apps.googleusercontent.com"
        client_secret_command = "pass show google/client-secret"

      The services are google, microsoft, zoom (which hosts meetings and has no calendars), nylas, \
      caldav (a server such as Nextcloud, Fastmail, iCloud or Radicale), vdir (a folder of calendars, as khal and vdirsyncer have it) and subscription (a calendar file \
      that somebody publishes, such as holidays). The calendar of this machine, "local", needs no \
      account.
      """,
    subcommands: [
      ListAccounts.self, AddAccount.self, Login.self, Logout.self, CheckAccounts.self,
    ],
    defaultSubcommand: ListAccounts.self
  )
}

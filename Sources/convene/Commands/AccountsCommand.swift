import ArgumentParser
import ConferencingCore
import Foundation
import LocalCache
import Terminal
import ViewModels

/// Commands about accounts.
struct AccountsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accounts",
    abstract: "Show accounts, calendars and who can host meetings.",
    discussion: """
      Accounts are named in $XDG_CONFIG_HOME/convene/config.toml (usually \
      ~/.config/convene/config.toml):

        [accounts.work]
        service = "nylas"
        url = "https://api.us.nylas.com"
        grant = "the grant's id or address"
        api_key_command = "pass show nylas/api-key"

      The calendar of this machine, "local", needs no account.
      """,
    subcommands: [List.self],
    defaultSubcommand: List.self
  )
}

extension AccountsCommand {
  /// Prints the accounts.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "List accounts and calendars."
    )

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
      let session = try Session.open(.current())
      try session.fillIfEmpty()
      let directory = try session.cache.directory()
      if json {
        let now = session.environment.now()
        Talk.json(.list(directory.accounts.map { Self.object($0, in: directory, now: now) }))
        return
      }
      let reading = ReadingViewModel.accounts(directory, now: session.environment.now())
      Talk.data(reading.rows.map(Self.line).joined(separator: "\n"))
    }

    private static func line(_ row: ReadingViewModel.Row) -> String {
      switch row.kind {
      case .heading: "\(row.label)  \(row.value)"
      case .entry:
        row.value.isEmpty
          ? "  " + row.label : "  " + DisplayWidth.padded(row.label, to: 26) + row.value
      case .problem: "  ! " + row.label
      case .continued: "    " + row.label
      case .text: "  " + row.label
      }
    }

    static func object(_ account: Account, in directory: Directory, now: Date) -> JSONText {
      let grant = directory.ownGrant(of: account.id)
      let status = directory.syncStatus[account.id]
      let unsent = directory.unsent[account.id] ?? UnsentEdits()
      let age = status?.lastSuccess.map { max(0, Int(now.timeIntervalSince($0))) }
      let calendars = directory.calendars.filter { $0.account == account.id }
      return .object([
        ("name", .text(account.id.rawValue)),
        ("service", .text(account.service.rawValue)),
        ("grant", JSONText(grant?.id.rawValue ?? account.grant?.rawValue)),
        ("provider", JSONText(grant?.provider.rawValue)),
        ("email", JSONText(grant?.email)),
        ("valid", grant.map { .bool($0.isValid) } ?? .null),
        ("last_sync", JSONText(status?.lastSuccess.map { ISOTime.text($0, in: .gmt) })),
        ("age_s", age.map(JSONText.number) ?? .null),
        ("failure", JSONText(status?.failure)),
        ("offline_since", JSONText(status?.offlineSince.map { ISOTime.text($0, in: .gmt) })),
        ("waiting", .number(unsent.waiting)),
        ("refused", .number(unsent.refused)),
        (
          "calendars",
          .list(
            calendars.map { calendar in
              .object([
                ("id", .text(calendar.id.rawValue)), ("name", .text(calendar.name)),
                ("color", .text(calendar.color)), ("primary", .bool(calendar.isPrimary)),
                ("read_only", .bool(calendar.isReadOnly)),
              ])
            }
          )
        ),
        ("grants", .list((directory.grants[account.id] ?? []).map(object))),
      ])
    }

    private static func object(_ grant: Grant) -> JSONText {
      .object([
        ("id", .text(grant.id.rawValue)), ("provider", .text(grant.provider.rawValue)),
        ("email", .text(grant.email)), ("valid", .bool(grant.isValid)),
        ("scopes", .list(grant.scopes.sorted().map(JSONText.text))),
      ])
    }
  }
}

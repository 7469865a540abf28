import ArgumentParser
import CalendarCore
import Foundation
import LocalCache
import ViewModels

/// Prints the accounts.
struct ListAccounts: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List accounts, calendars and who can host meetings."
  )

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let session = try Session.open(.current())
    try session.fillIfEmpty()
    let directory = try session.directory()
    let statuses = try session.grantStatuses()
    let now = session.environment.now()
    guard json else {
      let rows = AccountRow.all(directory, statuses, now: now)
      return Console.lines(ReadingText.lines(rows.map(\.row)))
    }
    // Hosts without calendars stand where the configuration has them.
    let format = AccountJSON(directory: directory, now: now)
    let others = directory.accounts.filter { account in
      !statuses.contains { $0.name == account.id }
    }
    Console.json(
      .list(
        statuses.map { format.object(directory.account($0.name), $0) }
          + others.map { format.object($0, nil) }
      )
    )
  }
}

import ConferencingCore
import ArgumentParser
import CalendarSync
import CalendarCore
import LocalCache

/// Sends what waits and reads what is new.
struct SyncCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync",
    abstract: "Send what waits and read what is new."
  )

  @Flag(help: "Read everything again, and not only what changed.")
  var full = false

  /// How many of the events that cannot be read are named.
  private static let named = 5

  /// What became of an account that was read.
  private static func outcome(_ status: SyncStatus) -> String {
    let unreadable = status.unreadable
    guard !unreadable.isEmpty else { return "up to date." }
    var lines = ["up to date, but for what cannot be read:"] + unreadable.prefix(named)
    let more = unreadable.count - named
    if more > 0 { lines.append("and \(more) more; convene accounts --json names all.") }
    return lines.joined(separator: "\n  ")
  }

  func run() throws {
    let session = try Session.open(.current())
    guard !session.cache.isReadOnly else {
      throw CommandError(.readOnly(path: session.paths.cache))
    }
    let sync = session.sync
    let onlyChanges = !full
    let results = try blocking { await sync.refreshAll(onlyChanges: onlyChanges) }
    if results.isEmpty {
      Console.say("No account needs syncing; the local calendar is always up to date.")
    }
    var failed: [String] = []
    for (account, status) in results.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      if let failure = status.failure {
        failed.append("\(account): \(failure)")
      } else {
        Console.say("\(account): " + Self.outcome(status))
      }
    }
    guard failed.isEmpty else {
      // The user has to act where a sign-in does not hold; the rest may pass.
      let isRefused = results.values.contains(where: \.isUnauthorized)
      throw CommandError(isRefused ? .notAllowed : .unavailable, failed.joined(separator: "\n"))
    }
    let left = try session.cache.changes().filter { $0.meeting == nil }
    guard left.isEmpty else {
      let count = left.count == 1 ? "1 edit is" : "\(left.count) edits are"
      throw CommandError(.later, "\(count) not sent: see convene changes.")
    }
    if let reason = try session.cache.meetingTasks().compactMap(\.failure).first {
      throw CommandError(
        .later,
        "A meeting still waits to be moved or deleted at its host: \(reason)"
      )
    }
  }
}

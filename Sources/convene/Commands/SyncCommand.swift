import ArgumentParser
import CalendarCore
import CalendarSync
import ConferencingCore
import Foundation
import LocalCache

/// Sends what waits and reads what is new.
struct SyncCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync",
    abstract: "Send what waits and read what is new.",
    discussion: """
      The exit status is 65 when all accounts were read and some of their events cannot be: the \
      others are there, and what was known of these stays.
      """
  )

  @Flag(help: "Read everything again, and not only what changed.")
  var full = false

  @Flag(help: "Print what became of each account as JSON.")
  var json = false

  /// How many of the events that cannot be read are named.
  private static let named = 5

  func run() throws {
    let session = try Session.open(.current())
    guard !session.cache.isReadOnly else {
      throw CommandError(.readOnly(path: session.paths.cache))
    }
    let sync = session.sync
    let onlyChanges = !full
    let results = try blocking { await sync.refreshAll(onlyChanges: onlyChanges) }
      .sorted { $0.key.rawValue < $1.key.rawValue }
    let unsent = try session.cache.directory().unsent
    if json {
      Console.json(.list(results.map { Self.object($0.key, $0.value, unsent[$0.key]) }))
    } else {
      say(results)
    }
    try Self.finish(results.map(\.value), failures: Self.failures(results), session.cache)
  }

  private func say(_ results: [(key: AccountID, value: SyncStatus)]) {
    if results.isEmpty {
      Console.say("No account needs syncing; the local calendar is always up to date.")
    }
    for (account, status) in results where status.failure == nil {
      Console.say(Self.outcome(account, status))
    }
  }

  /// What became of an account that was read.
  private static func outcome(_ account: AccountID, _ status: SyncStatus) -> [String] {
    let unreadable = status.unreadable
    guard !unreadable.isEmpty else { return ["\(account): up to date."] }
    var lines = ["\(account): up to date, but for what cannot be read:"]
    lines += unreadable.prefix(named).map { "  \($0)" }
    let more = unreadable.count - named
    if more > 0 { lines.append("  and \(more) more; convene sync --json names all.") }
    return lines
  }

  private static func object(
    _ account: AccountID,
    _ status: SyncStatus,
    _ unsent: UnsentEdits?
  ) -> JSONText {
    .object([
      ("account", .text(account.rawValue)),
      ("last_sync", JSONText(status.lastSuccess.map { ISOTime.text($0, in: .gmt) })),
      ("failure", JSONText(status.failure)),
      ("unreadable", .list(status.unreadable.map(JSONText.text))),
      ("waiting", .number(unsent?.waiting ?? 0)),
      ("refused", .number(unsent?.refused ?? 0)),
    ])
  }

  /// Why accounts could not be read, a sentence each.
  private static func failures(_ results: [(key: AccountID, value: SyncStatus)]) -> [String] {
    results.compactMap { account, status in status.failure.map { "\(account): \($0)" } }
  }

  /// Ends with the exit status of the worst that happened.
  private static func finish(
    _ statuses: [SyncStatus],
    failures: [String],
    _ cache: LocalCache
  ) throws {
    guard failures.isEmpty else {
      // The user has to act where a sign-in has expired; the rest may pass.
      let isRefused = statuses.contains(where: \.isUnauthorized)
      throw CommandError(isRefused ? .notAllowed : .unavailable, failures.joined(separator: "\n"))
    }
    let left = try cache.pending.changes().filter { $0.meeting == nil }
    guard left.isEmpty else {
      let count = left.count == 1 ? "1 edit is" : "\(left.count) edits are"
      throw CommandError(.later, "\(count) not sent: see convene changes.")
    }
    if let reason = try cache.meetings.meetingTasks().compactMap(\.failure).first {
      throw CommandError(
        .later,
        "A meeting still waits to be moved or deleted at its host: \(reason)"
      )
    }
    let unreadable = statuses.map(\.unreadable.count).reduce(0, +)
    guard unreadable == 0 else {
      let events = unreadable == 1 ? "1 event" : "\(unreadable) events"
      throw CommandError(
        .badInput,
        "\(events) cannot be read; what was known stays. Correct the lines that are named, or ask "
          + "whoever publishes the calendar."
      )
    }
  }
}

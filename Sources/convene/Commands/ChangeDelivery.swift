import CalendarSync
import CalendarCore
import LocalCache
import ViewModels

/// Finding and sending edits: what the commands about changes share.
struct ChangeDelivery {
  let session: Session
  /// The edits as they are now.
  let changes: [PendingChange]

  init(_ session: Session) throws(CacheError) {
    self.session = session
    changes = try session.cache.pending.changes()
  }

  var words: ChangeWords {
    ChangeWords(clock: session.clock, now: session.environment.now())
  }

  /// The edit of an id.
  ///
  /// - Throws: ``CommandError`` when there is none.
  func change(_ id: Int64) throws(CommandError) -> PendingChange {
    guard let change = changes.first(where: { $0.id == id }) else {
      throw CommandError(
        .notFound,
        "There is no change \(id): it was sent or discarded. convene changes lists what there is."
      )
    }
    return change
  }

  /// Refuses what only a decision helps with.
  func expectNoConflict(_ change: PendingChange) throws(CommandError) {
    guard change.isConflict else { return }
    throw CommandError(
      .badInput,
      "Change \(change.id) collides with one at the service. Decide it first: convene changes "
        + "resolve \(change.id) --help"
    )
  }

  /// Sends the edits of some events now and says how that went, event by event.
  ///
  /// - Throws: ``CommandError`` when not all of it was sent.
  func send(_ changes: [PendingChange]) throws {
    var events: [PendingChange] = []
    for change in changes where !events.contains(where: { $0.edit.event == change.edit.event }) {
      events.append(change)
    }
    var worst: CommandError.Status?
    var problems: [String] = []
    let sync = session.sync
    for change in events {
      let event = change.edit.event
      let outcome = try blocking { try await sync.send(event) }
      switch outcome {
      case .delivered: Console.say("Sent: \(words.what(change)).")
      case .waiting(let reason):
        worst = worst ?? .later
        problems.append("\(quoted(change.title)) waits: \(reason)")
      case .conflict(let reason):
        worst = worst ?? .later
        problems.append(
          "\(quoted(change.title)) waits for a decision. \(reason) See convene changes resolve --help."
        )
      case .refused(let reason):
        worst = .unavailable
        problems.append("\(quoted(change.title)) is not accepted: \(reason)")
      }
    }
    if let worst { throw CommandError(worst, problems.joined(separator: "\n")) }
    if events.isEmpty { Console.say("Nothing waits.") }
  }
}

import CalendarCore
import CalendarSync
import ConferencingCore
import Foundation
import LocalCache
import ViewModels

/// Edits all events that a search finds: plans, stores, sends and reports.
struct BulkDelivery {
  private let delivery: EventDelivery
  private let options: BulkOptions
  private let notifies: Bool
  private let json: Bool
  private let directory: Directory

  private var session: Session { delivery.session }

  /// Makes what works with a session.
  ///
  /// - Throws: ``CacheError``.
  init(
    _ delivery: EventDelivery,
    _ options: BulkOptions,
    notifies: Bool,
    json: Bool
  ) throws(CacheError) {
    self.delivery = delivery
    self.options = options
    self.notifies = notifies
    self.json = json
    directory = try delivery.session.directory()
  }

  /// All grants that could host a meeting, each once.
  var grants: [Grant] {
    var known: Set<GrantID> = []
    return directory.accounts.flatMap { directory.grants[$0.id] ?? [] }
      .filter { known.insert($0.id).inserted }
  }

  /// Does something to all events that are found, or prints what would be done.
  ///
  /// - Throws: ``CommandError`` when nothing is found or can be done, or not all of it was.
  func carryOut(_ action: BulkAction, wait: Bool = false) throws {
    let zone = session.environment.zone
    let plan = try session.plan(action, of: found(), zone: zone, notifies: notifies)
    let words = BulkWords(plan, directory: directory)
    let report = BulkReport(session: session, plan: plan)
    if options.dryRun {
      if json { return Console.json(try report.json(isDry: true)) }
      Console.lines(try report.lines())
      return Console.say(plan.entries.isEmpty ? [words.nothing] : [words.question] + words.lines)
    }
    guard !plan.entries.isEmpty else { throw CommandError(.notAllowed, words.nothing) }
    Console.say(words.lines)
    try session.sync.submit(plan.edits)
    let outcomes = try send(plan)
    if wait { try waitForLinks(plan, outcomes) }
    if json {
      Console.json(try report.json(isDry: false, outcomes))
    } else {
      Console.lines(try report.lines(outcomes))
      Console.say(words.done)
    }
    try BulkReport.check(outcomes)
  }

  /// The events that the search finds, in the order of an agenda.
  private func found() throws -> [EventID] {
    let text = options.search ?? ""
    let zone = session.environment.zone
    let now = session.environment.now()
    let today = Day(now, in: zone)
    let terms = SearchTerms(text, today: today)
    guard !terms.isEmpty else {
      throw CommandError(
        .badInput,
        terms.notes.first ?? "\(quoted(text)) has no word to search for."
      )
    }
    let result = try session.search(text, around: today)
    // What was not understood would make more events be changed than were meant.
    if let note = result.notes.first { throw CommandError(.badInput, note) }
    guard !result.isCapped else {
      throw CommandError(
        .badInput,
        "More than \(result.hits.count) events match \(quoted(text)), which is more than are changed at "
          + "once. Narrow the search by after: and before:."
      )
    }
    let namesDays = terms.after != nil || terms.before != nil
    let events = try result.hits.map(\.id).filter { id in
      guard !namesDays else { return true }
      return try session.cache.event(id).map { $0.time.end(in: zone) > now } ?? false
    }
    guard !events.isEmpty else {
      throw CommandError(
        .notFound,
        result.count == 0
          ? "No event matches \(quoted(text))."
          : "All events that match \(quoted(text)) are over. Add after: with a day to change them."
      )
    }
    return events
  }

  /// Sends the edits; one that its service refuses is taken back.
  private func send(_ plan: BulkPlan) throws -> [EventID: SendOutcome] {
    let sync = session.sync
    let events = plan.edits.map(\.event)
    let outcomes = try blocking(saying: "Sending \(plan.entries.count) edits… All are saved.") {
      try await sync.send(events)
    }
    for (event, outcome) in outcomes {
      guard case .refused = outcome else { continue }
      let refused = try session.cache.operations(of: event).first(where: \.isRefused)
      if let refused { try sync.discard(change: refused.sequence) }
    }
    return outcomes
  }

  private func waitForLinks(_ plan: BulkPlan, _ outcomes: [EventID: SendOutcome]) throws {
    let sync = session.sync
    let end = session.environment.now().addingTimeInterval(90)
    for event in plan.entries.map(\.event.id) where outcomes[event] == .delivered {
      let left = end.timeIntervalSince(session.environment.now())
      guard left > 0 else { return }
      _ = try blocking { try await sync.waitForLink(event, timeout: .seconds(left)) }
    }
  }
}

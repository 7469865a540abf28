import CalendarCore
import CalendarSync
import ConferencingCore
import Foundation
import LocalCache
import ViewModels

/// Edits all events that a search finds: plans, stores, sends and reports.
struct BulkDelivery {
  private let delivery: EventDelivery
  private let search: String
  private let isDry: Bool
  private let notifies: Bool
  private let json: Bool
  private let directory: Directory

  private var session: Session { delivery.session }

  /// Makes what works with a session.
  ///
  /// - Throws: ``CacheError``.
  init(
    _ delivery: EventDelivery,
    search: String = "",
    isDry: Bool,
    notifies: Bool,
    json: Bool
  ) throws(CacheError) {
    self.delivery = delivery
    self.search = search
    self.isDry = isDry
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
    try carryOut(session.plan(action, of: found(), zone: zone, notifies: notifies), wait: wait)
  }

  /// Changes settings of the meetings of all events that are found, or prints what would be changed.
  ///
  /// The hosts are asked first, so that undo knows what was set before.
  ///
  /// - Parameter options: The settings.
  /// - Throws: As ``carryOut(_:wait:)``.
  func carryOut(settings options: ConferencingOptions) throws {
    let wish = try options.namedSettings
    let events = try found()
    let sync = session.sync
    let meetings = try events.compactMap { try session.cache.event($0) }
      .filter { $0.autocreated != nil }
    let silent = try blocking(
      saying: "Asking the hosts of \(BulkWords.events(meetings.count, "meeting"))…"
    ) {
      try await sync.readSettings(
        of: meetings,
        patience: SettingsDelivery.patience,
        within: SettingsDelivery.commonPatience
      )
    }
    let zone = session.environment.zone
    try carryOut(
      session.plan(.settings(wish), of: events, zone: zone, notifies: notifies, silent: silent),
      wait: false
    )
  }

  /// Gives events links of another provider, and series as series.
  ///
  /// - Parameters:
  ///   - change: The link.
  ///   - scopes: The events.
  ///   - others: Events whose edits of before are sent as well.
  /// - Throws: As ``carryOut(_:wait:)``.
  func carryOut(
    change: ConferencingChange,
    on scopes: MigrationScopes,
    alsoSending others: [EventID]
  ) throws {
    let plan = try session.plan(
      .conferencing(change),
      of: scopes.events,
      zone: session.environment.zone,
      notifies: notifies,
      scopes: scopes.scopes
    )
    try carryOut(plan, wait: false, alsoSending: others)
  }

  /// The events whose edits wait and ask for a link of a provider.
  ///
  /// - Throws: ``CacheError``.
  func waiting(for provider: AutocreateProvider) throws(CacheError) -> [EventID] {
    var events: [EventID] = []
    for operation in try session.cache.outbox.operations() where !operation.isRefused {
      let asked = operation.edit.change.asked ?? operation.meeting?.asked
      guard asked?.provider == provider, !events.contains(operation.edit.event) else { continue }
      events.append(operation.edit.event)
    }
    return events
  }

  private func carryOut(
    _ plan: BulkPlan,
    wait: Bool,
    alsoSending others: [EventID] = []
  ) throws {
    let words = BulkWords(plan, directory: directory)
    let report = BulkReport(session: session, plan: plan)
    if isDry {
      if json { return Console.json(try report.json(isDry: true)) }
      Console.lines(try report.lines())
      return Console.say(plan.entries.isEmpty ? [words.nothing] : [words.question] + words.lines)
    }
    guard !plan.entries.isEmpty || !others.isEmpty else {
      throw CommandError(.notAllowed, words.nothing)
    }
    Console.say(words.lines)
    let submitted = try session.sync.submitTogether(plan.edits)
    let outcomes = try send(submitted, others, settings: plan.action.isOfSettings)
    if wait { try waitForLinks(plan, submitted, outcomes) }
    if case .conferencing(.autocreate) = plan.action {
      for edit in plan.edits { try SettingsDelivery(delivery: delivery).sayRest(of: edit.event) }
    }
    if json {
      Console.json(try report.json(isDry: false, outcomes))
    } else {
      Console.lines(try report.lines(outcomes))
      let counts = try report.counts(outcomes)
      if counts.done > 0 { Console.say(words.done(counts.done)) }
      if let sentence = counts.sentence { Console.say(sentence) }
    }
    try report.check(outcomes)
  }

  /// The events that the search finds, in the order of an agenda.
  private func found() throws -> [EventID] {
    let text = search
    let zone = session.environment.zone
    let now = session.environment.now()
    let today = Day(now, in: zone)
    let terms = SearchTerms(text, today: today)
    guard !terms.isEmpty else {
      throw SearchCommand.nothing(in: text, terms)
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
  private func send(
    _ submitted: SubmittedEdits,
    _ others: [EventID],
    settings isOfSettings: Bool
  ) throws -> [EventID: SendOutcome] {
    let sync = session.sync
    let edited = submitted.events
    let events = edited + others.filter { !edited.contains($0) }
    let outcomes = try blocking(saying: "Sending \(events.count) edits… All are saved.") {
      try await sync.send(events)
    }
    var settled = outcomes
    for event in outcomes.keys where isOfSettings {
      // Settings wait or are refused by themselves, whatever becomes of their event.
      let rest = try session.cache.outbox.operations(of: event).first(where: \.isOfSettings)
      guard outcomes[event] == .delivered, let rest else { continue }
      let reason = rest.failure ?? "The host was not asked yet."
      settled[event] = rest.isRefused ? .refused(reason) : .waiting(reason)
    }
    for (event, outcome) in settled {
      guard case .refused = outcome else { continue }
      let refused = try session.cache.outbox.operations(of: event).first(where: \.isRefused)
      if let refused { try sync.discard(change: refused.sequence) }
    }
    return submitted.outcomes(settled)
  }

  private func waitForLinks(
    _ plan: BulkPlan,
    _ submitted: SubmittedEdits,
    _ outcomes: [EventID: SendOutcome]
  ) throws {
    let sync = session.sync
    let end = session.environment.now().addingTimeInterval(90)
    for event in plan.entries.map(\.event.id) where outcomes[event] == .delivered {
      let left = end.timeIntervalSince(session.environment.now())
      guard left > 0 else { return }
      let target = submitted.targets[event] ?? event
      _ = try blocking { try await sync.waitForLink(target, timeout: .seconds(left)) }
    }
  }
}

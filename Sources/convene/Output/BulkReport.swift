import CalendarCore
import CalendarSync
import ConferencingCore
import LocalCache
import ViewModels

/// What became of edits of several events, as commands print it.
struct BulkReport {
  let session: Session
  let plan: BulkPlan

  /// A line for each event: id, time, title, and what became of it.
  ///
  /// - Parameter outcomes: What became of them; `nil` when nothing was done.
  /// - Returns: The lines.
  /// - Throws: ``CacheError``.
  func lines(_ outcomes: [EventID: SendOutcome]? = nil) throws(CacheError) -> [String] {
    let today = Day(session.environment.now(), in: session.environment.zone)
    var lines: [String] = []
    for entry in plan.entries {
      let event = try current(entry)
      let when = TimeText.span(event.time, in: session.clock, today: today)
      let title = event.title.isEmpty ? "(no title)" : event.title
      let result = try outcomes.map { outcomes throws(CacheError) in
        "  " + (try words(of: entry, outcomes))
      }
      lines.append("\(try session.cache.shortName(of: event))  \(when)  \(title)\(result ?? "")")
    }
    return lines
  }

  /// The same as JSON, with the events that are left out.
  ///
  /// - Throws: ``CacheError``.
  func json(isDry: Bool, _ outcomes: [EventID: SendOutcome] = [:]) throws(CacheError) -> JSONText {
    var events: [JSONText] = []
    for entry in plan.entries {
      let event = try current(entry)
      let (result, reason) = isDry ? ("planned", nil) : try result(of: entry, outcomes)
      events.append(
        .object([
          ("id", .text(try session.cache.name(of: event))),
          ("title", .text(event.title)),
          ("result", .text(result)),
          ("reason", JSONText(reason)),
          ("conferencing", EventJSON.conferencing(event)),
        ])
      )
    }
    var left: [JSONText] = []
    for exclusion in plan.exclusions {
      let name = try session.cache.event(exclusion.id).map { event throws(CacheError) in
        try session.cache.name(of: event)
      }
      left.append(
        .object([
          ("id", .text(name ?? exclusion.id.rawValue)), ("title", .text(exclusion.title)),
          ("reason", .text(exclusion.reason)),
        ])
      )
    }
    return .object([
      ("dry_run", .bool(isDry)), ("events", .list(events)), ("left_out", .list(left)),
      ("counts", isDry ? .null : try counts(outcomes).json),
    ])
  }

  /// How many events there are of each outcome.
  ///
  /// - Throws: ``CacheError``.
  func counts(_ outcomes: [EventID: SendOutcome]) throws(CacheError) -> BulkCounts {
    var counts = BulkCounts(unchanged: plan.exclusions.count)
    for entry in plan.entries { counts.add(try result(of: entry, outcomes).name) }
    return counts
  }

  /// The JSON where there is no event.
  static func nothing(isDry: Bool) -> JSONText {
    .object([
      ("dry_run", .bool(isDry)), ("events", .list([])), ("left_out", .list([])),
      ("counts", isDry ? .null : BulkCounts(unchanged: 0).json),
    ])
  }

  /// The event as it is now; one that is deleted or in another calendar as it was.
  private func current(_ entry: BulkPlan.Entry) throws(CacheError) -> Event {
    try session.cache.event(entry.edits.first?.event ?? entry.event.id) ?? entry.event
  }

  private func words(
    of entry: BulkPlan.Entry,
    _ outcomes: [EventID: SendOutcome]
  ) throws(CacheError) -> String {
    let (result, reason) = try result(of: entry, outcomes)
    return reason.map { "\(result): \($0)" } ?? result
  }

  /// What became of all edits of an event: the worst of it.
  private func result(
    of entry: BulkPlan.Entry,
    _ outcomes: [EventID: SendOutcome]
  ) throws(CacheError) -> (name: String, reason: String?) {
    let all = entry.edits.map { outcomes[$0.event] ?? .delivered }
    for case .refused(let reason) in all { return ("refused", reason) }
    for case .conflict(let reason) in all { return ("conflict", reason) }
    for case .waiting(let reason) in all { return ("waiting", reason) }
    return try keptByHost(entry).map { ("kept", $0) } ?? ("done", nil)
  }

  /// What the host of an event's meeting has otherwise than it was asked for; `nil` when nothing is.
  private func keptByHost(_ entry: BulkPlan.Entry) throws(CacheError) -> String? {
    guard let change = entry.edits.first?.change.settings else { return nil }
    let event = try current(entry)
    guard let meeting = try session.cache.meetingSettings.meetingAddress(of: event) else {
      return nil
    }
    let kept = SettingState.all(
      of: event,
      by: meeting.provider,
      try session.cache.meetingSettings.settings(of: meeting)
    )
    .filter { $0.certainty == .overruled && change.values[$0.id] != nil }
    guard !kept.isEmpty else { return nil }
    return kept.map { "\($0.setting.label): \($0.words(of: meeting.provider))" }
      .joined(separator: "; ")
  }

  /// Says by an error what is not done.
  ///
  /// - Throws: ``CommandError`` when not all is; ``CacheError``.
  func check(_ outcomes: [EventID: SendOutcome]) throws {
    try Self.check(outcomes)
    let kept = try plan.entries.filter { try keptByHost($0) != nil }
    guard !kept.isEmpty else { return }
    throw CommandError(
      .unavailable,
      "The host of \(BulkWords.events(kept.count, "meeting")) took the change and kept its own value. An "
        + "administrator may have fixed it for the account."
    )
  }

  static func check(_ outcomes: [EventID: SendOutcome]) throws(CommandError) {
    let refused = outcomes.values.compactMap { outcome -> String? in
      if case .refused(let reason) = outcome { reason } else { nil }
    }
    if let reason = refused.min() {
      throw CommandError(
        .unavailable,
        "\(BulkWords.events(refused.count, "edit")) refused, and taken back: \(reason)"
      )
    }
    let later = outcomes.values.compactMap { outcome -> String? in
      switch outcome {
      case .waiting(let reason), .conflict(let reason): reason
      case .delivered, .refused: nil
      }
    }
    guard let reason = later.min() else { return }
    throw CommandError(
      .later,
      "\(BulkWords.events(later.count, "edit")) saved here, not sent yet: \(reason) convene sync "
        + "sends them; convene changes lists them."
    )
  }
}

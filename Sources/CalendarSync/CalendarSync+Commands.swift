package import CalendarCore
import CalendarServices
import ConferencingCore
import Foundation
package import LocalCache

/// How sending the edits of an event ended.
package enum SendOutcome: Sendable, Hashable {
  /// The service has them all.
  case delivered
  /// The service refuses one for good, for this reason.
  case refused(String)
  /// The event was changed at the service as well, in this way; the edit waits for the user.
  case conflict(String)
  /// They wait in the outbox, for this reason.
  case waiting(String)
}

extension CalendarSync {
  /// Sends the edits of an event now, for commands, which end after it.
  ///
  /// Trouble that may pass is waited out for ``SyncPolicy/sendPatience``; a network that is not
  /// there is not.
  ///
  /// - Parameter event: The event; one of a local calendar has nothing to send but a request for a
  ///   link.
  /// - Returns: How that ended.
  /// - Throws: ``CacheError``.
  package func send(_ event: EventID) async throws(CacheError) -> SendOutcome {
    try await inBackground { () async throws(CacheError) in
      var outcome = SendOutcome.delivered
      for one in try editedTogether(with: event) where outcome == .delivered {
        outcome = try await sendNow(one)
      }
      return outcome
    }
  }

  /// The events that wait with an event because one edit of a series changed them all, or whose deletion
  /// it takes back, in the order in which they are sent.
  private func editedTogether(with event: EventID) throws(CacheError) -> [EventID] {
    let own = try cache.outbox.operations(of: event)
    guard let account = own.first?.account, lanes[account]?.service.listsAllResources == true else {
      return own.compactMap(\.edit.restores) + [event]
    }
    let moments = Set(own.map(\.submittedAt))
    let edits = try cache.outbox.operations().filter {
      $0.account == account && moments.contains($0.submittedAt)
    }
    var events: [EventID] = []
    for edit in edits where !events.contains(edit.edit.event) { events.append(edit.edit.event) }
    return events.contains(event) ? events : events + [event]
  }

  /// Sends the edits of several events now, a few at a time: see ``send(_:)``.
  ///
  /// - Parameter events: The events, each once.
  /// - Returns: How that ended for each.
  /// - Throws: ``CacheError``, of the first that could not be read or stored; others are sent.
  package func send(
    _ events: [EventID]
  ) async throws(CacheError) -> [EventID: SendOutcome] {
    // Edits of a series that its service has as one text depend on each other.
    let isOneByOne = lanes.values.contains { $0.service.listsAllResources }
    let all = await inBackground {
      await concurrently(events, limit: isOneByOne ? 1 : policy.concurrency) {
        await self.sent($0)
      }
    }
    var outcomes: [EventID: SendOutcome] = [:]
    for sent in all { outcomes[sent.event] = try sent.outcome.get() }
    return outcomes
  }

  /// An event whose edits were sent, and how that ended.
  private struct Sent: Sendable {
    let event: EventID
    let outcome: Result<SendOutcome, CacheError>
  }

  private func sent(_ event: EventID) async -> Sent {
    do throws(CacheError) {
      return Sent(event: event, outcome: .success(try await sendNow(event)))
    } catch {
      return Sent(event: event, outcome: .failure(error))
    }
  }

  private func sendNow(_ event: EventID) async throws(CacheError) -> SendOutcome {
    let end = clock.now().addingTimeInterval(policy.sendPatience.inSeconds)
    while true {
      // Settings are the host's affair: whether they are taken says nothing of the event.
      let waiting = try cache.outbox.operations(of: event)
      let settings = waiting.first { $0.isOfSettings && !$0.isRefused }
      guard let head = waiting.first(where: { !$0.isOfSettings }) ?? settings else {
        try await local.outbox.meetings.sendDue()
        let waiting = try cache.meetings.meetingTasks(of: event).lazy.compactMap(\.failure).first
        return waiting.map { .waiting($0) } ?? .delivered
      }
      if let conflict = head.conflict { return .conflict(conflict.summary) }
      if head.isRefused { return .refused(head.failure ?? "The service refused the edit.") }
      // A link that is being created is waited for by others.
      if head.isOfSettings, try cache.event(event)?.conferencingState == .pending {
        return .delivered
      }
      guard let outbox = outbox(of: head.account) else {
        return .waiting("The account \"\(head.account)\" is not configured.")
      }
      var reason = "It is being sent by another Convene."
      var wait = Duration.milliseconds(100)
      switch try await outbox.send(head) {
      case .delivered: continue
      case .refused where head.isOfSettings: continue
      case .refused(let reason): return .refused(reason)
      case .conflict(let reason): return .conflict(reason)
      case .notOurs: break
      case .postponed(let error), .waitsForHost(let error):
        reason = error.message
        switch error {
        case .unreachable, .unauthorized, .cancelled:
          return head.isOfSettings ? .delivered : .waiting(reason)
        default: break
        }
        let due = try cache.outbox.operations(of: event).first?.notBefore ?? clock.now()
        wait = .seconds(max(0, due.timeIntervalSince(clock.now())))
      }
      let given: SendOutcome = head.isOfSettings ? .delivered : .waiting(reason)
      guard clock.now().addingTimeInterval(wait.inSeconds) < end else { return given }
      do { try await clock.sleep(wait) } catch { return given }
    }
  }

  /// Waits until the link of an event is there or cannot be created.
  ///
  /// - Parameters:
  ///   - event: The event.
  ///   - timeout: The longest wait.
  /// - Returns: The event as it stands then; its link may still be being created. `nil` when it
  ///   is gone.
  /// - Throws: ``CacheError``.
  package func waitForLink(
    _ event: EventID,
    timeout: Duration
  ) async throws(CacheError) -> Event? {
    try await inBackground { () async throws(CacheError) in
      try await pollLink(of: event, timeout: timeout)
    }
  }

  private func pollLink(
    of event: EventID,
    timeout: Duration
  ) async throws(CacheError) -> Event? {
    let end = clock.now().addingTimeInterval(timeout.inSeconds)
    var wait = policy.linkFirstDelay
    while true {
      guard let current = try cache.event(event) else { return nil }
      let left = Duration.seconds(end.timeIntervalSince(clock.now()))
      guard current.conferencingState == .pending, left > .zero,
        let lane = lanes[current.account]
      else { return current }
      do { try await clock.sleep(min(wait, left)) } catch { return current }
      wait = min(wait * policy.linkGrowth, policy.linkLongestDelay)
      guard try !cache.hasEdits(of: event) else { continue }
      await look(at: current, in: lane, within: .seconds(end.timeIntervalSince(clock.now())))
    }
  }

  /// Looks once, and at once, whether the link of an event is there or cannot be created.
  ///
  /// - Parameters:
  ///   - event: The event.
  ///   - patience: How long the service is waited for.
  /// - Returns: The event as it stands then; `nil` when it is gone.
  /// - Throws: ``CacheError``.
  package func lookForLink(
    _ event: EventID,
    patience: Duration
  ) async throws(CacheError) -> Event? {
    try await inBackground { () async throws(CacheError) in
      guard let current = try cache.event(event), current.conferencingState == .pending,
        let lane = lanes[current.account], try !cache.hasEdits(of: event)
      else { return try cache.event(event) }
      await look(at: current, in: lane, within: patience)
      return try cache.event(event)
    }
  }

  /// A service that does not answer is left alone when the time is over.
  private func look(at event: Event, in lane: AccountLane, within patience: Duration) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { _ = await lane.links.look(at: event) }
      group.addTask { [clock] in try? await clock.sleep(max(.zero, patience)) }
      await group.next()
      group.cancelAll()
    }
  }

  /// Undoes or redoes an edit, which shows at once, and has what must be sent sent soon.
  ///
  /// - Parameters:
  ///   - direction: Which of the two.
  ///   - freshID: An id for an event that has to be made again, another one each time.
  /// - Returns: What came of it.
  /// - Throws: ``CacheError``; then nothing has changed.
  package func undo(
    _ direction: UndoDirection,
    freshID: @autoclosure () -> EventID
  ) throws(CacheError) -> UndoOutcome {
    let outcome = try cache.history.undo(direction, freshID: freshID(), at: clock.now())
    wakeOutboxes()
    return outcome
  }

  /// Stores edits together: see ``submit(_:)-([EventEdit])``.
  ///
  /// - Parameter edits: The edits.
  /// - Returns: What they changed, to be sent.
  /// - Throws: ``CacheError``; then nothing has changed.
  package func submitTogether(_ edits: [EventEdit]) throws(CacheError) -> SubmittedEdits {
    let last = try cache.outbox.operations().last?.sequence ?? 0
    let changed = try submit(edits)
    var events: [EventID] = []
    // One edit of a series may change more than the event that it answers.
    let added = try cache.outbox.operations().filter { $0.sequence > last }.map(\.edit.event)
    for event in added + changed where !events.contains(event) { events.append(event) }
    return SubmittedEdits(
      targets: Dictionary(zip(edits.map(\.event), changed)) { _, last in last },
      events: events
    )
  }

  /// Reads the master of the series of an occurrence, where it was never read.
  ///
  /// - Returns: Whether more is known now.
  package func readSeries(of event: EventID) async -> Bool {
    await inBackground {
      guard let series = try? cache.masters.unreadSeries(of: event),
        let account = try? cache.event(event)?.account, let lane = lanes[account],
        lane.reachability.isReachable
      else { return false }
      return await lane.masters.read(series)
    }
  }
}

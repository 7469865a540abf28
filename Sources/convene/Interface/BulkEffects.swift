import CalendarCore
import CalendarSync
import ConferencingCore
import Foundation
import LocalCache
import Terminal
import ViewModels

/// Plans edits of several events, and stores them.
struct BulkEffects {
  let session: Session
  let zone: TimeZone
  let mailbox: Mailbox<Action>

  /// How long each host is waited for before settings of its meetings are changed, and all of them together.
  private static let patience = (each: Duration.seconds(4), all: Duration.seconds(8))

  /// Carries an effect out.
  ///
  /// - Returns: What came of it; `nil` for an effect of another kind, and for a plan that is posted later.
  /// - Throws: ``CacheError``.
  func result(_ effect: Effect) throws(CacheError) -> Action? {
    switch effect {
    case .planBulk(let action, let events) where action.isOfSettings:
      Task.detached { [self] in mailbox.post(await askAndPlan(action, of: events)) }
      return nil
    case .planBulk(let action, let events):
      return .bulkPlanned(try session.plan(action, of: events, zone: zone))
    case .submitBulk(let plan):
      let events = plan.entries.map(\.event.id)
      // What was asked about is what is done: events that have changed are asked about again.
      guard plan.stands(on: try session.bulkEvents(events)) else {
        return .bulkOutdated(try session.plan(plan.action, of: events, zone: zone))
      }
      try session.sync.submit(plan.edits)
      return .bulkSubmitted(plan)
    case .settleFindings(let findings):
      _ = try session.sync.settle(findings)
      return .findingsSettled(findings)
    default: return nil
    }
  }

  /// Asks the hosts of the events' meetings what is set there, so that undo knows it, and plans then.
  private func askAndPlan(_ action: BulkAction, of ids: [EventID]) async -> Action {
    do throws(CacheError) {
      var meetings: [Event] = []
      for id in ids {
        guard let event = try session.cache.event(id), event.autocreated != nil else { continue }
        meetings.append(event)
      }
      let silent = try await session.sync.readSettings(
        of: meetings,
        patience: Self.patience.each,
        within: Self.patience.all
      )
      return .bulkPlanned(try session.plan(action, of: ids, zone: zone, silent: silent))
    } catch {
      return .bulkFailed(reason: "\(error)")
    }
  }
}

extension Session {
  /// Undoes or redoes an edit; each event that is made again gets an id of its own.
  ///
  /// - Throws: ``CacheError``.
  func undo(_ direction: UndoDirection) throws(CacheError) -> UndoOutcome {
    try sync.undo(direction, freshID: EventID(UUID().uuidString.lowercased()))
  }

  /// Events as they are, to be edited together.
  ///
  /// - Parameters:
  ///   - ids: The events.
  ///   - hasSeries: Whether the series of occurrences are wanted with them; then it counts where the
  ///     edits of these stand.
  /// - Throws: ``CacheError``.
  /// - Returns: The events.
  func bulkEvents(_ ids: [EventID], hasSeries: Bool = false) throws(CacheError) -> [BulkEvent] {
    var events: [BulkEvent] = []
    for id in ids {
      let event = try cache.event(id)
      let series = hasSeries && event?.isRecurring == true ? try cache.series.series(of: id) : nil
      let parts = series.map { [$0.master.id] + $0.exceptions.map(\.id) } ?? []
      var delivery = event == nil ? Delivery.delivered : try cache.delivery(of: id)
      for part in parts where delivery == .delivered { delivery = try cache.delivery(of: part) }
      events.append(BulkEvent(id: id, event: event, delivery: delivery, series: series))
    }
    return events
  }

  /// What an action on several events does.
  ///
  /// - Parameters:
  ///   - action: The action.
  ///   - ids: The events.
  ///   - zone: The user's zone.
  ///   - notifies: Whether attendees are notified.
  ///   - scopes: How much of its series an occurrence is edited for.
  ///   - silent: The events whose hosts did not say in time what is set.
  /// - Returns: The plan.
  /// - Throws: ``CacheError``.
  func plan(
    _ action: BulkAction,
    of ids: [EventID],
    zone: TimeZone,
    notifies: Bool = true,
    scopes: [EventID: EditScope] = [:],
    silent: Set<EventID> = []
  ) throws(CacheError) -> BulkPlan {
    let isMove = if case .move = action { true } else { false }
    var events = try bulkEvents(ids, hasSeries: isMove)
    if case .respond(_, ofSeries: true) = action {
      for index in events.indices {
        events[index].ownAnswers = try cache.series.ownAnswers(besides: events[index].id)
      }
    }
    if case .settings = action {
      for index in events.indices {
        guard let meeting = try events[index].event.flatMap(cache.meetingSettings.meetingAddress)
        else { continue }
        events[index].settings = try cache.meetingSettings.settings(of: meeting)
      }
    }
    return BulkPlan(
      action,
      of: events,
      in: try directory(),
      viewer: zone,
      notifies: notifies,
      scopes: scopes,
      silent: silent,
      freshID: { EventID(UUID().uuidString.lowercased()) }
    )
  }
}

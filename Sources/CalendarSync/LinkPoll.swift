import ConferencingCore
import CalendarServices
import CalendarCore
import Foundation
import LocalCache

/// Looks whether a link that is being created is there.
struct LinkPoll: Sendable {
  let account: AccountID
  let service: any CalendarService
  let cache: LocalCache
  /// What is read of the calendars.
  let window: DateInterval

  /// Asks the service for the event and stores what it says.
  ///
  /// While a meeting is being made a service may say nothing of it. Only the last look takes that
  /// for a failure, and only of a link that this cache asked for.
  ///
  /// - Parameters:
  ///   - event: The event, whose link is being created.
  ///   - isLast: Whether the link has been waited for long enough.
  /// - Returns: Why it could not be asked; `nil` when it could.
  func look(at event: Event, isLast: Bool = false) async -> ServiceError? {
    guard let id = event.remoteID else { return nil }
    do throws(ServiceError) {
      guard let mark = try? cache.sync.mark() else { return nil }
      var fresh = try await service.event(id, in: event.calendar)
      fresh.id = event.id
      // A cache that cannot be written says so to the next refresh, which looks again.
      try? cache.sync.apply([fresh], readAfter: mark)
      if let series = fresh.masterID, fresh.conferencingState != .pending {
        // The others have the same link, and are not asked for one by one.
        let others = try await service.occurrences(
          of: series,
          in: event.calendar,
          window: window
        )
        try? cache.sync.apply(others.filter { $0.remoteID != id }, readAfter: mark)
      }
      if isLast, fresh.conferencing == .none, let asked = event.autocreated {
        try? cache.failConferencing(event.id, reason: EventEditor.notCreated(asked))
      }
      return nil
    } catch {
      return error
    }
  }

  /// Whether the link of an event was asked for longer ago than a user waits.
  static func isWaitedFor(_ event: Event, longerThan patience: Duration, at now: Date) -> Bool {
    guard let updatedAt = event.updatedAt else { return false }
    return now.timeIntervalSince(updatedAt) > patience.inSeconds
  }
}

extension [Event] {
  /// One event of each series: the one whose link was asked for here, or else the first.
  var onePerSeries: [Event] {
    var seen: Set<RemoteEventID> = []
    let (asked, others) = (filter { $0.autocreated != nil }, filter { $0.autocreated == nil })
    return (asked + others).filter { event in
      event.masterID.map { seen.insert($0).inserted || event.autocreated != nil } ?? true
    }
  }
}

/// When to look for the links of an account: soon at first, then less and less often.
///
/// A value, so that it can be tested without waiting.
struct LinkSchedule: Sendable {
  private struct Entry {
    var next: Double
    var wait: Double
    var end: Double
  }

  private let policy: SyncPolicy
  private var entries: [EventID: Entry] = [:]

  /// Makes a schedule for no links.
  init(policy: SyncPolicy) { self.policy = policy }

  /// The events to look at now.
  ///
  /// - Parameters:
  ///   - pending: The events whose link is being created. Those that are new begin to be looked
  ///     at, others are forgotten.
  ///   - now: Seconds since any fixed moment.
  /// - Returns: Those of them that are due; each is put off to its next turn.
  mutating func due(_ pending: [EventID], now: Double) -> Set<EventID> {
    let first = policy.linkFirstDelay.inSeconds
    entries = entries.filter { pending.contains($0.key) }
    for event in pending where entries[event] == nil {
      entries[event] = Entry(
        next: now + first,
        wait: first,
        end: now + policy.linkPatience.inSeconds
      )
    }
    var due: Set<EventID> = []
    for (event, entry) in entries where entry.next <= now && now < entry.end {
      let wait = min(entry.wait * policy.linkGrowth, policy.linkLongestDelay.inSeconds)
      entries[event] = Entry(next: now + wait, wait: wait, end: entry.end)
      due.insert(event)
    }
    return due
  }

  /// Whether an event has no further turn.
  func isOver(_ event: EventID) -> Bool {
    entries[event].map { $0.next >= $0.end } ?? false
  }

  /// Seconds until the next turn; `nil` when there is none.
  func timeUntilDue(now: Double) -> Double? {
    entries.values.filter { $0.next < $0.end }.map { max(0, $0.next - now) }.min()
  }
}

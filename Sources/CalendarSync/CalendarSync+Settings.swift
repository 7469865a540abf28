package import CalendarCore
import CalendarServices
import ConferencingCore
import Foundation
package import LocalCache
import Synchronization

extension CalendarSync {
  /// Asks the hosts of several events' meetings, a few at a time: see ``readSettings(of:patience:)``.
  ///
  /// A host that has not answered once in that time is not asked for its other meetings. Meetings whose
  /// settings were never read, or longest ago, come first: when the time for all ends early, those that
  /// were left over have their turn at the next attempt.
  ///
  /// - Parameters:
  ///   - events: The events.
  ///   - patience: How long each host is waited for.
  ///   - limit: How long all of them are waited for together.
  /// - Returns: The events whose hosts did not answer in time, or were not asked for want of it.
  /// - Throws: ``CacheError``.
  package func readSettings(
    of events: [Event],
    patience: Duration,
    within limit: Duration
  ) async throws(CacheError) -> Set<EventID> {
    var meetings: [MeetingAddress: [EventID]] = [:]
    var asked: [(meeting: MeetingAddress, event: Event, readAt: Date)] = []
    for event in events {
      guard let meeting = try cache.meetingSettings.meetingAddress(of: event) else { continue }
      if meetings[meeting] == nil {
        let known = try cache.meetingSettings.settings(of: meeting)
        asked.append((meeting, event, known.readAt ?? .distantPast))
      }
      meetings[meeting, default: []].append(event.id)
    }
    asked.sort { $0.readAt < $1.readAt }
    let end = clock.now().addingTimeInterval(limit / .seconds(1))
    let silent = Mutex<Set<GrantID>>([])
    let answers = await concurrently(asked, limit: policy.concurrency) {
      one async -> (MeetingAddress, Result<Bool, CacheError>) in
      let (meeting, event) = (one.meeting, one.event)
      do throws(CacheError) {
        let left = min(patience, .seconds(end.timeIntervalSince(self.clock.now())))
        guard left > .zero, !silent.withLock({ $0.contains(meeting.host) }) else {
          return (meeting, .success(false))
        }
        let isAnswered = try await self.ask(meeting, of: event, patience: left)
        if !isAnswered { silent.withLock { _ = $0.insert(meeting.host) } }
        return (meeting, .success(isAnswered))
      } catch {
        return (meeting, .failure(error))
      }
    }
    var unasked: Set<EventID> = []
    for (meeting, answer) in answers {
      let isAnswered = try answer.get()
      if !isAnswered { unasked.formUnion(meetings[meeting] ?? []) }
    }
    return unasked
  }

  /// How old what a host said may be before it is asked again.
  private static let freshness: TimeInterval = 20

  /// Asks the host of an event's meeting for its settings, unless it has said them a moment ago.
  ///
  /// - Parameters:
  ///   - event: The event.
  ///   - patience: How long the host is waited for.
  /// - Returns: What is known then; `nil` for an event without a meeting whose host can be asked.
  /// - Throws: ``CacheError``.
  package func readSettings(
    of event: Event,
    patience: Duration = .seconds(10)
  ) async throws(CacheError) -> KnownSettings? {
    guard let address = try cache.meetingSettings.meetingAddress(of: event),
      HostSettings.missingScope(on: event, in: try cache.directory()) == nil
    else { return nil }
    _ = try await ask(address, of: event, patience: patience)
    return try cache.meetingSettings.settings(of: address)
  }

  /// Asks a host for the settings of a meeting where that is needed and allowed.
  ///
  /// - Returns: Whether it is known by then what it says, or why it cannot be asked; `false` when it was
  ///   waited for in vain.
  /// - Throws: ``CacheError``.
  private func ask(
    _ address: MeetingAddress,
    of event: Event,
    patience: Duration
  ) async throws(CacheError) -> Bool {
    guard HostSettings.missingScope(on: event, in: try cache.directory()) == nil else {
      return true
    }
    let known = try cache.meetingSettings.settings(of: address)
    let age = known.readAt.map { clock.now().timeIntervalSince($0) }
    let isFresh = age.map { (0..<Self.freshness).contains($0) } ?? false
    guard !isFresh || !known.isConfirmed, !cache.isReadOnly else { return true }
    let runner = SettingsRunner(hosts: hosts, cache: cache, clock: clock)
    return await inBackground {
      await withTaskGroup(of: Bool.self) { group in
        group.addTask {
          // What was read before can be gone back to, also where the host has an error now.
          _ = try? await runner.read(address, of: event.id)
          let isRead = try? self.cache.meetingSettings.settings(of: address).readAt != nil
          return isRead ?? false
        }
        group.addTask { [clock] in
          try? await clock.sleep(patience)
          return false
        }
        let isAnswered = await group.next() ?? false
        group.cancelAll()
        return isAnswered
      }
    }
  }
}

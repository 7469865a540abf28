package import CalendarCore
import CalendarServices
import ConferencingCore
import Foundation
package import LocalCache

extension CalendarSync {
  /// Asks the hosts of several events' meetings, a few at a time: see ``readSettings(of:patience:)``.
  ///
  /// - Parameters:
  ///   - events: The events.
  ///   - patience: How long each host is waited for.
  /// - Throws: ``CacheError``.
  package func readSettings(of events: [Event], patience: Duration) async throws(CacheError) {
    var meetings: Set<MeetingAddress> = []
    var asked: [Event] = []
    for event in events {
      guard let meeting = try cache.meetingAddress(of: event), meetings.insert(meeting).inserted
      else { continue }
      asked.append(event)
    }
    let failures = await concurrently(asked, limit: policy.concurrency) { event in
      do throws(CacheError) {
        _ = try await self.readSettings(of: event, patience: patience)
        return nil as CacheError?
      } catch {
        return error
      }
    }
    if let failure = failures.lazy.compactMap(\.self).first { throw failure }
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
    guard let address = try cache.meetingAddress(of: event),
      HostSettings.missingScope(on: event, in: try cache.directory()) == nil
    else { return nil }
    let known = try cache.settings(of: address)
    let age = known.readAt.map { clock.now().timeIntervalSince($0) }
    let isFresh = age.map { (0..<Self.freshness).contains($0) } ?? false
    guard !isFresh || !known.isConfirmed, !cache.isReadOnly else { return known }
    let runner = SettingsRunner(hosts: hosts, cache: cache, clock: clock)
    await inBackground {
      await withTaskGroup(of: Void.self) { group in
        group.addTask { _ = try? await runner.read(address, of: event.id) }
        group.addTask { [clock] in try? await clock.sleep(patience) }
        await group.next()
        group.cancelAll()
      }
    }
    return try cache.settings(of: address)
  }
}

package import CalendarCore
import CalendarServices
import ConferencingCore
import Foundation
package import LocalCache

extension CalendarSync {
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

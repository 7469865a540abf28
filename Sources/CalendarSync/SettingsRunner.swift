import CalendarCore
import CalendarServices
import ConferencingCore
import Foundation
import LocalCache

/// Changes settings of meetings at their hosts, and reads what the hosts made of it.
struct SettingsRunner: Sendable {
  let hosts: any ConferencingHosts
  let cache: LocalCache
  let clock: ServiceClock

  /// How long a link is waited for after the first look, and at most between two.
  private static let linkDelay = (first: 2, longest: 60)

  /// Sends the settings of an operation to the host of its event's meeting.
  ///
  /// A host may take a value and keep its own, so what holds is what it says afterwards; where it
  /// cannot be asked, the change stays unconfirmed. The same settings can be sent again.
  ///
  /// - Parameter operation: The operation; its base is the event as last seen.
  /// - Throws: ``SyncError``; one that passes while the link is not there yet.
  func carryOut(_ operation: OutboxOperation) async throws(SyncError) {
    guard let change = operation.edit.change.settings, let event = operation.base else { return }
    let address: MeetingAddress?
    do throws(CacheError) { address = try cache.meetingAddress(of: event) } catch {
      throw .cache(error)
    }
    guard let address else {
      throw .service(Self.obstacle(to: change, on: event, attempts: operation.attempts))
    }
    let values = ConferencingSettings(change.values)
    do throws(ServiceError) {
      try await service(at: address.host).configure(address, to: values)
    } catch .notFound {
      throw .service(.rejected(Self.gone(address.provider)))
    } catch {
      throw .service(error)
    }
    do throws(CacheError) {
      try cache.noteSent(values, to: address, at: clock.now())
      let reading = try await read(address)
      if values.values[ConferencingSetting.passcode] != nil, let details = reading?.details {
        try cache.follow(details, of: event.id, at: clock.now())
      }
    } catch {
      throw .cache(error)
    }
  }

  /// Asks a host what the settings of a meeting are, and stores what it says or why it does not.
  ///
  /// - Returns: What it said; `nil` when it could not be asked.
  @discardableResult
  func read(_ address: MeetingAddress) async throws(CacheError) -> MeetingReading? {
    let reading: MeetingReading
    do throws(ServiceError) {
      reading = try await service(at: address.host).read(address)
    } catch .notFound {
      try cache.noteUnread(address, because: Self.gone(address.provider))
      return nil
    } catch {
      if error != .cancelled { try cache.noteUnread(address, because: error.message) }
      return nil
    }
    try cache.store(reading, of: address, at: clock.now())
    return reading
  }

  private func service(at host: GrantID) throws(ServiceError) -> any ConferencingService {
    guard let service = hosts.service(at: host) else { throw .notSignedIn(to: host) }
    return service
  }

  private static func gone(_ provider: AutocreateProvider) -> String {
    "The \(provider.rawValue) of this event is gone: it was deleted at its host. Create another link."
  }

  /// Why the settings of an event's meeting cannot be changed.
  private static func obstacle(
    to change: SettingsChange,
    on event: Event,
    attempts: Int
  ) -> ServiceError {
    if event.conferencingState == .pending {
      return .limitReached(
        retryAfter: .seconds(min(linkDelay.first * max(1, attempts), linkDelay.longest)),
        "The link is not there yet; its settings are sent once it is."
      )
    }
    let names = change.values.keys.sorted().joined(separator: ", ")
    return .rejected(
      event.conferencingFailure
        ?? "The event has no meeting any more that Convene had made, so \(names) cannot be set."
    )
  }
}

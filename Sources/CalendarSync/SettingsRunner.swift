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
    // What was to be set will never be: the event says why.
    if event.conferencingState == .failed, event.meeting == nil { return }
    let address = try storing { () throws(CacheError) in
      try cache.meetingSettings.meetingAddress(of: event)
    }
    guard let address, change.isFor(event) else {
      throw .service(Self.obstacle(to: change, on: event, attempts: operation.attempts))
    }
    let values = ConferencingSettings(change.values)
    let isOfLink = values.values[ConferencingSetting.passcode] != nil
    do throws(ServiceError) {
      let service = try service(at: address.host)
      // With another passcode the link is another: whoever cannot read it must not change it.
      if isOfLink { _ = try await service.read(address) }
      try await service.configure(address, to: values)
    } catch .notFound {
      throw .service(.rejected(Self.gone(address.provider)))
    } catch .forbidden(let text) where isOfLink {
      throw .service(.rejected("Access code: \(text)"))
    } catch {
      throw .service(error)
    }
    let notifies = operation.edit.notifiesParticipants
    let reading: MeetingReading?
    do throws(CacheError) {
      try cache.meetingSettings.noteSent(values, to: address, at: clock.now())
      reading = try await read(address, of: event.id, notifying: notifies)
    } catch {
      throw .cache(error)
    }
    // The old link leads nowhere now: the change is not over before the new one is known.
    if isOfLink, reading?.details == nil {
      throw .service(
        .limitReached(
          retryAfter: .seconds(
            min(Self.linkDelay.first * max(1, operation.attempts), Self.linkDelay.longest)
          ),
          "The passcode is changed; the new link could not be read yet."
        )
      )
    }
  }

  /// Asks a host what the settings of a meeting are, and stores what it says or why it does not.
  ///
  /// - Parameters:
  ///   - address: The meeting.
  ///   - id: Its event, which gets the link that belongs to a passcode that was sent.
  ///   - notifies: Whether attendees are told of that.
  /// - Returns: What it said; `nil` when it could not be asked.
  /// - Throws: ``CacheError``.
  @discardableResult
  func read(
    _ address: MeetingAddress,
    of id: EventID,
    notifying notifies: Bool = true
  ) async throws(CacheError) -> MeetingReading? {
    let began = clock.now()
    let before = try cache.meetingSettings.settings(of: address)
    let reading: MeetingReading
    do throws(ServiceError) {
      reading = try await service(at: address.host).read(address)
    } catch .notFound {
      try cache.meetingSettings.noteUnread(address, because: Self.gone(address.provider))
      return nil
    } catch {
      if error != .cancelled {
        try cache.meetingSettings.noteUnread(address, because: error.message)
      }
      return nil
    }
    // A link that was read before the last change is an old one.
    guard try cache.meetingSettings.settings(of: address).sentAt.map({ $0 <= began }) ?? true else {
      return nil
    }
    try cache.meetingSettings.store(reading, of: address, at: began)
    if before.sent.values[ConferencingSetting.passcode] != nil, let details = reading.details {
      try cache.meetingSettings.follow(details, of: id, notifying: notifies, at: clock.now())
    }
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

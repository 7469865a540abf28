import CalendarCore
import CalendarSync
import LocalCache
import Terminal
import ViewModels

/// Reads what is known of the settings of an event's meeting.
struct SettingsEffects {
  let session: Session
  let mailbox: Mailbox<Action>

  /// What is known now; where the host is to be asked, what it says is posted later.
  ///
  /// - Parameters:
  ///   - id: The event.
  ///   - asksHost: Whether the host is asked.
  /// - Returns: What is known; `nil` when the event is gone.
  /// - Throws: ``CacheError``.
  func load(_ id: EventID, asksHost: Bool) throws(CacheError) -> Action? {
    guard let event = try session.cache.event(id) else { return nil }
    let address = try session.cache.meetingSettings.meetingAddress(of: event)
    if asksHost, address != nil {
      Task.detached { [self] in
        guard let known = try? await session.sync.readSettings(of: event) else { return }
        mailbox.post(.settingsLoaded(id, known))
      }
    }
    guard let address else { return .settingsLoaded(id, nil) }
    return .settingsLoaded(id, try session.cache.meetingSettings.settings(of: address))
  }
}

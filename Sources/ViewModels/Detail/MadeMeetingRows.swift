import CalendarCore
import ConferencingCore

/// Says who hosts the meeting of an event, and how one is set that Convene had made.
struct MadeMeetingRows {
  let event: Event
  let directory: Directory
  /// What is known of the settings; `nil` where the host cannot be asked, or was not yet.
  let known: KnownSettings?

  /// Labels and values; none for the meeting of an invitation.
  var rows: [(String, String)] {
    guard let origin = MeetingOrigin(of: event, in: directory) else { return [] }
    guard origin == .convene, let asked = event.autocreated else { return ofOtherMeeting(origin) }
    return [("Host", host(asked) + "  (made by Convene)")] + settings(asked.provider)
  }

  /// Of an event of one's own it is said why its meeting cannot be set from here.
  private func ofOtherMeeting(_ origin: MeetingOrigin) -> [(String, String)] {
    let organizer = EventOrganizer(of: event, in: directory)
    guard origin != .convene, organizer.isOwn, event.account != .local else { return [] }
    // Of a calendar that several share, any of them may be the host.
    if origin == .event, organizer == .owner, let own = directory.ownGrant(of: event.account) {
      return [("Host", own.label + "  (not made by Convene here)")]
    }
    let isMade = event.conferencing.provider?.autocreateProvider != nil
    return isMade ? [("Host", "not known: Convene did not make this link here")] : []
  }

  private func host(_ asked: Autocreate) -> String {
    let own = directory.ownGrant(of: event.account)
    guard let id = event.meeting?.host ?? asked.hostGrant ?? own?.id else { return "this account" }
    let grants = directory.grants[event.account] ?? []
    return grants.first { $0.id == id }?.label(among: grants) ?? id.rawValue
  }

  private func settings(_ provider: AutocreateProvider) -> [(String, String)] {
    let own = directory.ownGrant(of: event.account)
    let missing = HostSettings.missingScope(on: event, in: directory)
    let isReachable = missing == nil && MeetingAddress(of: event, own: own) != nil
    let states = SettingState.all(
      of: event,
      by: provider,
      isReachable ? known ?? KnownSettings() : nil
    )
    let shown = states.filter { state in
      // The access code stands with the link.
      if state.id == ConferencingSetting.passcode, state.certainty == .confirmed { return false }
      return isReachable || state.value != nil
    }
    let problem = missing ?? known?.problem.map { "not read: \($0)" }
    return shown.map { ($0.setting.label, $0.words(of: provider)) }
      + (problem.map { [("Settings", $0)] } ?? [])
  }
}

package import ConferencingCore

/// Which settings of meetings can be chosen where, and why not.
package enum HostSettings {
  /// The rules that settings of a fresh link break, in the order of a form.
  ///
  /// - Parameters:
  ///   - asked: The link that is asked for.
  ///   - context: Where its event stands.
  /// - Returns: The violations; a setting that the host cannot have is named with the reason.
  static func violations(
    of asked: Autocreate,
    in context: ConferencingContext
  ) -> [RuleViolation] {
    let named = asked.hostGrant.flatMap { id in context.grants.first { $0.id == id } }
    let host = asked.hostGrant == nil ? context.ownGrant : named
    return violations(of: asked.settings, for: asked.provider, host: host, in: context)
  }

  /// The rules that a change of settings breaks, in the order of a form.
  ///
  /// - Parameters:
  ///   - settings: The new values.
  ///   - event: The event whose meeting it is.
  ///   - context: Where it stands.
  /// - Returns: The violations.
  package static func violations(
    of settings: ConferencingSettings,
    on event: Event,
    in context: ConferencingContext
  ) -> [RuleViolation] {
    guard let name = settings.values.keys.sorted().first else { return [] }
    if let reason = ConferencingRules.readOnlyReason(context) {
      return [RuleViolation(.choice, reason)]
    }
    guard let address = MeetingAddress(of: event, own: context.ownGrant) else {
      return [RuleViolation(.setting(name), unreachable(event, in: context))]
    }
    return violations(
      of: settings,
      for: address.provider,
      host: context.grants.first { $0.id == address.host },
      in: context
    )
  }

  /// Why the settings of an event's meeting cannot be changed at all; `nil` when they can, as far as
  /// Convene knows.
  package static func obstacle(on event: Event, in context: ConferencingContext) -> String? {
    if let reason = ConferencingRules.readOnlyReason(context) { return reason }
    guard let address = MeetingAddress(of: event, own: context.ownGrant) else {
      return unreachable(event, in: context)
    }
    return context.grants.first { $0.id == address.host }
      .flatMap { obstacle(at: $0, to: address.provider, in: context) }
  }

  /// Why the host of an event's meeting is not asked for its settings: the sign-in there may not.
  package static func missingScope(on event: Event, in directory: Directory) -> String? {
    guard
      let context = ConferencingContext(
        directory,
        account: event.account,
        calendar: event.calendar
      ),
      let address = MeetingAddress(of: event, own: context.ownGrant)
    else { return nil }
    return context.grants.first { $0.id == address.host }
      .flatMap { obstacle(at: $0, to: address.provider, in: context) }
  }

  private static func unreachable(_ event: Event, in context: ConferencingContext) -> String {
    guard case .details = event.conferencing else {
      return "The event has no meeting link whose settings could be changed. Create one first."
    }
    guard let asked = event.autocreated else {
      return
        "Convene did not have this meeting made, so it cannot change its settings. Change them "
        + "where it was made, or create another link."
    }
    let service = context.account.service.displayName
    let host = asked.provider.grantProvider
    // Short, for the form shows two lines of it.
    return "\(service) changes no settings of a link afterwards. Change them at "
      + "\(host.displayName), or create a link at a sign-in of Convene's own."
  }

  private static func violations(
    of settings: ConferencingSettings,
    for provider: AutocreateProvider,
    host: Grant?,
    in context: ConferencingContext
  ) -> [RuleViolation] {
    let broken = SettingsRules.violations(of: settings, for: provider)
    guard broken.isEmpty, let host, let reason = obstacle(at: host, to: provider, in: context)
    else { return broken }
    return ConferencingSetting.all(of: provider).map(\.name)
      .filter { settings.values[$0] != nil }
      .map { RuleViolation(.setting($0), reason) }
  }

  /// Why a host cannot be asked for settings; `nil` when it can.
  ///
  /// Sources: Nylas, "Add conferencing to events" (`conf_settings` are documented for Zoom alone);
  /// Microsoft Graph v1.0, "Update onlineMeeting"; Google Meet REST API v2, `spaces.patch`: a Meet
  /// that a calendar made counts as not made by the app, so `meetings.space.created` does not do.
  private static func obstacle(
    at host: Grant,
    to provider: AutocreateProvider,
    in context: ConferencingContext
  ) -> String? {
    let name = "\(host.provider.displayName) grant \"\(host.label)\""
    guard host.isDirect else {
      guard provider != .zoomMeeting else { return nil }
      let service = context.account.service.displayName
      return "\(service) passes no settings on to \(provider.rawValue). Leave them out, or sign in "
        + "to \(host.provider.displayName) here (convene accounts add "
        + "\(host.provider.rawValue)) and choose that as the host."
    }
    let needed: String
    switch provider {
    case .zoomMeeting: return nil
    case .microsoftTeams: needed = "OnlineMeetings.ReadWrite"
    case .googleMeet: needed = "meetings.space.settings"
    }
    let scopes = Set(host.scopes.map { ($0.split(separator: "/").last ?? "").lowercased() })
    // A sign-in that names no scope is for the service to judge.
    guard !scopes.isEmpty, !scopes.contains(needed.lowercased()) else { return nil }
    let key = provider == .googleMeet ? "meet_settings" : "teams_host"
    let way = provider == .googleMeet ? " in the browser" : ""
    return "\(name) lacks \(needed), so it changes no settings of meetings. Write \(key) = true "
      + "into account \"\(host.id)\" of config.toml and sign in again\(way): "
      + "convene accounts login \(host.id)."
  }
}

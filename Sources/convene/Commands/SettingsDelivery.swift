import CalendarCore
import CalendarSync
import ConferencingCore
import Foundation
import LocalCache
import ViewModels

/// Reading, changing and printing settings of meetings: what commands about them share.
struct SettingsDelivery {
  /// How long a host is waited for that is only asked.
  static let patience = Duration.seconds(5)
  /// How long the hosts of several meetings are waited for together.
  static let commonPatience = Duration.seconds(20)

  let delivery: EventDelivery
  private var session: Session { delivery.session }

  /// Changes settings of the meeting that Convene had made for an event, and says what the host made of
  /// it.
  ///
  /// - Parameters:
  ///   - options: What is given.
  ///   - event: The event.
  ///   - notify: Whether attendees are told of a link that changes with its passcode.
  ///   - json: Whether the meeting is printed as JSON.
  /// - Throws: ``CommandError`` when they cannot be changed, were refused, wait, or when the host keeps
  ///   its own.
  func change(_ options: ConferencingOptions, of event: Event, notify: Bool, json: Bool) throws {
    let context = try delivery.context(of: event)
    if let reason = HostSettings.obstacle(on: event, in: context) {
      throw CommandError(.notAllowed, reason)
    }
    guard let provider = event.autocreated?.provider else { return }
    let wish = try options.settings(of: provider)
    let violations = HostSettings.violations(of: wish, on: event, in: context)
    guard violations.isEmpty else {
      throw CommandError(.badInput, violations.map(\.message).joined(separator: "\n"))
    }
    let change = SettingsChange(wish, of: event, known: try read(event) ?? KnownSettings())
    var waiting: String?
    var changed = event
    if change.values.isEmpty {
      Console.say("Nothing to change: the settings are so already.")
    } else {
      let edit = EventEdit(
        event: event.id,
        change: .update(EventPatch(settings: change)),
        notifiesParticipants: notify
      )
      let saved = try delivery.save(edit)
      let left = try session.cache.outbox.operations(of: saved.event).filter(\.isOfSettings)
      if let refused = left.first(where: \.isRefused) {
        // What was typed is in the shell's history.
        try session.sync.discard(change: refused.sequence)
        throw CommandError(.unavailable, refused.failure ?? "The host refused the settings.")
      }
      waiting = saved.waiting ?? left.first.map { $0.failure ?? "the host was not asked yet." }
      changed = try session.cache.event(event.id) ?? event
    }
    let known = try known(of: changed)
    if json { Console.json(EventJSON.conferencing(changed, try facts(of: changed, known))) }
    if let waiting {
      throw CommandError(.later, "Saved here, not sent yet: \(waiting) convene sync sends it.")
    }
    try say(SettingState.all(of: changed, by: provider, known), of: wish, by: provider)
  }

  /// Says what became of settings that were asked for with a link that is there now, where they were
  /// refused or wait.
  func sayRest(of event: EventID) throws {
    for rest in try session.cache.outbox.operations(of: event) where rest.isOfSettings {
      let reason = rest.failure.map { ": \($0)" } ?? "."
      Console.say(
        rest.isRefused
          ? "The event and its link are there; settings were not accepted\(reason) convene changes "
            + "leads to them."
          : "The event is there; settings of its meeting wait\(reason)"
      )
    }
  }

  /// Says what became of the settings that were given.
  private func say(
    _ states: [SettingState],
    of wish: ConferencingSettings,
    by provider: AutocreateProvider
  ) throws {
    let given = states.filter { wish.values[$0.id] != nil }
    for state in given { Console.say("\(state.setting.label): \(state.words(of: provider)).") }
    let kept = given.filter { $0.certainty == .overruled }.map(\.setting.label)
    guard !kept.isEmpty else { return }
    throw CommandError(
      .unavailable,
      "\(provider.rawValue) took the change and kept its own value of \(kept.joined(separator: ", ")). "
        + "An administrator may have fixed it for the account."
    )
  }

  /// The meeting of an event in lines, with its settings as its host has them now.
  func lines(of event: Event) throws -> [String] {
    let known = try read(event)
    return try facts(of: event, known).map { facts in
      let rows =
        [("Host", facts.host + " (made by Convene)")]
        + facts.settings.filter { facts.isReachable || $0.value != nil }.map {
          ($0.setting.label, $0.words(of: facts.provider))
        }
      let width = max(12, rows.map(\.0.count).max() ?? 0) + 2
      let problem = known?.isConfirmed == true ? nil : known?.problem
      return rows.map { $0.padding(toLength: width, withPad: " ", startingAt: 0) + $1 }
        + (problem.map { ["Settings not read: \($0)"] } ?? [])
    } ?? []
  }

  /// The meeting of an event as JSON, with its settings as its host has them now.
  func json(of event: Event) throws -> JSONText {
    EventJSON.conferencing(event, try facts(of: event, try read(event)))
  }

  /// Asks the host for the settings; `nil` where it cannot be asked.
  private func read(_ event: Event) throws -> KnownSettings? {
    let sync = session.sync
    return try blocking(saying: "Asking the host of the meeting…") {
      try await sync.readSettings(of: event, patience: Self.patience)
    }
  }

  private func known(of event: Event) throws -> KnownSettings? {
    try session.cache.meetingSettings.meetingAddress(of: event).map {
      try session.cache.meetingSettings.settings(of: $0)
    }
  }

  private func facts(of event: Event, _ known: KnownSettings?) throws -> MadeMeetingFacts? {
    guard let asked = event.autocreated, case .details = event.conferencing else { return nil }
    let directory = try session.cache.directory()
    let grants = directory.grants[event.account] ?? []
    let id = event.meeting?.host ?? asked.hostGrant ?? directory.ownGrant(of: event.account)?.id
    return MadeMeetingFacts(
      provider: asked.provider,
      host: grants.first { $0.id == id }?.label ?? id?.rawValue ?? event.account.rawValue,
      settings: SettingState.all(of: event, by: asked.provider, known),
      isReachable: known != nil,
      problem: known?.problem
    )
  }
}

/// What is said of a meeting that Convene had made.
struct MadeMeetingFacts {
  /// Whose meeting it is.
  let provider: AutocreateProvider
  /// Whose account hosts it, as people know it.
  let host: String
  /// Its settings.
  let settings: [SettingState]
  /// Whether the host can be asked for them.
  let isReachable: Bool
  /// Why the host could not be asked last; `nil` when it could.
  let problem: String?

  /// The members of the meeting's JSON.
  var members: [(String, JSONText)] {
    [
      ("made_by_convene", .bool(true)), ("host", .text(host)),
      ("settings", .list(settings.map(json))), ("settings_problem", JSONText(problem)),
    ]
  }

  private func json(_ state: SettingState) -> JSONText {
    var members: [(String, JSONText)] = [
      ("name", .text(state.id)), ("label", .text(state.setting.label)),
      ("value", value(state.value)), ("certainty", .text(state.certainty.rawValue)),
    ]
    if let asked = state.asked { members.append(("asked", value(asked))) }
    return .object(members)
  }

  private func value(_ value: ConferencingSettingValue?) -> JSONText {
    switch value {
    case .flag(let isOn)?: .bool(isOn)
    case .text(let text)?: .text(text)
    case nil: .null
    }
  }
}

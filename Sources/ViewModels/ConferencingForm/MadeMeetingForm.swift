import CalendarCore
import ConferencingCore

/// The part of the conferencing form about a meeting that Convene had made: who made it, its link, and
/// its settings as its host has them.
///
/// What the host said is shown and never sent; sent is what the user changes of it.
package struct MadeMeetingForm: Equatable, Sendable {
  typealias FieldID = ConferencingFormViewModel.FieldID

  /// The event as it was read last.
  private(set) var event: Event
  /// Whose meeting it is.
  let provider: AutocreateProvider
  private var context: ConferencingContext
  /// What is known of the settings; `nil` until it is read, and where the host cannot be asked.
  private var known: KnownSettings?
  /// Why a change that was sent was refused.
  private var refusal: String?
  private var choices: [String: ChoiceField<String>] = [:]
  private var texts: [String: TextField] = [:]
  /// The settings that the user has changed.
  private(set) var touched: Set<String> = []

  /// Makes the part for an event; `nil` when Convene did not have its meeting made.
  init?(_ event: Event, in context: ConferencingContext) {
    guard case .details(let details) = event.conferencing, details.isReady,
      let provider = event.autocreated?.provider
    else { return nil }
    self.event = event
    self.provider = provider
    self.context = context
    fill()
  }

  /// Takes what the meeting is by now; what the user has changed stays.
  ///
  /// - Parameter fresh: The part as it would begin now; what was read of the settings holds still.
  mutating func follow(_ fresh: MadeMeetingForm) {
    if case .details(let link) = fresh.event.conferencing,
      !event.conferencing.isSameMeeting(as: link)
    {
      // Another meeting: nothing that was said or typed of the old one is of it.
      (known, refusal, touched) = (nil, nil, [])
    }
    (event, context) = (fresh.event, fresh.context)
    fill()
  }

  /// Takes where the event stands now.
  mutating func move(to context: ConferencingContext) { self.context = context }

  /// Takes what is known of the settings; what the user has changed stays.
  mutating func know(_ known: KnownSettings?) {
    self.known = known
    fill()
  }

  /// Takes where edits of the event stand: a refusal may be about a setting.
  mutating func note(_ delivery: Delivery) {
    if case .refused(let reason) = delivery { refusal = reason } else { refusal = nil }
  }

  /// What the user wants otherwise than it is.
  var wish: ConferencingSettings {
    var values: [String: ConferencingSettingValue] = [:]
    for state in states where touched.contains(state.id) {
      if let value = typed(state.setting), value != state.value { values[state.id] = value }
    }
    return ConferencingSettings(values)
  }

  /// The change that saving makes; `nil` for none.
  var change: SettingsChange? {
    let change = SettingsChange(wish, of: event, known: known ?? KnownSettings())
    return change.values.isEmpty ? nil : change
  }

  /// The rules that the wish breaks.
  var violations: [RuleViolation] { HostSettings.violations(of: wish, on: event, in: context) }

  /// Whether the row of a setting takes text.
  func isText(_ name: String) -> Bool { texts[name] != nil }

  /// Goes to the next or the previous choice of a setting.
  mutating func step(_ name: String, by step: Int) {
    touched.insert(name)
    choices[name]?.step(by: step)
  }

  /// Changes the text of a setting.
  mutating func edit(_ name: String, _ change: (inout TextField) -> Void) {
    guard var field = texts[name] else { return }
    touched.insert(name)
    change(&field)
    texts[name] = field
  }

  // MARK: Rows

  /// Who made the meeting, where it is, and its settings.
  var rows: [FormField<FieldID>] {
    var rows = [FormField(FieldID.provider, "Provider", .fixed(provider.rawValue))]
    if let host { rows.append(FormField(.host, "Host", .fixed(host))) }
    if let details = event.conferencing.details {
      rows.append(FormField(.url, "Link", .fixed(details.url)))
    }
    let obstacle = obstacle
    let states = states.filter { obstacle == nil || $0.value != nil }
    rows += states.map { row($0, isFixed: obstacle != nil) }
    return rows
  }

  /// Why the settings cannot be changed at all; `nil` when they can.
  var obstacle: String? { HostSettings.obstacle(on: event, in: context) }

  private func row(_ state: SettingState, isFixed: Bool) -> FormField<FieldID> {
    let setting = state.setting
    let content: FormField<FieldID>.Content
    if isFixed {
      content = .fixed(state.words(of: provider))
    } else if let field = choices[setting.name] {
      content = .choice(field)
    } else {
      content = .text(
        texts[setting.name] ?? TextField(),
        placeholder: state.value == nil ? "default" : "none"
      )
    }
    var row = FormField(FieldID.setting(setting.name), setting.label, content)
    if touched.contains(setting.name) { return row }
    if let refusal, SettingRefusal.setting(in: refusal, of: provider) == setting {
      row.problem = refusal
    }
    row.hint = hint(state)
    return row
  }

  private func hint(_ state: SettingState) -> String? {
    switch state.certainty {
    case .unconfirmed:
      "Not confirmed by \(provider.rawValue) yet." + (known?.problem.map { " \($0)" } ?? "")
    case .overruled: state.words(of: provider)
    case .confirmed, .wished, .unknown: nil
    }
  }

  private var host: String? {
    let asked = event.meeting?.host ?? event.autocreated?.hostGrant
    guard let id = asked ?? context.ownGrant?.id else { return nil }
    let grant = context.grants.first { $0.id == id }
    return grant.map { $0.label(among: context.grants) } ?? id.rawValue
  }

  // MARK: Values

  /// The settings as they are shown where nobody has changed them.
  private var states: [SettingState] {
    let isReachable = obstacle == nil
    return SettingState.all(
      of: event,
      by: provider,
      isReachable ? known ?? KnownSettings() : nil
    )
  }

  /// Puts the values into the rows that nobody has changed.
  private mutating func fill() {
    for state in states where !touched.contains(state.id) {
      let setting = state.setting
      switch setting.kind {
      case .flag:
        choices[state.id] = field([("on", "on"), ("off", "off")], state)
      case .choice(let values):
        choices[state.id] = field(values.map { ($0, setting.text(of: .text($0))) }, state)
      case .text, .addresses:
        if case .text(let text)? = state.value {
          texts[state.id] = TextField(text.replacing(";", with: "; "))
        } else {
          texts[state.id] = TextField()
        }
      }
    }
  }

  private func field(
    _ options: [(value: String, label: String)],
    _ state: SettingState
  ) -> ChoiceField<String> {
    let selection: String
    switch state.value {
    case .flag(let isOn): selection = isOn ? "on" : "off"
    case .text(let text): selection = text
    case nil: selection = ""
    }
    var all = options.map { ChoiceField.Option($0.value, label: $0.label) }
    // What the host has and nobody can choose here is shown all the same.
    if !options.contains(where: { $0.value == selection }) {
      let label = state.value.map(state.setting.text(of:)) ?? "default"
      all.insert(.init(selection, label: label), at: 0)
    }
    return ChoiceField(all, selection: selection)
  }

  /// The value that the row of a setting holds; `nil` for none.
  private func typed(_ setting: ConferencingSetting) -> ConferencingSettingValue? {
    let name = setting.name
    switch setting.kind {
    case .flag:
      switch choices[name]?.selection {
      case "on": return .flag(true)
      case "off": return .flag(false)
      default: return nil
      }
    case .choice:
      guard let text = choices[name]?.selection, !text.isEmpty else { return nil }
      return .text(text)
    case .text, .addresses:
      guard let text = texts[name]?.trimmed else { return nil }
      let isList = setting.kind == .addresses
      if text.isEmpty, !isList { return nil }
      return (try? SettingsRules.value(text, for: setting)) ?? .text(text)
    }
  }
}

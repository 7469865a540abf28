import CalendarCore
import ConferencingCore

/// The part of the conferencing form about settings that several events' meetings are to have: whose
/// meetings, and what is changed of them.
struct SharedSettingsForm: Equatable, Sendable {
  typealias FieldID = ConferencingFormViewModel.FieldID

  private var provider: ChoiceField<AutocreateProvider>
  private var settings = SettingFields(untouched: "as it is")

  /// Makes the part; nothing is changed.
  ///
  /// - Parameter provider: Whose meetings are offered first.
  init(provider: AutocreateProvider) {
    self.provider = ChoiceField(
      AutocreateProvider.allCases.map { .init($0, label: $0.rawValue) },
      selection: provider
    )
  }

  private var selected: AutocreateProvider { provider.selection ?? .zoomMeeting }

  /// What is changed.
  var wish: ConferencingSettings { ConferencingSettings(settings.values(of: selected)) }

  /// The rules that the wish breaks.
  var violations: [RuleViolation] { SettingsRules.violations(of: wish, for: selected) }

  /// The rows: the provider and its settings.
  var rows: [FormField<FieldID>] {
    [
      FormField(
        FieldID.provider,
        "Provider",
        .choice(provider),
        hint: "Meetings of other providers are left as they are."
      )
    ] + settings.rows(of: selected)
  }

  /// Whether the row of a setting takes text.
  func isText(_ name: String) -> Bool { settings.isText(name) }

  /// Goes to the next or the previous choice of a row.
  mutating func step(_ row: FieldID, by step: Int) {
    switch row {
    case .provider: provider.step(by: step)
    case .setting(let name): settings.step(name, by: step)
    default: break
    }
  }

  /// Changes the text of a setting.
  mutating func edit(_ name: String, _ change: (inout TextField) -> Void) {
    settings.edit(name, change)
  }
}

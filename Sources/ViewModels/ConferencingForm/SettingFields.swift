import CalendarCore
import ConferencingCore

/// The rows of a form in which settings of meetings are chosen, those of every provider.
///
/// What is chosen for one provider is kept while another is looked at.
struct SettingFields: Equatable, Sendable {
  typealias FieldID = ConferencingFormViewModel.FieldID

  /// What a row says that nobody has touched.
  private let untouched: String
  private var choices: [String: ChoiceField<String>] = [:]
  private var texts: [String: TextField] = [:]

  /// Makes the rows; nothing is chosen.
  ///
  /// - Parameter untouched: What a row says that nobody has touched.
  init(untouched: String) {
    self.untouched = untouched
    let none = ChoiceField.Option("", label: untouched)
    for setting in AutocreateProvider.allCases.flatMap(ConferencingSetting.all) {
      switch setting.kind {
      case .flag:
        choices[setting.name] = ChoiceField(
          [none, .init("on", label: "on"), .init("off", label: "off")],
          selection: ""
        )
      case .choice(let values):
        choices[setting.name] = ChoiceField(
          [none] + values.map { .init($0, label: setting.text(of: .text($0))) },
          selection: ""
        )
      case .text, .addresses: texts[setting.name] = TextField()
      }
    }
  }

  /// Chooses what settings have; of the others nothing changes.
  mutating func fill(_ settings: ConferencingSettings) {
    for (name, value) in settings.values {
      switch value {
      case .flag(let isOn): choices[name]?.selection = isOn ? "on" : "off"
      case .text(let text):
        choices[name]?.selection = text
        texts[name]?.set(text)
      }
    }
  }

  /// The settings of a provider that are chosen; a text that is no value is among them, for the rules say
  /// what is wrong with it.
  func values(of provider: AutocreateProvider) -> [String: ConferencingSettingValue] {
    var values: [String: ConferencingSettingValue] = [:]
    for setting in ConferencingSetting.all(of: provider) {
      switch setting.kind {
      case .flag:
        switch choices[setting.name]?.selection {
        case "on": values[setting.name] = .flag(true)
        case "off": values[setting.name] = .flag(false)
        default: break
        }
      case .choice:
        if let text = choices[setting.name]?.selection, !text.isEmpty {
          values[setting.name] = .text(text)
        }
      case .text, .addresses:
        if let text = texts[setting.name]?.trimmed, !text.isEmpty {
          values[setting.name] =
            (try? SettingsRules.value(text, for: setting)) ?? .text(text)
        }
      }
    }
    return values
  }

  /// The rows of a provider.
  func rows(of provider: AutocreateProvider) -> [FormField<FieldID>] {
    ConferencingSetting.all(of: provider).compactMap { setting in
      let id = FieldID.setting(setting.name)
      if let field = choices[setting.name] { return FormField(id, setting.label, .choice(field)) }
      return texts[setting.name].map { field in
        FormField(
          id,
          setting.label,
          .text(field, placeholder: untouched),
          hint: setting.kind == .addresses
            ? "Mail addresses of licensed users of the account, with ; between them."
            : "At most 10 characters: letters, digits, @ - _ * !"
        )
      }
    }
  }

  /// Whether the row of a setting takes text.
  func isText(_ name: String) -> Bool { texts[name] != nil }

  /// Goes to the next or the previous choice of a setting.
  mutating func step(_ name: String, by step: Int) { choices[name]?.step(by: step) }

  /// Changes the text of a setting.
  mutating func edit(_ name: String, _ change: (inout TextField) -> Void) {
    guard var field = texts[name] else { return }
    change(&field)
    texts[name] = field
  }
}

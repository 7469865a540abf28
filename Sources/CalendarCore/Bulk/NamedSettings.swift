package import ConferencingCore

/// Settings of meetings by name, as a user writes them: what a name and its value mean depends on whose
/// meeting it is.
package struct NamedSettings: Hashable, Sendable {
  /// One of them.
  private struct Setting: Hashable, Sendable {
    let name: String
    let value: String
  }

  private let settings: [Setting]

  /// Reads texts like `waiting_room=on`.
  ///
  /// - Parameter texts: The texts; of a name that is given twice the last one counts.
  /// - Throws: ``InputError`` for a text that has no name.
  package init(_ texts: [String]) throws(InputError) {
    settings = try texts.map { text throws(InputError) in
      guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
        throw InputError("\"\(text)\" is no setting. Write --setting name=value.")
      }
      return Setting(
        name: String(text[..<equals]),
        value: String(text[text.index(after: equals)...])
      )
    }
  }

  /// Makes the settings that are chosen in a form, by their names.
  ///
  /// - Parameter settings: The settings.
  package init(_ settings: ConferencingSettings) {
    self.settings = settings.values.sorted { $0.key < $1.key }.map { name, value in
      switch value {
      case .flag(let isOn): Setting(name: name, value: isOn ? "on" : "off")
      case .text(let text): Setting(name: name, value: text.isEmpty ? "none" : text)
      }
    }
  }

  /// The settings of a provider's meeting.
  ///
  /// A name that the provider does not have stays, for the rules say what there is instead.
  ///
  /// - Parameter provider: The provider.
  /// - Returns: The settings.
  /// - Throws: ``InputError`` for a value that its setting cannot have.
  package func settings(
    of provider: AutocreateProvider
  ) throws(InputError) -> ConferencingSettings {
    var values: [String: ConferencingSettingValue] = [:]
    for given in settings {
      guard let setting = ConferencingSetting.named(given.name, of: provider) else {
        values[given.name] = .text(given.value)
        continue
      }
      do {
        values[setting.name] = try SettingsRules.value(given.value, for: setting)
      } catch {
        throw InputError("--setting \(given.name): \(error.message)")
      }
    }
    return ConferencingSettings(values)
  }
}

/// The rules for the settings of an autocreated meeting.
public enum SettingsRules {
  /// The rules that settings break, in the order of a form.
  public static func violations(
    of settings: ConferencingSettings,
    for provider: AutocreateProvider
  ) -> [RuleViolation] {
    let known = ConferencingSetting.all(of: provider)
    let unknown = settings.values.keys.filter { name in !known.contains { $0.name == name } }
    let invalidEntries = unknown.sorted().map { name in
      RuleViolation(
        .setting(name),
        "\(provider.rawValue) has no setting \"\(name)\". Choose from: "
          + known.map(\.name).joined(separator: ", ") + "."
      )
    }
    return invalidEntries
      + known.compactMap { setting in
        settings.values[setting.name].flatMap { violation(of: $0, for: setting) }
      }
  }

  /// Reads the value of a setting from the text of a command.
  ///
  /// - Throws: ``RuleViolation`` when the text is no value of the setting.
  public static func value(
    _ text: String,
    for setting: ConferencingSetting
  ) throws(RuleViolation) -> ConferencingSettingValue {
    let value: ConferencingSettingValue
    let text = text.trimming(\.isWhitespace)
    switch setting.kind {
    case .flag:
      switch text.lowercased() {
      case "true", "on", "yes", "1": value = .flag(true)
      case "false", "off", "no", "0": value = .flag(false)
      default: value = .text(text)
      }
    case .choice(let choices):
      let word = text.lowercased()
      let known = choices.first { $0.lowercased() == word || setting.words[$0] == text }
      value = .text(known ?? text)
    case .text: value = .text(text)
    case .addresses:
      let isNone = text.lowercased() == "none"
      value = .text(isNone ? "" : addresses(text).joined(separator: ";"))
    }
    if let violation = violation(of: value, for: setting) { throw violation }
    return value
  }

  private static func violation(
    of value: ConferencingSettingValue,
    for setting: ConferencingSetting
  ) -> RuleViolation? {
    let field = ConferencingField.setting(setting.name)
    switch (setting.kind, value) {
    case (.flag, .flag): return nil
    case (.flag, _): return RuleViolation(field, "\(setting.label) is on or off.")
    case (.choice(let choices), .text(let text)) where choices.contains(text): return nil
    case (.choice(let choices), _):
      return RuleViolation(
        field,
        "\(setting.label) is one of: \(choices.joined(separator: ", "))."
      )
    case (.text(let allowed, let maximum), .text(let text)):
      if text.count > maximum {
        return RuleViolation(field, "\(setting.label) has at most \(maximum) characters.")
      }
      if let invalid = text.first(where: { !allowed.contains($0) }) {
        return RuleViolation(
          field,
          "\(setting.label) cannot hold \"\(invalid)\": use letters, digits and @ - _ * !"
        )
      }
      return nil
    case (.text, .flag): return RuleViolation(field, "\(setting.label) is a text.")
    case (.addresses, .text(let text)):
      guard let odd = addresses(text).first(where: { !isAddress($0) }) else { return nil }
      return RuleViolation(
        field,
        "\(setting.label): \"\(odd)\" is no mail address. Write ann@example.com; bo@example.com."
      )
    case (.addresses, .flag):
      return RuleViolation(field, "\(setting.label) are mail addresses.")
    }
  }

  /// The addresses of a text, whatever people separate them with.
  private static func addresses(_ text: String) -> [String] {
    text.split { $0 == ";" || $0 == "," || $0.isWhitespace }.map(String.init)
  }

  private static func isAddress(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
  }
}

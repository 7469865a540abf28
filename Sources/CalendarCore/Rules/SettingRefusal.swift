package import ConferencingCore

/// That a host refuses a setting, as one text: the label of the setting, then the reason.
///
/// An edit keeps the reason of its refusal as text; the form finds the field again by the label.
package enum SettingRefusal {
  /// The text of a refusal.
  package static func text(_ setting: ConferencingSetting, reason: String) -> String {
    "\(setting.label): \(reason)"
  }

  /// The setting that a refusal is about; `nil` when it names none.
  package static func setting(
    in text: String,
    of provider: AutocreateProvider
  ) -> ConferencingSetting? {
    ConferencingSetting.all(of: provider).first { text.hasPrefix("\($0.label): ") }
  }
}

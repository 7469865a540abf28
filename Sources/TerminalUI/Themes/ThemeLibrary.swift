/// The themes in the program, and how to find one by name.
package enum ThemeLibrary {
  /// The theme that is used when none is named.
  package static let standard = "dark"

  /// The themes in the program by name, in the order of a list.
  package static let builtIn: [(name: String, text: String)] = [
    ("dark", decoded(PackageResources.dark_toml)),
    ("light", decoded(PackageResources.light_toml)),
    ("high-contrast", decoded(PackageResources.high_contrast_toml)),
    ("monochrome", decoded(PackageResources.monochrome_toml)),
    ("gruvbox", decoded(PackageResources.gruvbox_toml)),
    ("nord", decoded(PackageResources.nord_toml)),
    ("solarized-light", decoded(PackageResources.solarized_light_toml)),
  ]

  private static func decoded(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}

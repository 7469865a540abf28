import ConferencingCore
import TOMLKit

/// Reads the usual hosts of meetings: `[hosts]` with an id or address for each provider.
enum HostsSection {
  /// Reads the section of a file.
  ///
  /// - Throws: ``ConfigurationError`` for an unknown provider or a value that is none.
  static func read(
    _ table: TOMLTable,
    in file: ConfigurationFile
  ) throws(ConfigurationError) -> [AutocreateProvider: String] {
    guard let section = table["hosts"]?.table else {
      throw file.problem(
        "hosts",
        in: "",
        "hosts is a table: [hosts], then lines like zoom = \"ops@acme.example\"."
      )
    }
    var hosts: [AutocreateProvider: String] = [:]
    for key in section.keys {
      guard let provider = AutocreateProvider.allCases.first(where: { $0.keyword == key }) else {
        throw file.problem(
          key,
          in: "hosts",
          "\"\(key)\" is no provider. Known are meet, zoom and teams."
        )
      }
      hosts[provider] = try file.string(section, key, in: "hosts")
    }
    return hosts
  }
}

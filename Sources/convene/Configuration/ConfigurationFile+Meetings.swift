import ConferencingCore
import TOMLKit

extension ConfigurationFile {
  /// Reads the meeting servers: `[[meeting]]` with a host and a name each.
  func meetings(_ table: TOMLTable) throws(ConfigurationError) -> [MeetingServers.Rule] {
    // As the lines of the file are searched, the head of a list of tables is "[meeting".
    let section = "[meeting"
    guard let list = table["meeting"]?.array else {
      throw problem(
        "meeting",
        in: "",
        "Write each meeting server as [[meeting]] with host = \"meet.acme.example\" and name = \"Acme\"."
      )
    }
    var rules: [MeetingServers.Rule] = []
    for item in list {
      guard let rule = item.table else {
        throw problem(nil, in: section, "Write each meeting server as a table: [[meeting]].")
      }
      for key in rule.keys where !["host", "name"].contains(key) {
        throw problem(
          key,
          in: section,
          "\"\(key)\" is not known in [[meeting]]. Known are host and name."
        )
      }
      guard let host = rule["host"]?.string, let name = rule["name"]?.string,
        let made = MeetingServers.Rule(host: host, name: name)
      else {
        throw problem(
          nil,
          in: section,
          "A [[meeting]] needs host, such as \"meet.acme.example\" or \"*.acme.example\", and name, "
            + "such as \"Acme\"."
        )
      }
      rules.append(made)
    }
    return rules
  }

  /// Reads the usual hosts of meetings: `[hosts]` with an id or address for each provider.
  func hosts(_ table: TOMLTable) throws(ConfigurationError) -> [AutocreateProvider: String] {
    guard let section = table["hosts"]?.table else {
      throw problem(
        "hosts",
        in: "",
        "hosts is a table: [hosts], then lines like zoom = \"ops@acme.example\"."
      )
    }
    var hosts: [AutocreateProvider: String] = [:]
    for key in section.keys {
      guard let provider = AutocreateProvider.allCases.first(where: { $0.keyword == key }) else {
        throw problem(
          key,
          in: "hosts",
          "\"\(key)\" is no provider. Known are meet, zoom and teams."
        )
      }
      hosts[provider] = try string(section, key, in: "hosts")
    }
    return hosts
  }
}
